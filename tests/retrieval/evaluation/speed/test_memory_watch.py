import os
from pathlib import Path

import numpy as np
import pytest

from retrieval.evaluation.speed.memory import Memory
from retrieval.evaluation.speed.memory_watch import MemoryWatch, held

BYTES = 50_000_000


def test_what_was_held_meanwhile_is_seen_afterwards() -> None:
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not report it")
    before = held(Path("/proc/self")).anonymous
    with MemoryWatch() as watch:
        kept = np.ones(BYTES, np.uint8)
    assert watch.peak >= before + BYTES / 2
    assert len(kept) == BYTES


def test_a_process_that_has_ended_holds_nothing(tmp_path: Path) -> None:
    assert held(tmp_path / str(os.getpid())) == Memory(0, 0)
