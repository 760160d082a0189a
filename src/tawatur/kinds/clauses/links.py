"""From sources to speakers and from contents to parents, where pronouns stand for the last speaker that fits."""

from __future__ import annotations

from collections.abc import Sequence

from tawatur.kinds.attributions.items import Item, mentioned_again, unnamed
from tawatur.kinds.attributions.nesting import chains, parents
from tawatur.kinds.clauses.phrases import Scene
from tawatur.model import Attribution, Entity, Span


class _Speakers:
    def __init__(self, scene: Scene, entities: Sequence[Entity]) -> None:
        self.s = scene
        self.entities = list(entities)
        self._mentions = sorted((mention, n) for n, entity in enumerate(entities) for mention in entity.mentions)
        self._unnamed: dict[str, int] = {}
        self._said: list[tuple[int, bool, bool]] = []
        """Speakers so far: which, whether a person by name, whether several."""
        self._last: dict[int, int] = {}
        """The speaker that each third-person pronoun last stood for."""

    def of(self, source: Span) -> int | None:
        """The entity that a source is."""
        s, w = self.s, self.s.w
        first, last = s.tokens.before(source.start), s.tokens.before(source.end)
        forms = [form for i, form in enumerate(s.form[first:last], first) if s.word(i)]
        if last - first == 1 and first in s.stands:
            source = s.span(*s.stands[first])
            forms = s.form[s.stands[first][0] : s.stands[first][1]]
        if len(forms) == 1 and forms[0] in w.pronouns | w.possessive:
            return self._pronoun(forms[0])
        n = self._named(source)
        if n is None:
            n = self._same(source, forms)
        several = bool(forms) and (forms[-1].endswith(w.plural_end) or any(f in w.joins for f in forms))
        self._said.append((n, self.entities[n].kind == "person", several and self.entities[n].kind is None))
        return n

    def _pronoun(self, form: str) -> int | None:
        number = next((n for n, forms in enumerate(self.s.w.persons) if form in forms), None)
        if number is None:
            return None
        for n, person, several in reversed(self._said):
            kind = self.entities[n].kind
            if number == 2 and (several or kind == "organisation"):
                return n
            if number in (0, 1) and (person or (kind is None and not several)):
                taken = self._last.get(1 - number)
                if taken == n and self._last.get(number) != n:
                    continue
                self._last[number] = n
                return n
            if number == 3 and kind in ("organisation", "outlet", "place"):
                return n
        return None

    def _named(self, source: Span) -> int | None:
        inside = [
            (mention, n) for mention, n in self._mentions if source.start < mention.end and mention.start < source.end
        ]
        for _, n in inside:
            if self.entities[n].kind == "person":
                return n
        for mention, n in inside:
            if mention.end >= source.end - 1 or 2 * (mention.end - mention.start) >= source.end - source.start:
                return n
        return None

    def _same(self, source: Span, forms: list[str]) -> int:
        bare = " ".join(f for f in forms if f not in self.s.w.determiners)
        found = self._unnamed.get(bare)
        if found is None:
            self.entities.append(unnamed(source, source.of(self.s.tokens.text)))
            found = self._unnamed[bare] = len(self.entities) - 1
        else:
            self.entities[found] = mentioned_again(self.entities[found], source)
        return found


def linked(
    scene: Scene, items: list[Item], entities: Sequence[Entity]
) -> tuple[tuple[Attribution, ...], tuple[Entity, ...]]:
    """The attributions of `items` with speakers and parents, and the entities with unnamed sources behind."""
    items = sorted(items, key=lambda item: (item.at, item.first))
    speakers = _Speakers(scene, entities)
    text = scene.tokens.text
    held = parents(items)
    through = chains(items, held)
    out = []
    for n, item in enumerate(items):
        speaker = speakers.of(item.source[0]) if item.source else None
        out.append(item.attribution(n, text, via=through[n], speaker=speaker, parent=held[n]))
    return tuple(out), tuple(speakers.entities)
