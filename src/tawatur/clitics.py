"""Words taken apart: proclitics, stem and enclitic, by costs over a frequency list; and stems for search.

A form is read in every way its pack's tables allow; a reading costs the rarity of its stem plus what its clitics
cost, in centibels (100: ten times rarer), and the cheapest wins. Splits are remembered by form: running text repeats
its words, so it costs a dictionary lookup a word.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import product
from typing import Any, NamedTuple

import Stemmer

from tawatur.errors import PackError
from tawatur.fold import Remembered, keep_common
from tawatur.packs import Pack


class Split(NamedTuple):
    """A form taken apart. Letters `[start, start + len(stem))` of the form are the stem.

    `proclitics` are given as words, so a contraction counts as what it stands for: their letters may be more than
    `start`. `lemma` is the stem as it stands alone, where the tables undo a change before the enclitic.
    """

    proclitics: tuple[str, ...]
    stem: str
    enclitic: str
    start: int
    lemma: str


class _Proclitic(NamedTuple):
    written: str
    parts: tuple[str, ...]
    cost: int
    definite: bool
    governs: bool
    before: frozenset[str]


class Splitter:
    """The word splitter of one pack: `pack.made(Splitter)`. A pack without clitics splits nothing.

    >>> from tawatur.packs import load
    >>> load("en").made(Splitter).split("ports").stem
    'ports'
    """

    def __init__(self, pack: Pack) -> None:
        table = pack.table("words").get("clitics")
        fold = pack.fold.form
        self._costs: dict[str, int] = read_frequencies(pack.data("frequencies.txt")) if table is not None else {}
        keep_common(self._costs)
        self.cost: Callable[[str], int | None] = self._costs.get
        """How rare a whole form is, in centibels (0: every word, 600: one in a million); None where not listed."""
        self.split: Callable[[str], Split] = Remembered(self.unremembered).__getitem__
        """The cheapest reading of a folded form; readings that cost the same are decided by the order of the tables."""
        self._starts: dict[str, list[_Proclitic]] = {}
        self._ends: dict[str, list[tuple[str, int]]] = {}
        self._restored: dict[str, list[str]] = {}
        self._fixed: dict[str, Split] = {}
        self._shortest = self._unknown = self._unknown_definite = self._own_noun = self._bare_noun = 0
        self._article = self._accusative = ""
        if table is None:
            return
        self._shortest = int(table["shortest"])
        self._unknown = int(table["unknown"])
        self._unknown_definite = int(table["unknown_definite"])
        self._own_noun = int(table["own_noun"])
        self._bare_noun = int(table["bare_noun"])
        self._article = fold(table["article"])
        self._accusative = fold(table["accusative"])
        for row in table["proclitics"]:
            parts = tuple(map(fold, row["parts"]))
            written = fold(row.get("written", "".join(parts)))
            proclitic = _Proclitic(
                written,
                parts,
                int(row["cost"]),
                bool(row.get("definite")),
                bool(row.get("governs")),
                frozenset(fold(row.get("before", ""))),
            )
            self._starts.setdefault(written[0], []).append(proclitic)
        for row in table["enclitics"]:
            form = fold(row["form"])
            self._ends.setdefault(form[-1], []).append((form, int(row["cost"])))
        for written, listed in table["restored"]:
            self._restored.setdefault(fold(written), []).append(fold(listed))

        self._fix(table, fold)

    def _fix(self, table: Mapping[str, Any], fold: Callable[[str], str]) -> None:
        """Write down the closed classes: words that are never split, and particles with their pronouns."""
        fronts = [("", ()), *((fold(word), (fold(word),)) for word in table["conjunctions"])]
        for word in map(fold, table["whole"]):
            for written, parts in fronts:
                self._fixed[written + word] = Split(parts, word, "", len(written), word)
        for row in table["bearers"]:
            governed = [("", ()), *((fold(word), (fold(word),)) for word in row.get("behind", ()))]
            for word in map(fold, row["words"]):
                for end in map(fold, row["pronouns"]):
                    for (one, first), (two, second) in product(fronts, governed):
                        form = one + two + word + end
                        self._fixed.setdefault(form, Split(first + second, word, end, len(one + two), word))

    def listed(self) -> tuple[str, ...]:
        """The forms of the frequency list."""
        return tuple(self._costs)

    def unremembered(self, form: str) -> Split:
        """As `split`, worked out anew."""
        fixed = self._fixed.get(form)
        if fixed is not None:
            return fixed
        costs, shortest, unknown, article = self._costs, self._shortest, self._unknown, self._article
        size = len(form)
        best_cost = costs.get(form, unknown)
        # a form that takes the article is a noun of its own; one that doesn't may be a clitic on a noun that does
        own = self._noun(form)
        if own:
            best_cost -= self._own_noun
        best: tuple[_Proclitic | None, str, str] = (None, "", form)
        ends = [
            (end, cost)
            for end, cost in self._ends.get(form[-1:], ())
            if size - len(end) >= shortest and form.endswith(end)
        ]
        for end, extra in ends:
            cost, lemma = self._stem(form[: size - len(end)])
            if not own and article + lemma in costs:
                cost -= self._bare_noun
            if cost + extra < best_cost:
                best_cost, best = cost + extra, (None, end, lemma)
        for proclitic in self._starts.get(form[:1], ()):
            written = proclitic.written
            if not form.startswith(written):
                continue
            rest = form[len(written) :]
            if len(rest) < shortest or (proclitic.before and rest[0] not in proclitic.before):
                continue
            base = proclitic.cost
            if proclitic.definite:
                cost = costs.get(article + rest, self._unknown_definite)
                if len(rest) > shortest:
                    cost = min(cost, costs.get(rest, unknown))
                if cost + base < best_cost:
                    best_cost, best = cost + base, (proclitic, "", rest)
                continue
            cost = costs.get(rest, unknown)
            if proclitic.governs:
                if not own and article + rest in costs:
                    cost -= self._bare_noun
                elif rest[-1] == self._accusative and costs.get(rest[:-1], unknown) < cost:
                    cost += self._bare_noun
            if cost + base < best_cost:
                best_cost, best = cost + base, (proclitic, "", rest)
            for end, extra in ends:
                if len(rest) - len(end) < shortest:
                    continue
                cost, lemma = self._stem(rest[: len(rest) - len(end)])
                if not own and article + lemma in costs:
                    cost -= self._bare_noun
                if cost + extra + base < best_cost:
                    best_cost, best = cost + extra + base, (proclitic, end, lemma)
        taken, end, lemma = best
        start = len(taken.written) if taken is not None else 0
        return Split(taken.parts if taken is not None else (), form[start : size - len(end)], end, start, lemma)

    def _noun(self, form: str) -> bool:
        """Whether the list has the form with the article, or without its accusative ending and with the article."""
        costs, article = self._costs, self._article
        return article + form in costs or (form.endswith(self._accusative) and article + form[:-1] in costs)

    def _stem(self, stem: str) -> tuple[int, str]:
        """What a stem before an enclitic costs, and how it is written alone."""
        cost, lemma = self._costs.get(stem, self._unknown), stem
        for letter in self._restored.get(stem[-1], ()):
            other = stem[:-1] + letter
            price = self._costs.get(other)
            if price is not None and price < cost:
                cost, lemma = price, other
        return cost, lemma


class Stems:
    """Stems for search, the same for query and text: clitics off by the splitter, then Snowball. `pack.made(Stems)`.

    Snowball alone takes a root's first letter for a conjunction and leaves other forms of the same noun apart once
    endings are folded, so it only gets what the splitter leaves.

    >>> from tawatur.packs import load
    >>> stem = load("ar").made(Stems).stem
    >>> stem("\\u0627\\u0644\\u0633\\u0641\\u0646") == stem("\\u0633\\u0641\\u0646")
    True
    """

    def __init__(self, pack: Pack) -> None:
        name = pack.table("search").get("stemmer") if pack.has("search") else None
        if name is not None and name not in Stemmer.algorithms():
            raise PackError(f"lang/{pack.code}/search.toml: there is no stemmer {name!r}.")
        self._stemmer = Stemmer.Stemmer(name) if name is not None else None
        self._fold = pack.fold.form
        self._split = pack.made(Splitter).split
        self._stems = Remembered(self._stem)

    def _stem(self, form: str) -> str:
        found = self._split(form).lemma
        return found if self._stemmer is None else self._fold(self._stemmer.stemWord(found))

    def stem(self, word: str) -> str:
        """The stem of a printed or folded word, itself folded; the folded lemma where the pack names no stemmer."""
        return self._stems[self._fold(word)]


def read_frequencies(data: bytes) -> dict[str, int]:
    """A frequency list: lines of a level in centibels and the folded words that have it; `#` starts a comment."""
    out: dict[str, int] = {}
    for line in data.decode("utf-8").splitlines():
        if line.startswith("#"):
            continue
        level, *words = line.split()
        out.update(dict.fromkeys(words, int(level)))
    return out
