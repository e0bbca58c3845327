"""What alerts say, in each language."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AlertTexts:
    """The words of alerts, of their buttons, and of what is said to them."""

    matched: str  # {queries}
    between: str  # two queries
    digest: str  # {count}, above alerts that were held back
    corrected: str  # before a headline
    withdrawn: str  # in a story's place
    more: str  # a button: stories like it
    mute: str  # a button
    unmute: str  # a button
    muted: str  # {queries}
    unmuted: str  # {queries}
    nothing_to_mute: str
    only_admins: str
    which: str  # {word}, {total}: of several stories in a message
    topic_gone: str  # {chat}; to an admin, once
    status: str
    pending_since: str  # {minutes}
    nothing_pending: str
    broadcast_what: str
    broadcast_preview: str  # {count}, above the text
    broadcast_send: str  # a button
    broadcast_cancel: str  # a button
    broadcast_sent: str  # {count}
    broadcast_cancelled: str


ALERTS_ZH = AlertTexts(
    matched="订阅：{queries}",
    between="、",
    digest="摘要：{count} 篇",
    corrected="【更正】",
    withdrawn="【已撤回】这篇报道已从资料库撤下。",
    more="更多",
    mute="静音",
    unmute="恢复",
    muted="已静音：{queries}。不再提醒，直到恢复。",
    unmuted="已恢复：{queries}。",
    nothing_to_mute="这条消息没有可以静音的订阅了。",
    only_admins="在群里只有管理员可以改订阅。",
    which="这条消息里有 {total} 篇，请写上序号，例如：{word} 1",
    topic_gone="“{chat}”里的话题已关闭或删除，它的订阅改发到主群。",
    status="期刊版面 {bulletins}\n报道 {articles}\n订阅 {subscriptions}（暂停 {paused}）\n"
    "待发 {pending}，发送中 {sending}，已发 {sent}，失败 {failed}\n"
    "{oldest}\n最近一天失败 {failed_lately}",
    pending_since="最早的待发已等 {minutes} 分钟",
    nothing_pending="没有待发的消息",
    broadcast_what="要通知什么？写在命令后面：/broadcast 文字",
    broadcast_preview="将发给 {count} 个聊天：",
    broadcast_send="发送",
    broadcast_cancel="取消",
    broadcast_sent="已排队，发给 {count} 个聊天。",
    broadcast_cancelled="已取消，没有发送。",
)

ALERTS_EN = AlertTexts(
    matched="Subscribed: {queries}",
    between=", ",
    digest="Digest, stories: {count}",
    corrected="[Corrected] ",
    withdrawn="[Withdrawn] This story was taken out of the archive.",
    more="More like it",
    mute="Mute",
    unmute="Unmute",
    muted="Muted: {queries}. No more alerts until you unmute.",
    unmuted="Alerts again: {queries}.",
    nothing_to_mute="There is no subscription left to mute for this message.",
    only_admins="In a group only admins change subscriptions.",
    which="This message has {total} stories; give a number, such as: {word} 1",
    topic_gone="A topic in “{chat}” was closed or deleted; its subscriptions go to the main chat.",
    status="Pages {bulletins}\nStories {articles}\nSubscriptions {subscriptions} "
    "(paused {paused})\nPending {pending}, sending {sending}, sent {sent}, failed {failed}\n"
    "{oldest}\nFailed in the last day {failed_lately}",
    pending_since="The oldest pending has waited {minutes} minutes",
    nothing_pending="Nothing is pending",
    broadcast_what="What shall I tell everybody? Write it after the command: /broadcast TEXT",
    broadcast_preview="To be sent to so many chats: {count}",
    broadcast_send="Send",
    broadcast_cancel="Cancel",
    broadcast_sent="Queued for so many chats: {count}",
    broadcast_cancelled="Cancelled; nothing was sent.",
)
