"""The entries of party blocks: whose, what, the value; from lines, sentences, columns and tables."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.party_tokens import Source, Token, opens_clause, tokens
from extractors.party_words import address_rank, is_detail, is_organisation, split_address, split_contact, split_names
from pipeline.model.document import Document, PlacedBlock
from pipeline.model.span import Span
from pipeline.zh.fold import fold

_TWINS = {"PartyA": "甲方", "PartyB": "乙方", "PartyC": "丙方", "PartyD": "丁方"}
_UNKNOWN = "?"
CLERK = 1
"""The rank of a contact who is called 经办人: on a signature page he only signs."""
_REST = re.compile(r"[\u4e00-\u9fff]{0,3}(?:有限责任公司|有限公司|限公司|任公司|公司|司|合伙企业|事务所|委员会)")
_PAPERS = re.compile(r"(?:身份证|证件|护照|性别|住址|居民|公民)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A statement of a party block.

    `attribute` is role, name or an attribute of a party; `aliases` are the other words for the role; `turn` counts the
    parties of one role (承包人：A, 承包人：B); `rank` says which of several addresses goes before.
    """

    role: str
    turn: int
    attribute: str
    value: str
    aliases: tuple[str, ...]
    span: Span
    source: Source
    rank: int = 0


@dataclass
class _Reading:
    """Where the reading of a range stands: the party spoken of, the columns, the party that waits for its name."""

    owner: tuple[str, int] = ("", 0)
    columns: tuple[tuple[str, int], ...] = ()
    cells: tuple[int, ...] = ()
    offsets: tuple[int, ...] = ()
    waiting: tuple[str, int] = ("", 0)
    source: Source = Source.LABEL
    last: str = ""
    unfilled: Token | None = None
    at: int = 0


def entries(document: Document, within: Span) -> Iterator[Entry]:
    """Yield the entries of the party blocks of a range in reading order.

    A role line, or a name with its role in a sentence, opens a party; what follows belongs to it. Two roles in one
    block make columns: a detail then belongs to the party of its cell, or of its turn. An organisation on the line
    below a role without a name is that name; a name broken over two lines is joined. Values left open are empty.
    """
    reading, seen = _Reading(), set[str]()
    blocks = [b for b in document.body_blocks if b.span.overlaps(within) and b.span.start < within.end]
    for index, block in enumerate(blocks):
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        found = _of_parties(document, block)
        if reading.waiting[0] and not found:
            yield from _names_below(document, block, following, reading)
        elif reading.unfilled and not found:
            yield from _detail_below(document, block, reading)
        roles = [token for token in found if token.kind == "role" and not _twin(token, seen)]
        seen.update(token.word for token in roles)
        if not roles and opens_clause(document, block) and not (found and _same_clause(document, block, reading.at)):
            reading.owner, reading.columns = ("", 0), ()
        elif found and reading.waiting[0] and found[0].source in (Source.SENTENCE, Source.SHORT_NAME):
            names = (found[0].word, *found[0].aliases)
            yield Entry(*reading.waiting, "name", found[0].value, names, found[0].span, reading.source)
            found = found[1:]
        reading.waiting = ("", 0)
        yield from _in_block(document, found, roles, reading, seen)
        yield from _broken_name(document, found, following)
        only = found[0] if len(found) == 1 and not found[0].value else None
        reading.unfilled = only if only and not only.of and not reading.columns else None


def _of_parties(document: Document, block: PlacedBlock) -> list[Token]:
    """Give the tokens of a block; the heads of a table that lists things (序号, 转让方, 身份证号) are none."""
    found = list(tokens(document, block))
    cells = [cell for cell in document.compact_text(block.span).split("\t") if cell]
    kinds = {token.kind for token in found}
    heads = cells[:1] in (["序号"], ["编号"]) or (len(kinds) > 1 and not any(token.value for token in found))
    return [] if heads and len(cells) > 2 and all(len(cell) < 12 for cell in cells) else found


def _same_clause(document: Document, block: PlacedBlock, role_at: int) -> bool:
    """Say whether a numbered detail (1.1.1 地址：…) stands in the same article as the role it belongs to."""
    roots = document.clauses.roots
    return any(role_at in root.span and block.span.start in root.span for root in roots)


def _in_block(
    document: Document, found: Sequence[Token], roles: Sequence[Token], reading: _Reading, seen: Collection[str]
) -> Iterator[Entry]:
    """Yield the entries of one block and note which columns and which party it opens."""
    if len(roles) > 1 and len({token.word for token in roles}) > 1:
        reading.columns = tuple((token.word, 0) for token in roles)
        reading.cells = tuple(token.cell for token in roles)
        reading.offsets = tuple(_offset(document, token) for token in roles)
    elif roles:
        reading.columns = ()
    if (
        reading.columns
        and not roles
        and len(found) == 1
        and found[0].cell < reading.cells[0]
        and len(found[0].cells) > 1
    ):
        yield from _row(document, found[0], reading)
        return
    turns: dict[str, int] = {}
    kinds = Counter(token.kind for token in found)
    for token in found:
        if token.kind == "role":
            if twin := _twin(token, seen):
                reading.owner = reading.owner if twin == _UNKNOWN else (twin, 0)
                continue
            yield from _opened(token, reading)
            continue
        turn = turns.get(token.kind, 0)
        turns[token.kind] = turn + 1
        if token.of:
            reading.owner, reading.columns = (token.of, 0), ()
        owner = _owner(document, reading, token, turn, kinds[token.kind], roles)
        yield from _details(owner, token, reading.source)


def _opened(token: Token, reading: _Reading) -> Iterator[Entry]:
    """Open the party of a role; the same role again at once, with another name, is a further party of that role."""
    again = token.source is Source.LABEL and token.value and reading.last == token.word == reading.owner[0]
    reading.owner = (token.word, reading.owner[1] + 1 if again else 0)
    reading.at = token.span.start
    reading.last, reading.source = token.word if token.value else "", token.source
    reading.waiting = reading.owner if not token.value else ("", 0)
    names = split_names(token.value)
    yield Entry(*reading.owner, "role", names[0] if names else "", token.aliases, token.span, token.source)
    for name in names[1:]:
        reading.owner = (token.word, reading.owner[1] + 1)
        yield Entry(*reading.owner, "role", name, token.aliases, token.span, token.source)


def _details(owner: tuple[str, int], token: Token, source: Source) -> Iterator[Entry]:
    if not owner[0] or token.kind in ("other", "acting"):
        return
    value, phone, kind, rank = token.value, "", token.kind, 0
    if kind in ("contact", "clerk"):
        kind, (value, phone) = "contact", split_contact(value)
    elif kind == "both":
        kind, (value, phone) = "address", split_address(value)
    if kind == "address":
        rank = address_rank(token.word)
    elif token.kind == "clerk":
        rank = CLERK
    if phone:
        yield Entry(*owner, "phone", phone, (), token.span, source)
    yield Entry(*owner, kind, value, (), token.span, source, rank)


def _row(document: Document, token: Token, reading: _Reading) -> Iterator[Entry]:
    """Read a row of a table that has a column for each party: the label first, then the value of each."""
    for owner, cell in zip(reading.columns, reading.cells, strict=True):
        if cell < len(token.cells):
            span, value = token.cells[cell]
            yield from _details(owner, Token(token.kind, token.word, value, span), reading.source)


def _names_below(
    document: Document, block: PlacedBlock, following: PlacedBlock | None, reading: _Reading
) -> Iterator[Entry]:
    """Read the name on the line below a role that has none; in columns the names of all."""
    words = document.compact_text(block.span).strip("_ ")
    cells = [cell.strip("_ ") for cell in words.split("\t")]
    if reading.waiting[0] and len(cells) == 1 and _is_name(document, words, following):
        yield Entry(*reading.waiting, "name", document.printed(block.span), (), block.span, reading.source)


def _detail_below(document: Document, block: PlacedBlock, reading: _Reading) -> Iterator[Entry]:
    """Read the value on the line below a label that has none, where it has the shape of such a value."""
    label, words = reading.unfilled, document.compact_text(block.span).strip("_ ")
    if label and is_detail(words, label.kind):
        token = Token(label.kind, label.word, document.printed(block.span), block.span)
        yield from _details(reading.owner, token, reading.source)


def _is_name(document: Document, words: str, following: PlacedBlock | None) -> bool:
    """Say whether a line is a name: of an organisation, or of a person whose papers come next."""
    if is_organisation(re.sub(r"\([^()]{0,24}称[^()]{1,16}\)$", "", words)):
        return True
    below = document.compact_text(following.span) if following else ""
    return bool(re.fullmatch(r"[\u4e00-\u9fff·]{2,8}", words) and _PAPERS.match(below))


def _broken_name(document: Document, found: Sequence[Token], following: PlacedBlock | None) -> Iterator[Entry]:
    """Join a name whose last characters stand on the next line (…（澜州）股份 / 有限公司)."""
    if not found or found[-1].kind not in ("role", "name") or following is None or len(found[-1].value) < 5:
        return
    last, rest = found[-1], document.compact_text(following.span)
    if _REST.fullmatch(rest) and not is_organisation(fold(last.value)) and is_organisation(fold(last.value) + rest):
        span = Span(last.span.start, following.span.end)
        role = last.word if last.kind == "role" else ""
        if role:
            yield Entry(role, 0, "whole", last.value + document.printed(following.span), (), span, last.source)


def _twin(token: Token, seen: Collection[str]) -> str:
    """Give the side of which a role is the English twin, empty for other roles; a side named in Chinese goes before."""
    if not token.word.isascii() or all(word.isascii() for word in seen):
        return ""
    side = _TWINS.get(token.word.replace(" ", ""), "")
    return side if side in seen else _UNKNOWN


def _owner(
    document: Document, reading: _Reading, token: Token, turn: int, same: int, roles: Sequence[Token]
) -> tuple[str, int]:
    columns = reading.columns
    if not columns or roles:
        return reading.owner
    if same >= len(columns):
        return columns[min(turn, len(columns) - 1)]
    if len(set(reading.cells)) > 1:
        return columns[min(token.cell, len(columns) - 1)]
    return _column(reading, _offset(document, token))


def _column(reading: _Reading, offset: int) -> tuple[str, int]:
    """Give the party below whose role a detail begins in columns set with blanks; nobody where it stands between them."""
    near = min(range(len(reading.columns)), key=lambda index: abs(reading.offsets[index] - offset))
    apart = min((b - a for a, b in pairwise(reading.offsets)), default=0)
    return reading.columns[near] if 4 * abs(reading.offsets[near] - offset) <= apart else ("", 0)


def _offset(document: Document, token: Token) -> int:
    """Give the place of a token in its printed line; an ideograph and an ideographic space are two wide."""
    line = document.text[document.text.rfind("\n", 0, token.span.start) + 1 : token.span.start]
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in line)
