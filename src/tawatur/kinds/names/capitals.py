"""Names in languages that print them with capitals: persons, bodies, outlets and places of a document.

A pack that has `capitals.toml` is read so. A run of capitals is a name by what stands in the tables, by a title before
it, by what a comma says of it behind it, or by its last word standing alone elsewhere in the document. A run of which
nothing tells the kind gives no entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from tawatur.model import Entity, EntityKind, Span
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

_LONGEST: Final = 9
"""Tokens of the longest name."""
_TITLE: Final = 3
"""Words of the longest title."""
_APPOSITION: Final = 7
"""Tokens behind a comma among which what a person does stands."""


class _Tables:
    def __init__(self, pack: Pack) -> None:
        table = pack.table("capitals")
        fold = pack.fold.form

        def words(name: str) -> frozenset[str]:
            return frozenset(fold(word) for word in table[name])

        def runs(names: Iterable[str], kind: EntityKind) -> dict[tuple[str, ...], EntityKind]:
            return {tuple(pack.tokens(name).form): kind for name in names}

        self.titles = frozenset(tuple(pack.tokens(t).form) for t in table["titles"])
        self.occupations, self.bodies = words("occupations"), words("bodies")
        self.place_heads, self.others = words("place_heads"), words("others")
        self.inside, self.particles = words("inside"), words("particles")
        self.days = words("days")
        self.both, self.of = words("both"), words("of")
        self.openers = words("openers")
        self.articles, self.juniors = words("articles"), words("initials_of")
        self.known: dict[tuple[str, ...], EntityKind] = {}
        if pack.has("countries"):
            countries: dict[str, Any] = dict(pack.table("countries"))
            self.known |= runs([*countries["countries"], *countries["continents"]], "place")
        self.known |= runs(table["places"], "place")
        self.known |= runs(table["organisations"], "organisation")
        self.known |= runs(table["outlets"], "outlet")
        self.longest = max(map(len, self.known))


class _Mention(NamedTuple):
    first: int
    last: int
    kind: EntityKind | None
    core: tuple[int, int]
    """The tokens of the name without its title."""
    rule: str


def has_capitals(pack: Pack) -> bool:
    """Whether the names of a pack are read by their capitals."""
    return pack.has("capitals")


def find_capitals(reading: Reading, ranges: Sequence[tuple[int, int]], title: Span | None = None) -> tuple[Entity, ...]:
    """The entities named in token ranges, in the order of their first mentions."""
    return _Finder(reading).find(ranges, title)


class _Finder:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.t = reading.pack.made(_Tables)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.kinds = reading.tokens.kinds
        self.firsts = {first for first, _ in reading.sentences}

    def find(self, ranges: Sequence[tuple[int, int]], title: Span | None) -> tuple[Entity, ...]:
        mentions: list[_Mention] = []
        for first, last in ranges:
            if self._headline(first, last):
                continue
            i = first
            while i < last:
                if not self._capital(i):
                    i += 1
                    continue
                end = self._run(i, last)
                mentions.extend(self._read(i, end, last))
                i = max(end, i + 1)
        return self._entities(self._joined(mentions), title)

    def _headline(self, first: int, last: int) -> bool:
        """Whether a paragraph prints all its words with capitals, so that they tell nothing."""
        words = [n for n in range(first, last) if self.kinds[n] == WORD and len(self.form[n]) > 3]
        return len(words) > 3 and sum(map(self._capital, words)) * 5 >= len(words) * 4

    def _capital(self, i: int) -> bool:
        return self.kinds[i] == WORD and self.tokens.text[self.tokens.start[i]].isupper()

    def _glued(self, i: int) -> bool:
        return not self.tokens.spaced(i)

    def _run(self, i: int, last: int) -> int:
        """Where the run of capitals that begins at a token ends."""
        n = end = i
        while n < last and n - i < _LONGEST:
            if self._capital(n) or (self.kinds[n] == NUMBER and n > i and self._glued(n)):
                n += 1
                end = n
            elif n > i and self.kinds[n] == WORD and self.form[n] in self.t.inside and n + 1 < last:
                k = n + 1
                while k < last and self.kinds[k] == WORD and self.form[k] in self.t.inside and not self._capital(k):
                    k += 1
                if k >= last or not self._capital(k):
                    break
                n = k
            elif self.kinds[n] == MARK and n > i and self._inside(n, last):
                n += 1
                end = n if self.form[n - 1] == "." else end
            else:
                break
        return end

    def _inside(self, n: int, last: int) -> bool:
        """Whether a mark stands inside a name: a hyphen, the point of an initial or of a title."""
        if not self._glued(n) or n + 1 >= last:
            return False
        if self.form[n] == "-":
            return self._glued(n + 1) and self.kinds[n + 1] == WORD
        if self.form[n] == ".":
            short = (
                len(self.form[n - 1]) == 1 or (self.form[n - 1],) in self.t.titles or self.form[n - 1] in self.t.juniors
            )
            return short and (self._capital(n + 1) or len(self.form[n - 1]) == 1)
        if self.form[n] in "'\u2019":
            return self._glued(n + 1) and self._capital(n + 1) and len(self.form[n - 1]) == 1
        return False

    # --- what a run names -----------------------------------------------------------------------------------------

    def _read(self, first: int, last: int, until: int) -> list[_Mention]:
        """The mentions in a run: what the tables know, else what its words or neighbours tell."""
        while first < last and (self.form[first] in self.t.articles or self.form[first] in self.t.openers):
            first += 1
        while last > first and (self.form[last - 1] in self.t.days or self.form[last - 1] in self.t.inside):
            last -= 1
        while first < last and self.form[first] in self.t.inside and not self._capital(first):
            first += 1
        if first >= last:
            return []
        known = self._known(first, last)
        if known is not None and (known[0], known[1]) == (first, last):
            return [_Mention(first, last, known[2], (first, last), "a name of the tables")]
        both = next((n for n in range(first + 1, last - 1) if self.form[n] in self.t.both), None)
        if both is not None and not ({self.form[first], self.form[last - 1]} & self.t.bodies and both - first < 2):
            return [*self._read(first, both, until), *self._read(both + 1, last, until)]
        of = next((n for n in range(first + 1, last - 1) if self.form[n] in self.t.of), None)
        if of is not None and (behind := self._body_behind(first, of, last)) is not None:
            before = (
                m._replace(kind="person", rule="a name with its body") if m.kind is None else m
                for m in self._read(first, of, until)
            )
            return [*before, *self._read(behind, last, until)]
        titled = self._title(first, last)
        core = titled[1] if titled is not None else first
        if titled is not None and core < last and not self._body(core, last):
            begin = titled[0]
            core = self._after_place(core, last)
            if core < last and self.form[core] not in self.t.others:
                return [_Mention(begin, last, "person", (core, last), "a title before a name")]
        if self._body(first, last):
            return [_Mention(first, last, "organisation", (first, last), "the word for a body in a name")]
        if last - first > 1 and {self.form[first], self.form[last - 1]} & self.t.place_heads:
            return [_Mention(first, last, "place", (first, last), "the word for a place in a name")]
        joins = next((n for n in range(first + 1, last - 1) if self.form[n] in self.t.inside - self.t.particles), None)
        if joins is not None:  # X and Y, X of Y without a word for a body: each by itself
            return [*self._read(first, joins, until), *self._read(joins + 1, last, until)]
        if (known is not None and known[1] - known[0] > 1) or (known is not None and known[2] != "place"):
            return [_Mention(known[0], known[1], known[2], (known[0], known[1]), "a name of the tables")]
        if any(self.form[n] in self.t.others for n in (first, last - 1)):
            cut = next((n for n in range(first, last) if self.form[n] not in self.t.others), last)
            return self._read(cut, last, until) if first < cut < last else []
        words = [n for n in range(first, last) if self.kinds[n] == WORD]
        person: EntityKind | None = "person" if self._told(last, until) else None
        if len(words) in (2, 3, 4):
            return [_Mention(first, last, person, (first, last), "what a comma says of a name behind it")]
        return [_Mention(first, last, None, (first, last), "")] if len(words) == 1 else []

    def _body_behind(self, first: int, of: int, last: int) -> int | None:
        """Where the body begins to which the one before "of" belongs: Dana Holt of the Norrland Court."""
        heads = self.t.bodies | self.t.place_heads
        if of - first < 2 or any(self.form[n] in heads for n in range(first, of)):
            return None
        behind = next((n for n in range(of + 1, last) if self.form[n] not in self.t.articles), last)
        return behind if self._body(behind, last) else None

    def _known(self, first: int, last: int) -> tuple[int, int, EntityKind] | None:
        for size in range(min(self.t.longest, last - first), 0, -1):
            for begin in range(first, last - size + 1):
                kind = self.t.known.get(tuple(self.form[begin : begin + size]))
                if kind is not None:
                    return begin, begin + size, kind
        return None

    def _body(self, first: int, last: int) -> bool:
        if last - first < 2:
            return False
        return (
            self.form[last - 1] in self.t.bodies
            or (self.form[first] in self.t.bodies and self.form[first + 1] in self.t.inside)
            or any(self.form[n] in self.t.bodies and self.form[n + 1] in self.t.inside for n in range(first, last - 1))
        )

    def _title(self, first: int, last: int) -> tuple[int, int] | None:
        """A title at the head of a run, or in small letters before it: where it begins, where the name does."""
        for size in range(_TITLE, 0, -1):
            words = [n for n in range(first, last) if self.kinds[n] == WORD][:size]
            if len(words) == size and tuple(self.form[n] for n in words) in self.t.titles:
                core = words[-1] + 1
                while core < last and self.kinds[core] == MARK:
                    core += 1
                if core < last:
                    deeper = self._title(core, last)
                    return first, deeper[1] if deeper is not None and deeper[0] == core else core
        if first > 0 and self.kinds[first - 1] == WORD and first not in self.firsts:
            for size in range(_TITLE, 0, -1):
                if first - size >= 0 and tuple(self.form[first - size : first]) in self.t.titles:
                    return first, first
        place = self._known(first, last)
        if place is not None and place[0] == first and place[2] == "place" and place[1] < last:
            return self._title(place[1], last)
        if self.form[first] in self.t.others and first + 1 < last:
            return self._title(first + 1, last)
        return None

    def _after_place(self, core: int, last: int) -> int:
        place = self._known(core, last)
        return place[1] if place is not None and place[0] == core and place[2] == "place" else core

    def _told(self, last: int, until: int) -> bool:
        """Whether a comma behind a name tells an age or what one does."""
        if last + 1 >= until or self.form[last] != ",":
            return False
        if self.kinds[last + 1] == NUMBER:
            return len(self.form[last + 1]) == 2 and self.form[last + 2 : last + 3] == [","]
        end = min(until, last + 1 + _APPOSITION)
        return any(self.form[n] in self.t.occupations for n in range(last + 1, end))

    # --- one entity each ------------------------------------------------------------------------------------------

    def _words(self, span: tuple[int, int]) -> tuple[str, ...]:
        return tuple(self.form[n] for n in range(*span) if self.kinds[n] == WORD)

    def _joined(self, mentions: list[_Mention]) -> list[tuple[_Mention, str]]:
        """Mentions with keys: a family name alone is that of the person named with it; what nothing tells is left."""
        alone = {self._words(m.core)[-1:] for m in mentions if len(self._words(m.core)) == 1}
        full: dict[tuple[str, ...], set[str]] = {}
        out: list[tuple[_Mention, str]] = []
        pending: list[_Mention] = []
        for m in mentions:
            words = self._words(m.core)
            words = words[:-1] if len(words) > 2 and words[-1] in self.t.juniors else words
            if m.kind is None and len(words) > 1 and words[-1:] in alone:
                m = m._replace(kind="person", rule="a full name whose last word stands alone elsewhere")
            if m.kind is None:
                pending.append(m)
            elif m.kind == "person":
                if len(words) > 1:
                    full.setdefault(words[-1:], set()).add(" ".join((words[0], words[-1])))
                    out.append((m, " ".join((words[0], words[-1]))))
                else:
                    pending.append(m)
            else:
                out.append((m, " ".join(words)))
        for m in pending:
            words = self._words(m.core)
            found = full.get(words[-1:], set())
            if len(words) == 1 and len(found) == 1:
                out.append((m._replace(kind="person", rule="family name alone"), next(iter(found))))
            elif len(words) == 1 and len(found) > 1:
                span = self.reading.span(m.first, m.last)
                reason = "several persons of the document bear this family name"
                self.reading.abstain(span, "entity", "family name alone", reason)
            elif m.kind == "person":
                out.append((m, words[-1] if words else ""))
        return out

    def _entities(self, mentions: list[tuple[_Mention, str]], title: Span | None) -> tuple[Entity, ...]:
        groups: dict[tuple[EntityKind | None, str], list[_Mention]] = {}
        for m, key in sorted(mentions, key=lambda pair: (pair[0].first, -pair[0].last)):
            groups.setdefault((m.kind, key), []).append(m)
        out = []
        for (kind, _), found in groups.items():
            below = [m for m in found if title is None or not title.start <= self.tokens.start[m.first] < title.end]
            best = max(below or found, key=_size)
            span = self.reading.span(best.first, best.last)
            spans = tuple(sorted({self.reading.span(m.first, m.last) for m in found}))
            name = self.reading.span(*max(found, key=_size).core).of(self.reading.text)
            out.append(Entity(span, span.of(self.reading.text), kind, name, spans, best.rule))
        return tuple(out)


def _size(m: _Mention) -> tuple[int, int, int]:
    """What makes a mention the fullest one of its name."""
    return m.core[1] - m.core[0], m.last - m.first, -m.first
