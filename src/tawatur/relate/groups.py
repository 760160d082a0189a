"""Groups: what hangs together through links, whatever the order in which they came."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Union(Generic[T]):
    """Union-find. The members decide a group, never the order of the links.

    >>> groups = Union[str]()
    >>> groups.join("a", "b"), groups.join("b", "a")
    (True, False)
    >>> groups.top("a") == groups.top("b")
    True

    `apart` are pairs that never meet in one group; there the order of the links decides who comes together instead.
    `key` says by what a member is called in them.

    >>> parted = Union[str](apart=[("a", "c")])
    >>> parted.join("a", "b"), parted.join("b", "c")
    (True, False)
    """

    def __init__(
        self, apart: Iterable[tuple[Hashable, Hashable]] = (), key: Callable[[T], Hashable] | None = None
    ) -> None:
        self._above: dict[T, T] = {}
        self._key = key
        self._foes: dict[Hashable, set[Hashable]] = {}
        for a, b in apart:
            self._foes.setdefault(a, set()).add(b)
            self._foes.setdefault(b, set()).add(a)
        self._held: dict[T, set[Hashable]] = {}

    def top(self, one: T) -> T:
        """The member that stands for the group of `one`."""
        above = self._above
        top = above.setdefault(one, one)
        while (over := above[top]) is not top:  # who stands for a group is kept as one object: no comparing of tuples
            top = over
        while (over := above[one]) is not top:
            above[one], one = top, over
        return top

    def join(self, a: T, b: T) -> bool:
        """Put two groups together; False where they were one already, or hold two that are apart."""
        first, second = self.top(a), self.top(b)
        if first == second or (self._foes and not self._meet(first, second)):
            return False
        self._above[second] = first
        return True

    def _meet(self, first: T, second: T) -> bool:
        """Whether no member of one group is apart from one of the other; if so the first holds those of both."""
        ours, theirs = self._parted(first), self._parted(second)
        if any(self._foes[one] & theirs for one in ours):
            return False
        if ours or theirs:
            self._held[first] = ours | theirs
        return True

    def _parted(self, top: T) -> set[Hashable]:
        """What members of a group are called that are apart from others."""
        if top in self._held:
            return self._held[top]
        name = top if self._key is None else self._key(top)
        return {name} if name in self._foes else set()

    def groups(self) -> list[list[T]]:
        """The members of each group, sorted, groups in order of their first member."""
        out: dict[T, list[T]] = {}
        for one in sorted(self._above):  # type: ignore[type-var]
            out.setdefault(self.top(one), []).append(one)
        return list(out.values())


def spanning(edges: Iterable[tuple[T, T]], apart: Iterable[tuple[T, T]] = ()) -> list[int]:
    """Which of the edges, taken in the order given, join what was separate: a spanning forest (Kruskal).

    No tree of it holds two that are `apart`.
    """
    groups: Union[T] = Union(apart)
    return [place for place, (a, b) in enumerate(edges) if groups.join(a, b)]
