"""The reader of pictures holds its process: how it asks, and what becomes of one that fails."""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from threading import Event, Thread

import pytest

from retrieval.errors import PageRefused
from retrieval.formats.pictures import word_reader as ocr
from retrieval.formats.pictures.word_reader import NOT_INSTALLED, WordReader
from retrieval.model.files import Bounds

PAGE = {
    "width": 100,
    "height": 200,
    "pieces": [
        {"text": "渡口", "box": [1, 2, 41, 22], "size": 20, "upright": False, "sureness": 0.9},
        {"text": "竖题", "box": [80, 2, 99, 42], "size": 19.5, "upright": True, "sureness": 0.5},
    ],
    "pictures": [[0, 50, 100, 90]],
    "rules": [[0, 45, 100, 46]],
}


def child(folder: Path, answer: str) -> Sequence[str]:
    """Return the command of a process that runs ``answer`` for each question and its picture."""
    script = folder / "child.py"
    script.write_text(
        "import json, os, signal, sys, time\n"
        f"PAGE = {PAGE!r}\n"
        "def say(answer):\n"
        "    print(json.dumps(answer), flush=True)\n"
        "for line in sys.stdin.buffer:\n"
        "    question = json.loads(line)\n"
        "    picture = sys.stdin.buffer.read(question['size'])\n"
        + textwrap.indent(textwrap.dedent(answer), "    "),
        encoding="utf-8",
    )
    return (sys.executable, str(script))


def reader(folder: Path, answer: str, wait: float = 60) -> WordReader:
    return WordReader(Bounds(), command=child(folder, answer), wait=wait)


def test_what_stands_where_is_taken_from_the_answer(tmp_path: Path) -> None:
    with reader(tmp_path, "say({'page': PAGE})") as words:
        page = words.read(b"picture", "a.png")

    assert (page.width, page.height) == (100, 200)
    assert [(piece.text, piece.upright, piece.size) for piece in page.pieces] == [
        ("渡口", False, 20),
        ("竖题", True, 19.5),
    ]
    assert page.pieces[0].box == (1, 2, 41, 22)
    assert (page.pictures, page.rules) == (((0, 50, 100, 90),), ((0, 45, 100, 46),))


def test_the_picture_and_the_bounds_reach_the_process(tmp_path: Path) -> None:
    answer = "say({'refused': json.dumps([question, picture.decode(), sys.argv[1]])})"
    bounds = Bounds(pixels=77, seconds=5, memory=10**9)
    with (
        WordReader(bounds, command=child(tmp_path, answer)) as words,
        pytest.raises(PageRefused) as refused,
    ):
        words.read(b"picture", "a.tif", frame=3)

    question = {"frame": 3, "size": 7, "pixels": 77, "seconds": 5}
    assert json.loads(refused.value.reason) == [question, "picture", "1000000000"]
    assert refused.value.name == "a.tif"


def test_one_process_reads_one_picture_after_another(tmp_path: Path) -> None:
    with reader(tmp_path, "say({'page': PAGE | {'width': os.getpid()}})") as words:
        widths = {words.read(b"picture", name).width for name in "abc"}

    assert len(widths) == 1


def test_no_process_is_started_before_the_first_picture(tmp_path: Path) -> None:
    command = (sys.executable, "-c", f"open({str(tmp_path / 'started')!r}, 'w')")
    with WordReader(Bounds(), command=command):
        pass

    assert not (tmp_path / "started").exists()


def test_the_process_has_ended_when_the_block_has(tmp_path: Path) -> None:
    with reader(tmp_path, "say({'page': PAGE | {'width': os.getpid()}})") as words:
        process = int(words.read(b"picture", "a.png").width)

    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_nothing_of_our_surroundings_is_handed_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "123:secret")
    answer = "say({'refused': ' '.join(os.environ)})"
    with reader(tmp_path, answer) as words, pytest.raises(PageRefused) as refused:
        words.read(b"picture", "a.png")

    assert "TOKEN" not in refused.value.reason
    assert "PYTHONPATH" in refused.value.reason


def test_each_picture_is_announced_before_it_is_read(tmp_path: Path) -> None:
    begun: list[str] = []
    command = child(tmp_path, "say({'page': PAGE})")
    with WordReader(Bounds(), begun.append, command=command) as words:
        words.read(b"picture", "a.png")
        words.read(b"picture", "b.png")

    assert begun == ["a.png", "b.png"]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("os._exit(1)", "停了"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "停了"),
        ("os.kill(os.getpid(), signal.SIGXCPU)", "180 秒"),
        ("say({'failed': 'memory'})", "内存"),
        ("say({'failed': 'missing'})", "bulletin-bot[ocr]"),
        ("say({'failed': 'something'})", "停了"),
        ("print('hello', flush=True)", "答得不对"),
        ("print('[' * 100000, flush=True)", "答得不对"),
        ("say([])", "答得不对"),
        ("say({})", "答得不对"),
        ("say({'page': []})", "答得不对"),
        ("say({'page': PAGE | {'width': '7'}})", "答得不对"),
        ("say({'page': PAGE | {'width': float('nan')}})", "答得不对"),
        ("say({'page': PAGE | {'pieces': 7}})", "答得不对"),
        ("say({'page': PAGE | {'pieces': [[]]}})", "答得不对"),
        ("PAGE['pieces'][0]['text'] = chr(0xD800); say({'page': PAGE})", "答得不对"),
        ("say({'page': PAGE | {'rules': [[1, 2, 3]]}})", "答得不对"),
        ("say({'page': PAGE | {'rules': [[1, 2, 3, None]]}})", "答得不对"),
    ],
)
def test_a_process_that_fails_refuses_its_picture_only(
    tmp_path: Path, answer: str, said: str
) -> None:
    good = json.dumps(PAGE).replace("false", "False").replace("true", "True")
    both = f"if picture == b'bad':\n    {answer}\nelse:\n    say({{'page': {good}}})"
    with reader(tmp_path, both) as words:
        with pytest.raises(PageRefused) as refused:
            words.read(b"bad", "bad.png")

        assert said in refused.value.reason
        assert refused.value.name == "bad.png"
        assert words.read(b"good", "good.png").width == 100


def test_an_answer_without_end_is_not_read_to_the_end(tmp_path: Path) -> None:
    answer = "while True: sys.stdout.write('x' * 1000000)"
    with reader(tmp_path, answer) as words, pytest.raises(PageRefused, match="答得不对"):
        words.read(b"picture", "a.png")


def test_a_process_that_hangs_is_ended(tmp_path: Path) -> None:
    both = "time.sleep(1000) if picture == b'bad' else say({'page': PAGE})"
    with (
        reader(tmp_path, both, wait=0.3) as words,
        pytest.raises(PageRefused, match="没有认完"),
    ):
        words.read(b"bad", "bad.png")


def test_a_process_that_takes_no_picture_is_ended() -> None:
    command = (sys.executable, "-c", "import time; time.sleep(1000)")
    with (
        WordReader(Bounds(), command=command, wait=0.3) as words,
        pytest.raises(PageRefused, match="没有认完"),
    ):
        words.read(bytes(10_000_000), "bad.png")


def test_closing_from_another_thread_refuses_the_picture_being_read(tmp_path: Path) -> None:
    begun = Event()
    command = child(tmp_path, "time.sleep(1000)")
    words = WordReader(Bounds(), lambda _: begun.set(), command=command)
    reasons: list[str] = []

    def read() -> None:
        try:
            words.read(b"picture", "a.png")
        except PageRefused as refused:
            reasons.append(refused.reason)

    thread = Thread(target=read)
    thread.start()
    begun.wait()
    words.close()
    thread.join()

    assert len(reasons) == 1
    assert "停下" in reasons[0]
    with pytest.raises(PageRefused, match="停下"):
        words.read(b"picture", "b.png")


def test_closing_twice_is_closing(tmp_path: Path) -> None:
    with reader(tmp_path, "say({'page': PAGE})") as words:
        words.read(b"picture", "a.png")
        words.close()
        words.close()


def test_the_pictures_of_a_file_are_counted_to_one_beyond_the_bound(tmp_path: Path) -> None:
    command = child(tmp_path, "say({'frames': list(range(question['most']))})")
    with WordReader(Bounds(pages=3), command=command) as words:
        assert words.frames(b"picture", "a.tif") == (0, 1, 2, 3)


@pytest.mark.parametrize("frames", ["7", "['a']", "None"])
def test_nonsense_for_a_count_is_refused(tmp_path: Path, frames: str) -> None:
    with reader(tmp_path, f"say({{'frames': {frames}}})") as words, pytest.raises(PageRefused):
        words.frames(b"picture", "a.tif")


def test_without_its_libraries_a_picture_is_refused_with_how_to_get_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "find_spec", lambda _: None)
    with WordReader(Bounds()) as words, pytest.raises(PageRefused) as refused:
        words.read(b"picture", "a.png")

    assert refused.value.reason == NOT_INSTALLED
    assert "make ocr" in NOT_INSTALLED
    assert "pip install 'bulletin-bot[ocr]'" in NOT_INSTALLED


def test_reading_pictures_loads_no_library_into_our_own_process() -> None:
    code = (
        "import sys, retrieval.formats.pictures.word_reader\n"
        "print({'PIL', 'rapidocr', 'onnxruntime', 'cv2'} & sys.modules.keys())"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "set()"


def test_our_own_process_ends_with_its_input() -> None:
    """So a parent that is killed leaves nothing behind."""
    done = subprocess.run(
        (sys.executable, "-m", "retrieval.formats.pictures.process", str(2**31)),
        input=b"",
        check=False,
    )

    assert done.returncode == 0


def test_our_own_process_reaches_no_network() -> None:
    code = (
        "import socket, sys\n"
        "from retrieval.formats.pictures.process import _stay_off_the_network\n"
        "sys.addaudithook(_stay_off_the_network)\n"
        "socket.create_connection(('127.0.0.1', 9), 1)"
    )
    done = subprocess.run((sys.executable, "-c", code), capture_output=True, text=True, check=False)

    assert "PermissionError" in done.stderr
