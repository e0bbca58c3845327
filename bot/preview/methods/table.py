"""The methods that the server knows, by Telegram's names; all others are refused with 404.

These are the methods that a bot like ours has a use for.
"""

from collections.abc import Awaitable, Callable, Mapping

from bot.preview.methods import chats, files, messages, polling, profile, queries
from bot.preview.wire import Json, Parameters, Refusal
from bot.preview.world import World

Method = Callable[[World, Parameters], Awaitable[Json]]

METHODS: Mapping[str, Method] = {
    "getUpdates": polling.get_updates,
    "setWebhook": polling.set_webhook,
    "deleteWebhook": polling.delete_webhook,
    "getWebhookInfo": polling.webhook_info,
    "getMe": profile.get_me,
    "setMyCommands": profile.set_commands,
    "getMyCommands": profile.get_commands,
    "deleteMyCommands": profile.delete_commands,
    "setMyName": profile.set_name,
    "getMyName": profile.get_name,
    "setMyDescription": profile.set_description,
    "getMyDescription": profile.get_description,
    "setMyShortDescription": profile.set_short_description,
    "getMyShortDescription": profile.get_short_description,
    "sendMessage": messages.send_message,
    "sendDocument": messages.send_document,
    "editMessageText": messages.edit_text,
    "editMessageReplyMarkup": messages.edit_markup,
    "deleteMessage": messages.delete,
    "sendChatAction": messages.act,
    "setMessageReaction": messages.react,
    "answerCallbackQuery": queries.answer_press,
    "answerInlineQuery": queries.answer_inline,
    "answerGuestQuery": queries.answer_guest,
    "getChat": chats.get_chat,
    "getChatMember": chats.get_member,
    "getChatAdministrators": chats.get_administrators,
    "getChatMemberCount": chats.count_members,
    "leaveChat": chats.leave,
    "getFile": files.get_file,
}


def known(name: str) -> Method:
    """Return the method of that name. Raises Refusal if there is none."""
    method = METHODS.get(name)
    if method is None:
        raise Refusal(404, "Not Found: method not found")
    return method
