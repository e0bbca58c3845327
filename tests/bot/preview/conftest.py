import json
from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import User
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Call, Preview
from bot.preview.wire import Json, JsonObject, Parameters, Upload
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


@pytest.fixture
def world() -> World:
    return World(User(123456, "报纸", "paper_bot", is_bot=True))


class Clock:
    """The world's time, as a test sets it."""

    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(world: World) -> Clock:
    world.clock = clock = Clock()
    return clock


@pytest.fixture
def reader(world: World) -> Participant:
    return private(world, person(world, "小李"))


@pytest.fixture
def preview(world: World) -> Preview:
    return Preview("", world)


@pytest.fixture
def ask(preview: Preview) -> Ask:
    """Call a method as a client would: everything but texts JSON-encoded."""

    async def call(method: str, upload: Upload | None = None, **given: Json) -> Json:
        encoded: JsonObject = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in given.items()
        }
        uploads = {} if upload is None else {"document": upload}
        return await preview.carry_out(Call(method, Parameters(encoded, uploads)))

    return call
