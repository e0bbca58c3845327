"""Running the trials of one engine, each in a process of its own, and putting figures together."""

import importlib.util
import json
import shutil
import subprocess
import sys
import time

from retrieval.evaluation.speed.engine import ENGINES, OURS
from retrieval.evaluation.speed.figures import SpeedFigures
from retrieval.evaluation.speed.trial import Bench

LIMIT_S = 1800
"""Seconds that one trial may take, a build above all."""


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


def _trial(trial: str, name: str, bench: Bench) -> dict[str, float]:
    sys.stderr.write(f"{name}: {trial}\n")
    command = [
        sys.executable,
        "-m",
        "retrieval.evaluation.speed.trial",
        trial,
        name,
        str(bench.folder),
    ]
    try:
        ended = subprocess.run(  # noqa: S603 (our own module)
            command, stdout=subprocess.PIPE, text=True, timeout=LIMIT_S, check=True
        )
    except subprocess.TimeoutExpired as late:
        raise TrialFailed(f"{trial} took over {LIMIT_S // 60} min") from late
    except subprocess.CalledProcessError as failed:
        raise TrialFailed(f"{trial} ended with {failed.returncode}") from failed
    figures: dict[str, float] = json.loads(ended.stdout.splitlines()[-1])
    return figures
