"""Punctuation as Chinese prints it: recognition often takes a full-width mark for a narrow one."""

import re

_FULL = str.maketrans(",:;?!()", "，：；？！（）")
_CHINESE = "[\u3400-\u9fff。，、；：？！“”‘’（）《》]"
_BESIDE_CHINESE = re.compile(rf"(?<={_CHINESE})[,:;?!()]|[,:;?!()](?={_CHINESE})")
_PAIR = re.compile(r"\(([^()（）]*)）|（([^()（）]*)\)")
_DOT = re.compile(r"(?<=[\u3400-\u9fff])[・•∙⋅](?=[\u3400-\u9fff])")


def full_width(text: str) -> str:
    """Return a line with its marks beside Chinese characters full-width; 12,000 and 8:30 stay."""
    text = _BESIDE_CHINESE.sub(lambda mark: mark.group().translate(_FULL), text)
    text = _PAIR.sub(lambda pair: f"（{pair.group(1) or pair.group(2) or ''}）", text)
    return _DOT.sub("·", text)
