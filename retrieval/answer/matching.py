"""The passages of an article that hold a filter's words: what an alert shows of a story."""

from collections.abc import Iterator, Sequence

from retrieval.analysis import respelling
from retrieval.analysis.bounds import standing
from retrieval.analysis.normalise import compact
from retrieval.answer.cite import citation
from retrieval.answer.highlight import snippet
from retrieval.index.passages import split
from retrieval.model import Hit, Passage, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter
from retrieval.query.offices import other_names


def matching(
    stored: StoredArticle,
    wanted: Sequence[Filter],
    names: Gazetteer,
    *,
    several_papers: bool = False,
) -> tuple[Hit, ...]:
    """Return the passages that hold words which the filters ask for, best first.

    Best is what holds most of the words, then most often, then what stands first; so it depends on
    nothing but the article, the filters and what its aliases stand for. The score is the number of
    words. Empty where the words stand elsewhere: in the title, in the byline, over two passages.
    """
    words = list(dict.fromkeys(word for one in wanted for word in _wordings(one, names)))
    scored = []
    for passage in split(stored):
        counts = [_count(word, passage) for word in words]
        found = [word for word, count in zip(words, counts, strict=True) if count]
        if found:
            scored.append((len(found), sum(counts), passage, found))
    scored.sort(key=lambda one: (-one[0], -one[1], one[2].ordinal))
    cited = citation(stored, several_papers=several_papers)
    return tuple(
        Hit(rank, float(count), passage, snippet(passage.text, {}, found), cited)
        for rank, (count, _, passage, found) in enumerate(scored, 1)
    )


def _wordings(wanted: Filter, names: Gazetteer) -> Iterator[str]:
    for word in wanted.words:
        yield word
        yield from (compact(name).text for name in names.aliased(word))
        yield from other_names(word)


def _count(word: str, passage: Passage) -> int:
    text = compact(passage.text).text
    return sum(1 for _ in standing(word).finditer(text)) or len(
        list(respelling.standing(word, text))
    )
