"""The posts and callings that Chinese newspapers put right before a person's name.

A post is printed in full (``二七区委书记``); people say its last word alone (``书记``): its
**title**. A deputy is addressed without 副.
"""

from retrieval.word_list import words

# Said after a surname as an address (樊书记); callings only introduce a name.
ADDRESSES = frozenset(words("retrieval.names", "offices"))
# Posts that print and people call alike; of a 老师 or 医生 print may say something else.
OFFICES = frozenset(
    word
    for word in ADDRESSES
    if word.endswith(("长", "书记", "主席", "总裁", "经理", "老板", "总理"))
)
TITLES = tuple(
    sorted([*ADDRESSES, *words("retrieval.names", "callings")], key=lambda word: (-len(word), word))
)
_TITLES = frozenset(TITLES)
_SIZES = sorted({len(word) for word in TITLES}, reverse=True)
# Addressed in short: 李总 for 李 the 总经理.
SHORT = {
    "董事长": "总",
    "总经理": "总",
    "总裁": "总",
    "经理": "经理",
    "总监": "总",
    "总工程师": "工",
    "工程师": "工",
    "教师": "老师",
    "医师": "医生",
}


def title(post: str) -> str | None:
    """Return the title that ends a post (``区委副书记`` → ``书记``), or None where none does."""
    ends = (post[-size:] for size in _SIZES)
    return next((end for end in ends if end in _TITLES), None)


def addresses(post: str) -> tuple[str, ...]:
    """Return what is said after the surname of a post's holder: the plainest first, maybe none."""
    word = title(post)
    if word is None or word not in ADDRESSES:
        return ()
    deputy = ("副" + word,) if post.endswith("副" + word) else ()
    short = (SHORT[word],) if word in SHORT else ()
    return (word, *deputy, *(s for s in short if s != word))
