"""Small talk: greetings, thanks, good-byes, questions about the bot, noise.

A text is **small talk** if it consists of the words in ``words/small_talk.tsv``, particles and
signs; with anything else, it is a question.
"""

import re
import unicodedata
from collections.abc import Iterator

from retrieval.analysis.normalise import HAN, fold
from retrieval.model import RemarkKind
from retrieval.word_list import table

# What is said in more ways than a list has: who are you, and sounds that go on.
_GRAMMAR: dict[RemarkKind, str] = {
    RemarkKind.ABOUT: (
        "你是什么(?:东西|机器人|模型|ai)?|你叫(?:什么|啥)(?:名字)?|"
        "你(?:都|还)?(?:能|会|可以)(?:做|干|帮我做|帮我)?(?:些|点)?(?:什么|啥)|"
        "你有(?:什么|哪些|啥)(?:用|功能|本事)|"
        "(?:这个?|怎么|如何)(?:使用|用)|谁(?:开发|做|创造)的?(?:你|的)"
    ),
    RemarkKind.NOISE: (
        "哈+|(?:ha){2,}|呵+|嘿+|嘻+|嗯+|哦+|噢+|喔+|啊+|呃+|额+|唉+|哎+|哟|好+的?|对+|6{2,}|23{2,}|"
        "啦+|呜+|略+|嘤+|滴+|汪+|喵+"
    ),
}


def _alternatives() -> Iterator[tuple[RemarkKind, re.Pattern[str]]]:
    """Yield what each kind is said by; the longest comes first."""
    for kind in _ORDER:
        rows = table(__package__, "small_talk", 2)
        said = [word for phrases, kinds in rows if kinds == (kind,) for word in phrases]
        listed = map(re.escape, sorted(said, key=len, reverse=True))
        yield kind, re.compile("|".join((*listed, *filter(None, [_GRAMMAR.get(kind)]))))


# What is answered where a text says more than one.
_ORDER = (
    RemarkKind.THANKS,
    RemarkKind.ABOUT,
    RemarkKind.FAREWELL,
    RemarkKind.GREETING,
    RemarkKind.NOISE,
)
_KINDS = tuple(_alternatives())
_PARTICLES = re.compile("[啊呀吧呢吗嘛哦哈啦了哇哟诶欸么你您的,.!?~…。、;:\\s]+")
_WORDLESS = re.compile(rf"[^\w{HAN}]|_")


def small_talk(text: str) -> RemarkKind | None:
    """Return what kind of small talk a text is, or None where it asks something.

    A text without a letter, digit or character is noise, the empty one too.
    """
    folded = fold(text).text.strip()
    if not _WORDLESS.sub("", folded) or _one_sign(folded) or re.fullmatch("[!-~]", folded):
        return RemarkKind.NOISE
    spoken = "".join(char for char in folded if unicodedata.category(char)[0] != "S")
    kinds: list[RemarkKind] = []
    at = 0
    while at < len(spoken):
        match = max(
            ((kind, found) for kind, words in _KINDS if (found := words.match(spoken, at))),
            key=lambda pair: pair[1].end(),
            default=None,
        )
        if match is not None and match[1].end() > at:
            kinds.append(match[0])
            at = match[1].end()
        elif particle := _PARTICLES.match(spoken, at):
            at = particle.end()
        elif _WORDLESS.match(spoken, at):
            at += 1
        else:
            return None
    return min(kinds, key=_ORDER.index, default=RemarkKind.NOISE)


def _one_sign(text: str) -> bool:
    """Return whether a text is one sign over and over, no word: 啊啊啊啊, 1111, aaaa."""
    return len(text) > 3 and len(set(text)) == 1  # noqa: PLR2004 (three may be a number or a name)
