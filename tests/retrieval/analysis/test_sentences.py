from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.sentences import clauses, sentences
from retrieval.model import Span

TEXT = st.text(st.sampled_from("甲乙。！？；……”’)、,. \nab1"), max_size=60)


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_sentences_end_at_their_marks_with_the_quotes_that_close() -> None:
    assert cut("他说:“来。”大家来了!好吗?好") == ["他说:“来。”", "大家来了!", "好吗?", "好"]


def test_lines_end_sentences_and_figures_do_not() -> None:
    assert cut("要求\n一是4846.19万元") == ["要求", "一是4846.19万元"]


def test_clauses_end_at_any_mark() -> None:
    text = "一是稳,二是进。三"
    assert [text[a:b] for a, b in clauses(text, Span(0, 8))] == ["一是稳,", "二是进。"]


@given(TEXT)
def test_all_but_blanks_is_in_a_sentence(text: str) -> None:
    for spans in (list(sentences(text)), list(clauses(text, Span(0, len(text))))):
        assert spans == sorted(spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        left = set(range(len(text))) - {at for a, b in spans for at in range(a, b)}
        assert all(text[at].isspace() for at in left)
