import pytest

from bot.preview.entities import Entity, Formatted, stretch, units, with_found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/start", [("bot_command", "/start")]),
        ("/search@paper_bot 食品", [("bot_command", "/search@paper_bot")]),
        ("见 /help。", [("bot_command", "/help")]),
        ("/search食品", []),
        ("和/或", []),
        ("a/b", []),
        ("//x", []),
        ("@paper_bot 食品", [("mention", "@paper_bot")]),
        ("请问@paper_bot 食品", []),
        ("请问,@paper_bot,食品", [("mention", "@paper_bot")]),
        ("@paper_bot食品", []),
        ("a@example.cn", []),
        ("#党课 #1", [("hashtag", "#党课")]),
        ("看 https://a.cn/x?y=@z 吧", [("url", "https://a.cn/x?y=@z")]),
    ],
)
def test_finds_what_telegram_finds(text: str, expected: list[tuple[str, str]]) -> None:
    entities = with_found(Formatted(text)).entities
    assert [(entity.type, stretch(text, entity)) for entity in entities] == expected


def test_offsets_count_utf16_units() -> None:
    assert units("𠮷a") == 3
    assert with_found(Formatted("𠮷😀 @paper_bot")).entities == (Entity("mention", 5, 10),)


def test_nothing_is_found_in_code_and_links() -> None:
    code = Entity("code", 0, 5)
    assert with_found(Formatted("/help", (code,))).entities == (code,)


def test_a_bold_stretch_may_hold_what_is_found() -> None:
    bold = Entity("bold", 0, 5)
    assert with_found(Formatted("/help", (bold,))).entities == (bold, Entity("bot_command", 0, 5))
