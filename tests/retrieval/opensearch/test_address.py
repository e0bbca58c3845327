from pathlib import Path

import pytest

from retrieval.opensearch.address import DEADLINE, NodeAddress, SearchAddress, urls_of

SECRET = "hunter2"  # noqa: S105 (no real one)


def test_urls_are_parted_by_commas() -> None:
    assert urls_of(" https://a:9200 , http://b ,") == ("https://a:9200", "http://b")
    assert urls_of("") == ()


def test_a_url_says_where_a_node_is() -> None:
    assert NodeAddress.of("https://search.example:9200") == NodeAddress(
        "search.example", 9200, secure=True, path=""
    )
    assert NodeAddress.of("https://search.example/os/") == NodeAddress(
        "search.example", 443, secure=True, path="/os"
    )
    assert NodeAddress.of("http://[::1]:9200") == NodeAddress("::1", 9200, secure=False, path="")
    assert NodeAddress.of("http://search").port == 80


def test_an_address_shows_no_secret() -> None:
    address = SearchAddress(("https://a",), user="bot", password=SECRET)
    keyed = SearchAddress(("https://a",), api_key=SECRET, ca_file=Path("ca.pem"))
    assert SECRET not in f"{address!r} {keyed!r} {address} {keyed}"
    assert address.timeout == DEADLINE


@pytest.mark.parametrize(
    ("urls", "given", "reason"),
    [
        ((), {}, "no node"),
        (("search:9200",), {}, "http://host:9200"),
        (("ftp://search",), {}, "http://host:9200"),
        (("http://",), {}, "http://host:9200"),
        (("http://search:99999",), {}, "http://host:9200"),
        ((f"https://bot:{SECRET}@search",), {}, "give these apart"),
        ((f"https://{SECRET}@search",), {}, "give these apart"),
        ((f"https://search?key={SECRET}",), {}, "ends with its path"),
        (("https://a",), {"user": "bot"}, "go together"),
        (("https://a",), {"password": SECRET}, "go together"),
        (("https://a",), {"user": "b", "password": SECRET, "api_key": SECRET}, "either"),
        (("https://a",), {"prefix": "Große-*"}, "no index"),
        (("https://a",), {"prefix": ""}, "no index"),
        (("https://a",), {"timeout": 0.0}, "some time"),
    ],
)
def test_what_is_no_address_is_refused_without_its_secrets(
    urls: tuple[str, ...], given: dict[str, object], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason) as refused:
        SearchAddress(urls, **given)  # type: ignore[arg-type]
    assert SECRET not in str(refused.value)
