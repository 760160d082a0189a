"""From sources to speakers: which entity a source is, which attribution holds which, through whom nested ones came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tawatur.kinds.attributions.items import Item, mentioned_again, unnamed
from tawatur.kinds.attributions.nesting import chains, parents
from tawatur.kinds.attributions.nouns import SPEAKING
from tawatur.kinds.attributions.referring import Referring
from tawatur.kinds.attributions.scene import Scene
from tawatur.model import Attribution, Entity, Span

_HEADS: Final = frozenset(SPEAKING) - {"first_name"}
"""Classes of words that head who speaks, and are no part of how somebody else is called."""


class Speakers:
    """Links the items of one document."""

    def __init__(self, scene: Scene, entities: Sequence[Entity]) -> None:
        self.s = scene
        self.entities: list[Entity] = list(entities)
        self._mentions = sorted((mention, n) for n, entity in enumerate(entities) for mention in entity.mentions)
        self._unnamed: dict[str, int] = {}
        self._by_span: dict[Span, int] = {}
        self._stated: int | None = None
        self._stated_in: int | None = None
        self._referring = Referring(scene, self.entities)

    def link(self, items: list[Item]) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
        """The attributions with speakers, parents and full chains, and the entities with unnamed sources behind."""
        items = sorted(items, key=lambda item: (item.at, item.first))
        spoken = {n: self._speaker(item) for n, item in sorted(enumerate(items), key=lambda pair: pair[1].title)}
        speakers = [spoken[n] for n in range(len(items))]
        held = parents(items)
        through = chains(items, held, self._themselves(items, held, speakers))
        text = self.s.tokens.text
        out = [
            item.attribution(n, text, via=through[n], speaker=speakers[n], parent=held[n])
            for n, item in enumerate(items)
        ]
        return tuple(out), tuple(self.entities)

    def _themselves(self, items: list[Item], held: Sequence[int | None], speakers: Sequence[int | None]) -> list[bool]:
        """Of each item, whether its speaker holds it himself: the same person, or a body called by the same word."""
        out = []
        for item, parent, speaker in zip(items, held, speakers, strict=True):
            same = parent is not None and speaker is not None and speaker == speakers[parent]
            if same and parent is not None and speaker is not None and not self._is_person(speaker):
                same = self._head(item.source[0]) == self._head(items[parent].source[0])
            out.append(same)
        return out

    def _head(self, source: Span) -> str:
        s = self.s
        first, last = s.range(source)
        head = next((k for k in range(first, last) if s.is_word(k)), first)
        return s.head_word(head).removeprefix(s.grammar.article)

    def _speaker(self, item: Item) -> int | None:
        if not item.source:
            return None
        source = item.source[0]
        known = self._by_span.get(source)
        if known is None:
            known = self._by_span[source] = self._entity(source, anywhere=item.title)
        self._referring.note(known, source)
        if self.entities[known].kind not in ("outlet", "person") and (sentence := self._statement(item)) not in (
            None,
            self._stated_in,
        ):
            self._stated, self._stated_in = known, sentence
        return known

    def _statement(self, item: Item) -> int | None:
        """Where the sentence of an item begins if it tells of a statement: who speaks first in it made that."""
        s = self.s
        first, last = s.reading.sentence_of(item.at)
        return None if s.grammar.told_statements.isdisjoint(s.form[first:last]) else first

    def _of_statement(self, source: Span) -> int | None:
        """Whose statement a source is: the body named in it; of "the statement" alone, who made the last one."""
        s = self.s
        first, last = s.range(source)
        head = s.head_word(first)
        if head.removeprefix(s.grammar.article) not in s.grammar.statements:
            return None
        inside = [n for mention, n in self._mentions if source.start < mention.start and mention.end <= source.end]
        bodies = [n for n in inside if self.entities[n].kind == "organisation"]
        if bodies:
            self._stated = bodies[0]
            return bodies[0]
        if last > first + 1:
            rest = Span(s.tokens.start[first + 1], source.end)
            return self._referring.refer(rest)
        return self._stated if s.grammar.definite(head) else None

    def _entity(self, source: Span, *, anywhere: bool) -> int:
        """The entity that a source is: a person named in it, else what it begins to name or stands for, else a new one.

        `anywhere`: what it stands for may be named behind it.
        """
        start, end = source.start, source.end
        inside = [(mention, n) for mention, n in self._mentions if mention.start < end and start < mention.end]
        people = [(mention, n) for mention, n in inside if self.entities[n].kind == "person"]
        for k, (mention, n) in enumerate(people):
            beside = k == 0 or mention.start - people[k - 1][0].end <= 1
            if beside and (k > 0 or not self._referring.another(source, mention)):
                return self._referring.longer(n)  # whoever he is lawyer of
        stated = self._of_statement(source)
        if stated is not None:
            return stated
        for mention, n in inside:
            if mention.start <= source.start and (mention.end >= source.end or source.end - mention.end <= 3):
                return self._referring.country(n)
        heads = [(mention, n) for mention, n in inside if mention.start <= source.start + 1]
        if heads:
            mention, n = heads[0]
            if 2 * (mention.end - mention.start) >= source.end - source.start or self._described(mention, source, n):
                return n
        meant = None if people else self._referring.refer(source, anywhere=anywhere)
        if meant is None:
            return self._new(source)
        self.entities[meant] = mentioned_again(self.entities[meant], source)
        return meant

    def _described(self, mention: Span, source: Span, n: int) -> bool:
        """Whether a source begins with the name of a body and goes on with which one it is: the cell under the army."""
        s, g = self.s, self.s.grammar
        first, behind = s.range(mention)
        if self.entities[n].kind != "organisation" or behind - first < 2 or mention.end >= source.end:
            return False
        return g.definite(s.form[behind]) or s.form[behind] in g.relatives or s.preposition(behind)

    def _is_person(self, n: int) -> bool:
        return self.entities[n].kind == "person"

    def _new(self, source: Span) -> int:
        fold = self.s.reading.pack.fold.form
        words = source.of(self.s.tokens.text)
        key = " ".join(map(fold, words.split()))
        article = self.s.grammar.article
        bare = " ".join(w.removeprefix(article) for w in key.split())
        found = self._unnamed.get(bare)
        if found is None:
            found = self._shorter(bare.split())
        if found is None and key.startswith(article) and bare.strip():
            found = self._again(key.split(), bare.split()[0])
        if found is None:
            self.entities.append(unnamed(source, words))
            found = len(self.entities) - 1
        else:
            self.entities[found] = mentioned_again(self.entities[found], source)
        self._unnamed[bare] = found
        return found

    def _again(self, words: Sequence[str], head: str) -> int | None:
        """The source that a definite one takes up: the last with its head, where no word tells it from another, else
        the only one, where it is an unnamed person or a document."""
        g = self.s.grammar
        same = {n: None for other, n in reversed(self._unnamed.items()) if other.split()[:1] == [head]}
        alone = len(words) == 1 or words[1] in g.relatives
        kept = len(same) == 1 and ("unnamed" in g.names.bare(head) or head in g.documents)
        return next(iter(same), None) if alone or kept else None

    def _shorter(self, words: Sequence[str]) -> int | None:
        """The last source whose words hold all of these: a surname behind the full name, a title.

        A body or a kind of people is no part of who is told of by it: the police, of its spokesman.
        """
        if not words:
            return None  # a source of marks alone
        inside = self.s.grammar.names.bare(words[0]).isdisjoint(_HEADS)
        for other, n in reversed(self._unnamed.items()):
            parts = other.split()
            if set(words) < set(parts) and (inside or words[0] == parts[0]):
                return n
        return None
