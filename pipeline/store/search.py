"""Search in the register: words within a clause, conditions on values, or both."""

from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

from pipeline import extraction
from pipeline.corrections.typed_values import NotUnderstood
from pipeline.errors import UsageError
from pipeline.model.record import Status
from pipeline.reports.labels import word
from pipeline.store.conditions import Condition, Fields, compare, contains, read
from pipeline.store.hits import Hit, Hits, Place
from pipeline.store.query import Query, parse
from pipeline.store.reading import Reader
from pipeline.store.register import PENDING, Register

LIMIT = 50
"""Results given at most when nobody says otherwise."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is searched: words, conditions as typed (`field.attribute=value`), dates, a type of clause, a party."""

    words: str = ""
    fields: tuple[str, ...] = ()
    expires_before: str = ""
    expires_after: str = ""
    type: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """The results in their order, and whether there are more."""

    hits: tuple[Hit, ...]
    more: bool


_COLUMNS = "p.sha256, p.part, p.clause, p.page, p.start, p.stop, p.types"


def search(output: Path, wanted: Wanted, limit: int = LIMIT) -> Found:
    """Search the inputs of the register of an output folder, the best first, then in the order of the documents.

    Raises FileAccessError without a register, UsageError for a field, type or value that does not exist.
    """
    with Reader(output) as register:
        run = register.last_run()
        fields = {each.field: each for each in extraction.load(run.settings["plan"]).fields}
        conditions = _conditions(wanted, fields)
        type_ = _type(register, wanted.type) if wanted.type else ""
        if not (wanted.words.strip() or conditions or type_):
            raise UsageError("give words to search for, or --field, --type, --party, --expires-before, --expires-after")
        admitted = _admitted(register, conditions)
        query = parse(wanted.words)
        if wanted.words.strip():
            places = _passages(register, query, type_, admitted)
        else:
            places = _first_of_type(register, type_, admitted) if type_ else _documents(admitted)
        with closing(places):
            taken = list(islice(places, limit + 1))
        made = Hits(register, query, conditions, masked=run.settings["masked"])
        return Found(tuple(map(made.hit, taken[:limit])), len(taken) > limit)


def _conditions(wanted: Wanted, fields: Fields) -> tuple[Condition, ...]:
    found = [read(each, fields) for each in wanted.fields]
    for sign, date in (("<", wanted.expires_before), (">", wanted.expires_after)):
        if date:
            try:
                found.append(compare("expiry_date", sign, date, fields))
            except NotUnderstood as error:
                raise UsageError(f"--expires-{'before' if sign == '<' else 'after'} {date}: {error}") from error
    if wanted.party:
        found.append(contains("parties", ("name", "short_names"), wanted.party))
    return tuple(found)


def _type(register: Register, name: str) -> str:
    """Give the English name of a type of clause. Raises UsageError, which names those that are there."""
    known: list[str] = sorted(
        {each for (types,) in register.rows("SELECT DISTINCT types FROM passages") for each in types.split()}
    )
    for each in known:
        if name.strip().lower().replace(" ", "_") == each or name.strip() in (
            word(each, "zh", "type"),
            word(each, "zh"),
        ):
            return each
    there = ", ".join(f"{word(each, 'zh', 'type')} ({each})" for each in known) or "none"
    raise UsageError(f"--type {name}: no clause of the register has that type; there are {there}")


def _admitted(register: Register, conditions: Sequence[Condition]) -> dict[str, int]:
    """Give the documents that meet all conditions, with their places among the inputs, in their order."""
    query = (
        f"SELECT sha256, min(position) FROM inputs i WHERE status IN ('{Status.COMPLETE}', '{Status.PARTIAL}') "
        f"OR (status = '{PENDING}' AND EXISTS (SELECT 1 FROM passages p WHERE p.sha256 = i.sha256)) "
        "GROUP BY sha256 ORDER BY 2"
    )
    positions: dict[str, int] = dict(register.rows(query))
    for each in conditions:
        rows = register.rows("SELECT sha256, attribute, value FROM facts WHERE field = ?", (each.field,))
        met = {sha256 for sha256, attribute, value in rows if each.passes(attribute, value)}
        positions = {sha256: place for sha256, place in positions.items() if (sha256 in met) != each.absent}
    return positions


def _passages(register: Register, query: Query, type_: str, admitted: Mapping[str, int]) -> Generator[Place]:
    """Yield the passages that a query finds: by rank, those of one rank in the order of documents and their texts."""
    if not (query.groups or query.excluded):
        return
    rows = (Place(*row) for row in register.rows(*_sql(query)))
    for _, tied in groupby(rows, lambda found: found.rank):
        chosen = [found for found in tied if found.sha256 in admitted and (not type_ or type_ in found.types.split())]
        yield from sorted(chosen, key=lambda found: (admitted[found.sha256], found.start))


def _sql(query: Query) -> tuple[str, tuple[str, ...]]:
    """Give the statement that finds the passages of a query, in the order of their ranks, and its values.

    Where words are only excluded, all passages that are left have the place of their document for a rank.
    """
    if not query.groups:
        statement = (
            f"SELECT {_COLUMNS}, i.position FROM inputs i CROSS JOIN passages p ON p.sha256 = i.sha256 "
            "WHERE p.id NOT IN (SELECT rowid FROM words WHERE words MATCH ?) "
            "AND i.position = (SELECT min(position) FROM inputs WHERE sha256 = i.sha256) ORDER BY i.position"
        )
        return statement, (query.exclusion,)
    expression = f"({query.expression}) NOT ({query.exclusion})" if query.excluded else query.expression
    statement = (
        f"SELECT {_COLUMNS}, words.rank FROM words CROSS JOIN passages p ON p.id = words.rowid "
        "WHERE words MATCH ? ORDER BY words.rank"
    )
    return statement, (expression,)


def _first_of_type(register: Register, type_: str, admitted: Mapping[str, int]) -> Generator[Place]:
    """Yield of each document the first passage of a type, in the order of the documents."""
    query = f"SELECT {_COLUMNS}, min(p.id) FROM passages p WHERE instr(' ' || p.types || ' ', ?) GROUP BY p.sha256"
    found = [Place(*row[:-1]) for row in register.rows(query, (f" {type_} ",)) if row[0] in admitted]
    yield from sorted(found, key=lambda each: admitted[each.sha256])


def _documents(admitted: Iterable[str]) -> Generator[Place]:
    yield from (Place(sha256) for sha256 in admitted)
