import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.analysis.normalise import folded_text
from retrieval.identity.comparison import compare
from retrieval.identity.signature import KEPT, VERSION, KeptSignature, Signature, shared_shingles
from retrieval.model import Article, Evidence, PrintedDate

HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 1200)]
ALPHABET = "".join(character for character in HAN if folded_text(character) == character)
DAYS = st.none() | st.builds(
    PrintedDate,
    st.integers(1, 12),
    st.integers(1, 28),
    st.just(Evidence.TEXT),
    st.none() | st.integers(1900, 2100),
)
ARTICLES = st.builds(
    Article,
    st.text(max_size=30),
    date=DAYS,
    paragraphs=st.lists(st.text(max_size=80), max_size=4).map(tuple),
)


def sign(body: str, title: str = "标题", *names: str) -> Signature:
    return Signature.of(Article(title, paragraphs=(body,)), names)


def words(seed: str, length: int) -> str:
    return "".join(random.Random(seed).choices(ALPHABET, k=length))  # noqa: S311


def exact(one: str, other: str) -> tuple[float, float]:
    first, second = ({text[at : at + 3] for at in range(len(text) - 2)} for text in (one, other))
    shared = len(first & second)
    return shared / len(first | second), shared / min(len(first), len(second))


@given(ARTICLES, st.lists(st.text(max_size=12), max_size=5))
@settings(max_examples=200)
def test_comes_back_from_its_bytes(article: Article, names: list[str]) -> None:
    signature = Signature.of(article, names)
    assert Signature.of_bytes(signature.to_bytes()) == signature


def test_what_is_kept_tells_a_little_before_all_of_it_is_read() -> None:
    signature = sign(words("a", 300), words("t", 22), "樊惠林")
    kept = KeptSignature(signature.to_bytes())
    assert (kept.digest, kept.shingles) == (signature.digest, signature.shingles)
    assert kept.whole == signature == signature.whole


def test_a_typical_story_takes_at_most_600_bytes() -> None:
    figures = "10月25日上午,8:00至17:30,投资2.6亿元,电话0371-68881234,"
    story = sign(words("a", 300) + figures + words("b", 260), words("t", 22), "樊惠林", "二七区")
    assert len(story.to_bytes()) <= 600


@pytest.mark.parametrize("data", [b"", b"no signature", bytes([VERSION + 1]) + b"x" * 80])
def test_another_version_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match=f"not a story's signature of version {VERSION}"):
        Signature.of_bytes(data)


@pytest.mark.parametrize("kept", [1, 20, -1])
def test_one_that_is_cut_short_is_refused(kept: int) -> None:
    data = sign("甲乙丙丁").to_bytes()[:kept]
    for read in (Signature.of_bytes, KeptSignature):
        with pytest.raises(ValueError, match="cut short"):
            read(data)


@pytest.mark.parametrize(
    ("printed", "figures"),
    [
        ("8:00至17:30", ("17:30", "8:00")),
        ("拨付４８４６.１９万元", ("4846.19",)),
        ("共10,000户,第1,2名", ("1", "10,000", "2")),
        ("电话0371-68881234", ("0371-68881234",)),
        ("以78∶65取胜", ("78:65",)),
        ("10月25日至28号", ("10", "25日", "28号")),
        ("十一月七日晚十时", ("七日", "十", "十一")),
        ("本周三,星期天", ("三", "天")),
        ("红球03 08 15", ("03", "08", "15")),
        ("一心一意,三十多人", ()),
    ],
)
def test_figures_are_as_printed(printed: str, figures: tuple[str, ...]) -> None:
    assert sign(printed).figures == figures


def test_words_are_compared_figures_aside() -> None:
    one, other = sign("10月25日8时停电,请做好准备"), sign("11月6日19:00停电,请做好准备")
    assert one.smallest != ()
    assert shared_shingles(sign("停电25户"), sign("停电3户")) == 2
    assert compare(one, sign("10月26日9时停电,请做好准备")).containment == 1
    assert one.digest != other.digest


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("已经成\n为河南省", "已经成为河南省", True),
        ("ＯＫ，２０２２年", "ok,2022年", True),
        ("開園。", "开园", True),
        ("4.5元", "45元", False),
        ("8:00", "800", False),
        ("第1,2名", "第12名", False),
        ("开园", "开门", False),
    ],
)
def test_the_digest_is_that_of_the_words(one: str, other: str, *, same: bool) -> None:
    assert (sign(one).digest == sign(other).digest) is same


def test_a_word_more_in_the_headline_is_not_one_more_in_the_body() -> None:
    assert sign("乙", "甲").digest != sign("", "甲乙").digest


def test_names_and_days_are_kept_apart_from_the_words() -> None:
    signature = sign("甲", "乙", "张  娅", "张娅", "二七区", " ")
    assert signature.names == ("二七区", "张娅")
    dated = Article("乙", date=PrintedDate(10, 25, Evidence.TEXT), paragraphs=("甲",))
    assert Signature.of(dated).day == (10, 25, None)
    assert Signature.of(dated).digest == signature.digest


def test_is_the_same_in_every_process() -> None:
    signature = sign("二七区")
    assert signature.smallest == (16103267,)
    assert signature.digest.hex() == "1ed774248a42b4d4"


def test_a_blank_story_shares_nothing() -> None:
    blank = sign(" \n", "")
    assert (blank.shingles, blank.length, blank.smallest) == (0, 0, ())
    assert shared_shingles(blank, blank) == 0


@given(st.data())
@settings(max_examples=60)
def test_short_texts_are_compared_exactly(data: st.DataObject) -> None:
    letters = st.text(alphabet=ALPHABET[:40], min_size=30, max_size=KEPT)
    one, other = data.draw(letters), data.draw(letters)
    cut = data.draw(st.integers(0, 60))
    other = (one[:cut] + other)[:KEPT]
    found = compare(sign(one), sign(other))
    assert (found.resemblance, found.containment) == pytest.approx(exact(one, other))


@pytest.mark.parametrize("length", [200, 600, 2000, 5000])
@pytest.mark.parametrize("changed", [0.02, 0.2, 0.5, 0.8])
def test_long_texts_are_compared_within_three_standard_errors(length: int, changed: float) -> None:
    cut = int(length * (1 - changed))
    one = words("a", length)
    other = one[:cut] + words("b", length - cut)
    found, (resemblance, containment) = compare(sign(one), sign(other)), exact(one, other)
    bound = 3 * (resemblance * (1 - resemblance) / KEPT) ** 0.5 + 1 / KEPT
    assert found.resemblance == pytest.approx(resemblance, abs=bound)
    # What a part of the union is to each of two texts of one length: at most twice the error.
    assert found.containment == pytest.approx(containment, abs=2 * bound)


@pytest.mark.parametrize(("ratio", "error"), [(2, 0.1), (5, 0.25)])
def test_containment_is_known_the_less_the_more_the_lengths_differ(
    ratio: int, error: float
) -> None:
    errors = []
    for seed in range(60):
        part = words(f"a{seed}", 400)
        whole = part[:300] + words(f"b{seed}", 400 * ratio - 300)
        found = compare(sign(part), sign(whole)).containment
        errors.append(found - exact(part, whole)[1])
    assert (sum(wrong**2 for wrong in errors) / len(errors)) ** 0.5 < error
    assert abs(sum(errors) / len(errors)) < error / 3


def test_a_signature_is_a_value() -> None:
    assert sign("甲乙丙") == sign("甲乙丙")
    assert replace(sign("甲乙丙"), length=9) != sign("甲乙丙")
    assert len({sign("甲乙丙"), sign("甲乙丙")}) == 1
