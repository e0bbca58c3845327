"""Alerts and subscriptions: several stories at once, one withdrawn, a topic's, a channel's."""

from bot.cli.gallery.stage import Page, Stage
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering

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
# Stories for each language: those that were printed already would be no news. Two of each page are
# about a reading room; the third is about something else.
_PAGES = {
    "zh-hans": (
        (
            "嵩山路街道添了一间书房",
            "嵩山路街道的书房10月28日开门，八千册书随便看。座位有六十个，夜里十点关门。",
        ),
        (
            "老人把藏书捐给书房",
            "退休教师把攒了四十年的三百本书捐给社区的书房。孩子们当天就来借走了一半。",
        ),
        (
            "京广路夜市重新开张",
            "京广路夜市昨晚重新开张，一百二十个摊位都亮起了灯。小吃摊前排起了长队。",
        ),
    ),
    "zh-hant": (
        (
            "五里堡街道把仓库改成书房",
            "五里堡街道的旧仓库改成了书房，邻居们自己动手刷墙钉架。开门头一天来了两百人。",
        ),
        (
            "书房里开起夜校",
            "社区书房每周三晚上开夜校，教老人用手机挂号、买票。第一堂课坐满了三十个人。",
        ),
        (
            "南三环公交站装上遮雨棚",
            "南三环沿线的四十个公交站装上了遮雨棚，下雨天等车不再淋湿。棚下还添了长椅。",
        ),
    ),
    "en": (
        (
            "铭功路街道的书房通宵亮灯",
            "铭功路街道的书房从这周起通宵亮灯，备考的学生可以学到天亮。值夜的是六位志愿者。",
        ),
        (
            "流动书房开进工地",
            "一辆装着两千本书的流动书房开进了地铁工地，工人下班就能借书。车子每周来两次。",
        ),
        (
            "二七广场的喷泉又喷水了",
            "停了三年的二七广场喷泉昨天又喷水了，孩子们围着跑。水泵和灯都换了新的。",
        ),
    ),
}


# A story for each language that is withdrawn when its alert was sent.
_WITHDRAWN = {
    "zh-hans": (
        "消防员教孩子用灭火器",
        "建新街道的消防员昨天走进小学，教孩子们用灭火器，还比了穿衣速度。",
    ),
    "zh-hant": (
        "消防栓前不再停车",
        "交警在全区画了三百处黄线，消防栓前从这周起不再让停车，违者拖走。",
    ),
    "en": (
        "老楼加装消防水管",
        "铁三官庙一带的十二栋老楼都装上了消防水管，水压试了三遍，楼顶也够得着。",
    ),
}


async def one(here: Participant, stage: Stage) -> None:
    """Subscribe to a word, and get an alert of a story that has it."""
    asked = here.say("/subscribe 面条厂")
    await here.reply(asked)
    await stage.publish(_page("A", here, _NEWS[_language(here)]))
    await here.replies(asked, 2)


async def several(here: Participant, stage: Stage) -> None:
    """Subscribe to a word and to everything, and get three stories that come together."""
    await here.reply(here.say("/subscribe 书房"))
    asked = here.say("/subscribe all")
    await here.reply(asked)
    await stage.publish(_page("B", here, *_PAGES[_language(here)]))
    _show_alone((await here.replies(asked, 2))[-1], here)


async def withdrawn(here: Participant, stage: Stage) -> None:
    """Get an alert of a story, and see its page withdrawn."""
    asked = here.say("/subscribe 消防")
    await here.reply(asked)
    page_id = await stage.publish(_page("C", here, _WITHDRAWN[_language(here)]))
    alert = (await here.replies(asked, 2))[-1]
    await stage.withdraw(page_id)
    _show_alone(alert, here)


async def topics(here: Participant, stage: Stage) -> None:
    """Subscribe in two topics of a forum, and list what the forum has."""
    bot = stage.world.bot
    forum = gathering(
        stage.world, ChatKind.SUPERGROUP, "街坊", here.user, is_forum=True, bot_is=Status.MEMBER
    )
    for name, words in (("城建", "樱桃沟"), ("美食", "食品")):
        thread = forum.topic(name)
        await forum.reply(forum.say(f"/subscribe@{bot.username} {words}", thread=thread))
    asked = forum.say(f"/subscriptions@{bot.username}")
    await forum.reply(asked)
    here.chat.messages.update(
        {at: one for at, one in forum.chat.messages.items() if at >= asked.id}
    )


async def channel(here: Participant, stage: Stage) -> None:
    """Subscribe for a channel from a private chat, and list what it has."""
    name = f"erqi_news_{here.user.id}"
    gathering(
        *(stage.world, ChatKind.CHANNEL, "二七播报", here.user),
        username=name,
        bot_is=Status.ADMINISTRATOR,
    )
    await here.reply(here.say(f"/subscribe @{name} 食品"))
    await here.reply(here.say(f"/subscriptions @{name}"))


def _language(here: Participant) -> str:
    return here.user.language_code or ""


def _page(section: str, here: Participant, *stories: tuple[str, str]) -> Page:
    """Return a page of the day, of a section and a number for each language."""
    text = "\n\n".join(f"## {title}\n\n本报讯 {text}\n\n(景静)" for title, text in stories)
    number = 1 + list(_NEWS).index(_language(here))
    return f"{text}\n".encode(), f"2022-10-28/{section}{number:02}.md"


def _show_alone(alert: Message, here: Participant) -> None:
    """Leave nothing of a chat but an alert as it is now."""
    for number in set(here.chat.messages) - {alert.id}:
        del here.chat.messages[number]
