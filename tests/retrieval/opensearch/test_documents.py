from collections import Counter
from dataclasses import replace

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bulk import analysed
from retrieval.analysis.keys import key_of
from retrieval.analysis.normalise import compact_text
from retrieval.index.document_store import paper_key
from retrieval.index.kernel import UNIT
from retrieval.index.lookups import DATED
from retrieval.index.passages import texts_of
from retrieval.index.records import IndexedArticle, from_bytes
from retrieval.index.segment import Segment
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.name import Name, NameKind
from retrieval.opensearch.documents import PassageDocument, Source, documents
from retrieval.opensearch.mapping import IndexKind, index_body
from retrieval.opensearch.tokens import HALF, ONCE, characters, key_token

_DAY = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
_BEFORE = PrintedDate(10, 26, Evidence.PAGE, 2022, Evidence.PAGE)
_LONG = "石门水库又加固了一次，工人们忙了整整一个夏天，县里的人都说这下放心了，可以安心过年。"
STORED = StoredArticle(
    21,
    Article(
        "水库 加固",
        reporters=("高岚",),
        photographers=("丁 一凡", "高岚"),
        date=_BEFORE,
        paragraphs=(_LONG, f"票价3.5元。{_LONG}"),
    ),
    (
        Printing(31, "晚报", _DAY, "A02版", 1),
        Printing(30, "晚报", _DAY, "A01版", 0, held=True),
        Printing(12, "日报", _BEFORE, None, 0, held=True),
        Printing(9, None, None, None, 0),
    ),
)
ENTRY = IndexedArticle(STORED, frozenset({Name("高岚", NameKind.REPORTER)}))


def made(*entries: IndexedArticle, formers: tuple[int, ...] = ()) -> list[PassageDocument]:
    return list(documents([Source(entry, 7, formers) for entry in entries]))


def counted(document: PassageDocument) -> dict[str, int]:
    """Return how often each token counts in a passage's document."""
    pairs = (token.split("|") for token in str(document.fields["terms"]).split())
    return {token: int(often) for token, often in pairs}


def test_there_is_a_document_for_each_passage_routed_by_its_article() -> None:
    found = made(ENTRY)
    assert [(one.id, one.routing) for one in found] == [("21-0", "21"), ("21-1", "21")]
    assert [one.fields["ordinal"] for one in found] == [0, 1]
    assert [one.fields["first"] for one in found] == [True, False]
    assert all((one.fields["article"], one.fields["revision"]) == (21, 7) for one in found)


def test_terms_count_as_in_the_local_index() -> None:
    stories = [ENTRY, IndexedArticle(StoredArticle(22, Article("", paragraphs=("",)), ()))]
    inverted = Segment.of(stories).inverted
    expected = [dict[str, int]() for _ in inverted.lengths]
    for row, key in enumerate(inverted.keys.tolist()):
        for at in range(inverted.starts[row], inverted.starts[row + 1]):
            expected[inverted.ids[at]][key_token(key)] = int(inverted.tf[at])
    found = made(*stories)
    for document, local in zip(found, expected, strict=True):
        own = counted(document)
        once, half = ([own.pop(t) for t in some if t in own] for some in (ONCE, HALF))
        assert own == local
        assert (once, half) == ([UNIT], [UNIT // 2])
    assert [one.fields["tokens"] for one in found] == inverted.lengths.tolist()


def test_each_of_two_tokens_that_all_have_is_had_by_half() -> None:
    many = [IndexedArticle(StoredArticle(at, Article("题"), ())) for at in range(1, 101)]
    had = Counter(token for one in made(*many) for token in counted(one) if token in ONCE)
    assert had == {ONCE[0]: 50, ONCE[1]: 50}


def test_a_document_has_the_terms_of_its_whole_story() -> None:
    texts = [ENTRY.stored.article.title, *STORED.article.paragraphs]
    own = {key_token(key_of(term)) for text in texts for term in terms(text)}
    for one in made(ENTRY):
        assert set(str(one.fields["story_terms"]).split()) == own


def test_characters_are_of_passage_title_and_story() -> None:
    first, second = made(ENTRY)
    title, *passages = map(compact_text, texts_of(STORED.article))
    assert [first.fields["chars"], second.fields["chars"]] == list(map(characters, passages))
    assert first.fields["title_chars"] == second.fields["title_chars"] == characters(title)
    assert first.fields["story_chars"] == list(map(characters, passages))
    assert "story_chars" not in second.fields


def test_a_story_is_found_by_its_days_pages_papers_and_people() -> None:
    for one in made(ENTRY):
        own = {name: one.fields[name] for name in _FOUND_BY}
        assert own == _FOUND_BY


_FOUND_BY = {
    "own_day": 20221026,
    "day": 20221026,
    "newest": 20221027 * DATED,
    "printed_days": [0, 20221026, 20221027],
    "labels": sorted({0, key_of("A1"), key_of("A2")}),
    "papers": sorted({0, paper_key("晚报"), paper_key("日报")}),
    "issues": [9, 20221026 * DATED, 20221027 * DATED],
    "pages": [9, 12, 30, 31],
    "reporters": [key_of("高岚")],
    "correspondents": [],
    "photographers": sorted({key_of("高岚"), key_of("丁一凡")}),
}


def test_a_story_without_a_day_is_of_its_issues() -> None:
    undated = replace(ENTRY, stored=replace(STORED, article=replace(STORED.article, date=None)))
    [first, _] = made(undated)
    assert (first.fields["own_day"], first.fields["day"]) == (0, 20221027)
    [nowhere, _] = made(replace(undated, stored=replace(undated.stored, printings=())))
    assert (nowhere.fields["day"], nowhere.fields["newest"]) == (0, 0)
    assert nowhere.fields["pages"] == []


def test_a_story_counts_once_in_an_issue_and_free_if_any_page_is() -> None:
    [first, _] = made(ENTRY)
    evening, daily = paper_key("晚报"), paper_key("日报")
    assert set(_list(first, "tally")) == {f"20221027|{evening}|1", f"20221026|{daily}|0"}
    assert set(_list(first, "day_tally")) == {"20221027|1", "20221026|0"}
    assert set(_list(first, "paper_tally")) == {f"{evening}|1", f"{daily}|0", "0|1"}
    names = _list(first, "paper_names")
    assert f"{evening}|20221027|{31:019}|晚报" in names
    assert all(name.rsplit("|", 1)[1] in {"晚报", "日报"} for name in names)


def _list(document: PassageDocument, field: str) -> list[str]:
    found = document.fields[field]
    assert isinstance(found, list)
    return found


def test_the_first_document_has_the_record_and_the_cuts() -> None:
    [first, second] = made(ENTRY, formers=(5, 6))
    assert from_bytes(str(first.fields["record"]).encode()) == ENTRY
    title, *passages = texts_of(STORED.article)
    cuts = analysed([*passages, title]).cuts
    assert len(_list(first, "cuts")) == len(cuts)
    assert first.fields["formers"] == (5, 6)
    assert first.fields["passages"] == 2
    assert not {"record", "cuts", "formers", "passages", "tally"} & second.fields.keys()


def test_texts_are_analysed_together_by_what_is_given() -> None:
    asked = []

    def analyse(texts: object) -> object:
        asked.append(texts)
        return analysed(texts)  # type: ignore[arg-type]

    found = list(documents([Source(ENTRY, 7), Source(ENTRY, 7)], analyse))  # type: ignore[arg-type]
    assert len(found) == 4
    assert len(asked) == 1
    assert list(documents([])) == []


def test_a_document_has_no_field_that_its_index_does_not_know() -> None:
    mappings = index_body(IndexKind.PASSAGES)["mappings"]
    assert isinstance(mappings, dict)
    for one in made(ENTRY):
        assert one.fields.keys() <= mappings["properties"].keys()
