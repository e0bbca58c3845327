import pytest

from retrieval.query.intents import asks_byline


@pytest.mark.parametrize(
    "text", ["这篇是谁写的", "谁发的稿子", "这条消息是谁发的", "作者是谁", "哪位记者采写"]
)
def test_who_wrote_a_story_is_asked_in_many_ways(text: str) -> None:
    assert asks_byline(text) is not None


@pytest.mark.parametrize(
    "text", ["小行星由谁发现?", "专辑由谁发行", "谁发兵攻打", "和谁发生战争", "谁发明了电话"]
)
def test_who_found_or_issued_something_is_no_byline(text: str) -> None:
    assert asks_byline(text) is None
