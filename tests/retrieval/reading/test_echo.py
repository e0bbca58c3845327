from retrieval.reading.echo import WINDOW, echo, text_below

TEXT = (
    "本报讯 7月3日，柳塘镇开出第一班赶集专车，每逢三、六、九在十一个村口停靠。"
    "车票两元，老人免费，早上五点半发车，赶集的人说省下半天工夫。"
)


def test_a_headlines_words_come_again_in_its_text() -> None:
    seen = echo("柳塘镇开出赶集专车", TEXT)
    assert seen is not None
    assert seen >= 0.5


def test_a_crossheads_words_do_not() -> None:
    assert echo("健全救助体系", TEXT) == 0


def test_characters_in_other_forms_are_the_same() -> None:
    assert echo("赶集专车（二）", "赶集专车(二)开了。") == 1


def test_what_has_no_words_can_not_be_told() -> None:
    assert echo("——", TEXT) is None


def test_too_little_text_does_not_show_that_words_are_missing() -> None:
    assert echo("健全救助体系", "会议开了。") is None


def test_the_text_below_passes_over_what_is_no_text() -> None:
    texts = ["标题", "记者 周明", "第一段。", "第二段。", "小标题", "第三段。"]
    runs = [False, False, True, True, False, True]
    assert text_below(texts, runs, 0) == "第一段。第二段。"
    assert text_below(texts, runs, 4) == "第三段。"
    assert text_below(texts, runs, 5) == ""


def test_the_text_below_is_bounded() -> None:
    assert len(text_below(["标题", "长" * 3000], [False, True], 0)) == WINDOW
