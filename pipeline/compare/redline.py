"""The redline of two linked units: which tokens were replaced, and what is noise between equal ones."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Indel

from pipeline.compare.keys import key
from pipeline.compare.noise import Piece, noise, remnant, terminal
from pipeline.compare.references import reference_key
from pipeline.compare.tokens import Atom, Token, Tokenizer
from pipeline.compare.words import bears
from pipeline.model.diff import NoiseClass

_WEAK = frozenset("的了之和与及或、，。；：,;:中为在于对将被由按向其该此等")
REWRITTEN = 0.3
WEDGE = 4
"""Characters that may have stayed between two parts of one change."""
MOST_BETWEEN = 3
"""Tokens of a foreign address that may have stayed between two parts of one change."""
PUZZLE = 3
"""With more replacements than PUZZLE and a smaller share of words in common than REWRITTEN, the whole is one replacement."""
REPLACED, LONG = 0.1, 16
"""Where less than that share of so many characters stayed, the whole is one replacement, however few the parts."""
_PLAIN = (Atom.WORD, Atom.MARK)
_MEASURED = (Atom.DATE, Atom.AMOUNT, Atom.RATE, Atom.DURATION)
_BLANKS = {ord(character): " " for character in "\n\r\t"}
_PHRASE_END = re.compile(r"(?<!\d)[，。；]|[，。；](?!\d)")
_BREAKS = frozenset("。；;！？!?")


@dataclass(frozen=True, slots=True)
class Replacement:
    """A range of tokens of the old text that became a range of tokens of the new one; `noise` for no change at all."""

    old: tuple[int, int]
    new: tuple[int, int]
    old_tokens: tuple[Token, ...]
    new_tokens: tuple[Token, ...]
    noise: NoiseClass | None = None


Carry = Callable[[str], str]
"""What a reference of a text must read in the other one, in one form; see `references.NumberMap.key`."""


def redline(
    old: str, new: str, tokenizer: Tokenizer, carry: Carry = reference_key
) -> tuple[list[Replacement], list[Piece]]:
    """Give the replacements of two texts, in order, and the noise in what is equal; ranges are of the texts.

    Together they hold every difference: outside them the texts are equal to the letter. `carry` reads a reference of the
    old text as renumbering leaves it; one that is carried to what stands in the new text is no replacement but a piece.
    """
    head, tail = _window(old, new)
    found, pieces = _redline(old[head : len(old) - tail], new[head : len(new) - tail], tokenizer, carry)
    if not head:
        return found, pieces
    return [shifted(entry, head, head) for entry in found], [
        (a + head, b + head, c + head, d + head, w) for a, b, c, d, w in pieces
    ]


def _window(old: str, new: str) -> tuple[int, int]:
    """Give the characters of the equal beginning and the equal end that need no look: whole phrases only."""
    most = min(len(old), len(new))
    head = 0
    while head < most and old[head] == new[head]:
        head += 1
    head = max((match.end() for match in _PHRASE_END.finditer(old, 0, head)), default=0)
    tail = 0
    while tail < most - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    end = _PHRASE_END.search(old, len(old) - tail)
    return head, len(old) - end.end() if end else 0


def shifted(entry: Replacement, by: int, to: int) -> Replacement:
    """Give a replacement of pieces of two texts as one of the whole texts: the pieces begin at `by` and at `to`."""

    def ahead(tokens: tuple[Token, ...], offset: int) -> tuple[Token, ...]:
        return tuple(replace(token, start=token.start + offset, end=token.end + offset) for token in tokens)

    return Replacement(
        (entry.old[0] + by, entry.old[1] + by),
        (entry.new[0] + to, entry.new[1] + to),
        ahead(entry.old_tokens, by),
        ahead(entry.new_tokens, to),
        entry.noise,
    )


def _redline(old: str, new: str, tokenizer: Tokenizer, carry: Carry) -> tuple[list[Replacement], list[Piece]]:
    left, right = _with_references(tokenizer.tokens(flat(old)), tokenizer.tokens(flat(new)), carry)
    if old > new:
        turned = _slid(_steps(right, left), right, left)
        steps = _joined([(a, b, c, d) for c, d, a, b in turned], left, right)
    else:
        steps = _joined(_slid(_steps(left, right), left, right), left, right)
    found: list[Replacement] = []
    pieces: list[Piece] = []
    i = j = start = to = 0
    for a, b, c, d in steps:
        first, second = _range(left, a, b), _range(right, c, d)
        pieces += _equal(left[i:a], right[j:c], (start, first[0]), (to, second[0]), old, new)
        found.append(_replacement(left[a:b], right[c:d], first, second, old, new))
        i, j, start, to = b, d, first[1], second[1]
    pieces += _equal(left[i:], right[j:], (start, len(old)), (to, len(new)), old, new)
    return found, pieces


def flat(text: str) -> str:
    """Give a text with every line end and tab as a blank, of the same length: they part no word."""
    return text.translate(_BLANKS)


def _range(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int]:
    """Give the characters of some tokens; for none the place behind the token before."""
    if start < end:
        return tokens[start].start, tokens[end - 1].end
    place = tokens[start - 1].end if start else 0
    return place, place


def _with_references(
    left: Sequence[Token], right: Sequence[Token], carry: Carry
) -> tuple[Sequence[Token], Sequence[Token]]:
    """Read the references of both sides in one form: all as renumbering leaves them, or all as printed where that fits better."""
    if not any(token.atom is Atom.REFERENCE for token in left):
        return left, right
    right = _read(right, reference_key)
    there = {token.key for token in right if token.atom is Atom.REFERENCE}
    carried, printed = _read(left, carry), _read(left, reference_key)
    fits = [
        sum(token.key in there for token in tokens if token.atom is Atom.REFERENCE) for tokens in (carried, printed)
    ]
    return (carried if fits[0] >= fits[1] else printed), right


def _read(tokens: Sequence[Token], form: Carry) -> list[Token]:
    return [replace(token, key=form(token.key)) if token.atom is Atom.REFERENCE else token for token in tokens]


def _equal(
    left: Sequence[Token], right: Sequence[Token], ours: tuple[int, int], theirs: tuple[int, int], old: str, new: str
) -> Iterator[Piece]:
    """Yield the noise in two equal stretches, and the references in them whose number moved on."""
    start, to = ours[0], theirs[0]
    for one, other in zip(left, right, strict=True):
        words, others = old[one.start : one.end], new[other.start : other.end]
        if one.atom in (Atom.REFERENCE, Atom.ITEM) and key(words) != key(others):
            yield from _shifted(noise(old[start : one.start], new[to : other.start]), start, to)
            yield one.start, one.end, other.start, other.end, None
            start, to = one.end, other.end
    yield from _shifted(noise(old[start : ours[1]], new[to : theirs[1]]), start, to)


def _shifted(pieces: Iterable[Piece], start: int, to: int) -> Iterator[Piece]:
    for a, b, c, d, why in pieces:
        yield a + start, b + start, c + to, d + to, why


def _replacement(
    old_tokens: Sequence[Token],
    new_tokens: Sequence[Token],
    first: tuple[int, int],
    second: tuple[int, int],
    old: str,
    new: str,
) -> Replacement:
    last = not old[first[1] :].strip() and not new[second[1] :].strip()
    words = old[slice(*first)], new[slice(*second)]
    says_nothing = terminal(*words, old[: first[0]], last=last) or remnant(*words)
    why = NoiseClass.PUNCTUATION if says_nothing else None
    return Replacement(first, second, tuple(old_tokens), tuple(new_tokens), why)


Step = tuple[int, int, int, int]


def _steps(left: Sequence[Token], right: Sequence[Token]) -> list[Step]:
    """Give the ranges of tokens that differ."""
    ops = Indel.opcodes([_form(token) for token in left], [_form(token) for token in right])
    steps: list[Step] = []
    for op in ops:
        if op.tag == "equal":
            pairs = zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
            steps += [(k, k + 1, m, m + 1) for k, m in pairs if _turned(left[k], right[m])]
            continue
        if steps and steps[-1][1] == op.src_start and steps[-1][3] == op.dest_start:
            steps[-1] = (steps[-1][0], op.src_end, steps[-1][2], op.dest_end)
        else:
            steps.append((op.src_start, op.src_end, op.dest_start, op.dest_end))
    kept = _kept(steps, left, right) if len(steps) > 1 else 1.0
    long = min(sum(len(token.key) for token in side) for side in (left, right)) >= LONG
    if (len(steps) > PUZZLE and kept < REWRITTEN) or (long and kept < REPLACED):
        return [(steps[0][0], steps[-1][1], steps[0][2], steps[-1][3])]
    return [part for step in steps for part in _parted(step, left, right)]


def _form(token: Token) -> str:
    """Give what a token is aligned by: a box by its words, ticked or not; a number in a list without its value."""
    if token.atom is Atom.ITEM:
        return "(#)"
    return "□" + token.key[1:] if token.atom is Atom.BOX else token.key


def _turned(one: Token, other: Token) -> bool:
    """Say whether a box was ticked or emptied."""
    return one.atom is Atom.BOX and one.key != other.key


def _kept(steps: Sequence[Step], left: Sequence[Token], right: Sequence[Token]) -> float:
    """Give the share of the plain words of both texts that stayed."""
    whole = sum(len(token.key) for token in (*left, *right) if token.atom is Atom.WORD)
    gone = [left[k] for a, b, _, _ in steps for k in range(a, b)] + [
        right[k] for _, _, c, d in steps for k in range(c, d)
    ]
    return 1 - sum(len(token.key) for token in gone if token.atom is Atom.WORD) / max(whole, 1)


def _parted(step: Step, left: Sequence[Token], right: Sequence[Token]) -> Iterator[Step]:
    """Part a replacement that holds the same kinds of typed values on both sides: 甲方应 → 乙方可 are two changes."""
    a, b, c, d = step
    first = [k for k in range(a, b) if left[k].atom not in _PLAIN]
    second = [k for k in range(c, d) if right[k].atom not in _PLAIN]
    if [left[k].atom for k in first] == [right[k].atom for k in second]:
        for k, m in zip(first, second, strict=True):
            if k > a or m > c:
                yield a, k, c, m
            yield k, k + 1, m, m + 1
            a, c = k + 1, m + 1
    while a < b and c < d and left[a].atom not in _PLAIN and left[a].atom is right[c].atom:
        yield a, a + 1, c, c + 1
        a, c = a + 1, c + 1
    if b > a or d > c:
        yield a, b, c, d


def _slid(steps: Sequence[Step], left: Sequence[Token], right: Sequence[Token]) -> list[Step]:
    """Move a pure insertion or deletion along equal tokens to where a sentence or a phrase ends."""
    slid: list[Step] = []
    for index, (a, b, c, d) in enumerate(steps):
        following = steps[index + 1] if index + 1 < len(steps) else (len(left), 0, len(right), 0)
        before = slid[-1] if slid else (0, 0, 0, 0)
        if a == b:
            by = _best_slide(right, c, d, before[3], following[2], min(a - before[1], c - before[3]), following[0] - a)
            slid.append((a + by, b + by, c + by, d + by))
        elif c == d:
            by = _best_slide(left, a, b, before[1], following[0], min(a - before[1], c - before[3]), following[2] - c)
            slid.append((a + by, b + by, c + by, d + by))
        else:
            slid.append((a, b, c, d))
    return slid


def _best_slide(tokens: Sequence[Token], start: int, end: int, first: int, last: int, back: int, forth: int) -> int:
    """Give by how many tokens to move a range so that it starts behind a mark; 0 where it is best as it is."""
    choices = [(_ease(tokens, start, end), 0, 0)]
    for by in range(1, back + 1):
        if start - by < first or _form(tokens[start - by]) != _form(tokens[end - by]):
            break
        choices.append((_ease(tokens, start - by, end - by), -by, -by))
    for by in range(1, forth + 1):
        if end + by > last or _form(tokens[start + by - 1]) != _form(tokens[end + by - 1]):
            break
        choices.append((_ease(tokens, start + by, end + by), -by, by))
    return max(choices)[2]


def _ease(tokens: Sequence[Token], start: int, end: int) -> int:
    """Say how natural a range is to add or take out: whole sentences, then whole phrases, then what stands between."""
    before = tokens[start - 1].key if start else "。"
    final = tokens[end - 1].key
    return (
        8 * (tokens[start].atom is Atom.ITEM)
        + 4 * (before in _BREAKS and final in _BREAKS)
        + 2 * (before in ",，、:：" and final == before)
        + (tokens[start].key in ",，、" and (end == len(tokens) or tokens[end].atom is Atom.MARK))
        + (before in _BREAKS)
    )


def _joined(steps: Sequence[Step], left: Sequence[Token], right: Sequence[Token]) -> list[Step]:
    """Join two replacements with nothing but a mark or a function word between them; and what is left of a foreign text."""
    joined: list[Step] = []
    for step in steps:
        before = joined[-1] if joined else None
        if before and _one_thing(before, step, left, right):
            joined[-1] = (before[0], step[1], before[2], step[3])
        else:
            joined.append(step)
    return joined


def _one_thing(before: Step, step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    between = left[before[1] : step[0]]
    if _wedged(between, before, step, left, right) or _in_address(between, before, step, left, right):
        return True
    if len(between) > 1 or not all(token.key in _WEAK or token.atom is Atom.MARK for token in between):
        return False
    if any(_exchanges_value(part, left, right) for part in (before, step)):
        return False
    if _foreign(before, left, right) and _foreign(step, left, right):
        return True
    return bool(between) and _replaces(before, left, right) and _replaces(step, left, right)


def _exchanges_value(step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Say whether a step exchanges one date, amount, rate or length of time for another."""
    first, second = left[step[0] : step[1]], right[step[2] : step[3]]
    return len(first) == len(second) == 1 and first[0].atom is second[0].atom and first[0].atom in _MEASURED


def _wedged(between: Sequence[Token], before: Step, step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Say whether a short word stayed between two longer plain changes: 销售专员 → 区域销售经理 is one of a whole name."""
    if not between or any(token.atom not in (Atom.WORD, Atom.TERM) or bears(token.key) for token in between):
        return False
    kept = sum(len(token.key) for token in between)
    return kept <= WEDGE and all(
        _is_plain(part, left, right) and kept <= _length(part, left, right) for part in (before, step)
    )


def _in_address(
    between: Sequence[Token], before: Step, step: Step, left: Sequence[Token], right: Sequence[Token]
) -> bool:
    """Say whether two changes stand in one foreign address: 2 Elm Street, Suite 175 → 149 Oak Street, 4th Floor."""
    if not between or len(between) > MOST_BETWEEN:
        return False
    named = all(token.key == "," or token.key[:1].isupper() or token.atom is Atom.NUMBER for token in between)
    sides = left[before[0] : before[1]], right[before[2] : before[3]]
    named = named and all(token.key[:1].isupper() or token.key[:1].isdigit() for token in _tokens(step, left, right))
    numbered = [any(token.atom is Atom.NUMBER for token in side) for side in sides]
    return named and all(numbered) and _foreign(before, left, right) and _foreign(step, left, right)


def _is_plain(step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Say whether a step exchanges words, or values for words; values for values of their kind are changes of their own."""
    if any(bears(token.key) for token in _tokens(step, left, right)):
        return False
    first, second = left[step[0] : step[1]], right[step[2] : step[3]]
    typed = [[token.atom for token in side if token.atom not in _PLAIN] for side in (first, second)]
    worded = any(token.atom is Atom.WORD for token in (*first, *second))
    return worded and (typed[0] != typed[1] or not typed[0])


def _length(step: Step, left: Sequence[Token], right: Sequence[Token]) -> int:
    sides = left[step[0] : step[1]], right[step[2] : step[3]]
    return max(sum(len(token.key) for token in side) for side in sides)


def _tokens(step: Step, left: Sequence[Token], right: Sequence[Token]) -> list[Token]:
    return [*left[step[0] : step[1]], *right[step[2] : step[3]]]


def _replaces(step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Say whether a step exchanges plain words: typed values are changes of their own."""
    plain = all(token.atom in _PLAIN for token in _tokens(step, left, right))
    return plain and step[0] < step[1] and step[2] < step[3]


def _foreign(step: Step, left: Sequence[Token], right: Sequence[Token]) -> bool:
    """Say whether a step holds Latin words, figures and marks only: addresses and names change as a whole."""
    return all(token.key.isascii() for token in _tokens(step, left, right) if token.atom is not Atom.MARK)


def as_one(replacements: list[Replacement], pieces: list[Piece]) -> tuple[list[Replacement], list[Piece]]:
    """Make one replacement of all in a heading: 附件一：《规则》 → 规则 is one change of a title."""
    real = [found for found in replacements if found.noise is None]
    if len(real) < 2:
        return replacements, pieces
    first, last = real[0], real[-1]
    whole = Replacement(
        (first.old[0], last.old[1]),
        (first.new[0], last.new[1]),
        tuple(token for found in real for token in found.old_tokens),
        tuple(token for found in real for token in found.new_tokens),
    )
    outside = [piece for piece in pieces if piece[1] <= whole.old[0] or piece[0] >= whole.old[1]]
    return [
        whole,
        *(found for found in replacements if found.noise is not None and found.old[0] >= last.old[1]),
    ], outside
