"""How Python runs in a process that goes on running, once it is warm."""

import gc
import sys

TURN = 0.0002
"""Seconds for which a thread may keep others from running Python: with the usual 5 ms, a question
asked while a page is added waits several times as long as it takes."""


def take_turns() -> None:
    """Have threads take turns every `TURN` from now on."""
    sys.setswitchinterval(TURN)


def settle() -> None:
    """Look for garbage a last time among all that there is, and then only among what comes.

    What a process holds once it is warm, it holds for good: the dictionaries, the code, the index.
    Python goes through all of it again and again, which takes a tenth of a second and more, and
    nobody is answered meanwhile. What is let go of later all the same (a snapshot of before) goes
    when its last reference does.
    """
    gc.collect()
    gc.freeze()
