"""The fields of a record, each after the fields it reads."""

from pipeline.model.finding import Extractor

from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.governing_law import governing_law
from extractors.renewal import renewal
from extractors.signing_date import signing_date
from extractors.term import term

FIELDS: tuple[Extractor, ...] = (  # type: ignore[type-arg]
    signing_date,
    effective,
    term,
    expiry_date,
    renewal,
    governing_law,
)
