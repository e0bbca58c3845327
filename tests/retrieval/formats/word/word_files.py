"""Small Word files, written part by part."""

import io
import zipfile
from xml.sax.saxutils import escape

from retrieval.formats.word.page import word_page
from retrieval.model import Article, Bulletin
from retrieval.reading.page import read_text

_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PICTURE = '<w:r><w:drawing><wp:inline><a:blip r:embed="rId9"/></wp:inline></w:drawing></w:r>'
HEADINGS = "".join(
    f'<w:style w:type="paragraph" w:styleId="{level}"><w:name w:val="heading {level}"/>'
    f'<w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
    for level in (1, 2, 3)
)


def run(text: str, size: int | None = None, *, bold: bool = False) -> str:
    """Return a run; ``size`` in half points."""
    look = ("<w:b/>" if bold else "") + (f'<w:sz w:val="{size}"/>' if size else "")
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(  # noqa: PLR0913 (the looks of a paragraph)
    text: str = "",
    *,
    style: str = "",
    centred: bool = False,
    size: int | None = None,
    bold: bool = False,
    indent: bool = False,
    more: str = "",
    inside: str = "",
) -> str:
    """Return a paragraph; ``more`` goes into its properties, ``inside`` behind its text."""
    look = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + more
        + ('<w:ind w:firstLine="420"/>' if indent else "")
        + ('<w:jc w:val="center"/>' if centred else "")
    )
    runs = run(text, size, bold=bold) if text else ""
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}{inside}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """Return a table of cells; a cell is text or paragraphs."""
    made = "".join(
        "<w:tr>"
        + "".join(f"<w:tc>{one if one.startswith('<w:p>') else para(one)}</w:tc>" for one in row)
        + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl>{made}</w:tbl>"


def part(name: str, inside: str) -> bytes:
    """Return a part of Word's own."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_SPACES}>{inside}</w:{name}>'.encode()


def word(body: str, *, styles: str = HEADINGS, **parts: str) -> bytes:
    """Return a Word file of a body's XML; ``parts`` are others by name: numbering, header1, …."""
    files = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    files["word/styles.xml"] = part("styles", styles)
    roots = {"header": "hdr", "footer": "ftr"}
    relations = []
    for name, inside in {"styles": styles, **parts}.items():
        kind = name.rstrip("0123456789")
        files[f"word/{name}.xml"] = part(roots.get(kind, kind), inside)
        relations.append(f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{name}.xml"/>')
    files["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_RELATIONS}">{"".join(relations)}</Relationships>'.encode()
    )
    return packed(files)


def packed(files: dict[str, bytes]) -> bytes:
    """Return a zip of files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" '
            f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def bulletin(data: bytes, name: str = "稿件.docx") -> Bulletin:
    """Return the page of a Word file as it is read."""
    page = word_page(data, name)
    return read_text(page.text, page.name, None, page.told, layout=page.layout).bulletin


def articles(body: str, **parts: str) -> tuple[Article, ...]:
    """Return the articles of a Word file."""
    return bulletin(word(body, **parts)).articles
