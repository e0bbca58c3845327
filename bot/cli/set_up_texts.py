"""What a set-up says, on the terminal and on its page alike: Chinese, then English."""

from collections.abc import Mapping

from bot.model.setting_up import ContactFailed, ContactTrouble

_NOT_REACHED = (
    "{chinese}在内地要经过代理：填它的地址，如 http://127.0.0.1:7890 或 socks5://127.0.0.1:1080，"
    "要密码的填 http://用户名:密码@主机:端口；网络好了也可以不填，再试一次。\n"
    "{english} Where it is blocked, give the address of a proxy (http://user:password@host:port "
    "if it asks for them); or leave it empty and try again."
)
_TROUBLES = {
    ContactTrouble.REJECTED: (
        "Telegram 不认这个令牌：请从 BotFather 那里整串复制，再填一次。\n"
        "Telegram does not know this token: copy all of it from BotFather."
    ),
    ContactTrouble.TAKEN: (
        "另一个程序正用这个令牌收消息，暗号会到它那里去：停下它，再发一次暗号；或者先不设管理员。\n"
        "Another program takes this bot's messages: stop it and send the code again, or go on "
        "without an admin."
    ),
    ContactTrouble.WEBHOOK: (
        "这个令牌设了 webhook，暗号会到那边的服务器去。那边还在用，就按 Ctrl-C 停在这里，向 "
        "BotFather 另要一个令牌；不用了，就先不设管理员：机器人在这里一启动，webhook 就撤了。\n"
        "A webhook takes this bot's messages. If that server is in use, press Ctrl-C and get "
        "another token; if not, go on without an admin: the bot removes the webhook as it starts."
    ),
}
WAITING: Mapping[ContactTrouble | None, str] = {
    ContactTrouble.REJECTED: _TROUBLES[ContactTrouble.REJECTED],
    ContactTrouble.TAKEN: _TROUBLES[ContactTrouble.TAKEN],
    ContactTrouble.WEBHOOK: _TROUBLES[ContactTrouble.WEBHOOK],
    ContactTrouble.NOT_REACHED: "连不上 Telegram 了，还在试。Not reached; still trying.",
    None: "又连上了，接着等。Reached again; still waiting.",
}
"""The same while the first admin's word is waited for."""

ALREADY = (
    "令牌已经设好了；要换就改 .env 或环境变量里的 TELEGRAM_BOT_TOKEN。\n"
    "The token is set already: change TELEGRAM_BOT_TOKEN in .env or in the environment."
)
KEY_WRONG = (
    "口令不对：是终端里印在网页地址下面的六位数。\n"
    "That is not the code: it is the six digits below the page's address on the terminal."
)
KEY_SPENT = (
    "口令错得太多，这一次不能再设置：在终端里按 Ctrl-C，再启动一次。\n"
    "Too many wrong codes: press Ctrl-C on the terminal and start again."
)
TOKEN_FIRST = "先检查令牌。Check the token first."  # noqa: S105 (what is said)


def trouble_text(error: ContactFailed) -> str:
    """Return what was in the way of a check, and what to do about it."""
    if error.trouble is not ContactTrouble.NOT_REACHED:
        return _TROUBLES[error.trouble]
    return _NOT_REACHED.format(
        chinese=error.chinese or "连不上 Telegram。",
        english=error.english or "Telegram can't be reached.",
    )
