"""What the bot says about subscriptions, in each of its languages."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SubscribingTexts:
    """The texts; commands come as they are written where they are said."""

    what: str  # {subscribe}
    made: str  # {query}
    already: str  # {query}
    resumed: str  # {query}
    reworded: str
    undone: str  # {query}
    deleted: str  # {query}
    everything: str
    all_of: str  # {words}, of each clause
    in_title: str  # {words}
    by: str  # {words}
    dated: str  # {words}
    on_page: str  # {words}
    none_of: str  # {words}
    or_else: str
    between: str
    recent: str  # {count}, {days}
    recent_none: str  # {days}
    recent_undated: str  # {count}
    latest: str
    goes_on: str  # {settings}
    full: str  # {limit}, {subscriptions}
    too_long: str  # {longest}
    nothing: str
    listed: str  # {chat}, {count}, {limit}
    none_yet: str  # {subscribe}
    paused: str
    in_topic: str  # {thread}
    list_next: str
    away: str  # {day}, {reason}
    back: str
    reword_how: str  # {query}
    gone: str
    which: str
    not_named: str  # {words}
    admins_only: str
    channel_unknown: str  # {name}
    channel_only: str  # {name}
    not_admin_there: str  # {name}
    cannot_post: str  # {name}
    exported: str  # {count}, {import_}
    import_what: str  # {import_}
    import_unreadable: str  # {kilobytes}
    imported: str  # {made}, {already}, {bad}
    bad_line: str  # {line}, {text}, {reason}
    more_bad: str  # {count}
    bad_mark: str
    undo: str
    mine: str
    pause: str
    resume: str
    delete: str
    reword: str
    preview: str
    to_list: str
    alert_me: str


ZH = SubscribingTexts(
    what="想订阅什么？写上词，例如：\n{subscribe} 食品 产业链\n{subscribe} 樊惠林 -党课\n"
    "{subscribe} 记者:景静\n{subscribe} 全部\n写法和搜索一样；先搜一搜，就知道会收到什么。",
    made="已订阅：{query}",
    already="已经订阅过了：{query}",
    resumed="这个订阅恢复了：{query}",
    reworded="改好了。",
    undone="撤销了，没有订阅：{query}",
    deleted="已退订：{query}",
    everything="每一篇新报道的标题",
    all_of="要有 {words}",
    in_title="标题里要有 {words}",
    dated="日期在 {words}",
    on_page="在第 {words} 版",
    by="记者是 {words}",
    none_of="不要 {words}",
    or_else=" 或 ",
    between="；",
    recent="到最新一篇为止的 {days} 天里，会收到 {count} 篇。",
    recent_none="到最新一篇为止的 {days} 天里没有这样的报道；以后有了就发来。",
    recent_undated="另有 {count} 篇不知道是哪一天的，没有算在内。",
    latest="最近的：",
    goes_on="有新的就发到这里。想改时间、安静时段等，用 {settings}",
    full="订阅满了：最多 {limit} 个。先用 {subscriptions} 退订一些，再来订阅。",
    too_long="太长了，请缩短到 {longest} 字以内。",
    nothing="没看出要找什么：至少要有一个想看到的词，只写“-词”不行。",
    listed="{chat}的订阅（{count}/{limit}）：",
    none_yet="还没有订阅。这样订阅：{subscribe} 食品 产业链",
    paused="⏸ 暂停中",
    in_topic="话题 {thread}",
    list_next="点序号可以暂停、修改、预览或退订。",
    away="⚠️ 从{day}起送不到（{reason}），提醒停发了。",
    back="现在又能送到了，提醒照常。",
    reword_how="现在是：{query}\n请回复这条消息，写上新的词。",
    gone="这个订阅已经不在了。",
    which="要退订哪一个？点一下就退订。",
    not_named="没有“{words}”这个订阅。",
    admins_only="订阅和设置只有本群管理员能改。你可以私聊我，订阅到自己那里。",
    channel_unknown="找不到频道 @{name}。请核对名字，并把我加为频道管理员。",
    channel_only="@{name} 不是频道。在群里请直接在群中使用这个命令。",
    not_admin_there="你不是 @{name} 的管理员，不能改它的订阅。",
    cannot_post="我在 @{name} 还不能发消息。请把我加为频道管理员，并允许发布消息。",
    exported="{count} 个订阅，一行一个。发回这个文件并写上 {import_}，就能导入。",
    import_what="把导出的文件发给我，并在说明里写 {import_}；或者用 {import_} 回复那个文件。",
    import_unreadable="读不了这个文件。它应当是 UTF-8 文本，一行一个订阅，不超过 {kilobytes} KB。",
    imported="导入 {made} 个，已有 {already} 个，没能导入 {bad} 个。",
    bad_line="第 {line} 行“{text}”：{reason}",
    more_bad="……还有 {count} 行。",
    bad_mark="后面的标记看不懂。",
    undo="撤销",
    mine="我的订阅",
    pause="⏸ 暂停",
    resume="▶ 恢复",
    delete="🗑 退订",
    reword="✏️ 修改",
    preview="👁 预览",
    to_list="◀ 全部订阅",
    alert_me="🔔 有新消息时提醒我",
)

EN = SubscribingTexts(
    what="Subscribe to what? Write words after it:\n{subscribe} 食品 产业链\n"
    "{subscribe} 樊惠林 -党课\n{subscribe} 记者:景静\n{subscribe} all\n"
    "They are read as a search is: search first to see what you will get.",
    made="Subscribed: {query}",
    already="You have this already: {query}",
    resumed="Goes on again: {query}",
    reworded="Changed.",
    undone="Undone, not subscribed: {query}",
    deleted="Unsubscribed: {query}",
    everything="the headline of every new story",
    all_of="with {words}",
    in_title="headline with {words}",
    dated="of {words}",
    on_page="on page {words}",
    by="reported by {words}",
    none_of="without {words}",
    or_else=" or ",
    between="; ",
    recent="In the {days} days up to the newest story: {count} to send.",
    recent_none="Nothing in the {days} days up to the newest story; what comes will be sent.",
    recent_undated="Stories of unknown day, not counted: {count}.",
    latest="The latest:",
    goes_on="New stories will be sent here. Times, quiet hours and more: {settings}",
    full="No room: {limit} subscriptions at most. Use {subscriptions} to delete some first.",
    too_long="Too long; please keep it within {longest} characters.",
    nothing="I can't see what to look for: at least one word has to be wanted, “-word” alone "
    "won't do.",
    listed="Subscriptions of {chat} ({count}/{limit}):",
    none_yet="No subscriptions yet. To make one: {subscribe} 食品 产业链",
    paused="⏸ paused",
    in_topic="topic {thread}",
    list_next="Tap a number to pause, change, preview or delete it.",
    away="⚠️ Nothing could be delivered since {day} ({reason}); alerts were stopped.",
    back="It works again now, and alerts go on.",
    reword_how="It is now: {query}\nReply to this message with the new words.",
    gone="This subscription is no longer there.",
    which="Delete which one? A tap deletes it.",
    not_named="There is no subscription “{words}”.",
    admins_only="Only admins of this chat change its subscriptions and settings. Message me in "
    "private to subscribe for yourself.",
    channel_unknown="Channel @{name} was not found. Check the name, and make me an admin of it.",
    channel_only="@{name} is no channel. For a group, use the command in the group.",
    not_admin_there="You are no admin of @{name} and can't change its subscriptions.",
    cannot_post="I can't post in @{name} yet. Make me an admin there who may post messages.",
    exported="Subscriptions, one a line: {count}. Send this file with {import_} to import them.",
    import_what="Send me the exported file with the caption {import_}, or reply {import_} to it.",
    import_unreadable="This file can't be read. It should be UTF-8 text, one subscription a line, "
    "up to {kilobytes} KB.",
    imported="Imported: {made}. There before: {already}. Not imported: {bad}.",
    bad_line="Line {line}, “{text}”: {reason}",
    more_bad="… and lines more: {count}.",
    bad_mark="The mark behind it can't be read.",
    undo="Undo",
    mine="Subscriptions",
    pause="⏸ Pause",
    resume="▶ Resume",
    delete="🗑 Delete",
    reword="✏️ Change",
    preview="👁 Preview",
    to_list="◀ All subscriptions",
    alert_me="🔔 Alert me to news of this",
)
