"""What is said to the bot and asks nothing: thanks, laughter, moods, calls for a human.

A text asks nothing if all its words stand in ``words/said.tsv``, each for what it is, beside words
that hang on others (你, 真, 了) and signs; or if it has no words. With anything else it is a
question: 谢谢你医生 is the name of a series.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from bot.model.small_talk import SmallTalk
from bot.services.wishes import likelihoods
from retrieval.analysis import folded_text
from retrieval.model import RemarkKind
from retrieval.query import off_topic_odds, small_talk
from retrieval.word_list import table

_LONGEST = 60  # characters
_SIGN = re.compile(r"[^\w]|_")
_FIGURE = re.compile(r"\d")
_HANGS = "-"
_SHORT, _UNKNOWN = 14, 3  # characters
_ODDS = 1.0  # see `retrieval.query.off_topic`
_CERTAIN, _ASKED = 0.7, 0.9  # see `bot.services.wishes.likely`
_REACHED = frozenset({"yours", "reach"})
_CAN_YOU = re.compile(
    r"你(?:会不会|会|能不能|能|可以|懂)(?!.*(?:[查找搜发推订登刊]|新闻|报|告诉|通知|提醒)).{1,6}[吗么不][?？!！。]*"
)
_DRAWN_OUT = re.compile(r"(哈|呵|嘿|嘻|嗯|哦|噢|喔|啊|唉|哎|好|对|行|赞|牛|6|ha|he|lol|ok)(?:\1)+")
_LAUGHING = re.compile("[😀-😆😂🤣😊😄😁😹☺🙂🥰😍😘🤗😎🥳🎉🎊]")
_CRYING = re.compile("[😢😭😞😔😟🙁☹😩😫💔]")
_THANKING = re.compile("[🙏🌹💐]")
_PRAISING = re.compile("[👍👏💪❤♥🩷🧡💛💚💙💜🔥💯✨🌟⭐]")


_SAME = {
    RemarkKind.GREETING: SmallTalk.GREETING,
    RemarkKind.THANKS: SmallTalk.THANKS,
    RemarkKind.FAREWELL: SmallTalk.FAREWELL,
    RemarkKind.ABOUT: SmallTalk.ABOUT,
    RemarkKind.NOISE: SmallTalk.NOISE,
}
_SIGNS = (
    (_LAUGHING, SmallTalk.LAUGH),
    (_CRYING, SmallTalk.MOOD),
    (_THANKING, SmallTalk.THANKS),
    (_PRAISING, SmallTalk.PRAISE),
)


def chat_of(text: str) -> SmallTalk | None:
    """Return what a text says that asks nothing; None where it asks something."""
    folded = _DRAWN_OUT.sub(r"\1", folded_text(text[: _LONGEST + 1])).strip()
    said = _kinds(folded) or _likely(folded)
    asked = bool(said) and likelihoods(text).get("ask", 0) >= _ASKED
    if len(text) > _LONGEST or asked:
        return None
    if said >= _REACHED:
        return SmallTalk.OFFICE
    kinds = [kind for kind in SmallTalk if kind in said]
    if kinds:
        return kinds[0]
    if _CAN_YOU.fullmatch(folded):
        return SmallTalk.FUN
    if not _SIGN.sub("", folded):
        return next((kind for signs, kind in _SIGNS if signs.search(text)), SmallTalk.NOISE)
    found = small_talk(text)
    return _learnt(text) if found is None else _SAME[found]


def _learnt(text: str) -> SmallTalk | None:
    """Return what a text likely says in words that no list has; None where it may ask something."""
    if _FIGURE.search(text):
        return None
    odds = likelihoods(text)
    if odds.get("office", 0) >= _CERTAIN:
        return SmallTalk.OFFICE
    return SmallTalk.NOTHING if odds.get("chat", 0) + odds.get("office", 0) >= _CERTAIN else None


def _likely(folded: str) -> frozenset[str]:
    """Return what the words around a short unknown part say, if it is put as no newspaper is asked.

    Empty where there are no such words, or the whole may be a question.
    """
    if len(folded) > _SHORT or off_topic_odds(folded) < _ODDS:
        return frozenset()
    for size in range(1, _UNKNOWN + 1):
        for at in range(len(folded) - size + 1):
            before, after = _kinds(folded[:at]), _kinds(folded[at + size :])
            if before is not None and after is not None and before | after:
                return before | after
    return frozenset()


def _kinds(folded: str) -> frozenset[str] | None:
    """Return what all of a text's words say, in the fewest words; None if any says more."""
    known, longest, size = _known(), _longest(), len(folded)
    best: list[tuple[int, frozenset[str]] | None] = [(0, frozenset()), *[None] * size]
    for at in range(size):
        so_far = best[at]
        if so_far is None:
            continue
        if _SIGN.match(folded[at]):
            best[at + 1] = min(filter(None, (best[at + 1], so_far)), key=_count)
        if _is_letter(folded, at - 1) and _is_letter(folded, at):
            continue
        for end in range(at + 1, min(size, at + longest) + 1):
            kinds = known.get(folded[at:end])
            if kinds is None or (_is_letter(folded, end - 1) and _is_letter(folded, end)):
                continue
            now = so_far[0] + 1, so_far[1] | kinds
            best[end] = min(filter(None, (best[end], now)), key=_count)
    whole = best[size]
    return None if whole is None else whole[1]


def _count(parse: tuple[int, frozenset[str]]) -> int:
    return parse[0]


def _is_letter(text: str, at: int) -> bool:
    return 0 <= at < len(text) and text[at].isascii() and text[at].isalnum()


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _known()))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, frozenset[str]]:
    """Return the words with the kinds that they say: none for those that hang on others.

    Who is reached, and by what, are kinds besides: together they ask for the office.
    """
    known: dict[str, frozenset[str]] = {}
    for said, (kind,) in table(__package__, "said", 2):
        kinds = frozenset() if kind == _HANGS else frozenset({kind})
        for word in said:
            folded = _DRAWN_OUT.sub(r"\1", folded_text(word))
            known[folded] = known.get(folded, frozenset()) | kinds
    return known
