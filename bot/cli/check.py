"""``check``: whether the archive, the index and the outbox hold together, and ``--repair``."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import click

from bot.cli.open_archive import open_archive
from bot.cli.shapes import CheckShape, FindingShape, WaitingShape, page_shape, print_json
from bot.messages.not_sent import not_sent_text
from bot.messages.page_names import page_name
from bot.messages.rejected_pages import set_aside_text
from bot.messages.texts import ZH
from bot.model import NotSentList, State
from bot.model.inbox import NotRead
from bot.runtime.settings import Address, load
from bot.store.check import RULES, OutboxBacklog, outbox
from bot.store.inbox import not_read_in
from bot.store.quarantine import not_sent_in
from bot.store.schema import steps
from retrieval.archive import CheckReport, IndexState, check, repair
from retrieval.store import lock_owner

_INDEX = {
    IndexState.NONE: "没有（资料少时不需要，或下次打开时建）",
    IndexState.CURRENT: "与资料库一致",
    IndexState.BEHIND: "比资料库旧（新的部分打开时现读）",
    IndexState.FOREIGN: "不是这个库或这个版本的（下次打开时重建）",
    IndexState.DAMAGED: "损坏（下次打开时重建）",
}
_ON_CLUSTER = "在检索集群里（看 search-index status）"
_RETRY = "机器人的管理员发 /status，点“再试”就会再发。"
_ANSWER_SECONDS = 5.0
_UNITS = ((86400, "天"), (3600, "小时"), (60, "分钟"))


@dataclass(frozen=True, slots=True)
class _Failing:
    """What is set aside: files of the inbox, and alerts; why parts of a running bot don't work."""

    files: tuple[NotRead, ...]
    alerts: NotSentList
    reasons: Mapping[str, str]


@click.command(
    "check",
    help="""检查资料库、索引和待发的提醒；机器人不必停。有问题则以 1 退出。

    Check the archive, its index and the outbox, beside a running bot; 1 if something is wrong.""",
)
@click.option(
    "--repair",
    "mending",
    is_flag=True,
    help="修复能修的，登过报的一概不删；机器人要先停。Mend what can be mended; stop the bot first.",
)
@click.option(
    "--running",
    is_flag=True,
    help="只看有没有机器人在运行（设了 HEALTH_PORT 还看它答不答），没有则以 1 退出。"
    " Only tell whether a bot runs and, with HEALTH_PORT, answers.",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON。")
def command(*, mending: bool, running: bool, as_json: bool) -> int:
    """Print the report; return 1 while something is wrong."""
    settings = load()
    path = settings.database
    if running:
        return _running(path, settings.health)
    if mending and repair(path, steps(), RULES).sound:
        with open_archive(settings) as (runner, here):
            runner.run(here.archive.refresh())  # makes the index again where it went
    report = check(path, steps(), RULES)
    waiting, reasons = outbox(path), _not_ready(path, settings.health)
    failing = _Failing(not_read_in(path), not_sent_in(path), reasons)
    if as_json:
        print_json(_shape(report, waiting, failing))
    else:
        index = _INDEX[report.index] if settings.search is None else _ON_CLUSTER
        click.echo("\n".join(_lines(path, report, index, waiting, failing)))
    return int(not report.sound)


def _running(path: Path, health: Address | None) -> int:
    """Return whether a bot holds the archive and, where it can be asked, whether it answers."""
    pid = lock_owner(path)
    if pid is None:
        click.echo("没有机器人在运行。")
        return 1
    if health is not None and not _lives(health):
        click.echo(f"进程 {pid} 在运行，但 /healthz 没有回答。")
        return 1
    click.echo(f"进程 {pid} 在运行。")
    return 0


def _lives(health: Address) -> bool:
    answer = _answer(health, "/healthz")
    return answer is not None and answer[0] == HTTPStatus.OK


def _not_ready(path: Path, health: Address | None) -> Mapping[str, str]:
    """Return why parts of a running bot don't work, as far as it can be asked."""
    if health is None or lock_owner(path) is None:
        return {}
    answer = _answer(health, "/readyz")
    if answer is None:
        return {"healthz": "没有回答 (no answer)"}
    try:
        told = json.loads(answer[1]).get("reasons", {})
        return {str(part): str(why) for part, why in told.items()}
    except (ValueError, AttributeError):
        return {}  # a proxy's page, or an older bot


def _answer(health: Address, path: str) -> tuple[int, bytes] | None:
    """Return the status and the body of a bot's answer; None where there is none."""
    anywhere = health.host in ("0.0.0.0", "::")  # noqa: S104 (compared, not bound)
    host = "localhost" if anywhere else health.host
    asking = HTTPConnection(host, health.port, timeout=_ANSWER_SECONDS)
    try:
        asking.request("GET", path)
        answer = asking.getresponse()
        return answer.status, answer.read()
    except (OSError, HTTPException):
        return None
    finally:
        asking.close()


def _lines(
    path: Path,
    report: CheckReport,
    index: str,
    waiting: Mapping[State, OutboxBacklog],
    failing: _Failing,
) -> list[str]:
    now = int(time.time())
    lines = [
        f"{path}：{report.pages} 个版面，{report.articles} 篇报道，登载 {report.printings} 次。",
        "结构：" + "，".join(f"{s.room} {s.number}（程序 {s.known}）" for s in report.schemas),
        f"索引：{index}",
    ]
    lines += [
        f"提醒 {state}：{one.count} 条，最早的 {_ago(now - one.since)}"
        for state, one in waiting.items()
    ]
    lines += [
        f"找回的版面：{page_name(page, ZH)}。它从前被另一版替换，两版没有相同的报道，现在各是一版。"
        for page in report.given_back
    ]
    lines += [f"运行着的机器人有一处不动：{part}：{why}" for part, why in failing.reasons.items()]
    lines += not_sent_text(failing.alerts).splitlines()
    lines += [_RETRY] if failing.alerts.quarantined else []
    lines += set_aside_text(failing.files).splitlines()
    if report.sound and failing.reasons:
        return [*lines, "资料库没有发现问题；机器人那里的毛病，见上面。"]
    if report.sound:
        return [*lines, "没有发现问题。"]
    mending = "可以用 check --repair 修复", "修不了，请从备份恢复（restore）"
    return lines + [
        f"问题：{found.what} × {found.count}（{found.advice or mending[not found.mendable]}）"
        for found in report.findings
    ]


def _ago(seconds: int) -> str:
    """Return how long ago, in the largest unit of which there is one; the clock may have jumped."""
    for unit, name in _UNITS:
        if seconds >= unit:
            return f"{seconds // unit} {name}前"
    return "刚才"


def _shape(
    report: CheckReport,
    waiting: Mapping[State, OutboxBacklog],
    failing: _Failing,
) -> CheckShape:
    return CheckShape(
        report.sound,
        report.pages,
        report.articles,
        report.printings,
        {schema.room: schema.number for schema in report.schemas},
        report.index,
        {state: WaitingShape(one.count, one.since) for state, one in waiting.items()},
        tuple(FindingShape(one.what, one.count, one.mendable) for one in report.findings),
        tuple(page_shape(page) for page in report.given_back),
        failing.files,
        failing.alerts,
        failing.reasons,
    )
