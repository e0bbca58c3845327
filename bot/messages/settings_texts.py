"""What the bot says about how a chat wants to be told, in each of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SettingsTexts:
    """The texts. Times are as ``08:00``; days count from Monday, 0."""

    title: str  # {chat}
    pace: str  # what each line, page and button is about
    quiet: str
    zone: str
    sound: str
    amount: str
    language: str
    asking: str
    votes: str
    at_once: str
    daily: str
    weekly: str
    daily_at: str  # {time}
    weekly_at: str  # {day}, {time}
    days: Mapping[int, str]
    quiet_hours: str  # {start}, {end}
    quiet_off: str
    silent: str
    loud: str
    votes_on: str
    votes_off: str
    headlines: str
    passage: str
    passages: str
    own: str
    everyone: str
    only_admins: str
    in_private: str
    asking_how: str
    chinese: str
    english: str
    quiet_how: str
    pace_how: str  # {settings}
    quiet_type: str  # {settings}
    zone_type: str  # {settings}
    not_read: str  # {settings}
    back: str


ZH = SettingsTexts(
    title="{chat}的提醒：",
    pace="何时",
    quiet="安静时段",
    zone="时区",
    sound="声音",
    amount="文字",
    language="语言",
    asking="谁能提问",
    votes="评价按钮",
    at_once="立即",
    daily="每天一次",
    weekly="每周一次",
    daily_at="每天 {time}",
    weekly_at="每{day} {time}",
    days=dict(enumerate(("周一", "周二", "周三", "周四", "周五", "周六", "周日"))),
    quiet_hours="{start} 到 {end}",
    quiet_off="没有",
    silent="无声",
    loud="有声",
    votes_on="有",
    votes_off="没有",
    headlines="只有标题",
    passage="一段",
    passages="所有相关段落",
    own="各人自己的",
    everyone="所有人",
    only_admins="只有管理员",
    in_private="所有人，答案发到私聊",
    asking_how="我只回答对我说的话。可以只让管理员提问，或者把答案发到提问人和我的私聊，群里不出声。",
    chinese="中文",
    english="English",
    quiet_how="安静时段里的提醒先留着，过后合成一条发。",
    pace_how="别的时间可以写：{settings} 每天 7:30，或 {settings} 每周五 18:00",
    quiet_type="别的时段可以写：{settings} 安静 21:30-6:45",
    zone_type="别的时区可以写：{settings} 时区 Asia/Urumqi",
    not_read="没看懂。可以这样写：\n{settings} 立即\n{settings} 每天 8:00\n{settings} 每周一 8:00\n"
    "{settings} 安静 22:00-7:00（或：安静 关）\n{settings} 时区 Asia/Shanghai\n"
    "{settings} 无声 开（或：关）\n{settings} 文字 标题（或：一段、全部）\n"
    "{settings} 语言 中文（或：英文、自动）\n{settings} 评价 关（或：开）\n"
    "或者只发 {settings}，用按钮改。",
    back="◀ 全部设置",
)

EN = SettingsTexts(
    title="Alerts for {chat}:",
    pace="When",
    quiet="Quiet hours",
    zone="Time zone",
    sound="Sound",
    amount="Text",
    language="Language",
    asking="Who may ask",
    votes="Rating buttons",
    at_once="at once",
    daily="once a day",
    weekly="once a week",
    daily_at="daily at {time}",
    weekly_at="every {day} at {time}",
    days=dict(enumerate(("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))),
    quiet_hours="{start} to {end}",
    quiet_off="none",
    silent="silent",
    loud="with sound",
    votes_on="shown",
    votes_off="hidden",
    headlines="headlines only",
    passage="one passage",
    passages="all matching passages",
    own="each person's own",
    everyone="everyone",
    only_admins="only admins",
    in_private="everyone, answered in private",
    asking_how="I answer only what is said to me. I can let only admins ask, or answer people in "
    "their private chat with me and keep silent here.",
    chinese="中文",
    english="English",
    quiet_how="Alerts wait through the quiet hours and come as one message afterwards.",
    pace_how="Other times: {settings} daily 7:30, or {settings} weekly 5 18:00",
    quiet_type="Other hours: {settings} quiet 21:30-6:45",
    zone_type="Other zones: {settings} zone Asia/Urumqi",
    not_read="I can't read that. You may write:\n{settings} once\n{settings} daily 8:00\n"
    "{settings} weekly 1 8:00\n{settings} quiet 22:00-7:00 (or: quiet off)\n"
    "{settings} zone Asia/Shanghai\n{settings} silent on (or: off)\n"
    "{settings} text headlines (or: passage, passages)\n"
    "{settings} language zh (or: en, own)\n{settings} votes off (or: on)\n"
    "Or send {settings} alone and use its buttons.",
    back="◀ All settings",
)
