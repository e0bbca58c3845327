from retrieval.reading.page import read_text

NARROW = """二七区举办食品安全培训
强化主体责任

  本报讯 10月25日，二七区
在区委党校举办食品安全培
训，来自全区的120名从业
者参加了培训。会上，区市
场监管局负责人作了讲解。
各单位要进一步压实责任，
严格落实各项制度。
  培训强调，要坚持问题导
向，加强风险排查。
"""

SOFT = """# 二七区开展义诊活动

本报讯 10月25日，二七区卫健委组织辖区医疗机构在二七广场开展大型义诊
活动，为群众提供健康咨询、血压测量、中医理疗等服务。活动现场，前来咨询
的群众络绎不绝，大家都说好。医护人员耐心细致地为群众解答了各种疑难问题。
发放健康宣传手册三千份。

活动受到群众欢迎。
"""


def test_a_narrow_column_is_unwrapped_by_its_indents() -> None:
    (article,) = read_text(NARROW, "p.txt").bulletin.articles
    assert article.title == "二七区举办食品安全培训 强化主体责任"
    assert article.paragraphs == (
        (
            "本报讯 10月25日，二七区在区委党校举办食品安全培训，来自全区的120名从业者参加了培训。"
            "会上，区市场监管局负责人作了讲解。各单位要进一步压实责任，严格落实各项制度。"
        ),
        "培训强调，要坚持问题导向，加强风险排查。",
    )


def test_a_full_line_goes_on_even_after_a_full_stop() -> None:
    (article,) = read_text(SOFT, "p.md").bulletin.articles
    assert len(article.paragraphs) == 2
    assert article.paragraphs[0].endswith("解答了各种疑难问题。发放健康宣传手册三千份。")


def test_paragraphs_of_one_line_each_stay_apart() -> None:
    page = "# 标题\n甲说，工作很重要。\n乙说，责任很重大。\n丙说，使命很光荣。\n"
    (article,) = read_text(page, "p.md").bulletin.articles
    assert len(article.paragraphs) == 3


def test_latin_words_of_a_wrapped_text_keep_their_spaces() -> None:
    page = (
        "# Metro\n\nThe new metro line was opened on Tuesday, and it will\n"
        "serve five thousand passengers a day, officials of\n"
        "the city said. The line links the station with the inter-\n"
        "national airport.\n"
    )
    (article,) = read_text(page, "p.md").bulletin.articles
    assert article.paragraphs == (
        (
            "The new metro line was opened on Tuesday, and it will serve five thousand passengers"
            " a day, officials of the city said. The line links the station with the international"
            " airport."
        ),
    )
