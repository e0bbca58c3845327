"""The page as a browser asks for it."""

from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientSession, FormData

from bot.preview.methods.table import known
from bot.preview.model import Chat, ChatKind, User
from bot.preview.page.cast import Cast
from bot.preview.participant import Participant
from bot.preview.wire import Json, Parameters


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser on the page; the bot's part is played by calls of methods."""

    session: ClientSession
    url: str
    cast: Cast
    inbox: Path

    def chat(self, viewer: User, kind: ChatKind) -> Chat:
        return next(chat for chat in self.cast.chats(viewer) if chat.kind is kind)

    def at(self, viewer: User, kind: ChatKind) -> Participant:
        return self.cast.at(viewer.id, self.chat(viewer, kind).id)

    async def get(self, path: str, **headers: str) -> tuple[int, Json]:
        async with self.session.get(self.url + path, headers=headers) as response:
            return response.status, await response.json() if response.status == 200 else None

    async def do(
        self, who: Participant, action: str, /, **given: Json
    ) -> tuple[int, dict[str, Json]]:
        body = {"as": who.user.id, "chat": who.chat.id, **given}
        headers = {"Origin": self.url}
        url = f"{self.url}/do/{action}"
        async with self.session.post(url, json=body, headers=headers) as response:
            return response.status, await response.json()

    async def send(
        self, path: str, name: str, data: bytes, **fields: object
    ) -> tuple[int, dict[str, Json]]:
        form = FormData(quote_fields=False)
        for field, value in {**fields, "file": data}.items():
            if isinstance(value, bytes):
                form.add_field(field, value, filename=name)
            else:
                form.add_field(field, str(value))
        headers = {"Origin": self.url}
        async with self.session.post(self.url + path, data=form, headers=headers) as response:
            return response.status, await response.json()

    async def bot_does(self, method: str, **given: Json) -> Json:
        return await known(method)(self.cast.world, Parameters(given))
