"""Character bigrams: every two neighbours in a run of Chinese characters.

Words can be cut badly (``虎荣鑫`` into three, ``超算中心`` around the wrong middle); two neighbours
stay neighbours. Beside the words in one bag they find what a bad cut would lose.
"""

from collections.abc import Iterator


def bigrams(run: str) -> Iterator[tuple[int, str]]:
    """Give the place and the text of each bigram of a run, in order; none for one character."""
    for at in range(len(run) - 1):
        yield at, run[at : at + 2]
