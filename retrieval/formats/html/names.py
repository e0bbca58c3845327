"""The names that systems give the element with a story's text."""

from retrieval.formats.html.tree import Element

_IDS = ("ozoom", "articlecontent", "js_content", "zoom", "artibody", "endtext")
_CLASSES = frozenset(
    (
        "trs_editor", "article-content", "article_content", "articlecontent", "text_c",
        "rm_txt_con", "content_text", "article-body", "articlebody", "post-content",
        "entry-content", "news-content", "news_content", "detail-content", "text_con",
        "content-text", "articletext",
    )
)  # fmt: skip


def names_body(one: Element) -> bool:
    """Return whether an element is named as the one with a story's text is."""
    if one.id.lower().startswith(_IDS):
        return True
    if one.attributes.get("itemprop", "").lower() == "articlebody":
        return True
    return not _CLASSES.isdisjoint(one.attributes.get("class", "").lower().split())
