"""How far two texts are from each other."""


def edits(one: str, other: str) -> int:
    """Return how many characters have to be changed, added or taken out to make one the other.

    By the rows of the table as bits of one number (Myers 1999, Hyyrö 2003).
    """
    if not one or not other:
        return len(one) + len(other)
    places: dict[str, int] = {}
    for at, letter in enumerate(one):
        places[letter] = places.get(letter, 0) | 1 << at
    whole, last = (1 << len(one)) - 1, 1 << len(one) - 1
    more, less, count = whole, 0, len(one)
    for letter in other:
        same = places.get(letter, 0)
        level = (((same & more) + more) ^ more) | same | less
        up, down = less | ~(level | more) & whole, more & level
        count += bool(up & last) - bool(down & last)
        up, down = up << 1 | 1, down << 1
        more, less = (down | ~(level | up)) & whole, up & level & whole
    return count
