from retrieval.names.gazetteer import Gazetteer
from retrieval.names.hashes import hash_of
from retrieval.names.name import Name, NameKind
from retrieval.opensearch.mapping import IndexKind, index_body
from retrieval.opensearch.name_documents import NameDocument, hash_tokens, name_documents

SECRETARY = Name("樊福太", NameKind.PERSON, "二七区委书记")
REPORTER = Name("樊 福太", NameKind.REPORTER)
UNIVERSITY = Name("郑州大学", NameKind.PLACE)


def made(counted: dict[Name, int]) -> dict[str, NameDocument]:
    return {one.id: one for one in name_documents(counted, 7)}


def tokens(document: NameDocument, field: str) -> set[str]:
    found = document.fields[field]
    assert isinstance(found, list)
    return set(found)


def test_a_key_has_one_document_with_all_its_names() -> None:
    found = made({SECRETARY: 3, REPORTER: 2, UNIVERSITY: 1})
    assert found.keys() == {"樊福太", "郑州大学"}
    one = found["樊福太"].fields
    assert (one["key"], one["weight"], one["reporter"], one["revision"]) == ("樊福太", 5, True, 7)
    assert one["records"] == [
        ["樊 福太", "reporter", None, 2],
        ["樊福太", "person", "二七区委书记", 3],
    ]
    assert found["郑州大学"].fields["reporter"] is False


def test_a_name_is_found_by_what_it_is_called() -> None:
    one = made({SECRETARY: 3, REPORTER: 2})["樊福太"]
    wanted = hash_tokens(map(hash_of, ("樊福太", "樊书记", "樊记者")))
    assert set(wanted) <= tokens(one, "called")
    assert set(hash_tokens(map(hash_of, ("书记", "区委书记")))) <= tokens(one, "offices")
    assert tokens(one, "short") == set()
    short = made({UNIVERSITY: 1})["郑州大学"]
    assert set(hash_tokens([hash_of("郑大")])) <= tokens(short, "short")


def test_what_counts_none_or_nobody_types_has_no_document() -> None:
    assert made({SECRETARY: 0, UNIVERSITY: -1}) == {}
    assert made({Name("一", NameKind.PLACE): 1, Name("长" * 25, NameKind.PLACE): 1}) == {}
    assert made({}) == {}


def test_a_document_has_no_field_that_its_index_does_not_know() -> None:
    mappings = index_body(IndexKind.NAMES)["mappings"]
    assert isinstance(mappings, dict)
    for one in made({SECRETARY: 3}).values():
        assert one.fields.keys() <= mappings["properties"].keys()


def test_records_make_the_same_names_again() -> None:
    counted = {SECRETARY: 3, REPORTER: 2, UNIVERSITY: 1}
    rows = [row for one in made(counted).values() for row in _records(one)]
    again = {Name(text, NameKind(kind), post): often for text, kind, post, often in rows}
    assert again == counted
    assert Gazetteer.of(again).is_reporter("樊福太")


def _records(document: NameDocument) -> list[tuple[str, str, str | None, int]]:
    found = document.fields["records"]
    assert isinstance(found, list)
    return [(row[0], row[1], row[2], row[3]) for row in found]
