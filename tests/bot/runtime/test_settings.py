from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

import pytest
from dotenv import dotenv_values

from bot.runtime.settings import (
    DEFAULTS,
    Address,
    Hook,
    SearchServer,
    SettingsInvalid,
    load,
)
from bot.runtime.values import Secret

TOKEN = "123456:AAsecret_value-1"  # noqa: S105 (a made-up one)
SECRET = "a-made-up_secret-2"  # noqa: S105 (as above)
EXAMPLE = Path(__file__).parents[3] / ".env.example"


@pytest.fixture
def nowhere(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def test_nothing_set_gives_the_defaults(nowhere: Path) -> None:
    settings = load({}, nowhere)
    assert settings.token is None
    assert settings.api_url == "https://api.telegram.org"
    assert settings.database == Path("data/bulletins.db")
    assert settings.inbox == Path("data/inbox")
    assert settings.admins == frozenset()
    assert settings.timezone == ZoneInfo("Asia/Shanghai")
    assert settings.max_subscriptions == 50
    assert settings.alert_max_age_days == 7
    assert settings.alert_wait_days == 3
    assert settings.log_level == "INFO"
    assert settings.log_format == "text"
    assert (settings.error_chat, settings.hook, settings.health) == (None, None, None)


def test_everything_can_be_set(nowhere: Path, tmp_path: Path) -> None:
    settings = load(
        {
            "TELEGRAM_BOT_TOKEN": f" {TOKEN} ",
            "TELEGRAM_API_URL": "http://127.0.0.1:8081/",
            "BULLETIN_DB": str(tmp_path / "b.db"),
            "BULLETIN_INBOX": str(tmp_path / "in"),
            "ADMIN_IDS": "12, 34，56 78",
            "TIMEZONE": "Europe/Berlin",
            "MAX_SUBSCRIPTIONS": "3",
            "ALERT_MAX_AGE_DAYS": "30",
            "ALERT_WAIT_DAYS": "5",
            "LOG_LEVEL": "debug",
            "LOG_FORMAT": "JSON",
            "ERROR_CHAT_ID": "-1001234567890",
            "WEBHOOK_URL": "https://paper.example/telegram/hook",
            "WEBHOOK_SECRET": SECRET,
            "WEBHOOK_HOST": "0.0.0.0",  # noqa: S104 (a container's, whose ports are published)
            "WEBHOOK_PORT": "8090",
            "WEBHOOK_PATH": "/hook",
            "HEALTH_HOST": "::1",
            "HEALTH_PORT": "9100",
        },
        nowhere,
    )
    assert settings.token is not None
    assert settings.token.reveal() == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.database == tmp_path / "b.db"
    assert settings.inbox == tmp_path / "in"
    assert settings.admins == {12, 34, 56, 78}
    assert settings.timezone == ZoneInfo("Europe/Berlin")
    assert settings.max_subscriptions == 3
    assert settings.alert_max_age_days == 30
    assert settings.alert_wait_days == 5
    assert settings.log_level == "DEBUG"
    assert settings.log_format == "json"
    assert settings.error_chat == -1001234567890
    listen = Address("0.0.0.0", 8090)  # noqa: S104 (as above)
    url = "https://paper.example/telegram/hook"
    assert settings.hook == Hook(url, Secret(SECRET), listen, "/hook")
    assert settings.health == Address("::1", 9100)


@pytest.mark.parametrize(
    ("url", "path"),
    [("https://paper.example/a/b", "/a/b"), ("https://paper.example", "/")],
)
def test_the_webhooks_path_is_its_urls_if_not_said_otherwise(
    nowhere: Path, url: str, path: str
) -> None:
    hook = load({"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET}, nowhere).hook
    assert hook is not None
    assert (hook.path, hook.listen) == (path, Address("127.0.0.1", 8443))


def test_a_webhook_without_a_secret_is_refused(nowhere: Path) -> None:
    with pytest.raises(SettingsInvalid, match="WEBHOOK_SECRET"):
        load({"WEBHOOK_URL": "https://paper.example"}, nowhere)


def test_the_environment_beats_the_file_even_with_nothing(nowhere: Path) -> None:
    nowhere.write_text(f"TELEGRAM_BOT_TOKEN={TOKEN}\nLOG_LEVEL=ERROR\nTIMEZONE\n", encoding="utf-8")
    assert load({}, nowhere).log_level == "ERROR"
    assert load({"LOG_LEVEL": "WARNING"}, nowhere).log_level == "WARNING"
    assert load({}, nowhere).token == Secret(TOKEN)
    assert load({"TELEGRAM_BOT_TOKEN": ""}, nowhere).token is None


@pytest.mark.parametrize("blank", ["", "  "])
def test_blank_values_count_as_not_set(nowhere: Path, blank: str) -> None:
    assert load(dict.fromkeys(DEFAULTS, blank), nowhere) == load({}, nowhere)


@pytest.mark.parametrize(
    ("url", "shows"),
    [
        *(("http://10.0.0.5:8081", True), ("http://telegram-bot-api:8081", True)),
        *(("http://localhost.example.org", True), ("http://[2001:db8::1]:8081", True)),
        *(("http://127.0.0.1:8081", False), ("http://127.8.8.8", False), ("http://[::1]:1", False)),
        *(("http://localhost:8081", False), ("HTTP://LOCALHOST", False)),
        *(("https://10.0.0.5", False), ("", False)),
    ],
)
def test_the_token_goes_in_clear_by_plain_http_to_another_machine(
    nowhere: Path, url: str, *, shows: bool
) -> None:
    assert load({"TELEGRAM_API_URL": url}, nowhere).shows_token is shows


def test_all_bad_values_are_named_at_once(nowhere: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    bad = {
        "TELEGRAM_BOT_TOKEN": "my secret token",
        "TELEGRAM_API_URL": "127.0.0.1:8081",
        "BULLETIN_DB": str(tmp_path),
        "BULLETIN_INBOX": str(tmp_path / "file"),
        "ADMIN_IDS": "12,@someone",
        "TIMEZONE": "Asia/Zhengzhou",
        "LOG_LEVEL": "LOUD",
        "WEBHOOK_SECRET": "my secret, too short?",
    }
    with pytest.raises(SettingsInvalid) as caught:
        load(bad, nowhere)
    assert len(caught.value.faults) == len(bad)
    for name in bad:
        assert name in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TELEGRAM_API_URL", "ftp://host"),
        ("TELEGRAM_API_URL", "http://"),
        ("TELEGRAM_API_URL", "http://[::1"),
        ("TELEGRAM_API_URL", "http://host:99999"),
        ("TELEGRAM_API_URL", "http://host?x=1"),
        ("ADMIN_IDS", "-5"),
        ("ADMIN_IDS", "0"),
        ("TIMEZONE", "../etc/passwd"),
        ("TIMEZONE", "/etc/passwd"),
        ("TIMEZONE", "Asia"),
        ("MAX_SUBSCRIPTIONS", "0"),
        ("ALERT_MAX_AGE_DAYS", "a week"),
        ("ALERT_WAIT_DAYS", "0"),
        ("TELEGRAM_BOT_TOKEN", "123456"),
        ("TELEGRAM_BOT_TOKEN", "123456:AA/../x"),
        ("LOG_FORMAT", "xml"),
        ("ERROR_CHAT_ID", "@errors"),
        ("WEBHOOK_URL", "paper.example"),
        ("WEBHOOK_SECRET", "tooshort"),
        ("WEBHOOK_PORT", "0"),
        ("WEBHOOK_PORT", "65536"),
        ("WEBHOOK_PATH", "hook"),
        ("WEBHOOK_PATH", "/{hook}"),
        ("HEALTH_PORT", "http"),
        ("PROXY_URL", "socks4://127.0.0.1:1080"),
        ("PROXY_URL", "http://"),
        ("PROXY_URL", "http://host:99999"),
        ("PROXY_URL", "http://host:80/way"),
        ("HTTPS_PROXY", "ftp://host"),
        ("ALL_PROXY", "socks5://[::1"),
        ("SEARCH_URL", "http://search.example:9200"),
        ("SEARCH_URL", "search.example"),
        ("SEARCH_URL", "https://one.example,http://two.example"),
        ("SEARCH_URL", "https://user:word@search.example"),
        ("SEARCH_URL", "https://[::1"),
        ("SEARCH_CA_FILE", "/there/is/no/ca.pem"),
        ("SEARCH_PREFIX", "Bulletins"),
        ("SEARCH_PREFIX", "_all"),
        ("SEARCH_PREFIX", "bulletins-"),
        ("SEARCH_TIMEOUT", "0"),
        ("SEARCH_TIMEOUT", "1e3"),
        ("SEARCH_PASSWORD", "two\nlines"),
    ],
)
def test_a_bad_value_is_refused(nowhere: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsInvalid, match=name):
        load({name: value}, nowhere)


AWAY = "http://api.test:8081"


@pytest.mark.parametrize(
    ("given", "file", "proxy"),
    [
        ({}, "PROXY_URL=http://a:1", "http://a:1"),
        ({}, "HTTPS_PROXY=socks5://a:1", "socks5://a:1"),
        ({}, "all_proxy=a:1", "http://a:1"),
        ({"PROXY_URL": "socks5h://a:1/"}, "", "socks5h://a:1"),
        ({"ALL_PROXY": "socks://a:1"}, "", "socks5://a:1"),  # as desktops write it
        ({"PROXY_URL": "http://[::1]:1"}, "", "http://[::1]:1"),
        # Our own first, then the narrower; small letters; the environment, even with nothing.
        ({"HTTPS_PROXY": "http://b:2"}, "PROXY_URL=http://a:1", "http://a:1"),
        ({"ALL_PROXY": "http://b:2", "HTTPS_PROXY": "http://a:1"}, "", "http://a:1"),
        ({"HTTPS_PROXY": "http://b:2", "https_proxy": "http://a:1"}, "", "http://a:1"),
        ({"https_proxy": "http://a:1"}, "HTTPS_PROXY=http://b:2", "http://a:1"),
        ({"HTTPS_PROXY": ""}, "HTTPS_PROXY=http://b:2", None),
        ({"HTTP_PROXY": "http://b:2"}, "", None),
        # An address in clear is no business of HTTPS_PROXY.
        ({"TELEGRAM_API_URL": AWAY, "HTTPS_PROXY": "http://b:2"}, "", None),
        ({"TELEGRAM_API_URL": AWAY, "ALL_PROXY": "http://a:1"}, "", "http://a:1"),
        ({"TELEGRAM_API_URL": AWAY, "PROXY_URL": "http://a:1"}, "", "http://a:1"),
        # What is reached without.
        ({"PROXY_URL": "http://b:2", "NO_PROXY": "x.test, telegram.org"}, "", None),
        ({"PROXY_URL": "http://b:2"}, "no_proxy=*", None),
        ({"PROXY_URL": "http://a:1", "NO_PROXY": "gram.org"}, "", "http://a:1"),
        ({"PROXY_URL": "http://b:2", "TELEGRAM_API_URL": "http://127.0.0.1:8081"}, "", None),
        ({"PROXY_URL": "http://b:2", "TELEGRAM_API_URL": "https://localhost"}, "", None),
        # What other programs understand is no fault where it is not for us.
        ({"ALL_PROXY": "socks4://b:2", "TELEGRAM_API_URL": "http://127.0.0.1:1"}, "", None),
        ({"ALL_PROXY": "socks4://b:2", "PROXY_URL": "http://a:1"}, "", "http://a:1"),
    ],
)
def test_the_proxy_is_the_one_on_the_way_to_the_api(
    nowhere: Path, given: dict[str, str], file: str, proxy: str | None
) -> None:
    nowhere.write_text(file, encoding="utf-8")
    settings = load(given, nowhere)
    assert settings.proxy == (proxy and Secret(proxy))
    in_vain = not proxy and "PROXY_URL" in given and "TELEGRAM_API_URL" not in given
    assert settings.spared == in_vain


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://us%20er:p%40ss@h:1", "http://us%20er:p%40ss@h:1"),
        ("u:p@ss:50%@h:1", "http://u:p%40ss%3A50%25@h:1"),
        ("socks5://编辑:密码@h", f"socks5://{quote('编辑')}:{quote('密码')}@h"),
        ("http://u@h", "http://u:@h"),
    ],
)
def test_a_proxys_login_is_spelt_as_an_address_must(
    nowhere: Path, written: str, meant: str
) -> None:
    assert load({"PROXY_URL": written}, nowhere).proxy == Secret(meant)


@pytest.mark.parametrize(
    "address",
    [
        *("socks4://u:{}@h:1", "http://u:{}/x@h:1", "http://u:{}#x@h:1", "http://u:{}\u2100@h:1"),
        *("http://u:{}:x", "http://u:{}@h:port", "u:{}", "http://u:{}@", "http://u:{}\ud800@h"),
        "7890",
    ],
)
def test_a_proxy_that_cannot_be_used_is_told_without_its_password(
    nowhere: Path, address: str
) -> None:
    with pytest.raises(SettingsInvalid, match=r"PROXY_URL：应当是 http://") as caught:
        load({"PROXY_URL": address.format("swordfish")}, nowhere)
    assert "swordfish" not in str(caught.value)


def test_a_file_that_is_no_text_is_named(nowhere: Path) -> None:
    nowhere.write_bytes(b"LOG_LEVEL=\xff\xfe")
    with pytest.raises(SettingsInvalid, match=r"\.env"):
        load({}, nowhere)


def test_no_secret_is_in_a_text_of_the_settings(nowhere: Path) -> None:
    given = {
        "TELEGRAM_BOT_TOKEN": TOKEN,
        "WEBHOOK_URL": "https://paper.example",
        "WEBHOOK_SECRET": SECRET,
        "PROXY_URL": "http://user:swordfish@proxy.example",
    }
    settings = load(given, nowhere)
    texts = f"{settings!r} {settings} {settings.token!r} {settings.token} {settings.hook}"
    assert TOKEN not in texts
    assert SECRET not in texts
    assert "swordfish" not in texts


def test_the_example_file_shows_every_setting_and_its_default() -> None:
    assert dotenv_values(EXAMPLE, interpolate=False) == DEFAULTS


def test_the_example_file_explains_every_setting() -> None:
    above = ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            assert above.startswith("#"), line
        above = line


CLUSTER = {"SEARCH_URL": "https://search.example:9200/"}


def test_no_cluster_is_searched_unless_it_is_named(nowhere: Path) -> None:
    assert load({"SEARCH_USER": "bot"}, nowhere).search is None


def test_a_cluster_is_named_with_a_login(nowhere: Path, tmp_path: Path) -> None:
    ca_file = tmp_path / "ca.pem"
    ca_file.touch()
    given = {
        **CLUSTER,
        "SEARCH_USER": "bot",
        "SEARCH_PASSWORD": "swordfish",
        "SEARCH_CA_FILE": str(ca_file),
        "SEARCH_PREFIX": "erqi-2",
        "SEARCH_TIMEOUT": "2.5",
    }
    assert load(given, nowhere).search == SearchServer(
        ("https://search.example:9200",), "bot", Secret("swordfish"), None, ca_file, "erqi-2", 2.5
    )


def test_a_key_does_for_a_login(nowhere: Path) -> None:
    search = load({**CLUSTER, "SEARCH_API_KEY": "a-key"}, nowhere).search
    assert search == SearchServer(
        ("https://search.example:9200",), None, None, Secret("a-key"), None, "bulletins", 5.0
    )


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_cluster_on_this_machine_may_do_without_tls(nowhere: Path, host: str) -> None:
    search = load({"SEARCH_URL": f"http://{host}:9200"}, nowhere).search
    assert search is not None
    assert search.urls == (f"http://{host}:9200",)


def test_a_cluster_may_have_several_nodes(nowhere: Path) -> None:
    search = load({"SEARCH_URL": "https://one.example, https://two.example/"}, nowhere).search
    assert search is not None
    assert search.urls == ("https://one.example", "https://two.example")


@pytest.mark.parametrize(
    "login",
    [
        {"SEARCH_USER": "bot"},
        {"SEARCH_PASSWORD": "swordfish"},
        {"SEARCH_USER": "bot", "SEARCH_PASSWORD": "swordfish", "SEARCH_API_KEY": "a-key"},
    ],
)
def test_a_login_is_whole_and_one(nowhere: Path, login: dict[str, str]) -> None:
    with pytest.raises(SettingsInvalid, match="SEARCH_PASSWORD") as caught:
        load({**CLUSTER, **login}, nowhere)
    assert "swordfish" not in str(caught.value)


@pytest.mark.parametrize(
    "given",
    [
        {"SEARCH_URL": "https://bot:swordfish@search.example"},
        {"SEARCH_URL": "https://bot:swordfish@[search"},
        {**CLUSTER, "SEARCH_USER": "bot", "SEARCH_PASSWORD": "swordfish\a"},
    ],
)
def test_a_login_that_cannot_be_used_is_told_without_its_password(
    nowhere: Path, given: dict[str, str]
) -> None:
    with pytest.raises(SettingsInvalid, match="SEARCH_") as caught:
        load(given, nowhere)
    assert "swordfish" not in str(caught.value)


def test_a_clusters_login_is_in_no_text_of_the_settings(nowhere: Path) -> None:
    login = {"SEARCH_USER": "bot", "SEARCH_PASSWORD": "swordfish"}
    keyed = {"SEARCH_API_KEY": "k-9"}
    texts = f"{load({**CLUSTER, **login}, nowhere)} {load({**CLUSTER, **keyed}, nowhere)!r}"
    assert "swordfish" not in texts
    assert "k-9" not in texts
