"""The table of buttons: what is done for each type of key."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias, TypeVar, cast

from bot.access.request import Request
from bot.handlers import (
    alerts,
    corrections,
    feedback,
    issues,
    notices,
    privacy,
    questions,
    settings,
    stories,
    subscriptions,
    uploads,
)
from bot.messages.feedback_keys import (
    Correct,
    ExportFeedback,
    OnProposal,
    RateAnswer,
    ReportError,
)
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.keys import (
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
)
from bot.messages.settings_keys import (
    AlertMe,
    Forget,
    ListSubscriptions,
    OnSubscription,
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
)

_Tapped: TypeAlias = Callable[[Request, Key], Awaitable[str | None]]
_K = TypeVar("_K")


def _row(
    kind: type[_K], action: Callable[[Request, _K], Awaitable[str | None]]
) -> tuple[type[_K], _Tapped]:
    return kind, cast("_Tapped", action)  # `act` looks it up by the key's own type


ACTIONS: dict[type, _Tapped] = dict(
    (
        _row(ReadArticle, stories.read),
        _row(TurnTo, questions.turn),
        _row(ShowIssue, issues.open_issue),
        _row(ShowMonth, issues.turn_month),
        _row(ByTitle, questions.ask_tapped),
        _row(ByReporter, questions.ask_tapped),
        _row(Latest, questions.ask_tapped),
        _row(Replied, questions.ask_tapped),
        _row(Suggested, questions.ask_tapped),
        _row(RateAnswer, feedback.rate),
        _row(ReportError, feedback.report),
        _row(Correct, corrections.decide),
        _row(OnProposal, corrections.act),
        _row(ExportFeedback, feedback.export),
        _row(AlertMe, subscriptions.alert_me),
        _row(OnSubscription, subscriptions.act),
        _row(ListSubscriptions, subscriptions.turn),
        _row(ShowSettings, settings.turn),
        _row(Wish, settings.wish),
        _row(Forget, privacy.confirm),
        _row(Mute, alerts.mute),
        _row(Unmute, alerts.unmute),
        _row(Broadcast, notices.confirm),
        _row(Release, notices.release),
        _row(RetryAlerts, notices.retry),
        _row(OnUpload, uploads.decide),
        _row(ShowUpload, uploads.decide),
        _row(ListPages, uploads.decide),
        _row(ShowStories, uploads.decide),
        _row(OnStory, uploads.decide),
        _row(StateDay, uploads.decide),
        _row(PickDay, uploads.decide),
        _row(PickPaper, uploads.decide),
        _row(StatePaper, uploads.decide),
        _row(AskLabel, uploads.decide),
    )
)


async def act(request: Request, key: Key) -> str | None:
    """Do what a button stands for; return what the tap is to be answered, None for no words.

    Raises ArticleUnknown, QuestionGone, NotAllowed.
    """
    return await ACTIONS[type(key)](request, key)
