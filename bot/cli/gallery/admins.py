"""What an admin of the bot sees: a page sent in, published, taken back; and errors reported."""

from bot.cli.gallery.playing import tap
from bot.cli.gallery.stage import Stage
from bot.preview.model import Message
from bot.preview.participant import Participant
from bot.preview.people import person, private

# A page for each language, as it comes from a scanner: one that came in already changes nothing.
_SENT = {
    "zh-hans": ("A05", "大学路街道开出社区食堂", "大学路街道的社区食堂10月28日开门"),
    "zh-hant": ("A06", "蜜蜂张街道办起修鞋铺", "蜜蜂张街道的便民修鞋铺10月28日开张"),
    "en": ("A07", "建中街道添了一间书房", "建中街道的社区书房10月28日开放"),
}
# Which story a reader reads, what they say of it, and the paragraph as it should be: another for
# each language, since one that was corrected reads otherwise already.
_WRONG = {
    "zh-hans": (
        "/article 1",
        "「走访结束后,樊惠林与省大数据研究院的负责人」少印了「河南」",
        "走访结束后,樊惠林与河南省大数据研究院的负责人坐在一起座谈。",
    ),
    "zh-hant": (
        "/article 2",
        "「二七区委书记樊惠林带着相关部门负责人」少印了「和街道」",
        (
            "本报讯 10月26日下午,二七区委书记樊惠林带着相关部门和街道负责人,到安置房原址重建和"
            "樱桃沟项目的工地调研,一处一处地看进展,区领导董治会参加。"
        ),
    ),
    "en": (
        "/article 2",
        "“安置房早一天建好,群众就早一天搬回来”: 建好 should be 建成",
        (
            "樊惠林说,安置房早一天建成,群众就早一天搬回来。群众的安置、就业和当地产业的发展要放在"
            "一起谋划,信心不能丢,力气要往一处使。"
        ),
    ),
}


async def draft(here: Participant, _stage: Stage) -> None:
    """Send a page: it is shown as it was read."""
    here.chat.messages.clear()
    number, title, text = _SENT[here.user.language_code or ""]
    page = f"二七快报 第{number}版\n\n# {title}\n\n本报讯 {text}，街坊都来看。\n\n记者 景静\n"
    await here.reply(here.upload(f"2022-10-28-{number}.md", page.encode()))


async def several(here: Participant, _stage: Stage) -> None:
    """Send two pages as an album, one of them without a day, and leave a story of it out."""
    number, title, text = _SENT[here.user.language_code or ""]
    story = f"# {title}\n\n本报讯 {text}，街坊都来看。\n\n记者 景静\n"
    other = "# 一张告示引来满屋旧物\n\n本报讯 社区征集老物件，旧粮票、旧课本都要。\n"
    album = here.new_album()
    first = here.upload("要闻.md", f"{story}\n{other}".encode(), album=album)
    here.upload(f"2022-10-28-{number}.md", story.encode(), album=album)
    shown = await here.reply(first)
    await tap(here, shown, "dk")


async def listed(here: Participant, _stage: Stage) -> None:
    """List the pages of what came as `several`."""
    await tap(here, here.from_bot()[-1], "do")


async def published(here: Participant, _stage: Stage) -> None:
    """Confirm what `draft` showed."""
    await tap(here, here.from_bot()[-1], "dy")


async def taken_back(here: Participant, _stage: Stage) -> None:
    """Think better of what was `published`."""
    await tap(here, here.from_bot()[-1], "dz")


async def reported(here: Participant, _stage: Stage) -> None:
    """Report an error in a story."""
    story, wrong, _ = _WRONG[here.user.language_code or ""]
    asked_for = here.say(story)
    await here.reply(asked_for)

    def whole() -> Message | None:
        return next((one for one in here.from_bot(asked_for) if _reports(one)), None)

    read = await here.world.changes.until(whole, 10)
    await tap(here, read, "e")
    asked = await here.reply(read)
    await here.reply(here.say(wrong, reply_to=asked))


async def corrected(here: Participant, stage: Stage) -> None:
    """List what readers gave, say what is right, and read the story again.

    What was `reported` in this language is the first that is open: those before it are settled.
    """
    here.chat.messages.clear()
    language = here.user.language_code or ""
    reader = private(stage.world, person(stage.world, "小陈", language=language))
    await tap(reader, await reader.reply(reader.say("火星移民计划什么时候开始？")), "k0")
    story, _, right = _WRONG[language]
    shown = await here.reply(here.say("/feedback"))
    await tap(here, shown, "zy")
    asked = await here.reply(shown)
    await tap(here, await here.reply(here.say(right, reply_to=asked)), "zc")
    await here.reply(here.say(story))
    # The next language's list is to be without this vote.
    await tap(reader, await reader.reply(reader.say("/forget")), "fy")


def _reports(message: Message) -> bool:
    return any((one.data or "").startswith("e") for one in message.buttons)
