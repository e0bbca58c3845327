"""Credits written short, for the tests of bylines.

``R 张三 李四 C 王五 P 赵六 S 新华社`` are reporters, correspondents, photographers and a source;
``_`` stands for a space in a name.
"""

from retrieval.reading.credits import Credits

STORY = "活动在热烈的掌声中圆满结束。"


def credits_of(shorthand: str) -> Credits:
    """Return the credits that a shorthand writes, "" for none."""
    people: dict[str, list[str]] = {"R": [], "C": [], "P": [], "S": []}
    role = "R"
    for word in shorthand.split():
        if word in people:
            role = word
        else:
            people[role].append(word.replace("_", " "))
    return Credits(
        tuple(people["R"]), tuple(people["C"]), tuple(people["P"]), " ".join(people["S"]) or None
    )
