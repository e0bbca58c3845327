r"""LaTeX to what is printed: ``$3.5\%$`` is 3.5%, ``$1 8 ^ { \circ } C$`` is 18°C.

Tools that read scans print numbers, units and marks as formulas, each character apart. A
**formula** stands between dollars or in ``\(…\)``; dollars that are money (``$5 and $10``,
``US$5``) hold none. In a formula spaces say nothing but between words. What is not understood stays
as it is.
"""

import re
from collections.abc import Iterator

_LONGEST = 400  # characters; a longer stretch between two dollars is no formula
_DEEPEST = 12  # braces within braces

_DOLLARS = re.compile(r"(?<!\\)\${1,2}")
_BRACKETED = re.compile(r"\\[(\[]((?:[^\\]|\\(?![()\[\]]))+)\\[)\]]")
_WORDED = re.compile(r"\\(?:text[a-z]{0,6}|mbox|hbox|mathrm|mathbf|rm)\s*\{[^{}]*\}")
_FORMULA = re.compile(
    r"[0-9A-Za-z\\{}^_.,%+\-=<>()\[\]/:;!'|~*&#$\"\s°℃‰×÷±∼～≈≤≥·…—–′″②-⑳①]+"
    r"(?:[\u4e00-\u9fff]{1,3}\s*)?"  # and a unit: 38.6公里
)
_LATEX = re.compile(r"[\\^_{]")
_MARKED = re.compile(r"[\\^_{~]")
_WORDS = re.compile(r"[A-Za-z]{2,}\s+[A-Za-z]{2,}")

_TOKEN = re.compile(
    r"\\(?:text[a-z]{0,6}|mbox|hbox)\s*\{(?P<text>[^{}]*)\}"
    r"|\\(?P<command>[A-Za-z]+)\*?|\\(?P<mark>.)|(?P<space>\s+)|(?P<word>[A-Za-z]{2,})|(?P<char>.)",
    re.DOTALL,
)
_SUPERSCRIPTS = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₍₎")
_RAISED = re.compile(r"[0-9+\-−()n]{1,6}")
_LOWERED = re.compile(r"[0-9+\-−()]{1,6}")

_SYMBOLS = {
    "times": "×", "div": "÷", "pm": "±", "mp": "∓", "cdot": "·", "bullet": "•", "sim": "~",
    "thicksim": "~", "approx": "≈", "le": "≤", "leq": "≤", "leqslant": "≤", "ge": "≥", "geq": "≥",
    "geqslant": "≥", "ne": "≠", "neq": "≠", "lt": "<", "gt": ">", "ll": "«", "gg": "»",
    "infty": "∞", "ldots": "…", "cdots": "…", "dots": "…", "to": "→", "rightarrow": "→",
    "leftarrow": "←", "uparrow": "↑", "downarrow": "↓", "Rightarrow": "⇒", "prime": "′",
    "circ": "○", "bigcirc": "○", "odot": "⊙", "circledcirc": "◎", "star": "☆", "bigstar": "★",
    "triangle": "△", "bigtriangleup": "△", "blacktriangle": "▲", "triangledown": "▽",
    "blacktriangledown": "▼", "blacktriangleright": "▶", "triangleright": "▷", "square": "□",
    "Box": "□", "blacksquare": "■", "diamond": "◇", "Diamond": "◇", "blacklozenge": "◆",
    "lozenge": "◊", "checkmark": "✓", "degree": "°", "textdegree": "°", "celsius": "℃",
    "permil": "‰", "textperthousand": "‰", "perthousand": "‰", "yen": "¥", "textyen": "¥",
    "pounds": "£", "euro": "€", "S": "§", "dag": "†", "dagger": "†", "copyright": "©",
    "textregistered": "®", "texttrademark": "™", "mid": "|", "vert": "|", "backslash": "\\",
    "langle": "〈", "rangle": "〉", "because": "∵", "therefore": "∴", "angle": "∠",
    "parallel": "∥", "perp": "⊥", "ell": "l", "AA": "Å", "ast": "*", "sum": "∑", "sqrt": "√",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ",
    "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "quad": " ", "qquad": " ",
}  # fmt: skip
# Commands that only say how what follows looks.
_LOOKS = re.compile(
    "math(?:rm|bf|it|sf|tt|cal|bb|normal|op|ord)|boldsymbol|bm|pmb|operatorname|rm|bf|it|sf|tt|left|"
    "right|[bB]ig[lrg]?|(?:display|text|script)style|limits|underline|overline|bar|vec|boxed|"
    "(?:wide)?(?:hat|tilde)|ensuremath"
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"

# Without dollars: only what print has no other use for.
_UNIT = r"(?<![A-Za-z])(?:[kcdmhμ]?m|ft|in|hm)|[米里]"
_BARE = re.compile(
    rf"(?P<unit>{_UNIT})\s?\^\s?(?:\{{\s?(?P<braced>[23])\s?\}}|(?P<power>[23])(?![0-9]))\^?"
    r"|(?<=10)\s?\^\s?(?:\{\s?(?P<tens>-?[0-9]{1,3})\s?\}|(?P<ten>-?[0-9]{1,3}))\^?"
    r"|\s?\^\s?(?:\{\s?\\circ\s?\}|\\circ(?![A-Za-z]))\s?(?P<degree>C(?![A-Za-z]))?"
    r"|(?P<formula>(?<![A-Za-z])(?:CO|SO|NO|NH|CH|PM|O|N|H))"
    r"(?:\s?_\s?\{\s?(?P<index>[0-9](?:\s?\.\s?[0-9])?|10)\s?\}"
    r"|_(?P<digit>2\.5|10|[0-9])(?![0-9])|~(?P<low>2\.5|[0-9]{1,2})~)"
    r"|\\(?P<symbol>sim|times|circ|pm|cdot|bullet|rightarrow|triangle|square|star|quad)(?![A-Za-z])"
)
_HAN = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_TO_HAN = re.compile(rf"(?<={_HAN}) ?\ufdd0|\ufdd1 ?(?={_HAN})")


_DRESSED = re.compile(r"\\(?:mathrm|mathbf|text|textbf)\s?\{([^{}\\]{0,80})\}")


class _NotUnderstood(Exception):
    """A formula holds what this module has no print for."""


def without_formulas(line: str) -> str:
    r"""Return a line with its formulas as they are printed; ``\$`` stays, and what is money."""
    if not _MARKED.search(line) and "$" not in line:
        return line
    if "\\" in line:
        line = _BRACKETED.sub(_bracketed, line)
    if line.count("$") > 1:
        line = "".join(_parts(line))
    if "\ufdd0" in line:
        line = _TO_HAN.sub("", line).replace("\ufdd0", "").replace("\ufdd1", "")
    if not _MARKED.search(line):
        return line
    return _BARE.sub(_bare, _DRESSED.sub(_words_of, line))


def raised(text: str) -> str:
    """Return a text as a superscript, where print has one for all of it."""
    inner = text.strip()
    if inner[:1] in ("○", "°", "◦", "∘"):
        return "°" + inner[1:]
    return inner.translate(_SUPERSCRIPTS) if _RAISED.fullmatch(inner) else inner


def lowered(text: str) -> str:
    """Return a text as a subscript, where print has one for all of it."""
    inner = text.strip()
    return inner.translate(_SUBSCRIPTS) if _LOWERED.fullmatch(inner) else inner


def _bracketed(match: re.Match[str]) -> str:
    inner = match[1]
    if len(inner) > _LONGEST or not _looks_like_one(inner):
        return match[0]
    return _printed(inner, match[0])


def _parts(line: str) -> Iterator[str]:
    """Yield the line with what stands between two dollars printed, if it is a formula."""
    dollars = list(_DOLLARS.finditer(line))
    done = at = 0
    while at + 1 < len(dollars):
        opening, closing = dollars[at], dollars[at + 1]
        yield line[done : opening.start()]
        inner = line[opening.end() : closing.start()]
        done = opening.start()
        if _is_formula(
            inner, line[max(0, done - 1) : done], line[closing.end() : closing.end() + 1]
        ):
            yield _printed(inner, line[done : closing.end()])
            done = closing.end()
            at += 1
        at += 1
    yield line[done:]


def _is_formula(inner: str, before: str, after: str) -> bool:
    """Return whether what stands between two dollars is a formula, and not between two sums."""
    if len(inner) > _LONGEST or not _looks_like_one(inner):
        return False
    if _LATEX.search(inner):
        return True
    lopsided = inner[:1].isspace() != inner[-1:].isspace()
    money = after.isdigit() or (before.isascii() and before.isalpha()) or lopsided
    return not money and _WORDS.search(inner) is None


def _looks_like_one(inner: str) -> bool:
    rest = _WORDED.sub("", inner)
    return inner.strip() != "" and (not rest or _FORMULA.fullmatch(rest) is not None)


def _printed(inner: str, whole: str) -> str:
    """Return a formula's print between two marks that take spaces beside Chinese away."""
    try:
        text, _ = _group(list(_TOKEN.finditer(inner)), 0, 0)
    except _NotUnderstood:
        return whole
    return f"\ufdd0{text.strip()}\ufdd1"


def _group(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    """Return the print of the tokens up to the brace that closes the group, and where it ends."""
    if depth > _DEEPEST:
        raise _NotUnderstood
    parts: list[str] = []
    while at < len(tokens):
        if tokens[at]["char"] == "}":
            if depth == 0:
                raise _NotUnderstood
            return "".join(parts), at + 1
        word = tokens[at]["space"] is not None and _parts_words(tokens, at)
        piece, at = _piece(tokens, at, depth)
        parts.append(" " if word else piece)
    if depth:
        raise _NotUnderstood
    return "".join(parts), at


def _parts_words(tokens: list[re.Match[str]], at: int) -> bool:
    """Return whether a space stands between two words; between single letters it says nothing."""
    if at == 0 or at + 1 == len(tokens):
        return False
    return tokens[at - 1]["word"] is not None and tokens[at + 1]["word"] is not None


def _piece(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    """Return the print of the token at ``at`` with what belongs to it, and where that ends."""
    token = tokens[at]
    char = token["char"]
    if char == "{":
        return _group(tokens, at + 1, depth + 1)
    if char is not None and char in "^_":
        inner, end = _argument(tokens, at + 1, depth)
        return (raised(inner) if char == "^" else lowered(inner)), end
    if token["command"] is not None:
        return _command(tokens, at, depth)
    return _character(tokens, at), at + 1


def _character(tokens: list[re.Match[str]], at: int) -> str:
    """Return the print of a token that stands for itself, or for nothing, as spaces do."""
    token = tokens[at]
    if token["text"] is not None:
        return re.sub(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])", "", token["text"])
    if token["mark"] is not None:
        return token["mark"] if token["mark"] in "%$&#_{}" else ""
    if token["char"] == "~":  # a range only between two digits; else a space
        beside = [one[0] for one in tokens[max(0, at - 1) : at + 2]]
        return "~" if "".join(beside).replace("~", "", 1).isdigit() and beside[-1] != "~" else ""
    return "" if token["space"] is not None or token["char"] == "&" else token[0]


def _command(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    name = tokens[at]["command"]
    if _LOOKS.fullmatch(name):
        return "", at + 1
    if name in ("frac", "dfrac", "tfrac"):
        over, at = _argument(tokens, at + 1, depth)
        under, at = _argument(tokens, at, depth)
        return f"{over}/{under}", at
    if name == "textcircled":
        inner, at = _argument(tokens, at + 1, depth)
        number = int(inner) if inner.isdecimal() else 0
        return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else inner, at
    if name in ("hspace", "vspace", "label", "color"):
        return "", _argument(tokens, at + 1, depth)[1]
    if name not in _SYMBOLS:
        raise _NotUnderstood
    return _SYMBOLS[name], at + 1


def _argument(tokens: list[re.Match[str]], at: int, depth: int) -> tuple[str, int]:
    """Return the print of the next token or group, as ``^`` and fractions take it."""
    while at < len(tokens) and tokens[at]["space"] is not None:
        at += 1
    if at >= len(tokens) or depth > _DEEPEST:
        raise _NotUnderstood
    return _piece(tokens, at, depth + 1)


def _words_of(match: re.Match[str]) -> str:
    return match[1].strip()


def _bare(match: re.Match[str]) -> str:
    found = match.groupdict()
    if found["unit"]:
        return found["unit"] + raised(found["braced"] or found["power"])
    if tens := found["tens"] or found["ten"]:
        return raised(tens)
    if found["formula"]:
        index = found["index"] or found["digit"] or found["low"]
        return found["formula"] + lowered(index.replace(" ", ""))
    if found["symbol"]:
        return _SYMBOLS[found["symbol"]]
    return "°" + (found["degree"] or "")
