import pytest

from retrieval.reading.captions import is_caption, points_at_picture


@pytest.mark.parametrize(
    "line",
    [
        "图为调研现场。",
        "图①：调研现场",
        "上图：工人在生产",
        "▲工作人员在检查设备。",
        "（图为调研现场 景静 摄）",
        "圖為市長視察電廠。",
        "工人在车间生产。 记者 张三丰 摄",
        "(资料图片)",
        "樱桃沟花海。李四光/摄",
    ],
)
def test_captions_point_at_their_picture_or_credit_it(line: str) -> None:
    assert is_caption(line)


@pytest.mark.parametrize(
    "line",
    [
        "会议要求，加强拍摄管理。",
        "他喜欢摄影，也喜欢绘画。",
        "图书馆新馆启用。",
        "摄影展开幕",
        "▲下转第二版",
        (
            "10月25日，樱桃沟景区，游客在花海中拍照留念。连日来，天气晴好，前来赏花的游客络绎不绝，"
            "景区推出多项便民举措。 记者 张三丰 摄"
        ),
    ],
)
def test_text_about_pictures_is_text(line: str) -> None:
    assert not is_caption(line)


def test_a_credit_alone_does_not_point() -> None:
    assert points_at_picture("图为现场。景静 摄")
    assert not points_at_picture("工人在生产。景静 摄")
