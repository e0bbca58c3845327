import pytest

from retrieval.model import Evidence, PrintedDate
from retrieval.reading.dates import issue_date, page_label, report_date

ISSUE = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
JANUARY = PrintedDate(1, 3, Evidence.PATH, 2023, Evidence.PATH)


@pytest.mark.parametrize(
    "line",
    [
        "2022年10月27日 星期四 第2版",
        "2022年10月27日　星期四　第2版",
        "２０２２年１０月２７日　星期四",
        "2022 年 10 月 27 日 星期四",
        "星期四 2022年10月27日",
        "要闻 2022年10月27日 A02版",
        "二七报 2022年10月27日",
        "# 二七报 2022年10月27日 星期四",
        "2022年10月27日",
        "(2022年10月27日)",
        "**2022年10月27日**",
        "2022-10-27",
        "2022/10/27 第2版",
        "2022.10.27 星期四",
        "发布时间:2022-10-27 09:30",
        "二〇二二年十月二十七日 星期四",
        "二○二二年十月二十七日 星期四 农历壬寅年十月初三",
        "二零二二年十月廿七日 星期四",
        "中华民国一一一年十月二十七日 星期四",
        "中華民國111年10月27日 星期四",
        "2022年10月27日 星期四 农历壬寅年十月初三 第1234期 今日8版",
        "第1234期 2022年10月27日出版",
        "中共二七区委主办 2022年10月27日 星期四",
        "责编 李四 2022年10月27日 星期四",
    ],
)
def test_an_issues_date_is_read_from_furniture(line: str) -> None:
    assert issue_date(["标题", line, "本报讯 10月25日,活动。"], "page.md") == ISSUE


@pytest.mark.parametrize(
    "line",
    [
        "本报讯 2022年10月27日,活动举行。",
        "2022年10月27日,活动举行。",
        "# 2022年10月27日二七区召开大会",
        "2022年10月27日上午,活动举行",
        "2022年10月27日二七区召开大会",
        "新华社北京2022年10月27日电 第2版的消息",
        "为什么是2022年10月27日?",
        "2022年13月45日 星期四",
        "2022年2月30日 星期四",
        "2022年10月 第2版",
        "10月27日 星期四",
        "他生于2022年10月27日，今日已经满一岁，全家人十分高兴 第2版",
    ],
)
def test_no_issues_date_is_read_from_stories_or_from_no_day(line: str) -> None:
    assert issue_date([line], "page.md") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-10-27/A05.md", "2022-10-27"),
        ("20221027_02.txt", "2022-10-27"),
        ("2022/10/27/page.md", "2022-10-27"),
        ("2022-10/27/page.md", "2022-10-27"),
        ("2022_10_27.md", "2022-10-27"),
        ("2022.10.27.md", "2022-10-27"),
        ("2022年10月27日/第2版.md", "2022-10-27"),
        ("2022-1-3.md", "2022-01-03"),
        ("archive/2021-01-01/2022-10-27.md", "2022-10-27"),
        ("C:\\papers\\20221027\\A05.md", "2022-10-27"),
        ("erqi-2022-10-27-p2.md", "2022-10-27"),
        ("page.md", None),
        ("2022.md", None),
        ("2022-13-45.md", None),
        ("20220230.md", None),
        ("12022102799.md", None),
        ("", None),
    ],
)
def test_an_issues_date_is_read_from_the_path(name: str, expected: str | None) -> None:
    found = issue_date([], name)
    assert (str(found) if found else None) == expected
    if found:
        assert (found.day_from, found.year_from) == (Evidence.PATH, Evidence.PATH)


def test_the_page_speaks_before_the_path() -> None:
    assert issue_date(["2022年10月27日 星期四"], "2022-10-28/A05.md") == ISSUE


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("第A05版:要闻", "第A05版"),
        ("第A05版：要闻  PDF版", "第A05版"),
        ("要闻 第2版", "第2版"),
        ("第 2 版", "第2版"),
        ("第二版 要闻", "第二版"),
        ("02版 综合", "02版"),
        ("A05版", "A05版"),
        ("A05 版 要闻", "A05版"),
        ("2022年10月27日 星期四 第2版", "第2版"),
        ("二七报 02版 2022年10月27日", "02版"),
        ("# 第2版:要闻", "第2版"),
    ],
)
def test_a_pages_label_is_read_as_printed(line: str, expected: str) -> None:
    assert page_label(["标题", line], "page.md") == expected


@pytest.mark.parametrize(
    "line",
    [
        "下转第二版",
        "(下转第2版)",
        "上接第一版",
        "紧接第3版",
        "今日8版",
        "共8版",
        "本期8版",
        "上一版3 4下一版",
        "《新华字典》第12版出版发行,受到读者欢迎。",
        "第12版教材在全市各个学校启用仪式昨天隆重举行",
        "他在第2版上读到了这条消息。",
        "2022年10月27日",
    ],
)
def test_no_label_is_read_from_jumps_and_stories(line: str) -> None:
    assert page_label([line], "page.md") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-10-27/A05.md", "A05版"),
        ("2022-10-27/a05.md", "A05版"),
        ("20221027_02.txt", "第02版"),
        ("2022-10-27/02.md", "第02版"),
        ("2022-10-27/02版.md", "第02版"),
        ("2022-10-27/第2版.md", "第2版"),
        ("erqi_20221027_B12.md", "B12版"),
        ("page.md", None),
        ("2022-10-27.md", None),
        ("2022/10/27.md", None),
        ("20221027.md", None),
        ("2022.md", None),
        ("scan0001.md", None),
        ("", None),
    ],
)
def test_a_pages_label_is_read_from_the_files_name(name: str, expected: str | None) -> None:
    assert page_label([], name) == expected


@pytest.mark.parametrize(
    ("opening", "with_issue", "alone"),
    [
        ("本报讯 10月25日上午,二七区委书记到郑州大学调研。", "2022-10-25", "10-25"),
        ("本报讯10月25日,活动举行。", "2022-10-25", "10-25"),
        ("本报讯 2022年10月25日,活动举行。", "2022-10-25", "2022-10-25"),
        ("本报讯 2021年10月25日,活动举行。", "2021-10-25", "2021-10-25"),
        ("本报讯 去年10月25日,活动举行。", "2021-10-25", "10-25"),
        ("本报讯 今年10月25日,活动举行。", "2022-10-25", "10-25"),
        ("为切实纠治问题,10月20日下午,二七区委召开会议。10月21日再开。", "2022-10-20", "10-20"),
        ("杭州2月29日讯 活动举行。", "02-29", "02-29"),
        ("本报北京10月25日电 24日,活动举行。", "2022-10-25", "10-25"),
        ("新华社北京10月25日电 活动举行。", "2022-10-25", "10-25"),
        ("本报25日讯 活动举行。", "2022-10-25", None),
        ("本报讯 25日,活动举行。", "2022-10-25", None),
        ("本报讯 29日,活动举行。", "2022-09-29", None),
        ("本报讯 上月25日,活动举行。", "2022-09-25", None),
        ("本报讯 本月25日,活动举行。", "2022-10-25", None),
        ("本报讯 十月二十五日,活动举行。", "2022-10-25", "10-25"),
        ("本报讯 二〇二二年十月二十五日,活动举行。", "2022-10-25", "2022-10-25"),
        ("本报讯 １０月２５日,活动举行。", "2022-10-25", "10-25"),
        ("本报讯 10 月 25 日,活动举行。", "2022-10-25", "10-25"),
        ("本报讯 10月25号,活动举行。", "2022-10-25", "10-25"),
        ("本报讯 10月24日至26日,活动举行。", "2022-10-24", "10-24"),
        ("本报讯 10月24-26日,活动举行。", "2022-10-24", "10-24"),
        ("本报讯 10月24日—26日,活动举行。", "2022-10-24", "10-24"),
        ("本报讯 10月24、25日,活动举行。", "2022-10-24", "10-24"),
        ("本报讯 24日至26日,活动举行。", "2022-10-24", None),
        ("本报讯 昨日,活动举行。", "2022-10-26", None),
        ("本报讯 昨天下午,活动举行。", "2022-10-26", None),
        ("本报讯 昨晚,活动举行。", "2022-10-26", None),
        ("本报讯 记者昨从市政府获悉。", None, None),
        ("本报讯 昨(26日)上午,活动举行。", "2022-10-26", None),
        ("本报讯 今日,活动举行。", "2022-10-27", None),
        ("本报讯 今天上午,活动举行。", "2022-10-27", None),
        ("本报讯 今晨,活动举行。", "2022-10-27", None),
        ("本报讯 前天,活动举行。", "2022-10-25", None),
        ("本报讯 前日,活动举行。", "2022-10-25", None),
        ("本报讯 12月30日,活动举行。", "12-30", "12-30"),
        ("本报讯 11月5日,活动将举行。", "2022-11-05", "11-05"),
        ("截止到10月20日,收购过半。", None, None),
        ("本报讯 1月1日,活动举行。", "01-01", "01-01"),
        ("〔記者王大明／台北報導〕台北市政府昨天宣布。", "2022-10-26", None),
        ("本報訊 10月25日,活動舉行。", "2022-10-25", "10-25"),
        ("近日,二七区委副书记到经开区调研。", None, None),
        ("本报讯 近日,记者从10月25日召开的会议上获悉。", None, None),
        ("日前,活动举行。", None, None),
        ("今年以来,二七区持续加大投入。截至10月份,安排资金4846万元。", None, None),
        ("截至10月份,安排资金4846万元。", None, None),
        ("10月份,安排资金4846万元。", None, None),
        ("10月底,活动举行。", None, None),
        ("自10月1日起,新规施行。", None, None),
        ("10月1日起,新规施行。", None, None),
        ("10月1日以来,新规施行。", None, None),
        ("11月30日前,完成任务。", None, None),
        ("13月45日,活动举行。", None, None),
        ("2月30日,活动举行。", None, None),
        ("2022年2月29日,活动举行。", None, None),
        ("0月0日,活动举行。", None, None),
        ("为期5日的活动举行。", None, None),
        ("连续3日,活动举行。", None, None),
        ("每月10日,活动举行。", None, None),
        ("《二七日报》刊发文章。", None, None),
        ("《关于10月25日活动的通知》印发。", None, None),
        ("今日头条的用户很多。", None, None),
        ("今天的二七,处处好风光。", None, None),
        (
            "樊惠林先后来到多个地块,听取项目推进情况的汇报,现场解决问题。10月25日,活动举行。",
            None,
            None,
        ),
        ("秋风送爽。10月25日,活动举行。", "2022-10-25", "10-25"),
        ("活动举行。", None, None),
        ("", None, None),
        ("   ", None, None),
    ],
)
def test_a_storys_date_is_the_day_it_opens_with(
    opening: str, with_issue: str | None, alone: str | None
) -> None:
    later = "樊惠林强调,要在10月31日前完成。"
    found = report_date([opening, later], ISSUE)
    assert (str(found) if found else None) == with_issue
    unknown = report_date([opening, later], None)
    assert (str(unknown) if unknown else None) == alone


@pytest.mark.parametrize(
    ("opening", "expected"),
    [
        ("12月30日,活动举行。", "2022-12-30"),
        ("1月2日,活动举行。", "2023-01-02"),
        ("30日,活动举行。", "2022-12-30"),
        ("昨日,活动举行。", "2023-01-02"),
        ("11月5日,活动举行。", "2022-11-05"),
        ("2月10日,活动将举行。", "2023-02-10"),
        ("去年12月30日,活动举行。", "2022-12-30"),
    ],
)
def test_a_day_before_new_year_in_a_january_issue(opening: str, expected: str) -> None:
    assert str(report_date([opening], JANUARY)) == expected


def test_where_a_date_is_known_from_is_kept() -> None:
    assert report_date(["2022年10月25日,会议。"], None) == PrintedDate(
        10, 25, Evidence.TEXT, 2022, Evidence.TEXT
    )
    assert report_date(["10月25日,会议。"], ISSUE) == PrintedDate(
        10, 25, Evidence.TEXT, 2022, Evidence.PAGE
    )
    assert report_date(["12月30日,会议。"], JANUARY) == PrintedDate(
        12, 30, Evidence.TEXT, 2022, Evidence.PATH
    )
    assert report_date(["10月25日,会议。"], None) == PrintedDate(10, 25, Evidence.TEXT)
    assert report_date(["昨日,会议。"], JANUARY) == PrintedDate(
        1, 2, Evidence.PATH, 2023, Evidence.PATH
    )


def test_blocks_before_the_report_are_passed_over() -> None:
    lines = ["", "记者 张三", "图为活动现场。10月1日摄", "本报讯 10月25日,会议召开。"]
    assert str(report_date(lines, ISSUE)) == "2022-10-25"


def test_a_dateline_in_the_closing_credit_dates_a_story_that_opens_with_no_day() -> None:
    assert str(report_date(["会议召开。", "(据新华社北京10月25日电)"], ISSUE)) == "2022-10-25"
    assert str(report_date(["会议召开。(据新华社北京10月25日电)"], ISSUE)) == "2022-10-25"


def test_no_paragraphs() -> None:
    assert report_date([], ISSUE) is None
    assert page_label([], "") is None


def test_yesterday_of_an_unknown_issue_hides_a_day_told_later() -> None:
    text = "本报讯 记者昨日从热力公司获悉,供暖将于11月15日开始。"
    assert report_date([text], None) is None


def test_the_day_of_publication_above_a_report_gives_its_year() -> None:
    above = "2022-10-28 来源:郑州晚报 作者:谷长乐"
    assert str(report_date([above, "本报讯 10月26日,活动举行。"], None)) == "2022-10-26"
    assert str(report_date([above, "活动举行。"], None)) == "2022-10-28"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2022-10-27/A05-更正.md", "A05版"),
        ("2022-10-27/A05版 要闻.txt", "A05版"),
        ("2022-10-27/02(1).md", "第02版"),
        ("第2版：要闻.md", "第2版"),
    ],
)
def test_a_pages_label_stands_before_a_name_in_the_path(name: str, expected: str) -> None:
    assert page_label([], name) == expected
