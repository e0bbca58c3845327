import pytest

from retrieval.reading.furniture import furniture, paper, without_jumps


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("第A05版:要闻 PDF版", "page label"),
        ("第A05版：要闻", "page label"),
        ("A05", "page label"),
        ("2版 要闻", "page label"),
        ("要闻 A05", "page label"),
        ("第二版", "page label"),
        ("A5版 要聞", "page label"),
        ("上一版3 4下一版", "navigation"),
        ("返回主页 | 版面导航 | 标题导航", "navigation"),
        ("上一篇 下一篇", "navigation"),
        ("放大 缩小 默认", "navigation"),
        ("2022年10月27日 星期四 第2版", "masthead"),
        ("郑州日报 2022年10月27日 星期四", "masthead"),
        ("聯合報 2022年10月27日 星期四", "masthead"),
        ("壬寅年十月初三", "masthead"),
        ("2022年10月27日 星期四 责编 张三 校对 李四", "masthead"),
        ("要闻 3", "page label"),
        ("国内统一刊号 CN41-0001 邮发代号 35-3", "masthead"),
        ("总第1234期 今日8版", "masthead"),
        ("- 2 -", "page number"),
        ("第 3 页 共 8 页", "page number"),
        ("下转第二版", "jump to another page"),
        ("（上接第一版）", "jump to another page"),
        ("►►下转2版", "jump to another page"),
        ("(相关报道见第3版)", "jump to another page"),
        ("责编 张三 校对 李四", "staff of the page"),
        ("责任编辑：王五  美编：赵六", "staff of the page"),
        ("编辑/张三 校对/李四", "staff of the page"),
        ("責任編輯 陳大文", "staff of the page"),
        ("责编张三 校对李四", "staff of the page"),
        ("电话:0371-67655555", "contact"),
        ("新闻热线：0371-67655555 投稿邮箱：x@y.com", "contact"),
        ("電話：02-23456789", "contact"),
        ("版权所有 未经授权不得转载", "rights"),
        ("Copyright © 2022 郑州日报社", "rights"),
        ("豫ICP备12345678号", "rights"),
        ("扫二维码 关注二七发布", "QR code"),
        ("请扫描二维码关注“二七发布”微信公众号", "QR code"),
    ],
)
def test_lines_for_the_page_are_furniture(line: str, reason: str) -> None:
    assert furniture(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "电话那头传来了声音。",
        "他说，电话打不通。",
        "咨询电话：0371-68888888",
        "电话诈骗频发 警方提醒注意防范",
        "热线开通 服务群众",
        "12345热线:为民服务的总客服",
        "邮箱里的信",
        "地址不详的信件终于送达",
        "版权保护工作取得进展",
        "版权所有者可以向法院提起诉讼。",
        "未经许可转载他人作品将承担责任",
        "市民扫描二维码即可预约。",
        "扫码支付进乡村",
        "扫黑除恶 守护平安",
        "二七区上线官方微信公众号",
        "编辑部的故事",
        "编辑记者走基层",
        "主编张三介绍",
        "统筹 城乡发展",
        "检查 食品安全",
        "策划精彩活动 服务群众生活",
        "2022年10月27日，二七区召开会议",
        "第一版印刷了三万册",
        "见第二版《红楼梦》",
        "下一期培训班开班",
        "5000",
        "5000吨",
        "记者",
    ],
)
def test_lines_that_only_sound_like_it_stay(line: str) -> None:
    assert furniture(line) is None


@pytest.mark.parametrize(
    "line", ["2022年10月27日", "郑州日报", "要闻", "大河报", "聯合報", "ZHENGZHOU DAILY"]
)
def test_a_day_a_paper_or_a_section_alone_is_a_masthead_only_above_the_text(line: str) -> None:
    assert furniture(line) is None
    assert furniture(line, above=True) == "masthead"


@pytest.mark.parametrize("line", ["喜报", "天气预报", "工作简报", "关于举报"])
def test_reports_of_other_sorts_are_no_papers(line: str) -> None:
    assert furniture(line, above=True) is None


def test_a_heading_is_not_taken_for_a_call_to_scan() -> None:
    assert furniture("扫一扫 码上办") == "QR code"
    assert furniture("扫一扫 码上办", heading=True) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("二七区将(下转第二版)", ("", "二七区将", "(下转第二版)")),
        ("持续推进。（下转A05版）", ("", "持续推进。", "（下转A05版）")),
        ("（上接第一版）持续推进", ("（上接第一版）", "持续推进", "")),
        ("推进。▶▶下转2版", ("", "推进。", "▶▶下转2版")),
        ("他看的是下转第二版的报道。", ("", "他看的是下转第二版的报道。", "")),
    ],
)
def test_jumps_are_cut_off_the_ends(text: str, parts: tuple[str, str, str]) -> None:
    assert without_jumps(text) == parts


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("郑州日报 2022年10月27日", "郑州日报"),
        ("聯合報", "聯合報"),
        ("第2版 要闻", None),
        ("2022年10月27日 星期四", None),
    ],
)
def test_the_papers_name_is_given_as_printed(line: str, name: str | None) -> None:
    assert paper(line) == name
