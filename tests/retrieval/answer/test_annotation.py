from retrieval.answer.annotation import annotated


def test_a_value_that_is_asked_for_stands_behind_its_number() -> None:
    assert annotated("惠及1.2万户,共3户", {"#12000户"}) == "惠及1.2万户#12000户,共3户"


def test_a_word_with_a_hyphen_has_the_one_without() -> None:
    assert annotated("免费wi-fi", {"wifi"}) == "免费wi-fiwifi"


def test_a_text_without_what_is_asked_for_stays_as_it_is() -> None:
    assert annotated("惠及1.2万户", {"#3户"}) == "惠及1.2万户"
