"""到期日: the last day of the agreement."""

from collections.abc import Iterator
from datetime import date

from extractors.term import Term, term
from pipeline.model.document import Document
from pipeline.model.finding import Finding, Findings, State, extractor
from pipeline.zh.durations import corresponding_day, last_day, read_iso


@extractor("expiry_date", label="到期日", produces=date, requires=(term,))
def expiry_date(document: Document, found: Findings) -> Iterator[Finding[date]]:
    """Find the last day of the agreement.

    1. the end the term states: stated; the end of a month or year said without its day (2024年2月底): computed
    2. start and length: computed, citing both; the first day counts (2023-03-01 and two years: 2025-02-28).
       The corresponding day, which 民法典 art. 201 and 202 give where the agreement is read without that usage,
       stands behind it as an alternative
    3. a term whose end was left open: blank; one whose end, or start beside a length, no calendar has: unreadable. A start that hangs on an event without a date gives no expiry at all.
    """
    for finding in found.all(term):
        if finding.state is State.BLANK and not (finding.value and finding.value.end):
            yield Finding(State.BLANK, None, finding.evidence, "expiry_date.left_blank")
        elif finding.state is State.UNREADABLE and not (finding.value and finding.value.end):
            yield Finding(State.UNREADABLE, None, finding.evidence, "expiry_date.impossible")
        elif finding.value and finding.value.end:
            state = State.COMPUTED if finding.rule == "term.last_day_of_month" else State.STATED
            yield Finding(state, finding.value.end, finding.evidence[:1], "expiry_date.stated")
        elif finding.value and finding.value.start and finding.value.duration:
            yield from _computed(finding, finding.value)


def _computed(finding: Finding[Term], value: Term) -> Iterator[Finding[date]]:
    start, length = value.start, read_iso(value.duration or "")
    if start is None or length is None:
        return
    yield Finding(State.COMPUTED, last_day(start, length), finding.evidence, "expiry_date.first_day_counts")
    yield Finding(State.COMPUTED, corresponding_day(start, length), finding.evidence, "expiry_date.civil_code_202")
