"""What the page shows of a record, as words: fields, flags, full text cut where evidence begins and ends."""

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from pipeline.model.finding import Extractor, Severity
from pipeline.reports.labels import (
    CORRECTION,
    Language,
    attribute_labels,
    field_label,
    state_word,
    status_word,
    word,
)
from pipeline.reports.summary import HEADLINES

Json = Mapping[str, Any]
Fields = Mapping[str, Extractor[Any]]
Range = tuple[int, int]

COLUMNS = ("parties", "signing_date", "expiry_date", "liability_caps", "dispute_resolution")
"""Fields that have a column in the table of documents beside the title, where the plan has them."""

_WORD = re.compile(r"[a-z]+(?:_[a-z]+)*")
_DURATION = re.compile(r"P(?=\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?")
_LENGTHS = ("duration", "length", "notice", "negotiation_period", "termination_after")
"""Attributes whose value is a length of time."""

_UNITS = {"zh": ("年", "个月", "日", "个工作日"), "en": ("year", "month", "day", "working day")}


@dataclass(frozen=True)
class Quote:
    """Words of a document with their place; `anchor` is the id of the place on the page, empty without one."""

    text: str
    clause: str
    page: str
    anchor: str


@dataclass(frozen=True)
class Said:
    """A finding for readers: its value as words or as labelled attributes, how it is known, and what proves it."""

    words: str
    attributes: tuple[tuple[str, str], ...]
    state: str
    how: str
    rule: str
    quotes: tuple[Quote, ...]
    others: "tuple[Said, ...]" = ()

    @property
    def corrected(self) -> bool:
        """Say whether a reader put it in the place of what was read, which is the first of the others then."""
        return self.rule == CORRECTION


_FOLDED = 10
"""Values of a field from which on they are folded up: definitions, sums, references."""


@dataclass(frozen=True)
class FieldView:
    """A field with all that was found for it."""

    label: str
    said: tuple[Said, ...]

    @property
    def is_long(self) -> bool:
        """Say whether it has so many values that they are folded up behind the other fields."""
        return len(self.said) > _FOLDED

    @property
    def rows(self) -> int:
        """How many rows of the table it takes: one a quote (or one without), and one for what else the document says."""
        return sum((len(said.quotes) or 1) + bool(said.others) for said in self.said)


@dataclass(frozen=True)
class FlagView:
    """A review flag for readers; `picture` is a data: URI, empty without a picture."""

    severity: str
    message: str
    quotes: tuple[Quote, ...]
    picture: str


@dataclass(frozen=True)
class Segment:
    """A stretch of full text under the same evidence: the ids that begin here, the ranges it is part of as classes of
    its mark, their labels.
    """

    text: str
    anchors: tuple[str, ...] = ()
    classes: str = ""
    title: str = ""


@dataclass(frozen=True)
class DocumentView:
    """Everything the page shows of one record; one that is not detailed has no more than its row needs."""

    id: str
    detailed: bool
    lang: str
    name: str
    file: str
    document: Json
    status: str
    cells: tuple[tuple[str, ...], ...]
    fields: tuple[FieldView, ...]
    unsaid: tuple[str, ...]
    flags: tuple[FlagView, ...]
    segments: tuple[Segment, ...]


def view(
    index: int,
    record: Json,
    labels: Fields,
    text: str,
    pictures: Mapping[str, bytes],
    language: Language,
    *,
    detailed: bool = True,
) -> DocumentView:
    """Give what the page shows of the record in this place; `pictures` are by the range of a flag's first evidence."""
    document, id_ = record["document"], f"d{index}"
    file, title = document["path"].rsplit("/", 1)[-1], record["fields"].get("title")
    ranges = _ranges(record, labels, text, language) if text else {}
    found = {name: _as_list(record["fields"].get(name)) for name in labels}
    return DocumentView(
        id=id_,
        detailed=detailed,
        lang="en" if document["language"] == "en" else "zh-CN",
        name=str((title or {}).get("value") or file),
        file=file,
        document=document,
        status=status_word(document, language),
        cells=tuple(_cell(name, found[name], language) for name in COLUMNS if name in labels),
        fields=tuple(
            FieldView(
                field_label(labels[name], language),
                tuple(_said(finding, labels[name], id_, ranges, language) for finding in findings),
            )
            for name, findings in found.items()
            if findings and detailed
        ),
        unsaid=tuple(field_label(labels[name], language) for name in found if record["fields"] and not found[name]),
        flags=_flags(record, id_, ranges, pictures),
        segments=tuple(_segments(text, ranges, id_)),
    )  # fmt: skip


def _as_list(found: Any) -> list[Json]:
    return found if isinstance(found, list) else [found] if found else []


def _ranges(record: Json, labels: Fields, text: str, language: Language) -> dict[Range, tuple[str, ...]]:
    """Collect the ranges of all evidence that stands in the text, each with the labels of what it proves."""
    ranges: dict[Range, dict[str, None]] = {}
    sources = [(field_label(labels[name], language), record["fields"].get(name)) for name in labels]
    for label, source in (*sources, (word("Flags", language), record["review"])):
        for evidence in _evidence(_as_list(source)):
            start, end = evidence["start"], evidence["end"]
            if 0 <= start < end and text[start:end] == evidence["quote"]:
                ranges.setdefault((start, end), {})[label] = None
    return {place: tuple(names) for place, names in sorted(ranges.items())}


def _evidence(findings: Sequence[Json]) -> Iterator[Json]:
    """Yield all evidence of findings or flags, that of alternatives behind their own."""
    for finding in findings:
        yield from finding["evidence"]
        yield from _evidence(finding.get("alternatives", ()))


def _segments(text: str, ranges: Mapping[Range, tuple[str, ...]], id_: str) -> Iterator[Segment]:
    """Cut a text wherever evidence begins or ends, so that overlapping ranges become neighbours that share one."""
    active: list[Range] = []
    beginning: dict[int, list[Range]] = {}
    for place in ranges:
        beginning.setdefault(place[0], []).append(place)
    for start, end in pairwise(sorted({0, len(text), *(cut for place in ranges for cut in place)})):
        begun = beginning.get(start, [])
        active = [place for place in active if place[1] > start] + begun
        names = dict.fromkeys(name for place in active for name in ranges[place])
        yield Segment(
            text[start:end],
            tuple(_anchor(id_, place) for place in begun),
            " ".join(f"e{first}-{last}" for first, last in active),
            " / ".join(names),
        )


def _anchor(id_: str, place: Range) -> str:
    return f"{id_}-{place[0]}-{place[1]}"


def _quotes(item: Json, id_: str, ranges: Mapping[Range, Any]) -> tuple[Quote, ...]:
    return tuple(
        Quote(
            text=evidence["quote"],
            clause=evidence["clause"] or evidence["part"] or "",
            page="" if evidence["page"] is None else str(evidence["page"]),
            anchor=_anchor(id_, place) if (place := (evidence["start"], evidence["end"])) in ranges else "",
        )
        for evidence in item["evidence"]
    )


def _flags(record: Json, id_: str, ranges: Mapping[Range, Any], pictures: Mapping[str, bytes]) -> tuple[FlagView, ...]:
    """Give the flags, the urgent ones first, each with the picture of its first evidence where there is one."""
    order = [severity.value for severity in Severity]
    views = []
    for flag in sorted(record["review"], key=lambda flag: order.index(flag["severity"])):
        first = next(iter(flag["evidence"]), None)
        picture = pictures.get(f"{first['start']}-{first['end']}") if first else None
        uri = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}" if picture else ""
        views.append(FlagView(flag["severity"], flag["message"], _quotes(flag, id_, ranges), uri))
    return tuple(views)


def _said(finding: Json, extractor: Extractor[Any], id_: str, ranges: Mapping[Range, Any], language: Language) -> Said:
    value = in_words(finding["value"], language)
    labels = attribute_labels(extractor, language)
    attributes = (
        [(label, _shown(value.get(name), language, name)) for name, label in labels.items()] if labels and value else []
    )
    return Said(
        words="" if attributes else _shown(value, language),
        attributes=tuple((label, shown) for label, shown in attributes if shown),
        state=finding["state"],
        how=state_word(finding, language),
        rule=finding["rule"],
        quotes=_quotes(finding, id_, ranges),
        others=tuple(_said(other, extractor, id_, ranges, language) for other in finding["alternatives"]),
    )


def _cell(field: str, findings: Sequence[Json], language: Language) -> tuple[str, ...]:
    """Give the values of a field in few words, one a line; caps first, what is excluded altogether not at all."""
    if field == "liability_caps":
        kept = [finding for finding in findings if (finding["value"] or {}).get("scope") != "exclusion"]
        findings = sorted(kept, key=lambda finding: (finding["value"] or {}).get("scope") != "liability")
    return tuple(_few_words(field, finding, language) for finding in findings)


def _few_words(field: str, finding: Json, language: Language) -> str:
    value, remark = finding["value"], note(finding["state"], language)
    if value is None:
        return remark.strip()
    said = HEADLINES[field](value, language) if field in HEADLINES else _shown(value, language)
    if finding["rule"] == CORRECTION:
        return said + note("corrected", language)
    return said + remark if finding["state"] == "computed" else said


def note(state: str, language: Language) -> str:
    """Give a state as a remark behind a value."""
    return f"（{word(state, language)}）" if language == "zh" else f" ({word(state, language)})"


def _shown(value: Any, language: Language, attribute: str = "") -> str:
    """Give a value as text; what is unknown, empty or not so is left out, as in the workbook."""
    if value is None or value is False:
        return ""
    if value is True:
        return word("yes", language)
    if isinstance(value, list):
        return "；".join(filter(None, (_shown(item, language) for item in value)))
    if isinstance(value, int | float):
        return f"{value:,}"
    return word(value, language, attribute) if _WORD.fullmatch(str(value)) else str(value)


def in_words(value: Any, language: Language) -> Any:
    """Put the ISO 8601 durations among the attributes of a value into words; working days are said with them."""
    if not isinstance(value, Mapping):
        return value
    working = bool(value.get("working_days"))
    return {
        name: _duration(item, working, language) if name in _LENGTHS and item else item
        for name, item in value.items()
        if name != "working_days"
    }


def _duration(text: str, working: bool, language: Language) -> str:
    match = _DURATION.fullmatch(text)
    if not match:
        return text
    years, months, days, working_days = _UNITS[language]
    parts = zip(match.groups(), (years, months, working_days if working else days), strict=True)
    if language == "zh":
        return "".join(f"{count}{unit}" for count, unit in parts if count)
    return " ".join(f"{count} {unit}{'' if count == '1' else 's'}" for count, unit in parts if count)
