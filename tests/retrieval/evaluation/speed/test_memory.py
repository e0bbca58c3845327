from retrieval.evaluation.speed.memory import Memory

STATUS = "Name:\tpython\nVmRSS:\t  9 kB\nRssAnon:\t     12 kB\nRssFile:\t      3 kB\n"


def test_memory_is_read_in_bytes() -> None:
    assert Memory.read(STATUS) == Memory(12 * 1024, 3 * 1024)


def test_a_system_that_does_not_tell_gives_none() -> None:
    assert Memory.read("Name:\tpython\n") is None
