"""The runs of a Word file's paragraph: its characters as they are printed, each with its look.

Hidden and struck text is left out, and what was deleted while changes are tracked; results of
fields, formulas and the words below phonetic marks are written out.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from retrieval.formats.word.fields import OpenFields
from retrieval.formats.word.names import MATH, child, children_of, local, w
from retrieval.formats.word.styles import RunLook, WordStyles

WITHIN = frozenset(
    ("hyperlink", "smartTag", "customXml", "ins", "moveTo", "dir", "bdo", "sdtContent", "rubyBase")
)
"""Elements whose contents are printed as if they stood around them."""

_PICTURES = frozenset(("blip", "imagedata"))
_DRAWINGS = frozenset(("drawing", "pict", "object", "AlternateContent"))
_KEPT = frozenset(("t", "tab", "noBreakHyphen", "softHyphen"))
_FIELDS = frozenset(("fldChar", "instrText"))
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote"}


@dataclass(slots=True)
class Runs:
    """The runs of a paragraph, and what else stands in it: text boxes, notes, a picture."""

    elements: list[ET.Element] = field(default_factory=list)
    boxes: list[ET.Element] = field(default_factory=list)
    notes: list[ET.Element] = field(default_factory=list)
    picture: bool = False
    page_ends: bool = False


class RunGatherer:
    """Gathers the runs of paragraphs, one after the other, as fields reach from one to the next.

    ``notes`` are the notes to the text by their kind and what they are called; each comes once.
    """

    def __init__(
        self, styles: WordStyles, notes: Mapping[tuple[str, str | None], ET.Element]
    ) -> None:
        self._styles = styles
        self._notes = dict(notes)
        self._fields = OpenFields()

    def of_paragraph(self, paragraph: ET.Element) -> Runs:
        """Return the runs of a paragraph."""
        runs = Runs()
        self._gather(paragraph, paragraph, runs)
        runs.elements = _merged(runs.elements)
        return runs

    def _gather(self, parent: ET.Element, paragraph: ET.Element, runs: Runs) -> None:
        for one in parent:
            name = local(one)
            if name == "r":
                self._run(one, paragraph, runs)
            elif name == "sdt":
                self._gather(content_of(one), paragraph, runs)
            elif name in WITHIN:
                self._gather(one, paragraph, runs)
            elif name == "fldSimple":
                if not self._fields.is_left_out(one.get(w("instr"), "")):
                    self._gather(one, paragraph, runs)
            elif name in ("oMath", "oMathPara"):
                formula = "".join(text.text or "" for text in one.iter(f"{{{MATH}}}t"))
                runs.elements.append(run_of(formula))
            elif name == "AlternateContent":
                self._gather(alternative(one), paragraph, runs)

    def _run(self, run: ET.Element, paragraph: ET.Element, runs: Runs) -> None:
        look = self._styles.of_run(run, paragraph)
        made = ET.Element(w("r"))
        made.append(_properties(child(run, "rPr"), look))
        for one in run:
            name = local(one)
            if name in _FIELDS:
                made.extend(map(_text_element, filter(None, [self._fields.read(one)])))
            elif name in _DRAWINGS:
                _draw(one, runs)
            elif name == "br" and one.get(w("type")) in ("page", "column"):
                runs.page_ends = runs.page_ends or one.get(w("type")) == "page"
            elif look.printed and not self._fields.leave_out:
                made.extend(self._printed(one, name, runs))
        if len(made) > 1:
            runs.elements.append(made)

    def _printed(self, one: ET.Element, name: str, runs: Runs) -> Iterator[ET.Element]:
        """Yield what stands for a part of a run."""
        if name in ("br", "cr"):
            yield ET.Element(w("br"))
        elif name == "ptab":
            yield ET.Element(w("tab"))
        elif name in _KEPT or (name == "sym" and _is_symbol(one)):
            yield one
        elif name == "ruby":
            yield _text_element("".join(text.text or "" for text in _texts(child(one, "rubyBase"))))
        elif name in _NOTES:
            note = self._notes.pop((_NOTES[name], one.get(w("id"))), None)
            runs.notes.extend([] if note is None else [note])


def _draw(drawing: ET.Element, runs: Runs) -> None:
    """Note what a drawing holds: text boxes, and whether it is a picture."""
    waiting = [drawing]
    while waiting:
        one = waiting.pop()
        name = local(one)
        if name == "AlternateContent":
            waiting.append(alternative(one))
        elif name == "txbxContent":
            runs.boxes.append(one)
        else:
            runs.picture = runs.picture or name in _PICTURES
            waiting.extend(reversed(one))


def content_of(sdt: ET.Element) -> ET.Element:
    """Return what a content control holds."""
    found = child(sdt, "sdtContent")
    return ET.Element("none") if found is None else found


def alternative(content: ET.Element) -> ET.Element:
    """Return the way to show a content that holds text; the first where both do, or none."""
    ways = [one for one in content if local(one) in ("Choice", "Fallback")]
    for one in ways:
        if any(text.text for text in _texts(one)):
            return one
    pictured = (one for one in ways if any(local(inner) in _PICTURES for inner in one.iter()))
    return next(pictured, ET.Element("none"))


def run_of(text: str) -> ET.Element:
    """Return a run of a text."""
    made = ET.Element(w("r"))
    made.append(_text_element(text))
    return made


def text_of(parent: ET.Element) -> str:
    """Return the text of runs, with a space for a tab and a line end for a break."""
    parts = []
    for one in parent.iter():
        name = local(one)
        if name == "t":
            parts.append(one.text or "")
        elif name in ("tab", "sym"):
            parts.append(" ")
        elif name == "br":
            parts.append("\n")
        elif name == "noBreakHyphen":
            parts.append("-")
    return "".join(parts)


def lines_of_runs(runs: Sequence[ET.Element]) -> list[list[ET.Element]]:
    """Return the runs of each line."""
    lines: list[list[ET.Element]] = [[]]
    for run in runs:
        part = ET.Element(w("r"))
        properties = child(run, "rPr")
        for one in run:
            if local(one) == "br":
                lines[-1].append(part)
                lines.append([])
                part = ET.Element(w("r"))
                if properties is not None:
                    part.append(copy.copy(properties))
            else:
                part.append(one)
        lines[-1].append(part)
    return lines


def _merged(runs: Sequence[ET.Element]) -> list[ET.Element]:
    """Return the runs, those that look alike and stand together as one: Word cuts them by edits."""
    merged: list[ET.Element] = []
    last: object = None
    for run in runs:
        look = [(one.tag, tuple(one.items())) for one in children_of(child(run, "rPr"))]
        if merged and look == last:
            merged[-1].extend(one for one in run if local(one) != "rPr")
        else:
            merged.append(run)
        last = look
    return merged


def _texts(parent: ET.Element | None) -> Iterator[ET.Element]:
    if parent is not None:
        yield from parent.iter(w("t"))


def _is_symbol(one: ET.Element) -> bool:
    try:
        int(one.get(w("char"), ""), 16)
    except ValueError:
        return False
    return True


def _properties(given: ET.Element | None, look: RunLook) -> ET.Element:
    """Return of a run's properties those that tell how its characters look."""
    made = ET.Element(w("rPr"))
    kept = ("rStyle", "sz", "vertAlign")
    made.extend(one for one in children_of(given) if local(one) in kept)
    ET.SubElement(made, w("b"), {w("val"): "1" if look.bold else "0"})
    return made


def _text_element(text: str) -> ET.Element:
    made = ET.Element(w("t"))
    made.text = text
    return made
