"""What was read of one file, for a reader in doubt about it."""

from typing import Any

from pipeline.model.document import Document, Kind, Parsed
from pipeline.model.mark import Mark


def as_text(parsed: Parsed, document: Document) -> str:
    """Show blocks with their places, the clause tree, furniture, marks and problems as plain text."""
    head = f"{parsed.media_type} · {parsed.text_source} · pages {parsed.pages or '–'} · {len(document.text)} characters"
    lines = [head, "", "# blocks (offset, page, part)"]
    for block in document.blocks:
        if block.kind is Kind.FURNITURE:
            continue
        mark = "| " if block.kind is Kind.ROW else ""
        lines.append(f"{_where(document, block.span.start)}  {mark}{_line(document, block.span.start, block.span.end)}")
    lines += ["", "# clauses (citation, part, heading)"]
    lines += [
        f"{'  ' * clause.level}{clause.citation}  [{clause.part}]  {clause.heading}"
        for clause in document.clauses.walk()
    ]
    lines += ["", "# furniture"]
    lines += [
        f"{_where(document, block.span.start)}  {_line(document, block.span.start, block.span.end)}"
        for block in document.blocks
        if block.kind is Kind.FURNITURE
    ]
    lines += ["", "# marks (offset, page, part, kind: words; author, date, note)"]
    lines += [
        f"{_where(document, marked.span.start)}  {marked.mark.kind}: "
        f"{_line(document, marked.span.start, marked.span.end)}{_said(marked.mark)}"
        for marked in document.marks
    ]
    lines += ["", "# problems"]
    lines += [f"{problem.where or '-'}: {problem.kind}: {problem.en}" for problem in parsed.problems] or ["none"]
    return "\n".join(lines)


def _said(mark: Mark) -> str:
    said = ", ".join(filter(None, (mark.author, mark.date, mark.note)))
    return f" ({said})" if said else ""


def _line(document: Document, start: int, end: int) -> str:
    return document.text[start:end].replace("\t", " | ")


def _where(document: Document, offset: int) -> str:
    page = document.places.at(offset).page
    return f"{offset:>7} {'' if page is None else f'p{page}':>4} {document.part_at(offset)}"


def as_json(parsed: Parsed, document: Document) -> dict[str, Any]:
    """Give the same as one JSON object; offsets are half-open ranges of `text`."""
    return {
        "media_type": parsed.media_type,
        "text_source": parsed.text_source.value,
        "pages": parsed.pages,
        "text": document.text,
        "parts": [{"part": name, "start": span.start, "end": span.end} for span, name in document.parts],
        "marks": [
            {
                "kind": marked.mark.kind.value,
                "start": marked.span.start,
                "end": marked.span.end,
                "author": marked.mark.author,
                "date": marked.mark.date,
                "note": marked.mark.note,
            }
            for marked in document.marks
        ],
        "blocks": [
            {
                "kind": block.kind.value,
                "start": block.span.start,
                "end": block.span.end,
                "page": document.places.at(block.span.start).page,
                "label": block.label,
                "level": block.level,
            }
            for block in document.blocks
        ],
        "clauses": [
            {
                "number": clause.number,
                "citation": clause.citation,
                "part": clause.part,
                "heading": clause.heading,
                "level": clause.level,
                "start": clause.span.start,
                "end": clause.span.end,
            }
            for clause in document.clauses.walk()
        ],
        "problems": [{"stage": p.stage, "where": p.where, "kind": p.kind, "message": p.en} for p in parsed.problems],
    }
