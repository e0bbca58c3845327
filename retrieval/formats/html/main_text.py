"""Where a page's main text stands, by how much prose each of its elements holds."""

from collections import defaultdict
from itertools import islice

from retrieval.formats.html.chrome import Prose
from retrieval.formats.html.info_line import is_info
from retrieval.formats.html.lines import html_lines, is_inline
from retrieval.formats.html.names import names_body
from retrieval.formats.html.tree import Element

_MOST_ROUND = 12  # elements round a headline
_FEWEST_LINES = 3
_SHORTEST = 16  # characters of a text
_MOST = 0.5  # of the prose around it that an element holds to be looked into


def marked_body(root: Element) -> Element | None:
    """Return the element that an e-paper's marks say holds the text, or None without such marks."""
    wrapped = list(root.find(lambda one: one.tag in ("enp-body", "founder-content")))
    found = [one for one in wrapped if one.text or one.first("img")]
    if found:
        return max(found, key=lambda one: len(one.text))
    return wrapped[0] if wrapped else None


def named_body(root: Element) -> Element | None:
    """Return the element that is named as systems name the one with the text, or None."""
    return next(
        (one for one in root.walk() if names_body(one) and len(one.text) > 1),
        None,
    )


def main_text(root: Element, prose: Prose) -> Element:
    """Return the element that holds the most of a page's prose, and little else."""
    leaves = _leaves(root)
    here = root
    while True:
        inner = [
            one for one in here.children if not isinstance(one, str) and not prose.is_chrome(one)
        ]
        whole = sum(prose.of(one) for one in inner) + _own(here)
        best = max(inner, key=prose.of, default=None)
        if best is None or not whole or prose.of(best) < _MOST * whole or is_inline(best):
            return here
        if _goes_on(best, inner, prose):
            return here
        if leaves[id(best)] < min(2, leaves[id(here)]):
            return here
        here = best


def beside_title(title: Element, prose: Prose, body: Element) -> Element | None:
    """Return the lowest element round a headline with a text that is no prose: a poem, a table.

    ``body`` is where most of the prose stands. None where the headline stands by that, or the lines
    beside it are few.
    """
    holds = {id(one) for one in (body, *body.above())}
    within = any(up is body for up in title.above())
    for around in islice(title.above(), _MOST_ROUND):
        if around.tag in ("html", "body") or around is body:
            break
        if id(around) in holds and prose.of(body):
            break
        lines = html_lines(around, prose.is_chrome)
        own = [line for line in lines if not line.links and line.image is None]
        rest = [line for line in own if line.text != title.text and not is_info(line)]
        count = sum(len(line.text) for line in rest)
        if len(rest) >= _FEWEST_LINES and count >= _SHORTEST:
            other = len(body.text) - len(around.text) * within
            return around if count * 2 >= other or not prose.of(body) else None
    return None


def _goes_on(best: Element, inner: list[Element], prose: Prose) -> bool:
    """Return whether other parts of a text stand beside an element, named as it is."""
    name = best.attributes.get("class", "")
    if best.tag != "section" and not name:
        return False
    alike = (one for one in inner if one.tag == best.tag and one is not best)
    return any(prose.of(one) and one.attributes.get("class", "") == name for one in alike)


def _own(one: Element) -> int:
    """Return the characters of text that stand in an element itself."""
    return sum(len(child.strip()) for child in one.children if isinstance(child, str))


def _leaves(root: Element) -> defaultdict[int, int]:
    """Return of each element how many blocks with text of their own it holds."""
    found: defaultdict[int, int] = defaultdict(int)
    for one in root.walk():
        if is_inline(one) or one.tag in ("script", "style", "title", "head"):
            continue
        own = any(
            (isinstance(child, str) and child.strip())
            or (not isinstance(child, str) and is_inline(child) and child.text)
            for child in one.children
        )
        breaks = sum(not isinstance(child, str) and child.tag == "br" for child in one.children)
        if own:
            for up in (one, *one.above()):
                found[id(up)] += 1 + breaks
    return found
