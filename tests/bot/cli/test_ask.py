import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli.commands import main
from retrieval.reading.page import read_page

ROOT = Path(__file__).parents[3]


@pytest.fixture
def archive(here: Path, samples: str, capsys: pytest.CaptureFixture[str]) -> Path:
    main(["ingest", samples])
    capsys.readouterr()
    return here


def ask(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    assert main(["ask", *arguments, "--json"]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    answer: dict[str, object] = json.loads(printed.out)
    return answer


@pytest.mark.usefixtures("archive")
def test_a_hit_has_every_key_and_its_passage_as_printed(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(capsys, "困难群众救助安排了多少钱？")
    assert list(answer) == [
        *("q", "answered", "band", "note", "results", "issues", "papers", "then", "total")
    ]
    assert answer["q"] == "困难群众救助安排了多少钱？"
    assert answer["answered"] is True
    assert isinstance(answer["results"], list)
    hit = answer["results"][0]
    page = read_page((Path(samples) / "2022-10-27/A02.md").read_bytes(), "2022-10-27/A02.md")
    printed = page.bulletin.articles[1]
    assert list(hit) == [
        "title",
        "subtitle",
        "reporter",
        "date",
        "bulletin",
        "paper",
        "issued",
        "page",
        "text",
        "snippet",
        "highlights",
        "fact",
        "score",
        "other_issue",
    ]
    assert hit["title"] == printed.title
    assert hit["reporter"] == "景静"
    assert hit["page"] == "A02版"
    assert "4846.19万元" in hit["text"]
    assert hit["text"] in printed.body
    assert hit["snippet"] in hit["text"]


@pytest.mark.usefixtures("archive")
def test_highlights_are_stretches_of_the_snippet_in_order(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer = ask(capsys, "樊惠林 郑州大学")
    assert isinstance(answer["results"], list)
    for hit in answer["results"]:
        ends = [0]
        for start, end in hit["highlights"]:
            assert ends[-1] <= start < end <= len(hit["snippet"])
            ends.append(end)
    first = answer["results"][0]
    assert "樊惠林" in [first["snippet"][start:end] for start, end in first["highlights"]]


@pytest.mark.usefixtures("archive")
def test_the_fact_that_is_asked_for_is_given_as_printed(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "困难群众救助资金是多少钱")
    assert isinstance(answer["results"], list)
    assert answer["results"][0]["fact"] == "4846.19万元"
    assert answer["results"][0]["fact"] in answer["results"][0]["snippet"]


@pytest.mark.usefixtures("archive")
def test_people_see_a_story_once_and_its_passages_below(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "樊惠林", "郑州大学"]) == 0
    shown = capsys.readouterr().out
    heads = [line for line in shown.splitlines() if line[:1].isdecimal()]
    assert [int(line.partition(".")[0]) for line in heads] == list(range(1, len(heads) + 1))
    titles = [line.partition(" ")[2] for line in heads]
    assert len(set(titles)) == len(titles)
    results = ask(capsys, "樊惠林", "郑州大学")["results"]
    assert isinstance(results, list)
    assert {hit["title"] for hit in results} == set(titles)
    assert len(results) > len(titles)
    lines = [line for hit in results for line in hit["snippet"].splitlines()]
    assert all(line in shown for line in lines)


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize("question", ["你好", "2023年郑州中考分数线是多少", ""])
def test_what_has_no_answer_ends_with_0_and_says_something(
    question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(capsys, question)
    assert answer["answered"] is False
    assert answer["band"] != "answer"
    assert bool(answer["results"]) == (answer["band"] == "nearest")
    assert answer["note"]


@pytest.mark.usefixtures("archive")
def test_the_limit_bounds_the_hits(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "二七区", "--limit", "1")
    assert isinstance(answer["results"], list)
    assert len(answer["results"]) == 1


@pytest.mark.usefixtures("archive")
def test_each_line_of_standard_input_gets_one_object_in_order(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (
        b"\xef\xbb\xbf\xe6\xb1\xa4\xe6\x99\x93\xe4\xb9\x89\r\n\n\xff\xfe\xfa\n" + "你好".encode()
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines)))
    assert main(["ask", "-", "--json"]) == 0
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer["q"] for answer in answers] == ["汤晓义", "", "\ufffd" * 3, "你好"]
    assert [answer["answered"] for answer in answers] == [True, False, False, False]


@pytest.mark.usefixtures("archive")
def test_people_see_title_byline_and_passage(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ask", "汤晓义", "座谈"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "1. 二七区为基层执法“把脉” 各部门坐到一起找问题"
    assert lines[1].strip().startswith("记者 景静 · 2022")
    assert "汤晓义" in lines[2]
    assert "\x1b" not in "".join(lines)


@pytest.mark.usefixtures("here")
def test_an_empty_archive_says_how_to_add_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    answer = ask(capsys, "汤晓义")
    assert answer["answered"] is False
    assert "ingest" in str(answer["note"])


@pytest.mark.usefixtures("archive")
def test_an_argument_that_is_no_text_is_answered_like_any_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert ask(capsys, "\udcff")["q"] == "\ufffd"


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("arguments", "question"),
    [
        (["-5℃ 供暖"], "-5℃ 供暖"),
        (["-5℃", "供暖"], "-5℃ 供暖"),
        (["供暖", "-5℃", "--limit", "1"], "供暖 -5℃"),
        (["-A股跌了吗"], "-A股跌了吗"),
        (["--汤晓义--"], "--汤晓义--"),
        (["-2022年"], "-2022年"),
        (["-", "汤晓义"], "- 汤晓义"),
        (["--limit=1", "--", "--limit", "-5"], "--limit -5"),
    ],
)
def test_a_question_may_begin_with_a_dash(
    arguments: list[str], question: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "--json", *arguments]) == 0
    assert json.loads(capsys.readouterr().out)["q"] == question


@pytest.mark.usefixtures("archive")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["汤晓义", "--limt", "3"], "--limit"),
        (["汤晓义", "--limt=3"], "--limit"),
        (["汤晓义", "--jsn"], "--json"),
        (["-x", "汤晓义"], "-x"),
    ],
)
def test_an_option_that_there_is_not_is_no_question(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", *arguments]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert said in printed.err


@pytest.mark.usefixtures("archive")
def test_a_line_is_answered_before_the_next_one_comes() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", "-", "--json"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        for question in ("汤晓义", "樊惠林"):
            process.stdin.write(f"{question}\n")
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["q"] == question
        process.stdin.close()
        assert process.stdout.read() == ""
    assert process.returncode == 0
