"""What the bot says of itself to groups, and to people about what it keeps of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PeopleTexts:
    """The texts."""

    welcome_group: str  # {bot}: the bot's username
    welcome_channel: str  # {bot}
    wait: str  # {seconds}
    admins_ask: str  # {link}: to the private chat
    start_first: str  # {link}
    quiet_in_groups: str
    quiet_not_read: str  # {quiet}: the command as it is written here
    privacy: str  # {days}, {forget}
    forget_what: str
    forget_whom: str  # said by who speaks in a chat's name
    forget_yes: str
    forget_no: str
    forgotten: str  # {subscriptions}
    kept: str
    not_yours: str


ZH = PeopleTexts(
    welcome_group="大家好！我从本地报纸里找答案，给出报上的原文，注明标题、记者和日期。\n\n"
    "这样问我：@{bot} 加上问题，或者 /search@{bot} 食品，或者回复我的消息。\n"
    "管理员还可以用 /subscribe@{bot} 食品 订阅，有新报道就发到这里；"
    "用 /quiet@{bot} 限定谁能提问。\n\n"
    "我只看对我说的话，别的消息不看也不留。",
    welcome_channel="我从本地报纸里找消息：有了和订阅的词相关的新报道，就发到这个频道，"
    "附报上的原文、标题、记者和日期。\n\n"
    "频道管理员在这里发 /subscribe@{bot} 食品 就能订阅；频道里别的内容我不看也不留。",
    wait="问得太快了，请等 {seconds} 秒再问。",
    admins_ask="这个群里只有管理员可以向我提问。私下问我：{link}",
    start_first="答案要发到你和我的私聊里，请先打开一次：{link}",
    quiet_in_groups="/quiet 是在群里用的：管理员用它限定谁能提问。",
    quiet_not_read="没看懂。可以这样写：\n{quiet} 所有人\n{quiet} 管理员\n{quiet} 私聊\n"
    "或者只发 {quiet}，用按钮改。",
    privacy="我记这些，别的不记：\n\n"
    "提问的文字，连同显示了哪几篇：留 {days} 天，为的是能翻页、能接着问。\n"
    "评价和报告的文字错误：留到你要我忘掉。\n"
    "订阅和设置，连同聊天的号、名称，谁建的：留到退订或忘掉。\n"
    "发出的提醒，好在报道更正时改过来：和订阅一样久。\n\n"
    "在群里我只看对我说的话。日志里没有人写的字，也没有名字。"
    "印在报上的文字和这些无关，一直都在。\n\n"
    "{forget} 删去你的提问、评价、订阅和设置。",
    forget_what="要删去我记着的关于你的一切吗？提问、评价、你和我私聊里的订阅和设置都会删掉，"
    "找不回来。你替群和频道建的订阅会留下，但不再记是你建的。",
    forget_whom="要我忘掉谁？请用自己的名义在私聊里发 /forget。",
    forget_yes="全部删去",
    forget_no="不删",
    forgotten="已全部删去，其中订阅 {subscriptions} 条。",
    kept="什么都没有删。",
    not_yours="这个按钮不是给你的。",
)

EN = PeopleTexts(
    welcome_group="Hello! I find answers in the local newspaper: printed text, with its headline, "
    "reporter and date.\n\n"
    "Ask me with @{bot} and a question, with /search@{bot} 食品, or by replying to a message of "
    "mine.\n"
    "Admins can also subscribe with /subscribe@{bot} 食品: news is sent here. "
    "With /quiet@{bot} they say who may ask.\n\n"
    "I read only what is said to me; all else I neither read nor keep.",
    welcome_channel="I look for news in the local newspaper: stories that match what this channel "
    "subscribes to are sent here, as printed, with headline, reporter and date.\n\n"
    "Admins subscribe by posting /subscribe@{bot} 食品; nothing else that is posted here is read "
    "or kept.",
    wait="That was too fast. Please wait {seconds} seconds.",
    admins_ask="Only admins may ask me in this group. Ask me in private: {link}",
    start_first="The answer goes to your private chat with me; please open it once: {link}",
    quiet_in_groups="/quiet is for groups: their admins say with it who may ask.",
    quiet_not_read="I can't read that. You may write:\n{quiet} everyone\n{quiet} admins\n"
    "{quiet} private\nOr send {quiet} alone and use its buttons.",
    privacy="This is kept, and nothing else:\n\n"
    "The words of your questions, and which stories were shown: for {days} days, so that you can "
    "turn pages and ask on.\n"
    "Ratings, and text errors that you report: until you have me forget you.\n"
    "Subscriptions and settings, with the chat's number and name, and who made them: until they "
    "are deleted or you are forgotten.\n"
    "Alerts that were sent, so that they can be changed when a story is corrected: as long as the "
    "subscription.\n\n"
    "In groups I read only what is said to me. The log holds nothing that people wrote, and no "
    "names. What was printed in the paper has nothing to do with this, and stays.\n\n"
    "{forget} deletes your questions, ratings, subscriptions and settings.",
    forget_what="Delete all that is kept of you? Your questions and ratings, and the subscriptions "
    "and settings of your private chat with me, will be gone for good. Subscriptions that you made "
    "for groups and channels stay, but no longer say that you made them.",
    forget_whom="Forget whom? Please send /forget in your own name, in private.",
    forget_yes="Delete it all",
    forget_no="Keep it",
    forgotten="Deleted, with your subscriptions: {subscriptions}.",
    kept="Nothing was deleted.",
    not_yours="This button is not yours.",
)
