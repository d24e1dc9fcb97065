"""Word files for tests, written from XML."""

import io
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'


def word(body: str, numbering: str = "", styles: str = "", **parts: str) -> bytes:
    """Pack a Word file of a body and of the insides of numbering.xml, styles.xml and further parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr("[Content_Types].xml", "<Types/>")
        pack.writestr("word/document.xml", f"{HEAD}{body}</w:body></w:document>")
        pack.writestr("word/numbering.xml", f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>')
        pack.writestr("word/styles.xml", f'<w:styles xmlns:w="{W}">{styles}</w:styles>')
        for name, content in parts.items():
            pack.writestr(f"word/{name}.xml", content)
    return out.getvalue()


def p(text: str, level: int | None = None, num: int = 1, mark: str = "") -> str:
    """Write a paragraph, numbered when a level is given."""
    numbers = "" if level is None else f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{num}"/></w:numPr>'
    return f"<w:p><w:pPr>{numbers}{mark}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def abstract(*levels: tuple[str, str, str]) -> str:
    """Write an abstract list of (format, text, further XML) with two lists that count in it."""
    rows = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text, more) in enumerate(levels)
    )
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="12"/></w:lvlOverride>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{rows}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        f'<w:num w:numId="2"><w:abstractNumId w:val="0"/>{restart}</w:num>'
    )
