from hypothesis import given
from hypothesis import strategies as st

from retrieval.names.gazetteer import Gazetteer, Match
from retrieval.names.name import Name, NameKind

PEOPLE = Gazetteer.of(
    [
        Name("欧阳建国", NameKind.PERSON, "青禾县委书记"),
        Name("樊惠林", NameKind.PERSON, "二七区委书记"),
        Name("樊大海", NameKind.PERSON, "区领导"),
        Name("鲁思源", NameKind.PERSON, "县委副书记"),
        Name("鲁思源", NameKind.PERSON, "县长"),
        Name("景静", NameKind.REPORTER),
        Name("阿·买买提", NameKind.PERSON, "教授"),
        Name("郑州大学", NameKind.PLACE),
        Name("帝益肥", NameKind.PLACE),
    ]
)


def names(text: str) -> list[tuple[str, tuple[str, ...], Match]]:
    return [(found.typed, found.names, found.how) for found in PEOPLE.find(text)]


def test_names_are_found_however_they_are_padded_or_written() -> None:
    assert names("景  静和阿买买提") == [
        ("景  静", ("景静",), Match.EXACT),
        ("阿买买提", ("阿·买买提",), Match.EXACT),
    ]
    assert names("鄭州大學") == [("鄭州大學", ("郑州大学",), Match.EXACT)]


def test_a_surname_and_a_post_stand_for_who_holds_it_and_for_no_namesake() -> None:
    assert names("樊书记") == [("樊书记", ("樊惠林",), Match.ALIAS)]
    assert names("欧阳书记") == [("欧阳书记", ("欧阳建国",), Match.ALIAS)]
    assert names("鲁县长和鲁书记") == [
        ("鲁县长", ("鲁思源",), Match.ALIAS),
        ("鲁书记", ("鲁思源",), Match.ALIAS),
    ]
    assert names("王书记")[0][1] != ("樊惠林",)


def test_an_office_means_who_holds_it_deputies_apart() -> None:
    assert names("青禾县委书记") == [("青禾县委书记", ("欧阳建国",), Match.OFFICE)]
    assert "鲁思源" not in names("县委书记")[0][1]
    assert names("副县长") == []


def test_a_name_without_a_surname_makes_no_post_somebody_s_alias() -> None:
    dotted = Gazetteer.of(
        [
            Name("克里木·江", NameKind.REPORTER),
            Name("迪丽·热巴", NameKind.REPORTER),
            Name("热合曼·买买提", NameKind.PERSON, "县农业局局长"),
        ]
    )
    for word in ("记者", "局长"):
        assert dotted.aliased(word) == ()
    assert dotted.find("记者写了什么") == ()
    assert dotted.find("克里木江")[0].names == ("克里木·江",)


def test_one_wrong_character_is_a_spelling_two_are_none() -> None:
    assert [found.names for found in PEOPLE.spellings("樊慧林")] == [("樊惠林",)]
    assert [found.names for found in PEOPLE.spellings("鲁源思")] == [("鲁思源",)]
    assert [found.names for found in PEOPLE.spellings("帝亦肥")] == [("帝益肥",)]
    assert PEOPLE.spellings("樊慧琳") == ()
    assert PEOPLE.spellings("樊惠林") == ()


def test_names_in_a_text_have_their_aliases_told() -> None:
    found = PEOPLE.addressed("樊惠林、樊大海和鲁思源，记者景静")
    assert found["樊书记"] == {"樊惠林"}
    assert found["景记者"] == {"景静"}
    assert {"鲁书记", "鲁县长"} <= found.keys()
    assert PEOPLE.addressed("樊惠") == {}
    assert Gazetteer().addressed("樊惠林") == {}


def test_a_short_form_stands_for_a_body() -> None:
    assert PEOPLE.abbreviated("郑大") == ("郑州大学",)
    assert PEOPLE.abbreviated("州大") == ()


@given(st.text(alphabet="樊惠林书记区长景静 ·，a", max_size=30))
def test_what_is_found_stands_apart_and_where_it_says(text: str) -> None:
    at = 0
    for found in PEOPLE.find(text):
        assert at <= found.span.start < found.span.end
        assert text[found.span.start : found.span.end] == found.typed
        at = found.span.end
