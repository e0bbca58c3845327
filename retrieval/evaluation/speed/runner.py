"""Running the trials of one engine, each in a process of its own, and putting figures together."""

import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence

import msgspec

from retrieval.evaluation.speed.engine import ENGINES, OURS
from retrieval.evaluation.speed.figures import SpeedFigures
from retrieval.evaluation.speed.trial import Bench

LIMIT_S = 1800
"""Seconds that one trial may take, a build above all."""
_TRIALS = "retrieval.evaluation.speed.trial"


class TrialFailed(Exception):
    """A trial printed no figures; the message says which and why."""


def installed(name: str) -> bool:
    """Return whether an engine's library is there; say so on standard error where it is not."""
    missing = [one for one in ENGINES[name].libraries if importlib.util.find_spec(one) is None]
    for library in missing:
        sys.stderr.write(f"{name} is left out, as {library} is not installed: make benchmark\n")
    return not missing


def measure(name: str, passages: int, bench: Bench) -> SpeedFigures:
    """Build, start and ask an engine, ours with additions; remove its index.

    What a trial that failed leaves unmeasured stays None.
    """
    figures: dict[str, object] = {"engine": name, "passages": passages}
    try:
        figures |= _trial("build", name, bench)
        began = time.monotonic()
        figures["start_s"] = _trial("start", name, bench)["answered_at"] - began
        figures |= _trial("ask", name, bench)
        if name == OURS:
            figures["additions"] = _trial("add", name, bench)
    except TrialFailed as failed:
        figures["missing"] = str(failed)
    finally:
        shutil.rmtree(bench.index, ignore_errors=True)
    return SpeedFigures.of(figures)


def _trial(trial: str, name: str, bench: Bench) -> dict[str, int | float]:
    sys.stderr.write(f"{name}: {trial}\n")
    printed = run_trial(_TRIALS, (trial, name, str(bench.folder)))
    return msgspec.json.decode(printed, type=dict[str, int | float])


def run_trial(module: str, arguments: Sequence[str], limit_s: float = LIMIT_S) -> str:
    """Run a module as a process of its own; return the last line that it prints.

    The first argument says which of its trials. Raises TrialFailed.
    """
    command = [sys.executable, "-m", module, *arguments]
    trial = arguments[0]
    try:
        ended = subprocess.run(  # noqa: S603 (our own module)
            command, stdout=subprocess.PIPE, text=True, timeout=limit_s, check=True
        )
    except subprocess.TimeoutExpired as late:
        raise TrialFailed(f"{trial} took over {limit_s // 60:.0f} min") from late
    except subprocess.CalledProcessError as failed:
        raise TrialFailed(f"{trial} ended with {failed.returncode}") from failed
    return ended.stdout.splitlines()[-1]
