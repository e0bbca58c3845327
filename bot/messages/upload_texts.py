"""What the bot says about pages that admins send, in each of its languages."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.uploads.model import Refusal
from retrieval.model import NoteKind, Reason


@dataclass(frozen=True, slots=True)
class UploadTexts:
    """The texts. Nothing in them says more than was read or done."""

    file: str  # {name}, {page}, {pages}
    no_day: str
    stories: str  # {count}
    length: str  # {count}: characters of a story
    notes: Mapping[NoteKind, str]  # {count}
    note: str  # {line}, {reason}, {text}
    note_from: str  # {line}, {above}, {reason}, {text}
    reasons: Mapping[Reason, str]
    left_out: str  # {count}
    refused: str  # {name}, {reason}
    why: Mapping[Refusal, str]  # {detail}
    more: str  # {count}
    not_yet: str  # {pages}, {stories}
    split: str
    goes_on: str
    nothing_read: str
    publishing: str  # {pages}
    published: str  # {pages}, {new}, {changed}, {unchanged}, {removed}
    unchanged: str  # {pages}
    undo_until: str
    dropped: str
    taken_back: str  # {pages}
    stays: str  # {names}
    too_late: str
    gone: str
    not_admin: str  # {id}
    photo: str  # what a picture without a name is called
    help: str  # under /help, to admins
    publish: str  # a button, like those that follow
    drop: str
    undo: str
    back: str
    forth: str


ZH = UploadTexts(
    file="{name}（第 {page}/{pages} 版）",
    no_day="⚠️ 不知道是哪一天的报。用日期作文件夹或文件的名字（如 2022-10-27），"
    "或在说明里写上日期，再发一次。",
    stories="读出 {count} 篇：",
    length="{count} 字",
    notes={
        NoteKind.DROPPED: "略去 {count} 处：",
        NoteKind.JOINED: "接上 {count} 处：",
        NoteKind.WARNING: "⚠️ 请核对 {count} 处：",
    },
    note="第 {line} 行（{reason}）：{text}",
    note_from="第 {line} 行接第 {above} 行（{reason}）：{text}",
    reasons={
        Reason.PAGE_LABEL: "版名",
        Reason.NAVIGATION: "翻页导航",
        Reason.MASTHEAD: "报头",
        Reason.PAGE_NUMBER: "页码",
        Reason.JUMP: "转版提示",
        Reason.STAFF: "责编、校对等",
        Reason.CONTACT: "联系方式",
        Reason.RIGHTS: "版权声明",
        Reason.QR_CODE: "扫码提示",
        Reason.BYLINE: "署名，另记",
        Reason.IMAGE: "图片",
        Reason.RULE: "分隔线",
        Reason.TABLE_RULE: "表格线",
        Reason.EMPTY_HEADING: "空标题",
        Reason.MARKUP: "没有文字的标记",
        Reason.CUT: "断开的句子",
    },
    left_out="有 {count} 个文件没有读：",
    refused="{name}：{reason}",
    why={
        Refusal.TOO_LARGE: "太大了，Telegram 只让机器人取 {detail} MB 以内的文件。请分成几份再发。",
        Refusal.NOT_FETCHED: "没能从 Telegram 取到这个文件。请稍后再发一次。",
        Refusal.PDF: "这是版式文件（如 PDF），读不出文字。"
        "请用识别文字（OCR）的软件打开，导出成 .txt 或 .md 再发。",
        Refusal.WORD: "这是文字处理软件的文件。"
        "请用 Word 或 WPS 打开，另存为“纯文本 .txt”（编码选 UTF-8）再发。",
        Refusal.IMAGE: "这是图片。请用识别文字（OCR）的软件提取文字，存成 .txt 再发，或直接粘贴。",
        Refusal.WEB: "这是网页。请打开它，选中并复制文字，存成 .txt 再发，或直接粘贴。",
        Refusal.SHEET: "这是表格或幻灯片。请把文字复制出来，存成 .txt 再发，或直接粘贴。",
        Refusal.ARCHIVE: "压缩包只认 ZIP。请解开，重新压成 .zip 再发。",
        Refusal.OTHER: "不认得“.{detail}”文件。请存成 .txt 或 .md 再发。",
        Refusal.UNREADABLE: "{detail}",
        Refusal.NO_STORY: "只有版面标记，没有文章。请核对文件的内容。",
        Refusal.BROKEN: "压缩包坏了，或者没有传完。请重新压缩再发。",
        Refusal.ENCRYPTED: "压缩包有密码。请去掉密码，重新压缩再发。",
        Refusal.METHOD: "压缩方法不认得。请用系统自带的“压缩成 ZIP”重新压缩再发。",
        Refusal.NESTED: "压缩包里还有压缩包。请解开，把版面直接压进一个 .zip 再发。",
        Refusal.CLIMBS: "压缩包里的路径指到了外面（.. 、盘符、反斜杠、绝对路径）。"
        "请把文件放进普通文件夹，重新压缩再发。",
        Refusal.LINK: "压缩包里有链接或特殊文件。请换成文件本身，重新压缩再发。",
        Refusal.TOO_MANY: "压缩包里的文件太多，最多 {detail} 个。请分成几份再发。",
        Refusal.BOMB: "解开以后太大，或者比压缩包大得不合常理（一共最多 {detail} MB）。"
        "请分成几份再发。",
        Refusal.NO_PAGE: "里面没有能读的版面（.md 或 .txt）。",
    },
    more="……还有 {count} 处",
    not_yet="还没有发布：共 {pages} 版 {stories} 篇。"
    "确认以后可以搜到，符合订阅的会发出提醒；一天里不确认就作废。",
    split="⚠️ 这条消息满了：太长的文字会被 Telegram 拆成几条。马上跟来的一条会接在它后面；"
    "要是没接上，请存成 .txt 文件再发。",
    goes_on="这条接在上一条后面，合成了一版；上一条的按钮作废。",
    nothing_read="没有收下，资料库没有变化。",
    publishing="正在发布 {pages} 版，请稍等……要是停在这里，再点一次就接着发布。",
    published="已发布 {pages} 版：新 {new} 篇，改 {changed} 篇，不变 {unchanged} 篇，"
    "撤下 {removed} 篇。",
    unchanged="这 {pages} 版资料库里都有了，没有变化。",
    undo_until="一小时里可以撤销：资料库回到发布前的样子，还没发出的提醒也不发了。",
    dropped="已取消，没有发布。",
    taken_back="已撤销 {pages} 版：资料库回到发布前的样子，没发出的提醒不发了，发出的会改写。",
    stays="这些版后来又改过，没有动：{names}",
    too_late="发布超过一小时了，不能撤销。可以发一份改好的版面来替换它。",
    gone="这份稿子过期了，或者不在了。请重新发一次。",
    not_admin="谢谢！不过版面只收管理员的，这个文件我没有读。想知道报上的事，直接打字问就行。"
    "\n\n你的用户号：{id}",
    photo="照片",
    help="管理员还可以把版面发给我：.md、.txt 文件或它们的 .zip（20 MB 以内），"
    "或者直接粘贴带“# 标题”的文字。我先说读出了什么，确认以后才发布，一小时里可以撤销。"
    "说明里写上日期（2022-10-27），就当作那天的报。",
    publish="确认发布",
    drop="取消",
    undo="撤销发布",
    back="◀ 上一版",
    forth="下一版 ▶",
)

EN = UploadTexts(
    file="{name} (page {page}/{pages})",
    no_day="⚠️ The day of this issue is not known. Name the folder or the file by it "
    "(as in 2022-10-27), or write the day as the caption, and send it again.",
    stories="Stories read: {count}",
    length="characters: {count}",
    notes={
        NoteKind.DROPPED: "Left out: {count}",
        NoteKind.JOINED: "Joined: {count}",
        NoteKind.WARNING: "⚠️ Please check: {count}",
    },
    note="line {line} ({reason}): {text}",
    note_from="line {line} goes on from line {above} ({reason}): {text}",
    reasons={
        Reason.PAGE_LABEL: "name of the page",
        Reason.NAVIGATION: "navigation",
        Reason.MASTHEAD: "masthead",
        Reason.PAGE_NUMBER: "page number",
        Reason.JUMP: "jump to another page",
        Reason.STAFF: "staff of the page",
        Reason.CONTACT: "contact",
        Reason.RIGHTS: "rights",
        Reason.QR_CODE: "QR code",
        Reason.BYLINE: "byline, kept apart",
        Reason.IMAGE: "picture",
        Reason.RULE: "rule",
        Reason.TABLE_RULE: "rule of a table",
        Reason.EMPTY_HEADING: "empty heading",
        Reason.MARKUP: "markup without words",
        Reason.CUT: "cut sentence",
    },
    left_out="Files not read: {count}",
    refused="{name}: {reason}",
    why={
        Refusal.TOO_LARGE: "too large, Telegram lets bots fetch files of up to {detail} MB. "
        "Please send it in parts.",
        Refusal.NOT_FETCHED: "Telegram did not give me this file. Please send it again later.",
        Refusal.PDF: "a file of fixed layout (such as PDF), its text can't be read. "
        "Please open it in OCR software, export it as .txt or .md and send that.",
        Refusal.WORD: "a word processor's file. Please save it as plain text (.txt, UTF-8) "
        "and send that.",
        Refusal.IMAGE: "a picture. Please let OCR software take its text and send that as .txt, "
        "or paste it.",
        Refusal.WEB: "a web page. Please copy its text and send that as .txt, or paste it.",
        Refusal.SHEET: "a spreadsheet or slides. Please copy the text and send that as .txt, "
        "or paste it.",
        Refusal.ARCHIVE: "of archives only ZIP is read. Please pack it again as .zip.",
        Refusal.OTHER: "no “.{detail}” files are read. Please save it as .txt or .md.",
        Refusal.UNREADABLE: "{detail}",
        Refusal.NO_STORY: "nothing but a page's furniture, no story. Please check what is in it.",
        Refusal.BROKEN: "the archive is damaged or not whole. Please pack it again.",
        Refusal.ENCRYPTED: "the archive has a password. Please pack it again without.",
        Refusal.METHOD: "packed in a way that is not read. Please pack it again with your system's "
        "own ZIP.",
        Refusal.NESTED: "an archive within an archive. Please unpack it and put the pages into "
        "one .zip.",
        Refusal.CLIMBS: "a path in the archive leads out of it (.., a drive, a backslash, a slash "
        "at its start). Please pack it again from a plain folder.",
        Refusal.LINK: "a link or a special file in the archive. Please pack the file itself.",
        Refusal.TOO_MANY: "too many files in the archive, {detail} at most. "
        "Please send it in parts.",
        Refusal.BOMB: "too large once unpacked, or beyond all reason for its size "
        "({detail} MB in all at most). Please send it in parts.",
        Refusal.NO_PAGE: "no page (.md or .txt) in it that can be read.",
    },
    more="… and more: {count}",
    not_yet="Not published yet: pages {pages}, stories {stories}. Once you confirm, searches find "
    "them and alerts go out; a draft is dropped after a day.",
    split="⚠️ This message is full: Telegram cuts longer texts into several. What comes right after "
    "it is joined to it; if that fails, please send the page as a .txt file.",
    goes_on="This goes on from the message before, and both are one page; the buttons there are "
    "void.",
    nothing_read="Nothing was taken, the archive is as it was.",
    publishing="Publishing, please wait (pages: {pages}) … If this stays, tap again to go on.",
    published="Published pages: {pages}. Stories: new {new}, changed {changed}, "
    "unchanged {unchanged}, taken away {removed}.",
    unchanged="The archive had all of it already (pages: {pages}); nothing was changed.",
    undo_until="For an hour this can be undone: the archive will be as it was before, and alerts "
    "that wait will not go out.",
    dropped="Cancelled, nothing was published.",
    taken_back="Undone (pages: {pages}). The archive is as it was before; alerts that waited will "
    "not go out, those that were sent will be edited.",
    stays="Changed again since, and left as they are: {names}",
    too_late="It was published more than an hour ago and can't be undone. "
    "Send a corrected page to replace it.",
    gone="This draft has expired or is gone. Please send it again.",
    not_admin="Thank you! But pages are taken from admins only, and I have not read this file. "
    "Just type what you would like to know.\n\nYour user id: {id}",
    photo="Photo",
    help="As an admin you may send me pages: .md or .txt files, a .zip of them (up to 20 MB), "
    "or pasted text with “# headlines”. I show what I read and publish it once you confirm; for "
    "an hour it can be undone. A day as the caption (2022-10-27) is the issue's.",
    publish="Publish",
    drop="Cancel",
    undo="Undo",
    back="◀ Page before",
    forth="Next page ▶",
)
