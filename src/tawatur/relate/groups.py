"""Groups: what hangs together through links, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Union-find. The members decide a group, never the order of the links.

    >>> groups = Union[str]()
    >>> groups.join("a", "b"), groups.join("b", "a")
    (True, False)
    >>> groups.top("a") == groups.top("b")
    True
    """

    def __init__(self) -> None:
        self._above: dict[T, T] = {}

    def top(self, one: T) -> T:
        """The member that stands for the group of `one`."""
        above = self._above
        top = one
        while (over := above.setdefault(top, top)) != top:
            top = over
        while above[one] != top:
            above[one], one = top, above[one]
        return top

    def join(self, a: T, b: T) -> bool:
        """Put two groups together; False where they were one already."""
        first, second = self.top(a), self.top(b)
        if first == second:
            return False
        self._above[second] = first
        return True

    def groups(self) -> list[list[T]]:
        """The members of each group, sorted, groups in order of their first member."""
        out: dict[T, list[T]] = {}
        for one in sorted(self._above):  # type: ignore[type-var]
            out.setdefault(self.top(one), []).append(one)
        return list(out.values())


def spanning(edges: Iterable[tuple[T, T]]) -> list[int]:
    """Which of the edges, taken in the order given, join what was apart: a spanning forest (Kruskal)."""
    groups: Union[T] = Union()
    return [place for place, (a, b) in enumerate(edges) if groups.join(a, b)]
