import json
from pathlib import Path

import pytest

from bot.preview.methods.table import METHODS
from bot.preview.server import Call
from bot.preview.specification import Specification, load
from bot.preview.wire import Json, Parameters, Refusal, Upload

SHARED = Path(__file__).parents[4] / "shared/telegram-bot-api-spec/api.json"


def field(name: str, *types: str, required: bool = False) -> dict[str, Json]:
    return {"name": name, "types": list(types), "required": required}


@pytest.fixture
def specification(tmp_path: Path) -> Specification:
    send = [
        field("chat_id", "Integer", "String", required=True),
        field("document", "InputFile", "String"),
        field("silent", "Boolean"),
        field("entities", "Array of Entity"),
        field("scope", "Scope"),
    ]
    path = tmp_path / "api.json"
    whole: Json = {
        "methods": {"send": {"fields": send}, "getMe": {}},
        "types": {
            "Entity": {"fields": [field("offset", "Integer", required=True)]},
            "Scope": {"subtypes": ["ScopeAll", "ScopeChat"]},
            "ScopeAll": {"fields": [field("type", "String", required=True)]},
            "ScopeChat": {"fields": [field("chat_id", "Integer", required=True)]},
        },
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    "given",
    [
        {"chat_id": "1"},
        {"chat_id": 1},
        {"chat_id": "@x", "silent": "true"},
        {"chat_id": "1", "entities": '[{"offset": 3}]'},
        {"chat_id": "1", "entities": [{"offset": 3}]},
        {"chat_id": "1", "scope": '{"type": "all"}'},
        {"chat_id": "1", "scope": '{"chat_id": 2}'},
        {"chat_id": "1", "document": "file-1"},
    ],
)
def test_lets_pass_what_fits(specification: Specification, given: dict[str, Json]) -> None:
    specification.check(Call("send", Parameters(given)))


@pytest.mark.parametrize(
    ("method", "given", "problem"),
    [
        ("fly", {}, "there is no method fly"),
        ("send", {}, "send: chat_id is missing"),
        ("send", {"chat_id": "1", "mood": "x"}, "send: mood is unknown"),
        ("send", {"chat_id": "1", "silent": "maybe"}, "send: silent is not Boolean"),
        ("send", {"chat_id": "1", "silent": 1}, "send: silent is not Boolean"),
        ("send", {"chat_id": "1", "entities": "{"}, "send: entities is not Array of Entity"),
        ("send", {"chat_id": "1", "entities": "[{}]"}, "send: entities is not Array of Entity"),
        (
            "send",
            {"chat_id": "1", "entities": '[{"offset": "3"}]'},
            "send: entities is not Array of Entity",
        ),
        (
            "send",
            {"chat_id": "1", "entities": '[{"offset": 3, "length": 1}]'},
            "send: entities is not Array of Entity",
        ),
        ("send", {"chat_id": "1", "scope": "{}"}, "send: scope is not Scope"),
        ("getMe", {"chat_id": "1"}, "getMe: chat_id is unknown"),
    ],
)
def test_refuses_what_does_not(
    specification: Specification, method: str, given: dict[str, Json], problem: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        specification.check(Call(method, Parameters(given)))
    assert refusal.value.description == f"Bad Request: specification: {problem}"


def test_a_file_may_be_sent_where_one_is_expected(specification: Specification) -> None:
    upload = Upload("x.md", "text/plain", b"x")
    specification.check(Call("send", Parameters({"chat_id": "1"}, {"document": upload})))
    attached: dict[str, Json] = {"chat_id": "1", "document": "attach://file0"}
    specification.check(Call("send", Parameters(attached, {"file0": upload})))
    with pytest.raises(Refusal, match="silent is no file"):
        specification.check(Call("send", Parameters({"chat_id": "1"}, {"silent": upload})))


@pytest.mark.skipif(not SHARED.exists(), reason=f"no specification at {SHARED}")
def test_every_method_of_ours_is_telegrams() -> None:
    assert set(METHODS) <= set(load(SHARED).methods)
