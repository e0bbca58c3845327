"""Talking on: acting on what is shown, plain wishes, words that ask nothing, guests."""

from collections.abc import Mapping

from bot.cli.gallery.playing import Play
from bot.cli.gallery.stage import Stage
from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering


def saying_each(texts: Mapping[str, tuple[str, ...]]) -> Play:
    """Send messages in the words of each language, each when the last is answered."""

    async def play(here: Participant, _stage: Stage) -> None:
        for text in texts[here.user.language_code or ""]:
            await here.reply(here.say(text))

    return play


LEAVING_OUT = saying_each(
    {
        "zh-hans": ("樊惠林到郑州大学看了什么？", "哪天去的？"),
        "zh-hant": ("樊惠林到鄭州大學看了什麼？", "哪天去的？"),
        "en": ("樊惠林到郑州大学看了什么？", "when was that?"),
    }
)
ACTING = saying_each(
    {
        "zh-hans": ("/search 区", "第二条", "这篇讲了什么", "相关报道"),
        "zh-hant": ("/search 区", "第二條", "這篇講了什麼", "相關報導"),
        "en": ("/search 区", "2", "in short", "related"),
    }
)
WISHING = saying_each(
    {
        "zh-hans": ("有公交的新闻通知我", "每天早上八点发给我", "不要再发了"),
        "zh-hant": ("有公交的新聞通知我", "每天早上八點發給我", "不要再發了"),
        "en": ("notify me about 公交", "send it every day at 8:00", "stop"),
    }
)
CHATTING = saying_each(
    {
        "zh-hans": ("好的", "哈哈", "人工客服"),
        "zh-hant": ("好的", "哈哈", "人工客服"),
        "en": ("ok", "haha", "human, please"),
    }
)


async def guest(here: Participant, stage: Stage) -> None:
    """Ask the bot in a group that it is not in."""
    group = gathering(*(stage.world, ChatKind.SUPERGROUP, "街坊", here.user), bot_is=Status.LEFT)
    stage.world.guest_mode = True
    await group.reply(group.say(f"@{stage.world.bot.username} 困难群众救助一共安排了多少钱？"))
    stage.world.guest_mode = False
    here.chat.messages.update(group.chat.messages)
