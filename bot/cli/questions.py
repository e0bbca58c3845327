"""``questions``: for the editors' meeting, what print did not answer, and a week's figures."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import click

from bot.cli.asked_shapes import AlertsShape, FiguresShape, ReadShape, UnansweredShape
from bot.cli.open_archive import open_archive
from bot.cli.shapes import print_json
from bot.model.asked import Days, Figures, QuestionGroup, Wording
from bot.runtime.settings import load
from bot.services.asked import AskedQuestions
from bot.store.questions import KEPT_DAYS
from retrieval.errors import ArchiveUnavailable
from retrieval.model import Band

_BANDS = {Band.ANSWER: "答上的", Band.NEAREST: "只有相近的", Band.NOTHING: "没找到的"}
_SAID_MOST = 5  # other wordings of a group that are printed
_HEAD = "人次  没找到  相近  问的是"
_ROW = "{count:>4}  {nothing:>6}  {nearest:>4}  {words}"
_UNDER = " " * 20


class Week(click.ParamType[Days]):
    """An ISO week: ``2026-W48``."""

    name = "week"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> Days:
        """Return the week's days; raise click.BadParameter where it is none."""
        try:
            return Days.read(str(value).upper())
        except ValueError:
            self.fail(
                f"{value!r} 不是一周，请写成 2026-W48 这样 (no week; write it as 2026-W48)",
                param,
                ctx,
            )


@click.command(
    "questions",
    help="""编前会用：一周的数字；加 --unanswered 列报上答不了的问题，问同一件事的合成一组。

    For the editors' meeting: a week's figures or, with --unanswered, the questions that print did
    not answer, those that ask the same as one group, asked most first. The bot may be running.

    \b
    --json 输出一个对象 (prints one object):
      first, last    第一天和最后一天 (the days), "2026-11-23"
      week           "2026-W48"；不是一整周则为 null (null for other days)
    加 --unanswered (with it):
      kept_since     这一天以来的文字还留着 (words are kept since this day)
      groups         [{said: [{words, count}], count, nothing, nearest}]
    不加 (without it):
      questions      {answer, nearest, nothing}
      subscribers    {chats, subscriptions, paused}，现在的 (as of now)
      alerts         {sent, failed}
      read           [{article, title, count}]

    一个人一天里问几遍，count 都只算一次。Whoever asks the same again on a day counts once.""",
)
@click.option(
    "--unanswered",
    "lists",
    is_flag=True,
    help="列出没找到、或只找到相近的问题。List what found nothing, or only something near.",
)
@click.option(
    "--week",
    type=Week(),
    metavar="2026-W48",
    help="哪一周（ISO，星期一到星期日）；不写就是最近七天。"
    " An ISO week; by default the last seven days.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(*, lists: bool, week: Days | None, as_json: bool) -> None:
    """Print the list or the figures."""
    settings = load()
    if not settings.database.exists():
        raise ArchiveUnavailable(
            f"{settings.database}: 还没有资料库 (there is no archive here yet)"
        )
    with open_archive(settings) as (runner, here):
        asked = AskedQuestions(here.database, here.archive, settings.timezone, here.clock)
        days = week or asked.last_seven()
        since = asked.today() - timedelta(days=KEPT_DAYS - 1)
        if lists:
            groups = runner.run(asked.unanswered(days))
        else:
            figures = runner.run(asked.figures(days))
    if lists and as_json:
        print_json(UnansweredShape(days.first, days.last, days.week or None, since, groups))
    elif lists:
        click.echo("\n".join(_list_lines(days, groups, since)))
    elif as_json:
        print_json(_figures_shape(figures))
    else:
        click.echo("\n".join(_figure_lines(figures)))


def _list_lines(days: Days, groups: Sequence[QuestionGroup], since: date) -> Iterator[str]:
    total = sum(one.count for one in groups)
    yield f"报上答不了的问题，{_named(days)}：{len(groups)} 组，{total} 人次。"
    if days.first < since:
        yield f"问题的文字只留 {KEPT_DAYS} 天，{since} 以前问的已经删去。"
    if groups:
        yield ""
        yield _HEAD
    for one in groups:
        yield _ROW.format(
            count=one.count, nothing=one.nothing, nearest=one.nearest, words=_line(one.words)
        )
        others = one.said[1 : _SAID_MOST + 1]
        yield from (f"{_UNDER}· {_wording(other)}" for other in others)
        left = len(one.said) - 1 - len(others)
        if left > 0:
            yield f"{_UNDER}· 还有 {left} 种说法（--json 里全有）"


def _figure_lines(figures: Figures) -> Iterator[str]:
    questions, subscribers = figures.questions, figures.subscribers
    told = "，".join(f"{name} {questions[band]}" for band, name in _BANDS.items())
    yield f"{_named(figures.days)}"
    yield f"提问：{sum(questions.values())}（{told}）"
    yield f"提醒：发出 {figures.sent}，发不出 {figures.failed}"
    paused = f"，其中 {subscribers.paused} 个停着" if subscribers.paused else ""
    yield (f"订阅（现在）：{subscribers.chats} 个聊天，{subscribers.subscriptions} 个订阅{paused}")
    if figures.read:
        yield "读得最多的："
        yield from (f"{one.count:>4} 人  {one.title}" for one in figures.read)


def _figures_shape(figures: Figures) -> FiguresShape:
    days = figures.days
    return FiguresShape(
        *(days.first, days.last, days.week or None, figures.questions, figures.subscribers),
        AlertsShape(figures.sent, figures.failed),
        tuple(ReadShape(one.article_id, one.title, one.count) for one in figures.read),
    )


def _named(days: Days) -> str:
    span = f"{days.first} 至 {days.last}"
    return f"{days.week}（{span}）" if days.week else span


def _wording(one: Wording) -> str:
    return _line(one.words) + (f" ×{one.count}" if one.count > 1 else "")


def _line(words: str) -> str:
    """Return words on one line, with nothing that a terminal would obey."""
    return " ".join("".join(one if one.isprintable() else " " for one in words).split())
