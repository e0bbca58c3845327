import json
import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime

import pytest

from bot.runtime import logs
from bot.runtime.values import logins

TOKEN = "123456:AAsecret_value-1"  # noqa: S105 (a made-up one)


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("bot", "retrieval"):
        logging.getLogger(name).setLevel(logging.NOTSET)


def _provoke(text: str) -> ValueError:
    try:
        int(text)
    except ValueError as error:
        return error
    raise AssertionError


def test_the_token_is_never_written(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", {"token": TOKEN})
    log = logging.getLogger("bot.test")
    log.info("POST https://host/bot%s/getMe and 123456%%3AAAsecret_value-1", TOKEN)
    log.error("broken", exc_info=_provoke(f"https://host/bot{TOKEN}/x"))
    written = capsys.readouterr().err
    assert "broken" in written
    assert "ValueError" in written
    assert "AAsecret" not in written
    assert written.count("<token>") == 3


def test_the_login_of_a_proxy_is_never_written_however_it_is_spelt(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("DEBUG", logins("socks5://editor:tr0ut%40pond@proxy.example:1080"))
    header = b64encode(b"editor:tr0ut@pond").decode()
    for said in (
        "socks5://editor:tr0ut%40pond@proxy.example:1080",
        "auth=(b'editor:tr0ut@pond')",
        f"Proxy-Authorization: Basic {header}",
        "password='tr0ut@pond'",
    ):
        logging.getLogger("bot.test").info("%s", said)
    written = capsys.readouterr().err
    for secret in ("tr0ut", "pond", header):
        assert secret not in written
    assert "proxy.example" in written
    assert logins("http://proxy.example:8080") == {}


def test_libraries_are_heard_from_warning_up(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG")
    logging.getLogger("httpx").info("HTTP Request: POST https://host/bot1:x/getMe")
    logging.getLogger("telegram.ext").debug("Processing update with somebody's words")
    logging.getLogger("telegram.ext").warning("heard")
    logging.getLogger("retrieval.archive").debug("ours")
    written = capsys.readouterr().err
    assert "HTTP Request" not in written
    assert "somebody" not in written
    assert "heard" in written
    assert "ours" in written


def test_a_higher_level_holds_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("ERROR")
    logging.getLogger("bot").warning("quiet")
    logging.getLogger("telegram").warning("quiet")
    logging.getLogger("bot").error("loud")
    written = capsys.readouterr().err
    assert "quiet" not in written
    assert "loud" in written


def test_json_lines_hold_one_object_each_whatever_is_logged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("INFO", {"token": TOKEN, "secret": "hook_secret-2"}, "json")
    log = logging.getLogger("bot.test")
    with logs.for_update(4711):
        log.info('two\nlines, "quoted", %s hook_secret-2', TOKEN)
    log.error("broken", exc_info=_provoke(f"https://host/bot{TOKEN}/x"), extra={logs.FAULT: "F"})
    first, second = map(json.loads, capsys.readouterr().err.splitlines())
    assert first["message"] == 'two\nlines, "quoted", <token> <secret>'
    assert (first["update"], first["level"], first["logger"]) == (4711, "INFO", "bot.test")
    assert datetime.fromisoformat(first["time"]).tzinfo is not None
    assert "ValueError" in second["message"]
    assert TOKEN not in second["message"]
    assert second["fault"] == "F"
    assert "update" not in second


def test_a_line_of_text_names_the_update(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO")
    log = logging.getLogger("bot.test")
    with logs.for_update(4711):
        log.info("in")
    log.info("out")
    inside, outside = capsys.readouterr().err.splitlines()
    assert inside.endswith("INFO bot.test: [update 4711] in")
    assert outside.endswith("INFO bot.test: out")


def test_a_fault_is_named_by_its_type_and_our_line_without_words() -> None:
    error = _provoke("what somebody asked")
    assert re.fullmatch(r"ValueError, runtime/test_logs\.py:\d+", logs.fault_of(error))
    assert logs.fault_of(KeyError("words")) == "KeyError"


def test_a_trace_has_types_and_places_but_no_words() -> None:
    with pytest.raises(KeyError) as caught:
        raise KeyError("more words") from _provoke("what somebody asked")
    trace = logs.trace(caught.value)
    assert "builtins.KeyError" in trace
    assert "builtins.ValueError" in trace
    assert "test_logs.py" in trace
    assert "invalid literal" not in trace


def test_a_trace_ends_where_errors_cause_each_other() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert logs.trace(first).count("ValueError") == 1
