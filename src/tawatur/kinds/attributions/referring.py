"""Whom a source without a name of its own stands for: the minister, the same source, his highness, a family name.

Every entity of a document is described by the words it was printed with: those of its sources, and for persons the
titles around their names. A definite phrase whose words all stand in the description of one entity is that entity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

from tawatur.kinds.attributions.nouns import TITLES
from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.names.epithets import roles_at
from tawatur.model import Entity, Span
from tawatur.packs import Pack

_BEHIND: Final = 9
"""Words of the longest title behind a name."""
_HEADS: Final = frozenset((*TITLES, "unnamed"))
"""Classes of words that a phrase may have as its head and stand for a person who bears them."""


class _Tables:
    """The words of `referring.toml`, folded."""

    def __init__(self, pack: Pack) -> None:
        table: Any = pack.table("referring") if pack.has("referring") else {}

        def words(rows: Iterable[str]) -> frozenset[str]:
            return frozenset(map(pack.fold.form, rows))

        self.this, self.same = words(table.get("this", ())), words(table.get("same", ()))
        self.sources = words(table.get("sources", ()))
        self.general = {form: words(row["titles"]) for row in table.get("general", ()) for form in words(row["forms"])}
        """A word that may stand for whoever bears another title -> these titles; none for any office."""
        self.outlets, self.others = words(table.get("outlets", ())), words(table.get("others", ()))
        self.papers, self.honours = words(table.get("papers", ())), words(table.get("honours", ()))
        self.capitals: dict[str, str] = dict(table.get("capitals", {}))
        self.address = {form: words(row["titles"]) for row in table.get("address", ()) for form in words(row["forms"])}
        """A form of address -> bare words before a name that call for it."""


class _Words(NamedTuple):
    """A source: its bare words, whether they are definite, whether "this" or "the same" stands with them."""

    words: tuple[str, ...]
    definite: bool
    pointed: bool


class _Told(NamedTuple):
    """One way in which an entity was told of: the words that may head a phrase for it, all its words, and where."""

    heads: frozenset[str]
    words: frozenset[str]
    at: int


class Referring:
    """Answers for the sources of one document, in the order in which they are asked and noted."""

    def __init__(self, scene: Scene, entities: list[Entity]) -> None:
        self.s = scene
        self.g = scene.grammar
        self.t = scene.reading.pack.made(_Tables)
        self.entities = entities
        self._told: dict[int, list[_Told]] = {}
        self._spoken: list[int] = []
        self._persons: dict[int, list[_Told]] | None = None
        self._read: dict[Span, _Words] = {}

    def note(self, n: int, source: Span) -> None:
        """An entity has spoken under these words."""
        said = self._words(source)
        self._spoken.append(n)
        if not said.words:
            return
        heads = {said.words[0]}
        if self.entities[n].kind == "person":
            heads |= {w for w in said.words if not self._classes(w).isdisjoint(_HEADS)}
        told = _Told(frozenset(heads), frozenset(said.words), source.start)
        if told not in self._told.setdefault(n, []):
            self._told[n].append(told)

    def another(self, source: Span, person: Span) -> bool:
        """Whether a person's name in a source only tells whose family, lawyer, office or followers speak."""
        s, article = self.s, self.g.article
        first, last = s.range(source)
        head = next((k for k in range(first, last) if s.is_word(k)), first)
        if s.tokens.start[head] + 2 >= person.start:
            return False
        word = s.head_word(head)
        classes = self._classes(word.removeprefix(article))
        if not classes.isdisjoint(("body", "outlet_head")) and classes.isdisjoint(TITLES):
            return True
        if word.startswith(article):
            return False
        if word in self.t.others or "relative" in classes:
            return True
        titles = all(not self._classes(w).isdisjoint(TITLES) for w in self._words(person).words)
        return titles and "deputy" in classes  # the deputy of the king

    def longer(self, n: int) -> int:
        """The one person whose name is longer and ends in that of a person named by a single word; else the same."""
        words = self._words(self.entities[n].span).words
        if len(words) != 1:
            return n
        ends = [m for m, entity in enumerate(self.entities) if entity.kind == "person" and m != n]
        ends = [m for m in ends if self._words(self.entities[m].span).words[-1:] == words]
        return ends[0] if len(ends) == 1 else n

    def country(self, n: int) -> int:
        """The country that a capital speaks for, where the document names it too; else the same."""
        entity = self.entities[n]
        wanted = self.t.capitals.get(entity.name or "") if entity.kind == "place" else None
        if wanted is None:
            return n
        return next((m for m, other in enumerate(self.entities) if other.name == wanted and other.kind == "place"), n)

    def refer(self, source: Span, *, anywhere: bool = False) -> int | None:
        """The entity that a source stands for; None where none does, or more than one might.

        `anywhere`: the source stands in a headline, so that who is meant may be named behind it.
        """
        said, t = self._words(source), self.t
        if not said.words:
            return None
        end = len(self.s.tokens.text) if anywhere else source.start
        fold = self.s.reading.pack.fold.form
        if (titles := t.address.get(fold(source.of(self.s.tokens.text)))) is not None:
            return self._addressed(titles, source.start)
        if (named := self._by_name(said.words, end)) is not None:
            return named
        if not said.definite:
            return None
        if len(said.words) == 1:
            if said.words[0] in t.sources:
                return self._last_source(said.words[0])
            if said.words[0] in t.papers and (paper := self._last_paper(said.words[0])) is not None:
                return paper
            if said.words[0] in t.outlets and (outlet := self._last_outlet(said.words[0])) is not None:
                return outlet
        found = self._described(said, end)
        if not found and said.words[0] in t.general:
            found = self._official(said, t.general[said.words[0]], end)
        if not found:
            found = self._loosely(said, end)
        if not found and (body := self._body(said.words, end)) is not None:
            return body
        return self._choose(found)

    # --- words ----------------------------------------------------------------------------------------------------

    def _words(self, source: Span) -> _Words:
        read = self._read.get(source)
        if read is None:
            read = self._read[source] = self._words_of(source)
        return read

    def _words_of(self, source: Span) -> _Words:
        s, g, t = self.s, self.g, self.t
        first, last = s.range(source)
        out: list[str] = []
        definite = pointed = False
        chain = True  # no preposition so far, so that what is definite makes the head so
        for k in range(first, last):
            form = s.form[k]
            if not s.is_word(k):
                continue
            if form in t.same or (not out and form in t.this):
                pointed = definite = True
                continue
            if s.preposition(k):
                chain = False
                continue
            word = s.head_word(k)
            held = bool(g.governed(form)[1]) and k > first
            if held and not self._known(word.removeprefix(g.article)):
                word, held = form, False
            chain = chain and not held
            article = word.startswith(g.article)
            if chain and not definite:
                named = bool(out) and k in s.named and k not in s.behind_clitic
                whole = (article and not out) or ((article or named) and "unnamed" not in self._classes(out[0]))
                definite = whole or (not out and self._rare(form))
            word = word.removeprefix(g.article)
            if not out and (owned := self._owned(word)) != word:
                word, definite = owned, True
            if not out and word in t.honours and k + 1 < last:
                continue
            out.append(word)
        return _Words(tuple(out), definite, pointed)

    def _owned(self, word: str) -> str:
        """A word for somebody without the pronoun at its end: our reporter, his father."""
        split = self.g.splitter.split(word)
        if not split.enclitic or self._classes(word):
            return word
        base = word.removesuffix(split.enclitic)
        return base if not self._classes(base).isdisjoint((*_HEADS, "relative")) else word

    def _rare(self, form: str) -> bool:
        """Whether a word that no list has heads a phrase: somebody's name."""
        return not self.g.names.classes(form) and self.g.splitter.cost(form) is None

    def _known(self, word: str) -> bool:
        return bool(self._classes(word)) or self.g.splitter.cost(word) is not None

    def _classes(self, word: str) -> frozenset[str]:
        return self.g.names.bare(word)

    # --- who ------------------------------------------------------------------------------------------------------

    def _choose(self, found: Sequence[int]) -> int | None:
        """The only candidate; of several who spoke, the one who spoke last."""
        if len(found) == 1:
            return found[0]
        return next((n for n in reversed(self._spoken) if n in found), None)

    def _described(self, said: _Words, end: int) -> list[int]:
        head, words = said.words[0], frozenset(said.words)
        return [n for n, ways in self._all(end) if any(head in told.heads and words <= told.words for told in ways)]

    def _all(self, end: int) -> Iterator[tuple[int, list[_Told]]]:
        """The entities told of before `end`, with the ways in which they were."""
        persons = self._described_persons()
        for n in sorted({*self._told, *persons}):
            ways = [*self._told.get(n, ()), *(told for told in persons.get(n, ()) if told.at < end)]
            if ways:
                yield n, ways

    def _official(self, said: _Words, titles: frozenset[str], end: int) -> list[int]:
        """Who bears one of the titles, or any office, and all that is said beside it: his nation, his body."""
        rest = frozenset(said.words[1:])

        def bears(told: _Told) -> bool:
            if titles:
                return not told.heads.isdisjoint(titles)
            return any("office" in self._classes(h) for h in told.heads)

        found = [
            n
            for n, ways in self._all(end)
            if self.entities[n].kind == "person"
            and any(rest <= told.words | self._both(told.words) and bears(told) for told in ways)
        ]
        spoken = [n for n in found if n in self._spoken]
        if not found and not titles:
            officials = {
                n
                for n in self._spoken
                if self.entities[n].kind == "person" and any(bears(told) for told in self._told.get(n, ()))
            }
            alone = len(officials) == 1 and not any("nationality" in self._classes(w) for w in rest)
            return list(officials) if alone else []  # the official of the company: who alone spoke so far
        return spoken or found

    def _both(self, words: frozenset[str]) -> frozenset[str]:
        """The adjectives of nations among some words, in the other gender."""
        end = self.g.feminine_ends[0]
        nations = (w for w in words if "nationality" in self._classes(w))
        return frozenset(w.removesuffix(end) if w.endswith(end) else w + end for w in nations)

    def _loosely(self, said: _Words, end: int) -> list[int]:
        """The one person by name who bears the title of a phrase, adjectives of offices and his own nation left out."""
        head, words = said.words[0], said.words[1:]
        if not words or self._classes(head).isdisjoint(("office", "profession")):
            return []
        rest = frozenset(w for w in words if self._classes(w).isdisjoint(("adjective", "nationality")))
        nations = frozenset(w for w in words if "nationality" in self._classes(w))
        found = [
            n
            for n, ways in self._all(end)
            if self.entities[n].kind == "person"
            and any(
                head in told.heads and rest <= told.words and self._same_nation(nations, told.words) for told in ways
            )
        ]
        return found if len(found) == 1 else []

    def _same_nation(self, nations: frozenset[str], words: frozenset[str]) -> bool:
        """Whether some nations are among words, as adjectives or countries, or the words name no nation."""
        if not nations:
            return True
        told = [w for w in words if not self._classes(w).isdisjoint(("nationality", "place"))]
        stems = [w.removesuffix(self.g.feminine_ends[0]) for w in nations]
        ends = self.g.relation_ends[:1]
        return not told or any(w.startswith(stem.removesuffix(ends[0])) for stem in stems for w in words)

    def _body(self, words: tuple[str, ...], end: int) -> int | None:
        """The one body whose name ends in some words, its head and "general" left out: (ministry of) Health."""
        found = []
        for n, entity in enumerate(self.entities):
            if entity.kind != "organisation" or entity.span.start >= end:
                continue
            name = self._words(entity.span).words
            rest = name[len(name) - len(words) :]
            if len(name) > len(words) and rest == words and "body" in self._classes(name[0]):
                between = name[1 : len(name) - len(words)]
                if all("adjective" in self._classes(w) for w in between):
                    found.append(n)
        return found[0] if len(found) == 1 else None

    def _last_source(self, head: str) -> int | None:
        """What "the source" stands for: the last one called so, else the last body or outlet, else no person."""
        for n in reversed(self._spoken):
            if any(head in told.heads for told in self._told.get(n, ())):
                return n
        for kinds in (("organisation", "outlet"), (None, "place")):
            for n in reversed(self._spoken):
                if self.entities[n].kind in kinds:
                    return n
        return None

    def _last_paper(self, head: str) -> int | None:
        """What "the document" stands for: the last one called so, else the last document that spoke."""
        for heads in ((head,), self.g.documents):
            for n in reversed(self._spoken):
                if any(not told.heads.isdisjoint(heads) for told in self._told.get(n, ())):
                    return n
        return None

    def _last_outlet(self, head: str) -> int | None:
        spoken = [n for n in self._spoken if self.entities[n].kind == "outlet"]
        for n in reversed(spoken):
            if any(head in told.heads for told in self._told.get(n, ())):
                return n
        return spoken[-1] if len(set(spoken)) == 1 else None

    def _addressed(self, titles: frozenset[str], start: int) -> int | None:
        """Whom a form of address stands for: the last speaker who bears a title it goes with, else the last named."""
        persons = self._described_persons()

        def bears(n: int) -> bool:
            ways = [*self._told.get(n, ()), *persons.get(n, ())]
            return any(not told.words.isdisjoint(titles) for told in ways)

        spoken = [n for n in reversed(self._spoken) if self.entities[n].kind == "person"]
        before = sorted(((m, n) for n in persons for m in self.entities[n].mentions if m.end <= start), reverse=True)
        named = [n for _, n in before]
        fitting = next((n for n in (*spoken, *named) if bears(n)), None)
        return fitting if fitting is not None else next(iter((*spoken, *named)), None)

    def _by_name(self, words: tuple[str, ...], end: int) -> int | None:
        """The one person whose name ends in the last of some words, before which only titles stand."""
        last = words[-1]
        if not all(not self._classes(w).isdisjoint(TITLES) for w in words[:-1]):
            return None
        classes = self._classes(last)
        if "nationality" in classes or (len(words) == 1 and not classes.isdisjoint(TITLES)):
            return None
        found = []
        for n, entity in enumerate(self.entities):
            if entity.kind != "person" or entity.span.start >= end:
                continue
            first, behind = self.s.range(entity.span)
            name = self.s.form[behind - 1].removeprefix(self.g.article)
            own = len(words) == 1 and "first_name" in classes and self.s.form[first] == last
            if behind - first > 1 and (name == last or own) and (len(words) > 1 or n in self._spoken):
                found.append(n)
        return self._choose(found) if found else None

    # --- persons --------------------------------------------------------------------------------------------------

    def _described_persons(self) -> dict[int, list[_Told]]:
        """The titles around the names of the document's persons."""
        if self._persons is None:
            self._persons = {
                n: [told for mention in entity.mentions for told in self._titles(mention)]
                for n, entity in enumerate(self.entities)
                if entity.kind == "person"
            }
        return self._persons

    def _titles(self, mention: Span) -> Iterator[_Told]:
        s = self.s
        name = frozenset(self._words(mention).words)
        for role in roles_at(s.reading, mention):
            yield _Told(frozenset((role.head,)), frozenset((role.head, *role.words)) | name, mention.start)
        _, k = s.range(mention)
        if k < len(s.form) and s.is_mark(k, COMMAS):
            k += 1
        if k >= len(s.form) or not s.is_word(k) or s.form[k].startswith(self.g.conjunctions):
            return
        if self._classes(s.form[k].removeprefix(self.g.article)).isdisjoint(("office", "rank", "profession")):
            return
        first = k
        while k < len(s.form) and k - first < _BEHIND and s.is_word(k) and not s.finite(k) and not self._ends(k, first):
            k += 1
        if k > first:
            words = self._words(s.span(first, k)).words
            heads = {w for w in words if "office" in self._classes(w)}
            yield _Told(frozenset((words[0], *heads)), frozenset(words) | name, mention.start)

    def _ends(self, k: int, first: int) -> bool:
        return k > first and (self.s.form[k] in self.g.complementisers or self.g.is_participle(self.s.form[k]))
