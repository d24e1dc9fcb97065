"""The fields of a record, each after the fields it reads; `review` raises the flags and comes last."""

from typing import Any

from extractors.amounts import amounts
from extractors.annexes import annexes
from extractors.clause_types import clause_types, clause_types_by_model
from extractors.confidentiality import confidentiality
from extractors.contract_number import contract_number
from extractors.cross_references import cross_references
from extractors.definitions import definitions
from extractors.dispute_resolution import dispute_resolution
from extractors.effective import effective
from extractors.expiry_date import expiry_date
from extractors.force_majeure import force_majeure
from extractors.governing_law import governing_law
from extractors.liability_caps import liability_caps
from extractors.liquidated_damages import liquidated_damages
from extractors.parties import parties
from extractors.renewal import renewal
from extractors.review import review
from extractors.seals import seals
from extractors.signing_date import signing_date
from extractors.term import term
from extractors.termination import termination
from extractors.title import title
from extractors.total_amount import total_amount
from extractors.version import version
from pipeline.model.finding import Extractor

FIELDS: tuple[Extractor[Any], ...] = (
    title,
    contract_number,
    version,
    parties,
    signing_date,
    effective,
    term,
    expiry_date,
    renewal,
    liability_caps,
    governing_law,
    termination,
    liquidated_damages,
    dispute_resolution,
    annexes,
    definitions,
    cross_references,
    clause_types,
    confidentiality,
    force_majeure,
    total_amount,
    amounts,
    seals,
    review,
)

WITH_MODEL = tuple(clause_types_by_model if field is clause_types else field for field in FIELDS)
"""The same fields; clause types also by the model, which takes seconds to load."""
