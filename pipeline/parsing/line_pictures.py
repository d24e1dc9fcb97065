"""Pictures of printed lines, for a person to look at: cut out of the page they stand on."""

import io
from collections.abc import Sequence

from pipeline.model.span import Box

_DPI = 130
_MARGIN = 6.0
"""Points above and below the line."""
_QUALITY = 60


def line_picture(data: bytes, page: int, boxes: Sequence[Box], passwords: Sequence[str] = ()) -> bytes | None:
    """Give the lines of a page of a PDF (from 1) that some boxes stand on as a JPEG; None where nothing can be drawn.

    Boxes are in points from the top left corner of the page as shown.
    """
    import pypdfium2

    if not data.startswith(b"%PDF") or not boxes:
        return None
    try:
        document = pypdfium2.PdfDocument(data, password=passwords[0] if passwords else None)
        sheet = document[page - 1]
        _, height = sheet.get_size()
        top = max(min(box.top for box in boxes) - _MARGIN, 0.0)
        bottom = min(max(box.bottom for box in boxes) + _MARGIN, height)
        if bottom <= top:
            return None
        drawn = sheet.render(scale=_DPI / 72, crop=(0, height - bottom, 0, top)).to_pil()
    except (pypdfium2.PdfiumError, IndexError, ValueError):
        return None
    target = io.BytesIO()
    drawn.convert("L").save(target, "JPEG", quality=_QUALITY)
    return target.getvalue()
