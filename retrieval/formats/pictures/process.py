"""The process that reads words in pictures; `reader` runs it, and says how.

Its one argument is how many bytes of memory it may take. It ends with its standard input, so that
nothing is left behind by a parent that was ended.
"""

import json
import os
import re
import resource
import sys
from collections.abc import Mapping
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from retrieval.errors import PageRefused

_SHORT_OF_MEMORY = re.compile("alloc|memory|map segment", re.IGNORECASE)
_NICE = 10  # questions are answered first


def main() -> None:
    """Answer questions for as long as they come."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints would answer for us
    _limit(resource.RLIMIT_AS, int(sys.argv[1]))
    _limit(resource.RLIMIT_CORE, 0)
    os.nice(_NICE)
    sys.addaudithook(_stay_off_the_network)
    questions: SimpleQueue[tuple[dict[str, int], bytes]] = SimpleQueue()
    Thread(target=_listen, args=(sys.stdin.buffer, questions), daemon=True).start()
    while True:
        question, picture = questions.get()
        answers.write(json.dumps(_answer(question, picture), ensure_ascii=False).encode() + b"\n")
        answers.flush()


def _stay_off_the_network(event: str, _: tuple[object, ...]) -> None:
    """Refuse what would fetch a model: all that is needed is installed."""
    if event in {"socket.connect", "socket.getaddrinfo"}:
        raise PermissionError(event)


def _listen(asked: BinaryIO, questions: SimpleQueue[tuple[dict[str, int], bytes]]) -> None:
    """Pass on what is asked; end the process at the end, whatever it is doing."""
    with suppress(OSError, ValueError, MemoryError):
        while line := asked.readline():
            question = json.loads(line)
            questions.put((question, asked.read(question["size"])))
    os._exit(0)


def _answer(question: Mapping[str, int], picture: bytes) -> dict[str, object]:
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _limit(resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime) + 1 + question["seconds"])
    try:
        from retrieval.formats.pictures.pixels import page_frames, page_pixels  # noqa: PLC0415 (after limits)

        if "most" in question:
            return {"frames": page_frames(picture, "", question["most"])}
        pixels = page_pixels(picture, "", frame=question["frame"], most=question["pixels"])
        from retrieval.formats.pictures.message import page_words  # noqa: PLC0415 (after limits)

        return {"page": page_words(pixels)}
    except PageRefused as refused:
        return {"refused": refused.reason}
    except MemoryError:
        return {"failed": "memory"}
    except Exception as error:  # noqa: BLE001 (a library's: it is told, and the process made anew)
        if _SHORT_OF_MEMORY.search(str(error)):
            return {"failed": "memory"}
        return {"failed": "missing" if isinstance(error, ImportError) else "died"}


def _limit(what: int, most: int) -> None:
    with suppress(ValueError, OSError):  # macOS knows no bound to memory
        resource.setrlimit(what, (most, resource.getrlimit(what)[1]))


if __name__ == "__main__":
    main()
