"""The scenes: what is said and tapped, in a chat of its own for each and each language."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

from bot.gallery.stage import Stage
from bot.handlers.flood import PERSON
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private

LANGUAGES = {"zh-hans": "简体中文", "zh-hant": "繁體中文", "en": "English"}
_NAMES = {"zh-hans": "小李", "zh-hant": "小李", "en": "Lee"}
_BOT = "@wenbao_bot"
# A story for each language: one that was printed already would be no news.
_NEWS = {
    "zh-hans": (
        "马寨镇面条厂投产",
        "10月27日，马寨镇的面条厂投产，食品产业链上又多了一家企业，日产挂面六十吨，大半卖到外省。",
    ),
    "zh-hant": (
        "樱桃沟办起面条厂",
        "侯寨乡樱桃沟的乡亲10月27日办起一家面条厂，二十户人家入股，用的是自家种的小麦。",
    ),
    "en": (
        "老面条厂改成展览馆",
        "停产多年的市第二面条厂昨天变成展览馆开门迎客，旧机器、旧粮票都摆了出来，门票免费。",
    ),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A title, and what is shown in each language of `LANGUAGES`: messages, oldest first."""

    title: str
    shown: Mapping[str, Sequence[Message]]


Play = Callable[[Participant, Stage], Awaitable[None]]


async def played(stage: Stage) -> list[Scene]:
    """Play every scene, and give them in the order of `_SCENES`."""
    scenes = []
    for title, in_group, play in _SCENES:
        shown = {}
        for language in LANGUAGES:
            here = _group(stage, language) if in_group else _alone(stage, language)
            await play(here, stage)
            shown[language] = tuple(here.chat.messages.values())
        scenes.append(Scene(title, shown))
    return scenes


def _alone(stage: Stage, language: str) -> Participant:
    return private(stage.world, person(stage.world, _NAMES[language], language=language))


def _group(stage: Stage, language: str) -> Participant:
    owner = person(stage.world, _NAMES[language], language=language)
    return gathering(stage.world, ChatKind.SUPERGROUP, "读报群", owner, bot_is=Status.LEFT)


def _saying(*texts: str) -> Play:
    """Say one thing after another, each when the last is answered."""

    async def play(here: Participant, _stage: Stage) -> None:
        for text in texts:
            await here.reply(here.say(text))

    return play


def _tapping(said: str, *data: str) -> Play:
    """Tap buttons one after another under the answer, by how their keys begin."""

    async def play(here: Participant, _stage: Stage) -> None:
        answer = await here.reply(here.say(said))
        for key in data:
            await _tap(here, answer, key)

    return play


async def _tap(here: Participant, message: Message, key: str) -> None:
    shown = here.chat.messages[message.id]
    found = next(one.data for one in shown.buttons if one.data and one.data.startswith(key))
    await here.press_answer(here.press_data(shown, found))


async def _alert(here: Participant, stage: Stage) -> None:
    asked = here.say("/subscribe 面条厂")
    await here.reply(asked)
    language = here.user.language_code or ""
    title, text = _NEWS[language]
    page = f"## {title}\n\n本报讯 {text}\n\n(景静)\n".encode()
    await stage.publish((page, f"2022-10-28/A0{1 + list(_NEWS).index(language)}.md"))
    await here.replies(asked, 2)


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


_SCENES: tuple[tuple[str, bool, Play], ...] = (
    ("开始 Start", False, _saying("/start")),
    ("回答 An answer", False, _saying("困难群众救助一共安排了多少钱？")),
    ("没有答案 No answer", False, _saying("火星移民计划什么时候开始？")),
    ("按词查找 Search", False, _saying("/search 食品 产业链")),
    ("翻页 Turning pages", False, _tapping("/search 区", "p:5")),
    ("标题 Headlines", False, _saying("/latest")),
    ("全文 A story in full", False, _saying("/article 1")),
    ("记者 A reporter", False, _saying("/reporter 景静")),
    ("追问 Asking on", False, _saying("樊惠林到郑州大学看了什么？", "谁写的")),
    ("订阅列表 Subscriptions", False, _saying("/subscribe 食品 产业链", "/subscriptions")),
    ("设置 Settings", False, _saying("/settings")),
    ("设置：语言 Settings: language", False, _tapping("/settings", "cl:")),
    ("设置：何时 Settings: when", False, _tapping("/settings", "cp:", "cp:")),
    ("进群 Let into a group", True, _welcome),
    ("谁能提问 Who may ask", True, _quiet),
    ("太快 Too fast", False, _flood),
    ("隐私 Privacy", False, _saying("/privacy")),
    ("忘掉我 Forget me", False, _tapping("/forget", "fy")),
    ("发来文件 A file", False, _upload),
    ("看不懂 What it can't read", False, _sticker),
    ("没有这个命令 No such command", False, _saying("/nonsense")),
    ("帮助 Help", False, _saying("/help")),
    ("订阅和提醒 An alert", False, _alert),
)
