"""The editor's desk, as an admin of the bot sees it: what waits, and some of its lists."""

from bot.cli.gallery.playing import Play, tap
from bot.cli.gallery.stage import Stage
from bot.preview.participant import Participant

# A page for each language that is dated far ahead, so that it waits to be released.
_HELD = {
    "zh-hans": ("A08", "淮河路街道开出夜间市集"),
    "zh-hant": ("A09", "德化街装上了新路灯"),
    "en": ("A10", "五里堡办起邻里节"),
}


def desk(*keys: str) -> Play:
    """Open the desk, and tap buttons under it one after another, by how their keys begin."""

    async def play(here: Participant, _stage: Stage) -> None:
        here.chat.messages.clear()
        shown = await here.reply(here.say("/desk"))
        for key in keys:
            await tap(here, shown, key)

    return play


async def held(here: Participant, stage: Stage) -> None:
    """Have a page come that is held back, and open it on the desk."""
    number, title = _HELD[here.user.language_code or ""]
    page = f"二七快报 第{number}版\n\n# {title}\n\n本报讯 {title}，街坊都来看。\n\n记者 景静\n"
    await stage.archive.add_page(page.encode(), f"2062-10-28/{number}.md")
    await desk("oh", "oh:0:")(here, stage)
