from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.desk_keys import (
    DeskSubject,
    OpenOnDesk,
    PageSeen,
    ReplaceFormer,
    ShowDesk,
    WriteNotice,
)
from bot.messages.feedback_keys import (
    Correct,
    ExportFeedback,
    OnProposal,
    ProposalAct,
    RateAnswer,
    ReportError,
    SayWhy,
)
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.key_codec import Codec
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
    Follow,
    Forget,
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
from bot.messages.wishes_keys import DoWish, ResumeHere, StopHere, SubscribeAgain, may_come_back
from bot.model import Complaint
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
    st.builds(StopHere, chat),
    st.builds(ResumeHere, chat, st.sampled_from(["", "7", "7,12,130"])),
    st.builds(SubscribeAgain, st.text(min_size=1, max_size=20).filter(may_come_back)),
    st.just(ExportFeedback()),
    st.builds(Forget, number, st.booleans()),
    st.builds(SayWhy, st.sampled_from(Complaint)),
    st.builds(Follow, number, st.integers(0, 2**32 - 1)),
    st.builds(ShowDesk, st.sampled_from(DeskSubject), st.integers(0, 99_999), number),
    st.builds(OpenOnDesk, st.sampled_from(DeskSubject), st.integers(0, 99_999), number, number),
    st.builds(PageSeen, number),
    st.builds(ReplaceFormer, number, st.booleans()),
    st.just(WriteNotice()),
)

SENT: list[tuple[str, Key]] = [
    ("a:0", ReadArticle(0, 0)),
    ("a:7", ReadArticle(7, 0)),
    ("a:7:2", ReadArticle(7, 2)),
    ("a:999999999999999999:7", ReadArticle(10**18 - 1, 7)),
    ("t0", ByTitle(0)),
    ("t7", ByTitle(7)),
    ("r7", ByReporter(7)),
    ("n", Latest()),
    ("m", Replied()),
    ("g", Suggested(0)),
    ("g1", Suggested(1)),
    ("g9", Suggested(9)),
    ("p:0:r", TurnTo(0, Order.RELEVANCE)),
    ("p:10:r", TurnTo(10, Order.RELEVANCE)),
    ("p:99999:n", TurnTo(FURTHEST, Order.NEWEST)),
    ("u7", Mute(7)),
    ("v7", Unmute(7)),
    ("by7", Broadcast(7, wanted=True)),
    ("bx7", Broadcast(7, wanted=False)),
    ("h7", Release(7)),
    ("q", RetryAlerts()),
    ("i20221027:0:0:0", ShowIssue(20221027, 0, 0, 0)),
    ("i00000000:0:0:0", ShowIssue(0, 0, 0, 0)),
    (
        "i20221027:-9223372036854775808:9223372036854775807:99999",
        ShowIssue(20221027, -(2**63), 2**63 - 1, FURTHEST),
    ),
    ("j202210:0", ShowMonth(202210, 0)),
    ("j000000:-5", ShowMonth(0, -5)),
    ("dy7", OnUpload(UploadAct.PUBLISH, 7)),
    ("dx7", OnUpload(UploadAct.DROP, 7)),
    ("dz7", OnUpload(UploadAct.TAKE_BACK, 7)),
    ("dr7", OnUpload(UploadAct.REPLACE, 7)),
    ("d7:0", ShowUpload(7, 0)),
    ("d7:2", ShowUpload(7, 2)),
    ("do7", ListPages(7)),
    ("ds7:2:3", ShowStories(7, 2, 3)),
    ("dk7:2:3", OnStory(StoryAct.DROP, 7, 2, 3)),
    ("dj7:2:3", OnStory(StoryAct.JOIN, 7, 2, 3)),
    ("du7:2:3", OnStory(StoryAct.UNDO, 7, 2, 3)),
    ("dd7:2:20221027", StateDay(7, 2, 20221027)),
    ("dd7:0:0", StateDay(7, 0, 0)),
    ("dm7:2:0", PickDay(7, 2, 0)),
    ("dm7:2:202210", PickDay(7, 2, 202210)),
    ("dp7:2", PickPaper(7, 2)),
    ("dn7:2:0", StatePaper(7, 2, 0)),
    ("dn7:2:-9223372036854775808", StatePaper(7, 2, -(2**63))),
    ("dl7:2", AskLabel(7, 2)),
    ("ss:7", OnSubscription(Act.SHOW, 7)),
    ("sp:7", OnSubscription(Act.PAUSE, 7)),
    ("sr:7", OnSubscription(Act.RESUME, 7)),
    ("sd:7", OnSubscription(Act.DELETE, 7)),
    ("su:7", OnSubscription(Act.UNDO, 7)),
    ("sw:7", OnSubscription(Act.REWORD, 7)),
    ("sv:7", OnSubscription(Act.PREVIEW, 7)),
    ("l:-1001234567890:0", ListSubscriptions(-1001234567890, 0)),
    ("l:7:2", ListSubscriptions(7, 2)),
    ("w", AlertMe()),
    ("ca:-7", ShowSettings(-7, Part.ALL)),
    ("cp:-7", ShowSettings(-7, Part.PACE)),
    ("cq:-7", ShowSettings(-7, Part.QUIET)),
    ("cz:-7", ShowSettings(-7, Part.ZONE)),
    ("ct:-7", ShowSettings(-7, Part.AMOUNT)),
    ("cl:-7", ShowSettings(-7, Part.LANGUAGE)),
    ("ck:-7", ShowSettings(-7, Part.ASKING)),
    ("cp:-1001234567890:day 1", Wish(-1001234567890, Part.PACE, "day 1")),
    (
        "cz:7:zone America/Argentina/ComodRivadavia",
        Wish(7, Part.ZONE, "zone America/Argentina/ComodRivadavia"),
    ),
    ("ca:7:x", Wish(7, Part.ALL, "x")),
    ("fy7", Forget(7, wanted=True)),
    ("fx7", Forget(7, wanted=False)),
    ("k1", RateAnswer(good=True)),
    ("k0", RateAnswer(good=False)),
    ("e7", ReportError(7)),
    ("zy7", Correct(7, wanted=True)),
    ("zx7", Correct(7, wanted=False)),
    ("zc7", OnProposal(ProposalAct.CONFIRM, 7)),
    ("zd7", OnProposal(ProposalAct.DROP, 7)),
    ("zu7", OnProposal(ProposalAct.UNDO, 7)),
    ("f", ExportFeedback()),
    ("wy", DoWish()),
    ("ws-1001234", StopHere(-1001234)),
    ("wr7", ResumeHere(7)),
    ("wr7:3,12", ResumeHere(7, "3,12")),
    ("wbmN9UwQ", SubscribeAgain("\u98df\u54c1")),
    ("ka", SayWhy(Complaint.UNRELATED)),
    ("kb", SayWhy(Complaint.INCOMPLETE)),
    ("kc", SayWhy(Complaint.MISPRINTED)),
    ("kd", SayWhy(Complaint.OUTDATED)),
    ("y7:4294967295", Follow(7, 2**32 - 1)),
    *((f"o{one.value}", ShowDesk(one)) for one in DeskSubject),
    ("od:2", ShowDesk(DeskSubject.DRAFTS, 2)),
    ("onw202648", ShowDesk(DeskSubject.UNANSWERED, 0, 202648)),
    ("on:2w202648", ShowDesk(DeskSubject.UNANSWERED, 2, 202648)),
    ("oh:2:7", OpenOnDesk(DeskSubject.PAGES, 2, 7)),
    ("on:0:7w202648", OpenOnDesk(DeskSubject.UNANSWERED, 0, 7, 202648)),
    ("ov7", PageSeen(7)),
    ("orx7", ReplaceFormer(7, sure=False)),
    ("ory7", ReplaceFormer(7, sure=True)),
    ("ow", WriteNotice()),
]
"""What stands under messages that were sent: it is to mean the same for ever."""


@given(keys)
def test_a_key_comes_back_as_it_was(key: Key) -> None:
    data = encode(key)
    assert 1 <= len(data.encode()) <= MAX_BYTES
    assert decode(data) == key


@pytest.mark.parametrize(("data", "key"), SENT)
def test_what_was_sent_means_what_it_meant(data: str, key: Key) -> None:
    assert encode(key) == data
    assert decode(data) == key


def test_every_kind_is_among_what_was_sent() -> None:
    assert {type(key) for _, key in SENT} == set(get_args(Key))


CODECS = [Codec([kind]) for kind in get_args(Key)]


@given(keys)
def test_no_other_kind_spells_the_same(key: Key) -> None:
    read = [codec.unpack(encode(key)) for codec in CODECS]
    assert [one for one in read if one is not None] == [key]


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
