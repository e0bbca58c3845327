"""Every text the bot says, in each of its languages."""

from bot.messages import people_texts, settings_texts, subscribing_texts, upload_texts
from bot.messages.alert_texts import ALERTS_EN, ALERTS_ZH
from bot.messages.answer_texts import ANSWERS_EN, ANSWERS_ZH
from bot.messages.catalogue import ButtonTexts, CitationTexts, CommandTexts, Texts
from bot.messages.feedback_texts import FEEDBACK_EN, FEEDBACK_ZH
from retrieval.model import RemarkKind

ZH = Texts(
    remarks={
        RemarkKind.SPELLING: "没有找到“{0}”，按“{1}”找的。",
        RemarkKind.ALIAS: "“{0}”按“{1}”找的。",
        RemarkKind.RELAXED: "没有一篇同时有这些词，下面是意思最接近的。",
        RemarkKind.WRITTEN_BY: "《{0}》的记者：{1}。",
        RemarkKind.NO_BYLINE: "《{0}》没有署记者的名字。",
        RemarkKind.NO_ANSWER: "报上没有找到这个问题的答案。"
        "换个说法，或者用人名、地名、事情的名称再试试。",
        RemarkKind.NO_REPORTER: "没有找到署名“{0}”的报道。",
        RemarkKind.NO_WORD: "报上没有“{0}”。",
        RemarkKind.NO_TITLE: "没有标题里有“{0}”的报道。",
        RemarkKind.NO_DATE: "没有“{0}”的报道。",
        RemarkKind.NO_PAGE: "没有第“{0}”版的报道。",
        RemarkKind.DAYS: "资料库里的报道从 {0} 到 {1}。",
        RemarkKind.PAGES: "有这些版：{0}。",
        RemarkKind.NEAREST: "是不是“{0}”？",
        RemarkKind.SUGGESTION: "要找的是不是：{0}",
        RemarkKind.EMPTY_ARCHIVE: "资料库还是空的。"
        "把报纸版面（.md 或 .txt）放进收件文件夹（默认 data/inbox/），"
        "或者运行 python -m bot ingest 文件名，就可以提问了。",
        RemarkKind.GREETING: "你好！直接问报上的事就行，比如某个人去了哪里、某件事怎么样了。",
        RemarkKind.THANKS: "不客气，还想知道什么就接着问。",
        RemarkKind.FAREWELL: "再见，随时再来问。",
        RemarkKind.ABOUT: "我从本地报纸里找答案："
        "每个回答都是报上的原文，注明标题、记者和日期。直接提问就行。",
        RemarkKind.NOISE: "没看出要找什么。请用几个字说说想知道的人或事。",
        RemarkKind.TOO_LONG: "问题太长了，请缩短到 {0} 字以内。",
    },
    citation=CitationTexts(
        reporters="记者 {names}",
        correspondents="通讯员 {names}",
        photographers="摄影 {names}",
        source="来源 {names}",
        full_date="{year}年{month}月{day}日",
        month_day="{month}月{day}日",
        issued="{day}刊",
        page="第{page}版",
    ),
    commands=CommandTexts(
        start="能做什么，点一个问题试试",
        help="怎么提问，有哪些命令",
        search="按词查找：/search 食品 产业链",
        latest="最新一期的标题",
        article="读全文：/article 3 或标题里的词",
        reporter="某位记者的报道：/reporter 景静",
        subscribe="有新消息时提醒：/subscribe 食品 产业链",
        subscriptions="看看订阅了什么",
        unsubscribe="退订",
        settings="何时提醒，提醒多少",
        quiet="谁能提问，答案发到哪里",
        privacy="我记什么，记多久",
        forget="删去我记着的关于你的一切",
    ),
    buttons=ButtonTexts(
        full="全文",
        full_numbered="全文 {number}",
        go_on="接着读 {part}/{parts}",
        newer="◀ 上一页",
        older="下一页 ▶",
        ask_reporter="{name}写了哪些报道？",
        ask_title="{title} 说了什么？",
        ask_latest="最新一期有什么新闻？",
    ),
    answers=ANSWERS_ZH,
    feedback=FEEDBACK_ZH,
    alerts=ALERTS_ZH,
    subscribing=subscribing_texts.ZH,
    settings=settings_texts.ZH,
    people=people_texts.ZH,
    uploads=upload_texts.ZH,
    start="我从本地报纸里找答案：直接提问，我给出报上的原文，注明标题、记者和日期。"
    "\n\n/latest 看最新一期，/help 看全部用法。\n\n你的用户号：{id}",
    start_group="我从本地报纸里找答案。在群里这样问我：/search@{bot} 食品，"
    "或者 @{bot} 加上问题，或者回复我的消息。\n\n你的用户号：{id}",
    start_try="点一个试试：",
    help_private="直接提问，例如：某某去哪里调研了？谁写的？10月25日有什么新闻？\n\n"
    "/search 食品 产业链 — 每个词都要有（也可以写：搜索 食品）\n"
    '  甲|乙 其中一个，-词 不要有，"连着的几个词"\n'
    "  标题:樱桃沟　记者:景静　版:A02\n"
    "  日期:2022-10，2022-10-20..2022-10-27，昨天，上周，10月下旬\n"
    "/latest — 最新一期的标题（最新）\n"
    "/article 3 — 最新一期第 3 篇的全文；也可以写标题里的词（全文 3）\n"
    "/reporter 景静 — 一位记者的报道（记者 景静）\n"
    "/help — 这份说明（帮助）\n\n"
    "/subscribe 食品 产业链 — 有新报道就提醒；写法和搜索一样（订阅 食品）\n"
    "/subscriptions — 订阅了什么，可暂停、修改、退订（我的订阅）\n"
    "/unsubscribe 食品 — 退订（退订 食品）\n"
    "/settings — 何时提醒、安静时段、时区（设置）\n"
    "/export、/import — 订阅存成文件，再从文件读入\n"
    "/privacy — 我记什么，记多久；/forget — 全部删去（隐私、忘掉我）\n"
    "是频道管理员的话：/subscribe @频道名 食品\n\n"
    "接着问：还有吗、第二条全文、谁写的、他还去了哪里、那食品呢\n"
    "在任何聊天里：@{bot} 食品\n\n"
    "回答都是报上的原文；报上没有的，我会说没有。",
    help_group="在群里我只回答对我说的话：\n\n"
    "@{bot} 加上问题，或者回复我的消息\n"
    "/search@{bot} 食品 产业链 — 每个词都要有\n"
    "/latest@{bot} — 最新一期的标题\n"
    "/article@{bot} 3 — 最新一期第 3 篇的全文，或写标题里的词\n"
    "/reporter@{bot} 景静 — 一位记者的报道\n"
    "回复我的回答接着问：还有吗、第二条全文、谁写的、那食品呢\n\n"
    "管理员还可以：\n"
    "/subscribe@{bot} 食品 产业链 — 有新报道就发到这里（在话题里用，就发到那个话题）\n"
    "/subscriptions@{bot} — 订阅了什么，可暂停、修改、退订\n"
    "/settings@{bot} — 何时提醒、安静时段、时区、语言\n"
    "/quiet@{bot} — 谁能提问，答案发到群里还是私聊\n\n"
    "回答都是报上的原文；报上没有的，我会说没有。",
    nearest="相近的标题：",
    more="另有 {count} 处相关。",
    found="共 {total} 篇。",
    listing_part="第 {page}/{pages} 页",
    part="({part}/{parts})",
    which_article="是哪一篇？",
    untitled="（无标题）",
    asked="问：{question}",
    ask_what="想问什么？把问题和我的名字写在一起，或者用 {search} 加上要找的词。",
    search_what="要找什么？在命令后面写上词，例如：{search} 食品 产业链",
    article_what="要读哪一篇？写上最新一期的序号或标题里的词，例如：{article} 3",
    reporter_what="哪一位记者？例如：{reporter} 景静",
    no_such_number="最新一期只有 {total} 篇，没有第 {number} 篇。用 /latest 看标题。",
    no_such_title="没有找到标题里有“{words}”的报道。直接提问试试。",
    article_gone="这篇报道已经不在资料库里了。请重新查找。",
    question_gone="原来的问题已经看不到了，请再问一次。",
    button_unknown="这个按钮已经失效，请重新提问。",
    only_text="我只看得懂文字。请把想问的事打成字发给我。",
    unknown_command="没有这个命令。直接提问就行，/help 有全部用法。",
    failed="抱歉，这次没能处理好。请稍后再试一次。",
    pages_refused="收件文件夹里有 {count} 个文件没能读入：",
    page_refused="{name}：{reason}",
    pages_refused_next="改好后重新放进去，就会再读一次。",
)

EN = Texts(
    remarks={
        RemarkKind.SPELLING: "“{0}” was not found; this is for “{1}”.",
        RemarkKind.ALIAS: "“{0}” was looked for as “{1}”.",
        RemarkKind.RELAXED: "No story has all these words; these come closest.",
        RemarkKind.WRITTEN_BY: "{0}: reported by {1}.",
        RemarkKind.NO_BYLINE: "{0}: the paper names no reporter.",
        RemarkKind.NO_ANSWER: "The paper does not answer this. "
        "Try other words, or the name of a person, a place or an event.",
        RemarkKind.NO_REPORTER: "No story is signed “{0}”.",
        RemarkKind.NO_WORD: "“{0}” is nowhere in the paper.",
        RemarkKind.NO_TITLE: "No headline has “{0}”.",
        RemarkKind.NO_DATE: "No story is of “{0}”.",
        RemarkKind.NO_PAGE: "No story is on page “{0}”.",
        RemarkKind.DAYS: "The stories are of {0} to {1}.",
        RemarkKind.PAGES: "These are the pages: {0}.",
        RemarkKind.NEAREST: "Did you mean “{0}”?",
        RemarkKind.SUGGESTION: "Did you mean: {0}",
        RemarkKind.EMPTY_ARCHIVE: "The archive is still empty. "
        "Put newspaper pages (.md or .txt) into the inbox (by default data/inbox/), "
        "or run python -m bot ingest FILE, and then ask.",
        RemarkKind.GREETING: "Hello! Just ask about what was in the paper: "
        "who went where, what became of it.",
        RemarkKind.THANKS: "You're welcome. Ask on if there is more you want to know.",
        RemarkKind.FAREWELL: "Goodbye, come back any time.",
        RemarkKind.ABOUT: "I find answers in the local newspaper: "
        "every answer is printed text, with its headline, reporter and date. "
        "Just ask, best in Chinese.",
        RemarkKind.NOISE: "I can't see what to look for. "
        "Name the person or the matter in a few words.",
        RemarkKind.TOO_LONG: "That question is too long; please keep it within {0} characters.",
    },
    citation=CitationTexts(
        reporters="Reporter {names}",
        correspondents="Correspondent {names}",
        photographers="Photo {names}",
        source="Source {names}",
        full_date="{year}-{month:02d}-{day:02d}",
        month_day="{month:02d}-{day:02d}",
        issued="issue of {day}",
        page="page {page}",
    ),
    commands=CommandTexts(
        start="What this bot does, and questions to tap",
        help="How to ask, and all commands",
        search="Search by words: /search 食品 产业链",
        latest="Headlines of the newest bulletin",
        article="Read a story: /article 3, or words of its headline",
        reporter="A reporter's stories: /reporter 景静",
        subscribe="Alerts to news: /subscribe 食品 产业链",
        subscriptions="Your subscriptions",
        unsubscribe="Delete a subscription",
        settings="When alerts come, and how much of a story",
        quiet="Who may ask here, and where answers go",
        privacy="What is kept of you, and for how long",
        forget="Delete all that is kept of you",
    ),
    buttons=ButtonTexts(
        full="Full story",
        full_numbered="Read {number}",
        go_on="Read on {part}/{parts}",
        newer="◀ Back",
        older="More ▶",
        ask_reporter="What did {name} write?",
        ask_title="What about {title}?",
        ask_latest="What is in the newest bulletin?",
    ),
    answers=ANSWERS_EN,
    feedback=FEEDBACK_EN,
    alerts=ALERTS_EN,
    subscribing=subscribing_texts.EN,
    settings=settings_texts.EN,
    people=people_texts.EN,
    uploads=upload_texts.EN,
    start="I find answers in the local newspaper. Just ask, best in Chinese: I reply with printed "
    "text, its headline, reporter and date.\n\n/latest shows the newest bulletin, /help all there "
    "is.\n\nYour user id: {id}",
    start_group="I find answers in the local newspaper. In a group, ask me with "
    "/search@{bot} 食品, with @{bot} and a question, or by replying to a message of mine."
    "\n\nYour user id: {id}",
    start_try="Tap one to try:",
    help_private="Just ask, best in Chinese.\n\n"
    "/search 食品 产业链 — every word must be there (or: 搜索 食品)\n"
    '  甲|乙 one of them, -词 without it, "words in a row"\n'
    "  title:樱桃沟 reporter:景静 page:A02\n"
    "  date:2022-10, 2022-10-20..2022-10-27, 昨天, 上周, 10月下旬\n"
    "/latest — headlines of the newest bulletin (最新)\n"
    "/article 3 — story 3 of the newest bulletin; or words of a headline (全文 3)\n"
    "/reporter 景静 — a reporter's stories (记者 景静)\n"
    "/help — this page (帮助)\n\n"
    "/subscribe 食品 产业链 — be alerted to news; words as in a search (订阅 食品)\n"
    "/subscriptions — what you subscribed to: pause, change, delete (我的订阅)\n"
    "/unsubscribe 食品 — delete one (退订 食品)\n"
    "/settings — when alerts come, quiet hours, time zone (设置)\n"
    "/export, /import — subscriptions as a file, and back\n"
    "/privacy — what is kept of you, and for how long; /forget — delete it (隐私, 忘掉我)\n"
    "As admin of a channel: /subscribe @channel 食品\n\n"
    "Go on from an answer: 还有吗 (more), 第二条全文, 谁写的, 他还去了哪里, 那食品呢\n"
    "In any chat: @{bot} 食品\n\n"
    "Answers are printed text; what the paper does not say, I will not either.",
    help_group="In a group I answer only what is said to me:\n\n"
    "@{bot} and a question, or a reply to a message of mine\n"
    "/search@{bot} 食品 产业链 — every word must be there\n"
    "/latest@{bot} — headlines of the newest bulletin\n"
    "/article@{bot} 3 — story 3 of the newest bulletin, or words of a headline\n"
    "/reporter@{bot} 景静 — a reporter's stories\n"
    "Reply to an answer to go on from it: 还有吗 (more), 第二条全文, 谁写的, 那食品呢\n\n"
    "Admins can also use:\n"
    "/subscribe@{bot} 食品 产业链 — news is sent here (used in a topic, to that topic)\n"
    "/subscriptions@{bot} — what is subscribed: pause, change, delete\n"
    "/settings@{bot} — when alerts come, quiet hours, time zone, language\n"
    "/quiet@{bot} — who may ask, and whether answers come here or in private\n\n"
    "Answers are printed text; what the paper does not say, I will not either.",
    nearest="Nearest headlines:",
    more="More passages that match: {count}",
    found="Stories: {total}",
    listing_part="Page {page}/{pages}",
    part="({part}/{parts})",
    which_article="Which one?",
    untitled="(no headline)",
    asked="Asked: {question}",
    ask_what="What would you like to know? Write the question beside my name, or use {search} "
    "and words to look for.",
    search_what="What shall I look for? Write words after the command: {search} 食品 产业链",
    article_what="Which story? Give its number in the newest bulletin or words of its headline: "
    "{article} 3",
    reporter_what="Which reporter? For example: {reporter} 景静",
    no_such_number="The newest bulletin has {total} stories, and no story {number}. "
    "/latest shows the headlines.",
    no_such_title="No headline has “{words}”. Try it as a question.",
    article_gone="This story is no longer in the archive. Please search again.",
    question_gone="The question can't be seen any more; please ask it again.",
    button_unknown="This button no longer works; please ask again.",
    only_text="I read text only. Please type what you would like to know.",
    unknown_command="There is no such command. Just ask; /help shows all there is.",
    failed="Sorry, that went wrong. Please try again in a moment.",
    pages_refused="Files in the inbox that could not be read: {count}",
    page_refused="{name}: {reason}",
    pages_refused_next="Mend them and put them there again; they are read anew.",
)


def texts_for(language_code: str | None) -> Texts:
    """Return English for ``en`` and its variants, as Telegram names languages; or else Chinese."""
    return EN if (language_code or "").lower().partition("-")[0] == "en" else ZH
