"""Which blocks belong to which headline, and in which order they are read.

A headline owns the columns below it: surely those under its words, likely those as far as it can be
in the middle of them, maybe all up to what stands beside it. What stands between speaks against it:
other headlines, rules. Where that leaves a choice, the text decides: a paragraph that is cut at a
block's end goes on in the next, and no story begins or ends in mid-sentence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from retrieval.formats.order.blocks import Joint, TextBlock, flow
from retrieval.formats.order.heads import Head
from retrieval.formats.order.lines import Measures, PrintedLine, around, shared
from retrieval.formats.order.reach import EVEN, FREE, Reach, across_cost, between_cost, text_is_left
from retrieval.formats.order.reading import in_order
from retrieval.model.page_text import Box

_HEADLESS = 4.5  # what it costs that a block belongs to no headline
_CLOSE = 3.0  # dearer than the cheapest, a headline that may still be a block's
_LOOKED_AT = 40  # blocks of a text without a headline that another may stand near
_BESIDE, _BELOW = 4.0, 2.5  # ems between blocks of a text without a headline
_MOST_TRIED = 250  # blocks of a page up to which other ways are tried
_AROUND, _MOST_AROUND = 2.0, 4.0  # for each headline that a story stands around, and at most
_ASIDE = 1.0  # that text stands on the other side of an upright headline than it should
_ROUNDS = 6
_BARRED = 20.0


@dataclass(slots=True)
class PrintedStory:
    """A headline, None where there is none, and its blocks in order; ``margin`` says how sure."""

    head: Head | None
    blocks: list[TextBlock] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Told:
    """The stories of a page, and what it costs that a block belongs to each one with a headline."""

    stories: tuple[PrintedStory, ...]
    owners: "Owners"


def stories_of(
    heads: Sequence[Head],
    blocks: Sequence[TextBlock],
    rules: Sequence[Box],
    measures: Measures,
) -> Told:
    """Return the stories of a page, each with its blocks; those of no headline are one by one."""
    owners = Owners(heads, blocks, rules, measures)
    chosen = owners.choose()
    stories = []
    for number, head in enumerate(heads):
        own = [block for block, one in zip(blocks, chosen, strict=True) if one == number]
        stories.append(PrintedStory(head, in_order(own)))
    alone = [block for block, one in zip(blocks, chosen, strict=True) if one is None]
    stories.extend(PrintedStory(None, in_order(group)) for group in _groups(alone, measures))
    return Told(tuple(stories), owners)


class Owners:
    """What it costs that a block belongs to a headline."""

    def __init__(
        self,
        heads: Sequence[Head],
        blocks: Sequence[TextBlock],
        rules: Sequence[Box],
        measures: Measures,
    ) -> None:
        self._heads = heads
        self._blocks = blocks
        self._rules = rules
        self._em = measures.em
        self._boxes = [head.box for head in heads]
        self._wholes = [head.whole for head in heads]
        lines = [line for block in blocks for line in block.lines]
        boxes = [line.box for line in lines] + self._wholes
        self._edges = (
            min((box.left for box in boxes), default=0.0),
            max((box.right for box in boxes), default=0.0),
        )
        uprights = [head.whole for head in heads if head.upright]
        self._leftward = text_is_left(uprights, blocks)
        self._reaches = [self._reach(head, lines) for head in heads]
        self._costs = [self._all_costs(block) for block in blocks]

    def costs(self, block: TextBlock) -> dict[int, float]:
        """Return what it costs that a block belongs to each headline, by their numbers."""
        return self._all_costs(block)

    def choose(self) -> list[int | None]:
        """Return the number of each block's headline, None for no headline."""
        chosen: list[int | None] = []
        for costs in self._costs:
            best = min(costs, key=costs.__getitem__)
            chosen.append(best if costs[best] <= _HEADLESS else None)
        if len(self._blocks) <= _MOST_TRIED:
            for _ in range(_ROUNDS):
                if not self._better(chosen) and not self._filled(chosen):
                    break
        return chosen

    def _better(self, chosen: list[int | None]) -> bool:
        """Move blocks to other headlines where the whole page is read better so."""
        changed = False
        for at, costs in enumerate(self._costs):
            now = chosen[at]
            least = min(costs.values())
            for other, cost in sorted(costs.items(), key=lambda one: one[1]):
                if other == now or cost > least + _CLOSE:
                    continue
                for moved in self._moves(at, chosen):
                    before = self._worth(chosen, (now, other), moved)
                    after = list(chosen)
                    for index in moved:
                        after[index] = other
                    worth = self._worth(after, (now, other), moved)
                    if worth < before - 0.05:
                        for index in moved:
                            chosen[index] = other
                        changed = True
                        now = other
                        break
        return changed

    def _filled(self, chosen: list[int | None]) -> bool:
        """Return whether a headline without text got its neighbour's, which found another."""
        for empty in range(len(self._heads)):
            if empty in chosen:
                continue
            for at, costs in enumerate(self._costs):
                owner = chosen[at]
                if owner is None or costs.get(empty, _BARRED) > _HEADLESS:
                    continue
                taken = [index for index, one in enumerate(chosen) if one == owner]
                if any(self._costs[index].get(empty, _BARRED) > _HEADLESS for index in taken):
                    continue
                for other in range(len(chosen)):
                    if self._shifts(chosen, taken, other, empty):
                        return True
        return False

    def _shifts(
        self, chosen: list[int | None], taken: Sequence[int], other: int, empty: int
    ) -> bool:
        """Return whether all text of a headline went to an empty one, and other text to it."""
        owner = chosen[taken[0]]
        if owner is None or other in taken or self._costs[other].get(owner, _BARRED) > _HEADLESS:
            return False
        follow = [index for index in self._column(other, chosen) if index not in taken]
        touched = (owner, empty, chosen[other])
        moved = [*taken, *follow]
        after = list(chosen)
        for index in taken:
            after[index] = empty
        for index in follow:
            after[index] = owner
        if self._worth(after, touched, moved) >= self._worth(chosen, touched, moved) - 0.05:
            return False
        chosen[:] = after
        return True

    def _column(self, at: int, chosen: Sequence[int | None]) -> list[int]:
        """Return the numbers of a block and of those of its story below it in its column."""
        block = self._blocks[at]
        return [
            index
            for index, other in enumerate(self._blocks)
            if chosen[index] == chosen[at]
            and other.top >= block.top
            and shared((other.left, other.right), (block.left, block.right))
            > 0.5 * min(other.right - other.left, block.right - block.left)
        ]

    def _moves(self, at: int, chosen: Sequence[int | None]) -> list[list[int]]:
        """Return what may be moved together: a block alone, or with those below it."""
        block = self._blocks[at]
        below = self._column(at, chosen)
        same = [index for index in range(len(chosen)) if chosen[index] == chosen[at]]
        right = [index for index in same if self._blocks[index].left >= block.left - self._em]
        left = [index for index in same if self._blocks[index].right <= block.right + self._em]
        moves = ([at], below, right, left)
        return [move for number, move in enumerate(moves) if move not in moves[:number]]

    def _worth(
        self, chosen: Sequence[int | None], touched: Sequence[int | None], moved: Sequence[int]
    ) -> float:
        """Return what the stories that are touched cost; less is better."""
        total = 0.0
        for index in moved:
            number = chosen[index]
            costs = self._costs[index]
            total += _HEADLESS if number is None else costs.get(number, _BARRED)
        for number in dict.fromkeys(touched):
            if number is None:
                continue
            own = [block for block, one in zip(self._blocks, chosen, strict=True) if one == number]
            total += _joints(in_order(own)) + self._around(number, own)
            if not own:
                total += 3.0
        return total

    def _around(self, number: int, own: Sequence[TextBlock]) -> float:
        """Return what it costs that a story stands around other headlines."""
        if not self._heads:
            return 0.0
        whole = around([self._wholes[number], *(block.box for block in own)])
        inside = sum(
            whole.left + self._em < (box.left + box.right) / 2 < whole.right - self._em
            and whole.top + self._em < (box.top + box.bottom) / 2 < whole.bottom - self._em
            for at, box in enumerate(self._wholes)
            if at != number
        )
        return min(_MOST_AROUND, _AROUND * inside)

    def _reach(self, head: Head, lines: Sequence[PrintedLine]) -> Reach:
        own = head.box
        if head.upright:
            return Reach((own.left, own.right), (own.left, own.right), self._edges)
        left, right = self._edges
        beside = [line.box for line in lines]
        beside += [other.box for other in self._heads if other is not head]
        beside += [
            rule for rule in self._rules if rule.bottom - rule.top > 2 * (rule.right - rule.left)
        ]
        low, high = own.top + 0.2 * head.size, own.bottom - 0.2 * head.size
        for box in beside:
            if shared((low, high), (box.top, box.bottom)) < min(
                0.35 * head.size, 0.6 * (box.bottom - box.top)
            ):
                continue
            if box.right <= own.left + 0.3 * head.size:
                left = max(left, box.right)
            elif box.left >= own.right - 0.3 * head.size:
                right = min(right, box.left)
        middle = (own.left + own.right) / 2
        half = max(own.right - middle, min(middle - left, right - middle) + 0.5 * self._em)
        flush = any(
            abs(block.left - own.left) < 0.6 * self._em
            and -self._em < block.top - head.whole.bottom < 8 * self._em
            for block in self._blocks
        )
        return Reach((own.left, own.right), (middle - half, middle + half), (left, right), flush)

    def _all_costs(self, block: TextBlock) -> dict[int, float]:
        costs: dict[int, float] = {}
        across = [across_cost(block, reach) for reach in self._reaches]
        for number, head in enumerate(self._heads):
            if head.upright:
                cost = self._beside(block, number, across)
            else:
                cost = self._below(block, number, across)
            if cost < _BARRED:
                costs[number] = cost
        return costs or {-1: _BARRED}

    def _below(self, block: TextBlock, number: int, across: Sequence[float]) -> float:
        """Return what it costs that a block belongs to a level headline."""
        own, whole, em = self._boxes[number], self._wholes[number], self._em
        if block.bottom < own.top:
            return _BARRED
        if block.top < own.bottom - 0.5 * em:
            # Beside the headline: what began below it goes on at the top of the next column.
            gap = block.left - own.right
            if gap < -em:
                return _BARRED if gap < -3 * em else 6.0
            between = self._heads_between(block, number, across, beside=True)
            return 3.0 + min(2.0, 0.08 * gap / em) + between
        cost = across[number]
        cost += self._heads_between(block, number, across, beside=False)
        cost += self._ruled(block, whole)
        return cost + 0.012 * max(0.0, block.top - whole.bottom) / em

    def _heads_between(
        self, block: TextBlock, number: int, across: Sequence[float], *, beside: bool
    ) -> float:
        """Return what other headlines cost that stand above a block, or between it and its own."""
        own, em = self._boxes[number], self._em
        total = 0.0
        for index, other in enumerate(self._boxes):
            if index == number or self._heads[index].upright or other.bottom > block.top + 0.5 * em:
                continue
            if beside:
                total += 1.5 if across[index] < FREE else 0.0
                continue
            if other.bottom < own.bottom - 0.5 * em:
                continue
            if other.top < own.bottom - 0.3 * em and own.top < other.bottom:
                continue
            total += between_cost(across[index])
        return total

    def _ruled(self, block: TextBlock, whole: Box) -> float:
        total = 0.0
        for rule in self._rules:
            wide = rule.right - rule.left
            if wide > rule.bottom - rule.top:
                middle = (rule.top + rule.bottom) / 2
                if not whole.bottom - 0.5 * self._em < middle < block.top + 0.5 * self._em:
                    continue
                over = shared((rule.left, rule.right), (block.left, block.right))
                if over > 0.6 * (block.right - block.left):
                    near = middle - whole.bottom < 1.3 * self._em
                    total += (
                        0.4 if near else 5.0 if wide > 1.5 * (block.right - block.left) else 3.0
                    )
            else:
                x = (rule.left + rule.right) / 2
                low, high = sorted((block.centre, (whole.left + whole.right) / 2))
                parts = low < x < high and rule.top <= whole.bottom + 0.3 * self._em
                along = shared((rule.top, rule.bottom), (block.top, block.bottom))
                if parts and along > 0.5 * (block.bottom - block.top):
                    total += 1.0 if not whole.left < x < whole.right else 0.3
        return min(total, 9.0)

    def _beside(self, block: TextBlock, number: int, across: Sequence[float]) -> float:
        """Return what it costs that a block belongs to an upright headline."""
        em, own = self._em, self._wholes[number]
        high = own.bottom - own.top
        if block.bottom < own.top - em or block.top > own.bottom + 0.6 * high + 2 * em:
            return _BARRED
        right = block.left >= own.right - em
        gap = block.left - own.right if right else own.left - block.right
        if gap < -2 * em:
            return 2.5 if block.top >= own.bottom - em else _BARRED
        cost = 0.1 + 0.02 * max(0.0, gap) / em + (_ASIDE if right == self._leftward else 0.0)
        cost += 1.5 * (block.top < own.top - 1.5 * em) + 1.0 * (block.top > own.bottom)
        low, far = (own.right, block.left) if right else (block.right, own.left)
        between = Box(low, max(own.top, block.top), far, min(own.bottom, block.bottom))
        cost += self._ruled_beside(block, own, between)
        for index, other in enumerate(self._boxes):
            if index == number:
                continue
            if self._heads[index].upright:
                inside = low - em < (other.left + other.right) / 2 < far + em
                level = shared((other.top, other.bottom), (block.top, block.bottom))
                cost += 3.0 if inside and level > 0 else 0.0
            elif other.bottom <= block.top + 0.5 * em and other.bottom > own.top - 2 * em:
                cost += 3.0 if across[index] <= EVEN else 0.8 if across[index] < FREE else 0.0
        return cost

    def _ruled_beside(self, block: TextBlock, own: Box, between: Box) -> float:
        """Return what rules between a block and an upright headline cost."""
        em, cost, sides = self._em, 0.0, 0.0
        for rule in self._rules:
            if rule.bottom - rule.top > rule.right - rule.left:
                x = (rule.left + rule.right) / 2
                along = shared((rule.top, rule.bottom), (block.top, block.bottom))
                inside = between.left - em < x < between.right + em
                whole = rule.bottom - rule.top > 0.9 * (own.bottom - own.top)
                if inside and along > 0.3 * (block.bottom - block.top):
                    sides += 1.5 if whole else 0.7
            else:
                y = (rule.top + rule.bottom) / 2
                over = shared((rule.left, rule.right), (block.left, block.right))
                parts = (y < block.top + em and y > own.bottom - em) or (
                    y > block.bottom - em and y < own.top + em
                )
                apart = own.top + em < y < block.top + 0.5 * em
                if (parts or apart) and over > 0.6 * (block.right - block.left):
                    cost += 4.0
        return cost + min(sides, 2.0)


def _joints(blocks: Sequence[TextBlock]) -> float:
    """Return what it costs how the blocks of a story follow each other."""
    if not blocks:
        return 0.0
    total = 1.2 if blocks[0].opening is Joint.CUT else 0.0
    total += 1.2 if blocks[-1].closing is Joint.CUT else 0.0
    for one, other in pairwise(blocks):
        how = flow(one, other)
        total += -1.3 * how if how < 0 else -0.25 * how
    return total


def _groups(blocks: Sequence[TextBlock], measures: Measures) -> list[list[TextBlock]]:
    """Return blocks of no headline, those together that stand near each other."""
    groups: list[list[TextBlock]] = []
    for block in sorted(blocks, key=lambda one: (one.top, one.left)):
        for group in groups:
            if any(_are_near(block, other, measures) for other in group[-_LOOKED_AT:]):
                group.append(block)
                break
        else:
            groups.append([block])
    return groups


def _are_near(one: TextBlock, other: TextBlock, measures: Measures) -> bool:
    across = -shared((one.left, one.right), (other.left, other.right))
    down = -shared((one.top, one.bottom), (other.top, other.bottom))
    return across < _BESIDE * measures.em and down < _BELOW * measures.em
