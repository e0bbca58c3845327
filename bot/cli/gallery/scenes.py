"""The scenes: what is said and tapped, in a chat of its own for each and each language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.access.flood import PERSON
from bot.cli.gallery import admins, alerts, talk
from bot.cli.gallery.desk import desk, held
from bot.cli.gallery.inline import choosing, typing
from bot.cli.gallery.playing import Offered, Play, saying, tapping
from bot.cli.gallery.stage import Stage
from bot.preview.languages import LANGUAGES
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private

_NAMES = {"zh-hans": "小李", "zh-hant": "小李", "en": "Lee"}
_BOT = "@wenbao_bot"
_RATED = "困难群众救助一共安排了多少钱？"


@dataclass(frozen=True, slots=True)
class PlayedScene:
    """What was offered inline in a chat, if anything, and its messages, oldest first."""

    offered: Offered | None
    messages: Sequence[Message]


@dataclass(frozen=True, slots=True)
class Scene:
    """A title, and what is shown in each language of `LANGUAGES`."""

    title: str
    shown: Mapping[str, PlayedScene]


async def played(stage: Stage) -> list[Scene]:
    """Play every scene, and give them in the order of `_SCENES`."""
    scenes = []
    for title, opened, play in _SCENES:
        shown = {}
        for language in LANGUAGES:
            here = opened(stage, language)
            offered = await play(here, stage)
            shown[language] = PlayedScene(offered, tuple(here.chat.messages.values()))
        scenes.append(Scene(title, shown))
    return scenes


def _alone(stage: Stage, language: str) -> Participant:
    return private(stage.world, person(stage.world, _NAMES[language], language=language))


def _admin(stage: Stage, language: str) -> Participant:
    return private(stage.world, stage.admins[language])


def _group(stage: Stage, language: str) -> Participant:
    owner = person(stage.world, _NAMES[language], language=language)
    return gathering(stage.world, ChatKind.SUPERGROUP, "读报群", owner, bot_is=Status.LEFT)


async def _sticker(here: Participant, _stage: Stage) -> None:
    await here.reply(here.sticker())


async def _welcome(here: Participant, stage: Stage) -> None:
    here.adds(stage.world.bot)
    await stage.world.changes.until(lambda: here.from_bot() or None, 10)
    await here.reply(here.say(f"{_BOT} 困难群众救助一共安排了多少钱？"))


async def _quiet(here: Participant, _stage: Stage) -> None:
    here.joined_by(here.world.bot)
    await here.reply(here.say(f"/quiet{_BOT} admins"))
    name = "小王" if here.user.first_name == "小李" else "Wong"
    member = person(here.world, name, language=here.user.language_code or "")
    other = here.joined_by(member)
    await other.reply(other.say(f"{_BOT} 樊惠林去了哪里？"))


async def _flood(here: Participant, _stage: Stage) -> None:
    for _ in range(int(PERSON.burst)):
        await here.reply(here.say("/reporter"))
    shown = list(here.chat.messages)
    for number in shown[:-1]:
        del here.chat.messages[number]
    await here.reply(here.say("/reporter"))


async def _upload(here: Participant, _stage: Stage) -> None:
    await here.reply(here.upload("A05.pdf", b"%PDF-1.7"))


_SCENES: tuple[tuple[str, Callable[[Stage, str], Participant], Play], ...] = (
    ("开始 Start", _alone, saying("/start")),
    ("回答 An answer", _alone, saying(_RATED)),
    ("没有答案 No answer", _alone, saying("火星移民计划什么时候开始？")),
    ("按词查找 Search", _alone, saying("/search 食品 产业链")),
    ("翻页 Turning pages", _alone, tapping("/search 区", "p:3")),
    ("标题 Headlines", _alone, saying("/latest")),
    ("全文 A story in full", _alone, saying("/article 1")),
    ("记者 A reporter", _alone, saying("/reporter 景静")),
    ("追问 Asking on", _alone, saying("樊惠林到郑州大学看了什么？", "谁写的")),
    ("没说是谁 A question without a subject", _alone, talk.LEAVING_OUT),
    ("接着说 Acting on what is shown", _alone, talk.ACTING),
    ("直接说 In plain words", _alone, talk.WISHING),
    ("不是提问 Words that ask nothing", _alone, talk.CHATTING),
    ("在别的群里 In a chat of others", _alone, talk.guest),
    ("订阅列表 Subscriptions", _alone, saying("/subscribe 食品 产业链", "/subscriptions")),
    ("话题的订阅 Subscriptions of topics", _alone, alerts.topics),
    ("频道的订阅 Subscriptions of a channel", _alone, alerts.channel),
    ("退订 Unsubscribe", _alone, saying("/subscribe 食品", "/subscribe 公交", "/unsubscribe")),
    ("设置 Settings", _alone, saying("/settings")),
    ("设置：语言 Settings: language", _alone, tapping("/settings", "cl:")),
    ("设置：何时 Settings: when", _alone, tapping("/settings", "cp:", "cp:")),
    (
        "安静时段里的汇总 A digest in quiet hours",
        _alone,
        saying("/settings daily 23:00", "/settings quiet 22:00-7:00"),
    ),
    ("进群 Let into a group", _group, _welcome),
    ("谁能提问 Who may ask", _group, _quiet),
    ("太快 Too fast", _alone, _flood),
    ("隐私 Privacy", _alone, saying("/privacy")),
    ("忘掉我 Forget me", _alone, tapping("/forget", "fy")),
    ("用户名后打字 Typed inline", _group, typing("调研")),
    ("选中一条 One is chosen", _group, choosing("调研")),
    ("打字没有结果 Nothing inline", _group, typing("火星移民")),
    ("发来文件 A file", _alone, _upload),
    ("发来几版 Several pages sent in", _admin, admins.several),
    ("全部版面 All of its pages", _admin, admins.listed),
    ("发来版面 A page sent in", _admin, admins.draft),
    ("确认发布 Published", _admin, admins.published),
    ("撤销 Taken back", _admin, admins.taken_back),
    ("看不懂 What it can't read", _alone, _sticker),
    ("没有这个命令 No such command", _alone, saying("/nonsense")),
    ("帮助 Help", _alone, saying("/help")),
    ("报告文字错误 An error reported", _alone, admins.reported),
    ("反馈和更正 Feedback, corrected", _admin, admins.corrected),
    ("编辑台：等放行的一版 Desk: a page held back", _admin, held),
    ("编辑台 The editor's desk", _admin, desk()),
    ("编辑台：版面 Desk: pages", _admin, desk("oh")),
    ("编辑台：没答上 Desk: unanswered", _admin, desk("on")),
    ("编辑台：怎么问的 Desk: how it was put", _admin, desk("on", "on:0:")),
    ("编辑台：统计 Desk: figures", _admin, desk("of")),
    ("编辑台：通知 Desk: notices", _admin, desk("ob")),
    ("编辑台：状态 Desk: status", _admin, desk("ot")),
    ("没用的原因 Why not useful", _alone, tapping("火星移民计划什么时候开始？", "k0")),
    ("订阅和提醒 An alert", _alone, alerts.one),
    ("几篇一起的提醒 An alert of several stories", _alone, alerts.several),
    ("撤回的报道 A story withdrawn", _alone, alerts.withdrawn),
    ("没用，为什么 Of no use: why", _alone, tapping(_RATED, "k0")),
    ("说了为什么 Said why", _alone, tapping(_RATED, "k0", "kb")),
    ("关注报道里的人 Following whom it is about", _alone, tapping("/article 1", "y")),
)
