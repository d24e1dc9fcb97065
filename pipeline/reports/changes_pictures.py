"""Line images of both sides for the changes that a person must look at."""

import base64

from pipeline.model.diff import Side, Version, VersionDiff
from pipeline.model.span import Span
from pipeline.parsing.line_pictures import line_picture

MOST = 200
"""Changes with pictures; the others are listed without."""
LONGEST = 120
"""Characters of a side that are shown as a picture: of more the beginning."""

Pictures = dict[str, tuple[str | None, str | None]]
"""Addresses with the data of a JPEG by change id: of the old version, of the new one."""


def pictures(diff: VersionDiff) -> Pictures:
    """Cut out the lines of both versions for each change to look at, where a version is a PDF."""
    found: Pictures = {}
    for change in diff.changes:
        if change.look and len(found) < MOST:
            both = _picture(diff.old, change.old), _picture(diff.new, change.new)
            if any(both):
                found[change.id] = both
    return found


def _picture(version: Version, side: Side | None) -> str | None:
    """Give the lines that a side stands on; for an empty one the line of the character before."""
    if side is None:
        return None
    start = side.span.start if len(side.span) else max(side.span.start - 1, 0)
    places = version.document.places.over(Span(start, min(max(side.span.end, start + 1), start + LONGEST)))
    page = next((place.page for place in places if place.page is not None), None)
    boxes = [place.box for place in places if place.box is not None and place.page == page]
    data = line_picture(version.source.data, page, boxes) if page is not None else None
    return None if data is None else f"data:image/jpeg;base64,{base64.b64encode(data).decode()}"
