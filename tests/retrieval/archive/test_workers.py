import subprocess
import sys
from pathlib import Path

BEGINS_AND_IS_KILLED = """
import os, signal
from retrieval.archive.workers import workers

if __name__ == "__main__":
    workers(1).submit(os.getpid).result()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_workers_of_a_process_that_is_killed_end(tmp_path: Path) -> None:
    script = tmp_path / "begin.py"
    script.write_text(BEGINS_AND_IS_KILLED)
    process = subprocess.Popen(
        [sys.executable, script],
        env={"PYTHONPATH": str(Path(__file__).parents[3])},
        stdout=subprocess.PIPE,
    )
    process.communicate(timeout=240)  # ends when the last that holds the pipe does, a worker too
    assert process.returncode == -9
