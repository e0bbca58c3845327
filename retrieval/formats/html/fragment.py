"""A fragment of HTML, as Word files and feeds hold it, to its lines."""

from retrieval.formats.html.lines import HtmlLine, html_lines
from retrieval.formats.html.tree import document


def blocks_of(html: str, name: str = "") -> list[HtmlLine]:
    """Return the lines that a fragment of HTML prints, in order; none for one without text.

    ``HtmlLine.text`` is a line as printed, ``HtmlLine.markdown`` the same as reading takes it, safe
    from marks, and with Markdown for what it is: ``# `` for h1 to h6, ``**…**`` for a line that is
    all bold, ``| a | b |`` for a table's row, ``- `` for a list's item. An image is a line of its
    own (``image`` is set, ``text`` its alternative text, maybe ""), and a line right below one has
    ``below_image``; what stands in ``figcaption`` has ``caption``. ``name`` is the file's, for
    messages. Raises PageRefused where there is too much of it.
    """
    return html_lines(document(html, name).root)
