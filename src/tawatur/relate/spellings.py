"""How names of one person are spelled: the folded words, the skeleton that transliterations share, shortened names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from tawatur.clitics import Splitter
from tawatur.fold import Remembered
from tawatur.kinds.names.bodies import Bodies
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import NameTables
from tawatur.packs import Pack
from tawatur.words import WORD, Tokens

RARE = 560
"""Centibels from which a word of a name is rare: one in about 400,000 words of news."""


class Spellings:
    """The spellings of one pack: `pack.made(Spellings)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("names").get("spellings", {}) if pack.has("names") else {}
        fold = pack.fold.form
        self._pack = pack
        self._tables = pack.made(NameTables)
        self._splitter = pack.made(Splitter)
        self._bodies = pack.made(Bodies)
        self._long = frozenset(map(fold, table.get("long", ())))
        self._long_first = fold(table["long"][0]) if table.get("long") else ""
        self._alike = {fold(a): fold(b) for a, b in table.get("alike", ())}
        self._digraphs = [(fold(two), fold(one)) for two, one in table.get("digraphs", ())]
        self._latin = [(letters, fold(sound)) for letters, sound in table.get("latin", ())]
        self._latin_first = {letter: fold(sound) for letter, sound in table.get("latin_first", ())}
        self._unheard = {fold(sound): fold(first) for sound, first in table.get("unheard", ())}
        self._nisba = pack.made(Phrases).nisba[:1]
        self._feminine = pack.made(Phrases).feminine
        self._joined = frozenset(map(fold, table.get("joined", ())))
        self._sons = pack.made(Phrases).sons
        rows = pack.table("nationalities")["nationality"] if pack.has("nationalities") else ()
        self._nations: dict[str, str] = {
            fold(form): row["en"] for row in rows if row.get("country") for form in row["forms"]
        }
        self._countries: dict[str, str] = {}
        for row in rows:
            country = pack.tokens(row.get("country", ""))
            found = self._tables.known(country, 0) if len(country) else None
            if found is not None:
                self._countries.setdefault(found.entry.key, row["en"])
        self._told = Remembered(self._of)
        self._abroad = frozenset(map(fold, table.get("abroad", ())))
        self._shared = {self.words(name, person=False) for name in table.get("shared", ())}
        self._outlets: dict[str, tuple[str, frozenset[tuple[str, ...]]]] = {}
        for row in pack.table("outlets")["outlet"] if pack.has("outlets") else ():
            bare = frozenset(self._bare_outlet(name) for name in (row["name"], *row.get("aliases", ())))
            for name in (row["name"], *row.get("aliases", ()), *((row["en"],) if row.get("en") else ())):
                self._outlets.setdefault(fold(name).casefold(), (row.get("en") or row["name"], bare))
        self.skeleton: Callable[[str], str] = Remembered(self._skeleton).__getitem__
        """What transliterations of one name share: no long vowels behind the first letter, like sounds alike."""

    def words(self, text: str, *, person: bool) -> tuple[str, ...]:
        """The folded words of a printed name without article; a person's compounds written as one."""
        tokens = self._pack.tokens(text)
        article = self._tables.article
        forms = [form for form, kind in zip(tokens.form, tokens.kinds, strict=True) if kind == WORD]
        if not person:
            bare = [self._bare(form, first=not i) for i, form in enumerate(forms)]
            if len(bare) > 1 and bare[0] == self._bodies.ministry and bare[1] in self._bodies.ministries:
                bare = bare[1:]
            return tuple(bare)
        out: list[str] = []
        for form in forms:
            if out and out[-1] in self._joined:
                out[-1] += form
            else:
                out.append(form.removeprefix(article) if len(form) > len(article) + 2 else form)
        return tuple(out)

    def _bare(self, form: str, *, first: bool) -> str:
        contracted, article = self._tables.contracted, self._tables.article
        if first and contracted and form.startswith(contracted):
            return form.removeprefix(contracted)
        return form.removeprefix(article)

    def _bare_outlet(self, text: str) -> tuple[str, ...]:
        """The words of an outlet's name without heads such as paper and channel."""
        return tuple(word for word in self.words(text, person=False) if "outlet_head" not in self._tables.bare(word))

    def own(self, text: str, outlet: str | None) -> str | None:
        """The name of a page's own outlet where a text names it without a head: papers call themselves so."""
        known = self._outlets.get(self._pack.fold.form(outlet).casefold()) if outlet is not None else None
        words = self.words(text, person=False)
        return known[0] if known is not None and words in known[1] else None

    def nations(self, tokens: Tokens, first: int, last: int) -> Counter[str]:
        """How often tokens `[first, last)` name each nation, by its country or its adjective."""
        counts: Counter[str] = Counter()
        told = self._told
        for i in range(first, last):
            form = tokens.form[i]
            found, begins = told[form]
            if begins:
                place = self._tables.known(tokens, i, last)
                found = (self._countries.get(place.entry.key) if place is not None else None) or found
            if found is not None:
                counts[found] += 1
        return counts

    def _of(self, form: str) -> tuple[str | None, bool]:
        """The nation whose adjective a form is, and whether the name of a country may begin with it."""
        bases = [part.base for part in self._tables.parts(form)]
        adjective = next((found for base in bases if (found := self._nations.get(base)) is not None), None)
        return adjective, any(name.entry.key in self._countries for name in self._tables.begins(form).names)

    def about(self, counts: Counter[str]) -> str | None:
        """The nation that a page is about: the one named most, by half as much again as the next."""
        ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        if not ranked or ranked[0][1] < 2 or (len(ranked) > 1 and ranked[0][1] < 1.5 * ranked[1][1]):
            return None
        return ranked[0][0]

    def shared(self, words: Sequence[str]) -> bool:
        """Whether a body is one that every country has: a ministry, or one of a list."""
        ministry = bool(words) and (words[0] == self._bodies.ministry or words[0] in self._bodies.ministries)
        return ministry or tuple(words) in self._shared

    def abroad(self, words: Sequence[str], nation: str | None) -> bool:
        """Whether a body is one that its nation has in many countries: a head and the nation, and no more."""
        return nation is not None and len(words) == 2 and words[0] in self._abroad

    def general(self, text: str) -> bool:
        """Whether a body's name holds neither a nationality nor a known name: every country may have one."""
        tokens = self._pack.tokens(text)
        tables = self._tables
        return not any(
            tables.is_nationality(form) or (i and tables.known(tokens, i) is not None)
            for i, form in enumerate(tokens.form)
        )

    def nation(self, text: str) -> str | None:
        """The nation by whose adjective a body is named, or None."""
        article, contracted = self._tables.article, self._tables.contracted
        for form in self._pack.tokens(text).form:
            found = self._nations.get(form.removeprefix(contracted).removeprefix(article))
            if found is not None:
                return found
        return None

    def _skeleton(self, word: str) -> str:
        sounds = word
        for two, one in self._digraphs:
            sounds = sounds.replace(two, one)
        kept = [char for i, char in enumerate(sounds) if i == 0 or char not in self._long]
        alike = [self._alike.get(char, char) for char in kept]
        return "".join(char for i, char in enumerate(alike) if not i or char != alike[i - 1])

    def heard(self, word: str) -> str:
        """The skeleton of a word by what Latin letters write of it, as `heard_latin` gives it of one in these."""
        held = self.skeleton(word)
        rest = (char for char in held[1:] if char not in self._unheard)
        return _once((self._unheard.get(held[:1], held[:1]), *rest))

    def heard_latin(self, word: str) -> str:
        """The skeleton of a word in Latin letters; vowels are one letter at its beginning and left out behind it."""
        out: list[str] = []
        place = 0
        while place < len(word):
            letters, sound = next((pair for pair in self._latin if word.startswith(pair[0], place)), (word[place], ""))
            if not place and not sound:
                sound = self._latin_first.get(letters, self._long_first)
            out.append(sound)
            place += len(letters)
        return _once(out)

    def like(self, a: str, b: str) -> bool:
        """Whether two words are spellings of one name: equal, or long and rare with one skeleton."""
        if a == b:
            return True
        if min(len(a), len(b)) < 4 or self._common(a) or self._common(b):
            return False
        return self.skeleton(a) == self.skeleton(b)

    def shortens(self, short: Sequence[str], long: Sequence[str]) -> bool:
        """Whether a name is the longer one, or leaves out words behind its first: the first and the order stay."""
        if not short or not long or not self.like(short[0], long[0]):
            return False
        if len(short) == len(long):
            return all(map(self.like, short, long))
        father = self._father(short)
        if father is not None and not self.like(father, self._father(long) or long[1]):
            return False
        rest = iter(long[1:])
        return all(any(self.like(word, other) for other in rest) for word in short[1:])

    def _father(self, words: Sequence[str]) -> str | None:
        """The father's name of a name that says whose son it is right behind the first, or None."""
        return words[2] if len(words) > 2 and words[1] in self._sons else None

    def base(self, words: Sequence[str]) -> tuple[str, ...]:
        """A name without the son-of that follows its family name: princes are called by either."""
        held = tuple(words)
        if len(held) > 3 and held[-2] in self._sons and held[-4] not in self._sons:
            return held[:-2]
        return held

    def full(self, words: Sequence[str]) -> bool:
        """Whether a name has three words of its own, sons-of and the like left out: few people share one."""
        return sum("particle" not in self._tables.bare(word) for word in words) > 2

    def one_family(self, short: Sequence[str], long: Sequence[str]) -> bool:
        """Whether a shortened name's last word is a family's in both: no father's name, and no tribe's or town's."""
        if len(short) == len(long):
            return True
        fathers = [len(words) > 1 and "particle" in self._tables.bare(words[-2]) for words in (short, long)]
        return fathers[0] == fathers[1] and not self.tribal(short)

    def rare(self, words: Sequence[str]) -> bool:
        """Whether a name is rare enough to be one person's: a family name that hardly any text has, and no title."""
        return (
            "office" not in self._tables.bare(words[0])
            and not self._common(words[-1])
            and not self._tables.bare(words[-1])
        )

    def tribal(self, words: Sequence[str]) -> bool:
        """Whether a name's last word may be a tribe's or a town's, which thousands bear."""
        return words[-1].endswith(self._nisba)

    def of_country(self, word: str) -> bool:
        """Whether a word, without article, is the adjective of a country: a known one, or as rare as only names are."""
        if self._nations.get(word) is not None:
            return True
        stem = word.removesuffix(self._feminine)
        return bool(self._nisba) and stem.endswith(self._nisba) and not self._common(word) and not self._common(stem)

    def _common(self, word: str) -> bool:
        costs = (self._splitter.cost(word), self._splitter.cost(self._tables.article + word))
        return any(cost is not None and cost < RARE for cost in costs)


def _once(sounds: Iterable[str]) -> str:
    """Sounds in a row, what is written twice once."""
    out = ""
    for sound in sounds:
        out += sound if not out.endswith(sound or " ") else ""
    return out
