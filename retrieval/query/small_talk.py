"""Small talk: greetings, thanks, good-byes, questions about the bot, noise.

A text is **small talk** if it consists of these words, particles and signs; with anything else, it
is a question.
"""

import re
import unicodedata

from retrieval.analysis.normalise import HAN, fold
from retrieval.model import RemarkKind

_WORDS: dict[RemarkKind, str] = {
    RemarkKind.ABOUT: (
        "你是谁|你是什么(?:东西|机器人|模型|ai)?|你是(?:机器人|真人|人工智能|ai|chatgpt|gpt)|"
        "你叫(?:什么|啥)(?:名字)?|介绍一?下你自己|自我介绍|"
        "你(?:都|还)?(?:能|会|可以)(?:做|干|帮我做|帮我)?(?:些|点)?(?:什么|啥)|"
        "你有(?:什么|哪些|啥)(?:用|功能|本事)|"
        "(?:这个?|怎么|如何)(?:使用|用)|怎么(?:玩|操作|提问)|使用(?:说明|方法)|帮助|help|功能|菜单|"
        "你(?:几岁|多大)|谁(?:开发|做|创造)的?(?:你|的)|what are you|who are you"
    ),
    RemarkKind.THANKS: (
        "谢谢(?:你|您|啦|了|大家)?|多谢|感谢(?:你|您)?|谢了|谢啦|3q|辛苦(?:了|啦|你了|您了)|"
        "麻烦(?:你|您)?了|太?感谢(?:了|你|您)?|thanks?(?: ?you)?|thx|你真(?:棒|好|厉害|聪明|行)|"
        "真(?:棒|厉害)|太棒了|太好了|好棒|"
        "厉害了?|做得好|不错|点赞|赞|牛(?:逼|b)?|爱(?:你|了)|比心"
    ),
    RemarkKind.FAREWELL: (
        "再见|拜拜|(?:88|886)|回头见|明天见|下次见|晚安|走了|先走了|下了|bye(?: ?bye)?|good ?bye|"
        "see you"
    ),
    RemarkKind.GREETING: (
        "(?:你|您|大家|各位|小编|机器人)好|你们好|hello|hi(?: there)?|hey|哈喽|哈罗|哈啰|嗨|嘿|喂|"
        "早上好|上午好|中午好|"
        "下午好|晚上好|早安|午安|早|在吗|在不在|在么|有人(?:吗|在吗|么)|吃(?:饭)?了(?:吗|么|没)|"
        "好久不见|"
        "最近(?:好吗|怎么样)|你(?:还)?好吗|请问|打扰(?:了|一下)|新年快乐|节日快乐|生日快乐|快乐|"
        "机器人|小助手|start"
    ),
    RemarkKind.NOISE: (
        "哈+|(?:ha){2,}|呵+|嘿+|嘻+|嗯+|哦+|噢+|喔+|啊+|呃+|额+|唉+|哎+|哟|好+的?|行|可以|知道了|"
        "明白了?|了解|收到|"
        "是的?|不是|对+|没事了?|没有|算了|没什么|无聊|测试(?:一下)?|test(?:ing)?|ok|okay|yes|no|"
        "lol|6{2,}|23{2,}|"
        "嗯哼|啦+|呜+|略+|嘤+|滴+|汪+|喵+|随便|继续|然后呢?|真的(?:吗|假的)?|什么|怎么|为什么|谁|"
        "哪里|啥|呢|"
        "天哪|我的天|卧槽|我去|我靠"
    ),
}
_KINDS = tuple((kind, re.compile(words)) for kind, words in _WORDS.items())
# What is answered where a text says more than one.
_ORDER = (
    RemarkKind.THANKS,
    RemarkKind.ABOUT,
    RemarkKind.FAREWELL,
    RemarkKind.GREETING,
    RemarkKind.NOISE,
)
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
