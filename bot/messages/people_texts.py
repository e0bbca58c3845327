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
)
