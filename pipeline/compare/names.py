"""What a redline never cuts: the parties, their roles and short names, and the defined terms of both versions."""

from collections.abc import Iterator

from pipeline.model.record import AgreementRecord

_ROLES = ("甲方", "乙方", "丙方", "丁方", "戊方")


def names_of(*records: AgreementRecord) -> tuple[str, ...]:
    """Give the parties, their roles and short names in the records, each once, in a stable order."""
    return tuple(sorted({*_ROLES, *(name for record in records for name in _names(record))}))


def terms_of(*records: AgreementRecord) -> tuple[str, ...]:
    """Give the defined terms in the records, each once, in a stable order."""
    return tuple(sorted({term for record in records for term in _terms(record)}))


def _names(record: AgreementRecord) -> Iterator[str]:
    for finding in record.fields.get("parties", ()):
        if finding.value is not None:
            yield from filter(None, (finding.value.name, finding.value.role, *finding.value.short_names))


def _terms(record: AgreementRecord) -> Iterator[str]:
    for finding in record.fields.get("definitions", ()):
        if finding.value is not None:
            yield from (finding.value.term, *finding.value.aliases)
