"""What commands print with ``--json``, byte for byte: other people's programs read it."""

from pathlib import Path

import pytest

from bot.cli.commands import main
from bot.cli.shapes import answer_shape, article_shape, print_json
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Bulletin,
    Citation,
    Evidence,
    Hit,
    Passage,
    PrintedDate,
    Remark,
    RemarkKind,
    Snippet,
    Span,
)

DAY = PrintedDate(10, 25, Evidence.TEXT, 2022, Evidence.PAGE)
WHOLE = Article(
    "甲 “乙”",
    "“乙”",
    ("景静", "张娅"),
    ("李 明",),
    ("王 <b>",),
    "本报讯",
    DAY,
    "A01",
    ("一\\二", '"三"\u2028\x7f\t\x1f', "𠮷/é"),
)
BULLETIN = Bulletin("报", PrintedDate(10, 27, Evidence.PATH, 2022, Evidence.PATH))
WHOLE_BYTES = (
    '{"title": "甲 “乙”", "subtitle": "“乙”", "reporters": ["景静", "张娅"],'
    ' "correspondents": ["李 明"], "photographers": ["王 <b>"], "source": "本报讯",'
    ' "date": "2022-10-25", "paper": "报", "issued": "2022-10-27", "page": "A01",'
    ' "paragraphs": ["一\\\\二", "\\"三\\"\u2028\x7f\\t\\u001f", "𠮷/é"], "doubts": ["看看"]}'
)
BARE_BYTES = (
    '{"title": "丙", "subtitle": null, "reporters": [], "correspondents": [],'
    ' "photographers": [], "source": null, "date": null, "paper": null, "issued": null,'
    ' "page": null, "paragraphs": [], "doubts": []}'
)
PAGE = "# 甲报道乙事\n\n本报讯 10月25日,区里开会研究春耕备耕的有关工作。\n\n记者 景静\n"


def hit(score: float) -> Hit:
    text = "侯寨乡的路通了。"
    return Hit(
        1,
        score,
        Passage(7, 0, text, Span(0, len(text))),
        Snippet(text, (Span(0, 2), Span(4, 5))),
        Citation(
            7, "路通了", None, ("景静", "张娅"), PrintedDate(10, 25, Evidence.TEXT), "报", None
        ),
    )


def printed(capsysbinary: pytest.CaptureFixture[bytes]) -> str:
    return capsysbinary.readouterr().out.decode()


def test_an_article(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json(article_shape(WHOLE, BULLETIN, ("看看",)))
    assert printed(capsysbinary) == f"{WHOLE_BYTES}\n"


def test_a_list_of_articles(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json(
        [article_shape(WHOLE, BULLETIN, ("看看",)), article_shape(Article("丙"), Bulletin(), ())]
    )
    assert printed(capsysbinary) == f"[{WHOLE_BYTES}, {BARE_BYTES}]\n"


def test_an_empty_list(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    print_json([])
    assert printed(capsysbinary) == "[]\n"


@pytest.mark.parametrize(
    ("score", "number"), [(7.25, "7.25"), (2.0, "2.0"), (1e-05, "1e-05"), (1e16, "1e+16")]
)
def test_an_answer_with_a_hit(
    score: float, number: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    print_json(answer_shape(Answer("路通了吗", AnswerKind.PASSAGES, (hit(score),), 1)))
    assert printed(capsysbinary) == (
        '{"q": "路通了吗", "answered": true, "band": "answer", "note": null,'
        ' "results": [{"title": "路通了",'
        ' "subtitle": null, "reporter": "景静 张娅", "date": "10-25", "bulletin": "报",'
        ' "paper": "报", "issued": null, "page": null, "text": "侯寨乡的路通了。",'
        ' "snippet": "侯寨乡的路通了。",'
        ' "highlights": [[0, 2], [4, 5]], "fact": null,'
        f' "score": {number}, "other_issue": false}}],'
        ' "issues": [], "papers": [], "then": [], "total": 1}\n'
    )


def test_an_answer_that_only_says_something(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    remarks = (Remark(RemarkKind.NO_WORD, ("火星",)),)
    print_json(answer_shape(Answer("火星", AnswerKind.NOTHING, remarks=remarks)))
    out = printed(capsysbinary)
    assert out.startswith('{"q": "火星", "answered": false, "band": "nothing", "note": "')
    assert out.endswith('", "results": [], "issues": [], "papers": [], "then": [], "total": 0}\n')


@pytest.mark.usefixtures("here")
def test_what_ingest_did(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("2022-10-27.md").write_text(PAGE, encoding="utf-8")
    Path("空.md").touch()
    assert main(["ingest", "2022-10-27.md", "空.md", "--json"]) == 1
    out = printed(capsysbinary)
    assert out.startswith(
        '{"new": 1, "changed": 0, "unchanged": 0, "failed": [{"file": "空.md", "reason": "'
    )
    assert out.endswith(
        '"}], "replaced": [], "doubtful": [], "doubts": [], "held": [], "left_out": []}\n'
    )


@pytest.mark.usefixtures("here")
def test_what_check_finds(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    Path("2022-10-27.md").write_text(PAGE, encoding="utf-8")
    main(["ingest", "2022-10-27.md"])
    printed(capsysbinary)
    assert main(["check", "--json"]) == 0
    out = printed(capsysbinary)
    assert out.startswith(
        '{"sound": true, "pages": 1, "articles": 1, "printings": 1, "schemas": {"bot.store": '
    )
    assert out.endswith(
        '}, "index": "none", "outbox": {}, "findings": [], "given_back": [], "set_aside": [], '
        '"not_sent": {"count": 0, "quarantined": 0, "first": []}, "not_ready": {}}\n'
    )
