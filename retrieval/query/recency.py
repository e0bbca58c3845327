"""Where a question asks for the newest: 最新消息, 近况, 后来呢, 现在怎么样了.

Such words say which of the stories on a matter is wanted, and nothing of the matter: they are no
words to look for.
"""

import re
from collections.abc import Iterator

from retrieval.model import Span

_NEWEST = re.compile(
    "(?:最新|最近|近期|近来|近日|目前|现在)的?(?:有)?(?:什么|啥|哪些)?新?的?"
    "(?:进展|动态|消息|情况|动向|状况|进度|新闻|报道|结果|说法|局势|形势)(?:怎么样|怎样|咋样|如何|是什么)?了?|"
    "最新|新进展|新动态|新消息|近况|最近|近来|"
    "进展(?:怎么样|怎样|咋样|如何)?了?|(?:进展|进度)(?:怎么样|怎样|咋样|如何|到哪(?:里|儿)?|到什么程度)了?|"
    "后来(?:呢|怎么样|怎样|咋样|如何)了?|"
    "(?:现在|如今|目前|眼下)(?:怎么样|怎样|咋样|咋个样|如何|啥情况|什么情况|怎么着)了?|"
    "(?:怎么样|咋样|咋个样|怎样)了"
)


def newest_asked(text: str) -> Iterator[Span]:
    """Yield where a compact text asks for the newest, in order; maybe nowhere."""
    for found in _NEWEST.finditer(text):
        yield Span(*found.span())
