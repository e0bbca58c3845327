"""What else may stand for a filter's word: an office's other names, numbers' other spellings."""

from retrieval.analysis.respelling import standing
from retrieval.query.offices import other_names


def is_spelled(word: str, text: str) -> bool:
    """Return whether what a compact word says stands in a compact text, in other characters."""
    return any(other in text for other in other_names(word)) or any(standing(word, text))
