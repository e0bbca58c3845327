import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.feedback_keys import (
    Correct,
    ExportFeedback,
    OnProposal,
    ProposalAct,
    RateAnswer,
    ReportError,
)
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.keys import (
    FURTHEST,
    MAX_BYTES,
    Broadcast,
    ByReporter,
    ByTitle,
    Key,
    Latest,
    Mute,
    ReadArticle,
    Release,
    Replied,
    RetryAlerts,
    Suggested,
    TurnTo,
    Unmute,
    decode,
    encode,
)
from bot.messages.settings_keys import (
    Act,
    AlertMe,
    ListSubscriptions,
    OnSubscription,
    Part,
    ShowSettings,
    Wish,
)
from bot.messages.uploads_keys import (
    AskLabel,
    ListPages,
    OnStory,
    OnUpload,
    PickDay,
    PickPaper,
    ShowStories,
    ShowUpload,
    StateDay,
    StatePaper,
    StoryAct,
    UploadAct,
)
from retrieval.model import Order

number = st.integers(0, 10**18 - 1)
asked = st.one_of(
    st.builds(ByTitle, number),
    st.builds(ByReporter, number),
    st.sampled_from([Latest(), Replied()]),
    st.builds(Suggested, st.integers(0, 9)),
)
chat = st.integers(-(10**18) + 1, -1) | st.integers(1, 10**18 - 1)
choices = st.one_of(
    st.builds(OnSubscription, st.sampled_from(Act), number),
    st.builds(ListSubscriptions, chat, number),
    st.just(AlertMe()),
    st.builds(ShowSettings, chat, st.sampled_from(Part)),
    st.builds(
        Wish,
        chat,
        st.sampled_from(Part),
        st.sampled_from(["day 1", "zone America/Argentina/ComodRivadavia"]),
    ),
)
day = st.integers(0, 99_999_999)
hashed = st.integers(-(2**63), 2**63 - 1)
keys = st.one_of(
    choices,
    asked,
    st.builds(ReadArticle, number, number),
    st.builds(ShowIssue, day, hashed, hashed, st.integers(0, 99_999)),
    st.builds(ShowMonth, st.integers(0, 999_999), hashed),
    st.builds(TurnTo, st.integers(0, FURTHEST), st.sampled_from(Order)),
    st.builds(Mute, number),
    st.builds(Release, number),
    st.just(RetryAlerts()),
    st.builds(StateDay, number, number, st.integers(0, 99_991_231)),
    st.builds(PickDay, number, number, st.integers(0, 999_912)),
    st.builds(StatePaper, number, number, st.integers(-(2**63), 2**63 - 1)),
    st.builds(PickPaper, number, number),
    st.builds(AskLabel, number, number),
    st.builds(Unmute, number),
    st.builds(Broadcast, number, st.booleans()),
    st.builds(OnUpload, st.sampled_from(UploadAct), number),
    st.builds(ShowUpload, number, number),
    st.builds(ListPages, number),
    st.builds(ShowStories, number, number, number),
    st.builds(OnStory, st.sampled_from(StoryAct), number, number, number),
    st.builds(RateAnswer, st.booleans()),
    st.builds(ReportError, number),
    st.builds(Correct, number, st.booleans()),
    st.builds(OnProposal, st.sampled_from(ProposalAct), number),
    st.just(ExportFeedback()),
)


@given(keys)
def test_a_key_comes_back_as_it_was(key: Key) -> None:
    data = encode(key)
    assert 1 <= len(data.encode()) <= MAX_BYTES
    assert decode(data) == key


@given(st.text())
def test_made_up_data_is_no_key_or_a_well_formed_one(data: str) -> None:
    key = decode(data)
    assert key is None or decode(encode(key)) == key


@pytest.mark.parametrize(
    "data",
    [
        "",
        "a:",
        "a:-1",
        "a:1e3",
        "a:01",
        "a:" + "9" * 19,
        "a:1\n",
        "a:١",
        "p:1",
        "p::n",
        "p:100000:r",
        "p:1:m",
        "x",
        "r",
        "n1",
        "ss:",
        "sx:1",
        "l:0:0",
        "l:-1",
        "ca:-100: x",
        "cb:1",
        "w1",
        "d1",
        "dy",
        "dw1",
        "d1:",
        "k2",
        "f1",
        "zz1",
        "e-1",
    ],
)
def test_forged_data_is_refused(data: str) -> None:
    assert decode(data) is None
