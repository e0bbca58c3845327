import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.access.intents import Intent
from bot.access.parsing import parse_words


@pytest.mark.parametrize(
    ("said", "intent", "words"),
    [
        ("/start", Intent.START, ""),
        ("/start a_12", Intent.START, "a_12"),
        ("/SEARCH@paper_bot  食品 产业链 ", Intent.SEARCH, "食品 产业链"),
        ("/search\n食品", Intent.SEARCH, "食品"),
        ("/search", Intent.SEARCH, ""),
        ("/latest", Intent.LATEST, ""),
        ("/article 3", Intent.ARTICLE, "3"),
        ("/reporter 景静", Intent.REPORTER, "景静"),
        ("/help", Intent.HELP, ""),
        ("/ban 某人", Intent.UNKNOWN, "某人"),
        ("搜索 食品", Intent.SEARCH, "食品"),
        ("搜索：食品", Intent.SEARCH, "食品"),
        ("搜尋 產業鏈", Intent.SEARCH, "產業鏈"),
        ("訂閱 食品", Intent.SUBSCRIBE, "食品"),
        ("設定 每週五 18:00", Intent.SETTINGS, "每週五 18:00"),
        ("我的訂閱", Intent.SUBSCRIPTIONS, ""),
        ("幫助", Intent.HELP, ""),
        ("谁能提问 管理员", Intent.QUIET, "管理员"),
        ("隐私", Intent.PRIVACY, ""),
        ("忘掉我", Intent.FORGET, ""),
        ("搜\u3000食品", Intent.SEARCH, "食品"),
        ("搜索", Intent.SEARCH, ""),
        ("记者 景静", Intent.REPORTER, "景静"),
        ("全文 3", Intent.ARTICLE, "3"),
        ("最新", Intent.LATEST, ""),
        ("/subscribe 食品 -党课", Intent.SUBSCRIBE, "食品 -党课"),
        ("订阅 食品", Intent.SUBSCRIBE, "食品"),
        ("订阅：记者:景静", Intent.SUBSCRIBE, "记者:景静"),
        ("退订 食品", Intent.UNSUBSCRIBE, "食品"),
        ("退订", Intent.UNSUBSCRIBE, ""),
        ("我的订阅", Intent.SUBSCRIPTIONS, ""),
        ("/subscriptions @paper", Intent.SUBSCRIPTIONS, "@paper"),
        ("设置", Intent.SETTINGS, ""),
        ("设置 每天 8:00", Intent.SETTINGS, "每天 8:00"),
        ("导出订阅", Intent.EXPORT, ""),
        ("/import", Intent.IMPORT, ""),
        ("订阅号是什么", Intent.QUESTION, "订阅号是什么"),
        ("/reword 3", Intent.UNKNOWN, "3"),
        ("最新。", Intent.LATEST, ""),
        ("/latest 晚报", Intent.LATEST, "晚报"),
        ("往期", Intent.ISSUES, ""),
        ("/issues", Intent.ISSUES, ""),
        ("往期的报纸在哪里看", Intent.QUESTION, "往期的报纸在哪里看"),
        ("帮助！", Intent.HELP, ""),
        ("搜索引擎有什么新闻", Intent.QUESTION, "搜索引擎有什么新闻"),
        ("记者景静写了什么", Intent.QUESTION, "记者景静写了什么"),
        ("最新的消息", Intent.QUESTION, "最新的消息"),
        ("帮助困难群众", Intent.QUESTION, "帮助困难群众"),
        ("全文如下", Intent.QUESTION, "全文如下"),
        ("  樊惠林是谁 ", Intent.QUESTION, "樊惠林是谁"),
        ("1/2 是多少", Intent.QUESTION, "1/2 是多少"),
        ("", Intent.NOTHING, ""),
        (" \u3000\n", Intent.NOTHING, ""),
    ],
)
def test_words_have_one_intent(said: str, intent: Intent, words: str) -> None:
    understood = parse_words(said)
    assert (understood.intent, understood.words) == (intent, words)
    assert understood.text == said.strip()


@given(st.text())
def test_any_words_mean_something(said: str) -> None:
    understood = parse_words(said)
    assert understood.words in understood.text
    assert (understood.intent is Intent.NOTHING) == (not said.strip())
