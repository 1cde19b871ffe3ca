"""Money and number of a category in the count: how much is left of them while proposals are carried out. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from participation.budgeting.enums import Verdict


@dataclass(frozen=True)
class Cap:
    """At most so much money, and at most so many proposals, of a category; None: no limit of its own."""

    budget: int | None = None
    most: int | None = None


class Room:
    """What the categories still have room for. A proposal without a category, or of one without a limit, always finds room."""

    def __init__(self, caps: Mapping[int, Cap]) -> None:
        self.money = {number: cap.budget for number, cap in caps.items() if cap.budget is not None}
        self.places = {number: cap.most for number, cap in caps.items() if cap.most is not None}

    def refusal(self, category: int | None, cost: int) -> Verdict | None:
        """Why it finds no room; None when it does."""
        if category is None:
            return None
        if self.places.get(category, 1) < 1:
            return Verdict.CATEGORY_FULL
        return Verdict.CATEGORY_SPENT if cost > self.money.get(category, cost) else None

    def take(self, category: int | None, cost: int) -> None:
        if category is None:
            return
        if category in self.places:
            self.places[category] -= 1
        if category in self.money:
            self.money[category] -= cost

    def left(self, category: int | None) -> int | None:
        """The money that the category has left; None when it has no limit."""
        return None if category is None else self.money.get(category)

    def is_limited(self, category: int | None) -> bool:
        return category in self.money or category in self.places

    def holds_all(self, group: Iterable[tuple[int | None, int]]) -> bool:
        """Whether all of these (category, cost) find room beside each other, which does not depend on their order."""
        money, places = dict(self.money), dict(self.places)
        for category, cost in group:
            if category in money:
                money[category] -= cost
            if category in places:
                places[category] -= 1
        return all(left >= 0 for left in (*money.values(), *places.values()))
