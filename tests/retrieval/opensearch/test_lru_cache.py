from retrieval.opensearch.lru_cache import LruCache


def test_what_is_kept_is_returned_and_nothing_else() -> None:
    cache = LruCache[str, int](3)
    cache.keep({"a": 1, "b": 2})
    assert cache.of(["b", "x"]) == {"b": 2}
    cache.keep({"b": 3})
    assert cache.of(["a", "b"]) == {"a": 1, "b": 3}


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    cache = LruCache[str, int](3)
    cache.keep({"a": 1, "b": 2, "c": 3})
    cache.of(["a"])
    cache.keep({"d": 4})
    assert cache.of("abcd") == {"a": 1, "c": 3, "d": 4}


def test_more_than_it_holds_leaves_the_last() -> None:
    cache = LruCache[int, int](2)
    cache.keep({number: number for number in range(5)})
    assert cache.of(range(5)) == {3: 3, 4: 4}
