import pytest

from retrieval.model import RemarkKind
from retrieval.query.small_talk import small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("你好", RemarkKind.GREETING),
        ("您好！", RemarkKind.GREETING),
        ("在吗？", RemarkKind.GREETING),
        ("谢谢", RemarkKind.THANKS),
        ("谢谢你的帮助", RemarkKind.THANKS),
        ("你是谁", RemarkKind.ABOUT),
        ("你能做什么", RemarkKind.ABOUT),
        ("再见", RemarkKind.FAREWELL),
        ("哈哈哈", RemarkKind.NOISE),
        ("。。。", RemarkKind.NOISE),
        ("😀", RemarkKind.NOISE),
        ("1111", RemarkKind.NOISE),
        ("", RemarkKind.NOISE),
        ("你好，樊惠林去哪了", None),
        ("谢谢老师的活动", None),
        ("知", None),
        ("5000", None),
    ],
)
def test_only_what_asks_nothing_is_small_talk(text: str, kind: RemarkKind | None) -> None:
    assert small_talk(text) is kind
