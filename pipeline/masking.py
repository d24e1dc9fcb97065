"""Personal data masked by stars, character for character, so that offsets of evidence still hold.

A mobile keeps all but the four digits before its last four, a landline its first three and last four digits, a number
of a paper its first and last character (with more of it, the date of birth could be guessed), an account its last
four, an e-mail address its first character and its domain, a name the family name.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.verification import evidence_of
from pipeline.zh.person_names import family_name, is_latin_name, is_person_name, labelled_names, may_be_name, names_in
from pipeline.zh.personal import Kind, find_personal
from pipeline.zh.visible import Visible, visible

Json = dict[str, Any]

STAR = "*"

_ENDING = r"(?:公司|集团|事务所|工作室|商行|商店|合作社|联合社|合伙企业|经营部|服务部|门市部|研究院|研究所|设计院|医院|诊所|学校|大学|中学|小学|幼儿园|银行|支行|分行|基金会|协会|联合会|委员会|法院|检察院|公证处|中心|酒店|宾馆|超市|餐厅|[厂店馆局])"
_ORGANISATION = re.compile(rf"(?P<between>[\u4e00-\u9fff()A-Za-z0-9]{{0,16}}?){_ENDING}")
_APART = re.compile(r"[与和及向对的之为系是在于将由应就经以或认收同签代受任从到其该本把被让给]|先生|女士|[甲乙丙丁]方")
"""What does not stand inside the name of an organisation."""

_PLACE = re.compile(r"[区县镇乡村](?![长委民里内外])|(?:路|街|大道|大街|巷)\d|[路街巷道][东西南北]?(?:段|侧)")
_LINE = re.compile(r"[\n\t]|[ ]{7}")
_SPREAD = 48
"""Characters a name may be spread over by blanks between its characters."""

_NUMBER = re.compile(r"\d(?:[ \t-]?\d){5,}[Xx]?")
_CALLED = re.compile(r"[A-Za-z][A-Za-z0-9_-]{4,29}")

_SIGNED = frozenset({"comments", "tracked_changes", "note_on_page"})
"""Flags whose message lists authors: 王明 2025-03-01 插入 2 处."""

_AUTHOR = re.compile(
    r"(?<=[:：;；])(?P<blank>[ ]?)(?!\d{4}-\d\d-\d\d )(?P<author>[^:：;；\n]{1,60}?)(?=[ ]\d{4}-\d\d-\d\d[ ]|[ ](?:[^ ;；]{1,12}[ ])?(?:\d+[ ]处|\(\d+\)))"
)

AS_IT_IS = frozenset(
    {"sha256", "id", "media_type", "rule", "state", "kind", "stage", "flag", "severity", "status", "language", "text_source"}
)  # fmt: skip
"""Attributes of a record whose words are ours, not the document's."""

NO_PERSON = frozenset({"credit_code", "contract_number"})
"""Attributes whose value is masked only where the text proves it to be personal data."""


def mask_text(text: str, names: Collection[str] = (), organisations: Collection[str] = ()) -> str:
    """Mask the personal data of a text and the given names of persons; the length stays.

    `organisations` are names never to be touched. Masking twice changes nothing more.
    """
    masked = _once(text, names, organisations)
    while masked != text:
        text, masked = masked, _once(masked, names, organisations)
    return masked


def mask_name(name: str) -> str:
    """Mask a name of a person: 王* , 欧阳**, J*** S****."""
    if name[:1].isascii():
        return re.sub(r"(?<=[A-Za-z])[A-Za-z.'’-]", STAR, name)
    kept = len(family_name(name))
    return name[:kept] + re.sub(r"[^\s·]", STAR, name[kept:])


def personal_names(record: Mapping[str, Any]) -> frozenset[str]:
    """Find the names of persons in the parties of a record: contacts, who represents a party, parties that are persons,
    authors of comments and of tracked changes.
    """
    found: set[str] = set()
    for party in _parties(record):
        for value in (party.get("contact"), party.get("legal_representative")):
            found.update(names_in(value or ""))
        found.update(name for name in names_in(party.get("name") or "") if not name.isascii())
        representative = "".join((party.get("legal_representative") or "").split())
        found |= {representative} if may_be_name(representative) else set()
    for flag in record.get("review", ()):
        if flag["flag"] in _SIGNED:
            authors = (match["author"] for match in _AUTHOR.finditer(flag["message"]))
            found.update(author for author in authors if is_person_name(author) or is_latin_name(author))
    return frozenset(found)


def masked_record(record: Mapping[str, Any], text: str) -> tuple[Json, str]:
    """Copy a record and the text of its document, both masked: every quote is the masked text at its range.

    Sums, dates, places, credit codes and names of organisations stay. A failed document has an empty text.
    """
    names = personal_names(record) | labelled_names(text)
    masker = _Masker(text, names, _organisations(record))
    copy: Json = masker.copy(record, "", ())
    return copy, masker.masked


def _parties(record: Mapping[str, Any]) -> Iterable[Mapping[str, Any]]:
    for finding in record.get("fields", {}).get("parties") or ():
        for each in (finding, *finding.get("alternatives", ())):
            if isinstance(each.get("value"), Mapping):
                yield each["value"]


def _organisations(record: Mapping[str, Any]) -> frozenset[str]:
    """Give the names of organisations a record knows: parties that are no persons, courts and commissions."""
    names = [party.get("name") or "" for party in _parties(record)]
    disputes = record.get("fields", {}).get("dispute_resolution")
    if disputes and isinstance(disputes.get("value"), Mapping):
        names.append(disputes["value"].get("forum") or "")
    return frozenset(name for name in names if len(name) > 3 and not is_person_name(name) and not is_latin_name(name))


@dataclass
class _Masker:
    """Masks the words of one record: as the text has them, and whatever shows by itself or is known from the text."""

    text: str
    names: Collection[str]
    organisations: Collection[str]
    masked: str = field(init=False)
    known: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self.masked = mask_text(self.text, self.names, self.organisations)
        found = (self.text[slice(*each.span)] for each in find_personal(self.text))
        self.known = frozenset(_plain(visible(words).text) for words in found)

    def copy(self, node: Any, key: str, quotes: Sequence[Mapping[str, Any]]) -> Any:
        """Copy a part of a record; `key` is the attribute or the field it is of, `quotes` its evidence."""
        if isinstance(node, str):
            return node if key in AS_IT_IS else self._words(node, key, quotes)
        if isinstance(node, list | tuple):
            return [self.copy(item, key, quotes) for item in node]
        if not isinstance(node, Mapping):
            return node
        quotes = tuple(evidence_of(node["evidence"])) if "evidence" in node else quotes
        copied = {
            name: self.copy(item, key if name in ("value", "alternatives") else str(name), quotes)
            for name, item in node.items()
        }
        if {"quote", "start", "end"} <= node.keys() and self.text[node["start"] : node["end"]] == node["quote"]:
            copied["quote"] = self.masked[node["start"] : node["end"]]
        if node.get("flag") in _SIGNED:
            copied["message"] = _AUTHOR.sub(lambda each: each["blank"] + mask_name(each["author"]), copied["message"])
        return copied

    def _words(self, words: str, key: str, quotes: Sequence[Mapping[str, Any]]) -> str:
        shown = self._as_quoted(words, quotes)
        if key in NO_PERSON:
            return self._known(words) if shown is None else shown
        alone = self._known(mask_text(words, self.names, self.organisations))
        return "".join(STAR if STAR in pair else pair[0] for pair in zip(shown or alone, alone, strict=True))

    def _as_quoted(self, words: str, quotes: Sequence[Mapping[str, Any]]) -> str | None:
        """Give words as the masked text has them in the quotes that prove them; None where no quote has them so."""
        for quote in quotes:
            at = self.text.find(words, quote["start"], quote["end"]) if words else -1
            if at >= 0:
                return self.masked[at : at + len(words)]
        return None

    def _known(self, words: str) -> str:
        """Mask what the text proves to be personal, where the words alone say too little (5550101)."""
        words = _NUMBER.sub(lambda match: self._if_known(match[0], Kind.BANK), words)
        return _CALLED.sub(lambda match: self._if_known(match[0], Kind.MESSENGER), words)

    def _if_known(self, words: str, kind: Kind) -> str:
        return _stars(words, kind) if _plain(words) in self.known else words


def _plain(words: str) -> str:
    return "".join(character for character in words if character.isalnum())


def _once(text: str, names: Collection[str], organisations: Collection[str]) -> str:
    masked = list(text)
    for each in find_personal(text):
        start, end = each.span
        masked[start:end] = _stars(text[start:end], each.kind)
    seen = visible(text)
    for start, end in _occurrences(seen, names, organisations):
        first, last = seen.range(start, end)
        masked[first:last] = mask_name(text[first:last])
    return "".join(masked)


def _stars(words: str, kind: Kind) -> str:
    """Replace letters and digits by stars but for those that a kind keeps."""
    if kind is Kind.EMAIL:
        at = next(index for index, character in enumerate(words) if character in "@＠﹫")
        kept = 1 if at > 1 else 0
        return words[:kept] + re.sub(r"\S", STAR, words[kept:at]) + words[at:]
    places = [index for index, character in enumerate(words) if character.isalnum()]
    masked = list(words)
    for index in _hidden(kind, places):
        masked[index] = STAR
    return "".join(masked)


def _hidden(kind: Kind, places: Sequence[int]) -> Sequence[int]:
    """Give the places of a number that are hidden."""
    if kind is Kind.MESSENGER:
        return places[1:]
    if kind is Kind.ID:
        return places[1:-1]
    if kind is Kind.MOBILE:
        return places[-8:-4]
    if len(places) < 10:
        return places[:-2]
    return places[3:-4] if kind is Kind.LANDLINE else places[:-4]


def _occurrences(seen: Visible, names: Collection[str], organisations: Collection[str]) -> Iterable[tuple[int, int]]:
    """Yield where names of persons stand, the longest that fits; not inside names of organisations and places."""
    plain = {"".join(name.split()) for name in names} - {""}
    if not plain:
        return
    lengths: dict[str, set[int]] = {}
    for name in plain:
        lengths.setdefault(name[0], set()).add(len(name))
    longest_first = {first: sorted(each, reverse=True) for first, each in lengths.items()}
    safe = _covered(seen.text, organisations)
    done = 0
    for head in re.finditer(f"[{re.escape(''.join(longest_first))}]", seen.text):
        if head.start() >= done:
            end = _end(seen.text, head.start(), plain, longest_first[head[0]])
            if end is not None and not any(safe[head.start() : end]) and not _inside_other(seen.text, end, safe):
                yield head.start(), end
                done = end


def _covered(text: str, words: Collection[str]) -> bytearray:
    covered = bytearray(len(text))
    for word in words:
        at = text.find(seen := visible(word).text)
        while at >= 0:
            covered[at : at + len(seen)] = b"\1" * len(seen)
            at = text.find(seen, at + len(seen))
    return covered


def _end(text: str, start: int, names: Collection[str], lengths: Sequence[int]) -> int | None:
    """Give where the longest of some names ends that begins here; blanks between its characters do not count.

    Names in Latin letters end where the word ends; a star behind a name means that it is masked already.
    """
    stop = _LINE.search(text, start, start + _SPREAD)
    limit = min(stop.start() if stop else start + _SPREAD, len(text))
    places = [place for place in range(start, limit) if text[place] != " "]
    squeezed = "".join(text[place] for place in places)
    for length in lengths:
        if length <= len(places) and squeezed[:length] in names:
            end = places[length - 1] + 1
            around = (text[max(start - 1, 0) : start] + text[end : end + 1]) if text[start].isascii() else ""
            if text[end : end + 1] != STAR and not any(map(str.isalnum, around)):
                return end
    return None


def _inside_other(text: str, end: int, safe: Sequence[int]) -> bool:
    """Say whether the words go on as the name of an organisation or a place: 王明月 有限公司, 高明 区."""
    if _PLACE.match(text, end):
        return True
    rest = _ORGANISATION.match(text, end)
    return rest is not None and not _APART.search(rest["between"]) and not any(safe[end : rest.end()])
