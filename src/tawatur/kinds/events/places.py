"""Where an event took place: the places of a sentence, what governs them, and which of them an event takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from tawatur.kinds.attributions.scene import COMMAS, Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.events.words import CONTACTS, VIOLENCE, EventWords, Sense
from tawatur.kinds.names.phrases import Phrases
from tawatur.model import EntityKind, Span
from tawatur.words import LINE, WORD

TOWARDS: Final = frozenset(("attack", "strike", "visit", "evacuation", "displacement"))
"""Kinds whose place may be where they are directed."""
NAMED_FOR: Final = VIOLENCE | {"meeting"}
"""Kinds whose nouns the name of a place may stand right behind."""
BEFORE: Final = frozenset(("meeting", "talks", "arrest", "displacement"))
"""Kinds beside those of violence whose place may stand before their name."""
HELD: Final = frozenset(("arrest", "release", "abduction"))
"""Kinds that are not where the act was that they follow."""
SEIZED: Final = frozenset(("arrest", "abduction"))
"""Kinds that are where those come from whom they hit, if nothing else is said."""
_WHERE: Final = frozenset(("in", "to", "towards", "from"))
"""How a place stands that says itself where something is."""
_HOLDERS: Final = frozenset(("office", "profession", "deputy"))
_WITHIN: Final = 6
"""Tokens between a sort of place and the place that it is told to lie in."""
_PLACE: Final = 8
"""Tokens that the name of a place may have behind its head."""


class Place(NamedTuple):
    """A place in a sentence: tokens `[first, last)`.

    `how` is in, to, towards, from, home (of people), title (of somebody), bare, or lone: a head alone, "the camp".
    """

    first: int
    last: int
    span: Span
    how: str


class Places:
    """The places of one text. `contents` are the contents of its attributions, the innermost first."""

    def __init__(self, sources: Sources, words: EventWords, contents: Sequence[Span], dated: set[int]) -> None:
        self.scene: Scene = sources.s
        self.sources = sources
        self.words = words
        self.dated = dated
        self._contents = contents
        self.reading = self.scene.reading
        self.phrases = self.reading.pack.made(Phrases)
        self.form, self.kinds = self.scene.form, self.scene.kinds
        self._places: dict[int, list[Place]] = {}

    def named_as(self, i: int, kind: EntityKind) -> bool:
        """Whether a name of a kind begins at a token."""
        return i in self.scene.named and self.scene.named[i][1] == kind

    def of(self, i: int, end: int, first: int, last: int, sense: Sense, who: Sequence[Span]) -> Span | None:
        """Where: the place behind the name, else the one before it in its sentence."""
        found: Span | None = self._of(i, end, first, last, sense, who)
        return None if found is None else self._whole(found)

    def _whole(self, span: Span) -> Span:
        """The place with the one it lies in, where it is no more than a sort of place: areas | that X holds in Y."""
        first, end = self.scene.range(span)
        if end > first + 1 or first in self.scene.named or self.scene.grammar.definite(self.form[first]):
            return span
        if self.words.head(self.form[first]) < 0:
            return span
        for p in self._places[self.reading.sentence_of(first)[0]]:
            if p.first >= end:
                near = p.how == "in" and p.first - end <= _WITHIN
                clear = not any(self.scene.finite(k) or self.form[k] in self.words.ends for k in range(end, p.first))
                return Span(span.start, p.span.end) if near and clear else span
        return span

    def _of(self, i: int, end: int, first: int, last: int, sense: Sense, who: Sequence[Span]) -> Span | None:
        places = self._of_sentence(first, last)
        act = sense.act
        if act.kind == "call":
            return None  # who speaks is in two places
        contact = act.kind in CONTACTS
        stop = self.own_end(end, last, contact)
        inner = next((p for p in places if i < p.first and p.last < end), None)
        if inner is not None and act.kind in VIOLENCE:
            return inner.span  # the X operation of terror
        ways = {"in"}
        if act.kind in ("evacuation", "displacement", "release"):
            ways.add("from")
        if act.kind in ("evacuation", "displacement"):
            ways.add("home")
        if act.kind in SEIZED:
            near = self.own_end(end, last, True)  # a young man from X was seized: in X
            places = sorted((p for p in places if p.how != "from" or p.last <= near), key=lambda p: p.how == "from")
            ways.add("from")
        if act.object_place or act.kind in TOWARDS:
            ways |= {"to", "towards"}
        if act.object_place:
            ways |= {"bare", "lone"} if sense.tense != "noun" else {"bare"}
        subject = who[0] if who else None
        if act.kind in HELD:
            stop = next((k for k in range(end, stop) if self._of_another(k)), stop)
        if act.kind in VIOLENCE and i > first and self.form[i - 1] in self.words.hits:
            ways.add("bare")  # it hit: a blast X
            subject = None
        if act.object_place and sense.tense != "noun":  # what is visited, before where those come from who visit
            places = sorted(places, key=lambda p: p.how != "bare")
        elif act.kind == "visit" and sense.tense != "noun":  # where they arrive, before what they are heads of
            places = sorted(places, key=lambda p: p.how not in ("to", "towards"))
        vague: Place | None = None
        for p in places:
            if (
                sense.tense == "noun"
                and p.first == end
                and p.how == "bare"
                and act.kind in NAMED_FOR
                and self._named_for(end, last)
            ):
                return p.span  # the summit of X, the attack of X
            if end <= p.first < stop and p.how in ways and not (subject and subject.meets(p.span) and p.how == "bare"):
                if not self._refers(p):
                    return p.span
                vague = vague or p
        if vague is not None:  # in the country: the one that the sentence named
            named = [p for p in places if p.last <= i and p.how == "in" and not self._refers(p)]
            return (named[-1] if named else vague).span
        if act.kind not in VIOLENCE and act.kind not in BEFORE:
            return None
        if contact and self.form[i - 1] in self.words.known_by:
            return None  # who is in X since the talks, hosted somebody there during the talks: not where they were
        if self.in_answer(i, first):
            return None  # in answer to the attacks: where the answer was
        content = self._content_start(i)
        came = {"in"} if act.kind in VIOLENCE else {"in", "towards"}  # came to X and met Y; for a war, who came there
        before = [p for p in places if p.last <= i and p.how in came and p.span.start >= content]
        if contact:  # the attack in the gulf that was talked of at a session
            before = [p for p in before if not self._of_violence(p, first)]
        return before[-1].span if before else None

    def _of_sentence(self, first: int, last: int) -> list[Place]:
        places = self._places.get(first)
        if places is None:
            places = self._places[first] = self._find_places(first, last)
        return places

    def between(self, i: int, end: int, stop: int) -> bool:
        """Whether a place is told behind the name at `i`, between two tokens."""
        first, last = self.reading.sentence_of(i)
        return any(end <= p.first < stop and p.how == "in" for p in self._of_sentence(first, last))

    def towards_end(self, j: int, first: int, last: int) -> int | None:
        """Where the place ends that "to" governs right behind a verb."""
        if j >= last or self.form[j] not in self.words.place_towards:
            return None
        return next((p.last for p in self._of_sentence(first, last) if p.first == j + 1), None)

    def _of_another(self, k: int) -> bool:
        """Whether an event begins at a token that the words before it take for known: since the attack on."""
        return self.form[k] in self.words.forms and not self.words.apart.isdisjoint(self.form[k - 2 : k])

    def _of_violence(self, place: Place, first: int) -> bool:
        """Whether the last event named before a place is an act of violence, which was there."""
        forms = self.words.forms
        named = next((j for j in range(place.first - 1, first - 1, -1) if self.form[j] in forms), None)
        return named is not None and forms[self.form[named]][0].act.kind in VIOLENCE

    def _refers(self, place: Place) -> bool:
        """Whether a phrase only refers to a place told of before: the country, their houses, the troubled area."""
        head = self._head_word(place.first)
        return head in self.words.referring and not any(j in self.scene.named for j in range(place.first, place.last))

    def level(self, place: Span) -> int:
        """How wide a place is, as its head tells: a site 0, a town 1, a region or several places 2, a country 3."""
        first, _ = self.scene.range(place)
        words, head = self.words, self._head_word(first).removeprefix(self.words.article)
        if head in words.countries or any(map(words.country, self.form[first : first + 2])):
            return 3
        if self.form[first] in words.some or head in words.several or head in words.wide:
            return 2
        return 1 if head in words.towns or self.named_as(first, "place") else 0

    def in_answer(self, i: int, first: int) -> bool:
        """Whether an act is only what something else answers, so that what stands before it is told of that."""
        return i - 2 >= first and self.form[i - 1] in self.words.against and self.form[i - 2] in self.words.answers

    def _named_for(self, i: int, last: int) -> bool:
        """Whether the name of a place right behind a noun is where it was, and not whose: the attack of X on Y."""
        end = self.scene.named[i][0] if self.named_as(i, "place") else 0
        return end > 0 and (end >= last or self.form[end] not in self.words.against | self.words.with_words)

    def _content_start(self, i: int) -> int:
        """Where the innermost content that holds a token begins: what stands before it is the speaker's place."""
        here = self.scene.tokens.start[i]
        return next((part.start for part in self._contents if part.start <= here < part.end), 0)

    def own_end(self, j: int, last: int, contact: bool) -> int:
        """Where what is said of an event ends: before the next clause or another event."""
        words, s = self.words, self.scene
        for k in range(j, last):
            form = self.form[k]
            if k in s.in_name or k in self.dated:
                continue  # some names are written like verbs, and the dawn like a blast
            if form in words.stretches and self.form[k + 1 : k + 2] and words.begun(self.form[k + 1]) and k > j:
                return k  # the second since the war broke out in X
            if self.kinds[k] == LINE or (form in words.ends and k > j + 2 and not self._of_happening(k, last)):
                return k
            if k <= j + 1:
                if self._goes_on_with_a_verb(k):
                    return k
                continue
            if self.form[k - 1] in COMMAS and form[:1] in s.grammar.conjunctions and s.grammar.governed(form)[0]:
                return k
            senses = words.forms.get(form)
            if senses and not senses[0].act.weak and (contact or senses[0].tense != "noun"):
                return k
            if senses and self.form[k - 1] in COMMAS and any(sense.tense != "noun" for sense in senses):
                return k  # written like its noun: a man who works there, kidnapped in X
            if s.finite(k) and form not in words.happen and not (senses and senses[0].act.weak):
                return k
        return last

    def _goes_on_with_a_verb(self, k: int) -> bool:
        """Whether "and" and a verb stand at a token: the place of the blast | and took the wounded to."""
        form = self.form[k]
        if form in self.words.happen or self.scene.grammar.without_conjunction(form) == form:
            return False
        senses = self.words.forms.get(form)
        if senses is None:
            return self.scene.finite(k)
        hit = all(sense.tense != "noun" for sense in senses)  # clashes | and shelling in the street of X
        return hit or any(sense.tense != "noun" and sense.act.kind not in VIOLENCE for sense in senses)

    def _of_happening(self, k: int, last: int) -> bool:
        """Whether a relative clause says where something takes place: that was held, that will be held."""
        return self.form[k] in self.scene.grammar.relatives and k + 1 < last and self.form[k + 1] in self.words.happen

    def _find_places(self, first: int, last: int) -> list[Place]:
        out: list[Place] = []
        form, named, heads, inside = self.form, self.scene.named, self.words.head, self.words.place_in
        j, behind = first, -1
        while j < last:
            found = None
            if j in named or heads(form[j]) >= 0 or (j > first and form[j - 1] in inside):
                found = self._place_at(j, first, last)
            if found is None:
                j += 1
                continue
            if out and found.first == out[-1].last + 1 and self.form[out[-1].last] == "(":
                j = found.last  # in brackets behind a place: where that one lies
                continue
            if found.first == behind and form[found.first] in self.words.directions:
                j = behind = found.last  # the village of X | south of Y
                continue
            if out and found.how == "bare" and found.first == out[-1].last + 1 and form[found.first - 1] in COMMAS:
                j = behind = found.last  # X, | the capital of Y
                continue
            if out and self._joined(out[-1], found, last):
                out[-1] = out[-1]._replace(last=found.last, span=Span(out[-1].span.start, found.span.end))
            elif out and self._goes_on(out[-1], found):
                held = out[-1]
                out[-1] = Place(held.first, found.last, Span(held.span.start, found.span.end), held.how)
                if held.how not in _WHERE and found.how == "in":
                    out.append(found)  # students of the college in X: in X, whoever they are
            else:
                out.append(found)
                within = self._within(found, first, last)
                if within is not None:
                    out.append(within)
            j = behind = found.last
        return out

    def _joined(self, held: Place, found: Place, last: int) -> bool:
        """Whether "and" joins a place to the one right before it: in X and Y, but not in X, and Y says."""
        form = self.form[found.first]
        if held.how not in ("in", "to") or found.how != "bare" or found.first != held.last:
            return False
        if not form.startswith(self.scene.grammar.conjunctions):
            return False
        return found.last >= last or found.last in self.dated or not self.scene.finite(found.last)

    def _within(self, place: Place, first: int, last: int) -> Place | None:
        """The place at the end of a phrase that says itself where: the college | in the town of X."""
        if place.how in _WHERE:
            return None
        for k in range(place.first + 1, place.last):
            if k in self.scene.named or self.words.head(self.form[k]) >= 0:
                found = self._place_at(k, first, last)
                if found is not None and found.how == "in" and found.last <= place.last:
                    return found._replace(last=place.last, span=Span(found.span.start, place.span.end))
        return None

    def _goes_on(self, held: Place, found: Place) -> bool:
        """Whether a place goes on with the one before it, which lies in it: a mosque in the city of X."""
        end = held.last
        if found.first == end:
            return found.how == "in" and self.form[end].startswith(self.words.places_glued)
        if found.first != end + 1:
            return False
        if self.form[end] in self.words.place_from:  # the area of X of the governorate of Y
            several = self._head_word(held.first).removeprefix(self.words.article) in self.words.several
            return several or self.form[found.first] in self.words.bare_heads
        if held.how == "bare" and self.form[end] in self.words.against:
            return False  # the attack of X on Y
        return self.form[end] in self.words.place_before

    def _place_at(self, j: int, first: int, last: int) -> Place | None:
        s, words = self.scene, self.words
        if self.kinds[j] != WORD or j in self.dated:
            return None
        form = self.form[j]
        named = s.named.get(j)
        is_named = named is not None and named[1] == "place"
        letters, unknown = 0, False
        if is_named and j in s.behind_clitic:
            letters = s.grammar.governed(form)[2]
        elif not is_named:
            letters = self.words.head(form)
            if letters < 0 and not self._unknown(j, first):
                return None
            unknown = letters < 0
            letters = max(letters, 0)
        begin = j if letters else self._determined(j, first)
        if begin < j:  # in one of the suburbs: the letter stands before "one"
            letters = words.some[self.form[begin]]
        opening = self.form[begin]
        k = begin - 1
        while k > first and (self.form[k] in s.grammar.time or k in self.dated):
            k -= 1  # it hit yesterday the mosque of X
        before = self.form[k] if k >= first else ""
        if before in words.place_from and k - 1 > first and self.form[k - 1] in words.each:
            before = self.form[k - 2]  # in each of X and Y
        to = opening[:letters].endswith(words.places_to) or form.startswith(words.contracted)
        glued = not to and letters > 0 and opening[:letters].endswith(words.places_glued)
        if self._seat(j, first):
            how = "title"  # the adviser in the court of X
        elif to:
            how = "to"
        elif before in words.place_towards:
            how = "towards"
        elif glued or before in words.place_before or form in words.directions:
            how = "in"
        elif before in words.place_from:
            behind = self.form[k - 1] if k > first else ""
            # near X is there; who comes from X is somebody
            how = "in" if behind in words.near_from else "title" if behind in words.coming else "from"
        elif before in words.dwellers:
            how = "home"
        elif j > first and "office" in self.sources.classes(j - 1) and not s.grammar.definite(self.form[j - 1]):
            how = "title"  # the governor of X is somebody, and not in X
        else:
            how = "bare"
        end = named[0] if named is not None and is_named else j + 1
        if named is not None and named[1] == "organisation":
            end = named[0]  # a hospital, a ministry: its name is where it ends
        elif not is_named and not unknown:
            end = max(end, self._head_end(j, last, letters if begin == j else 0))
        if not is_named and (self._of_web(j) or (end == j + 1 and self._head_word(j) in words.vague)):
            return None
        if not is_named and end == j + 2 and self.form[j + 1] in words.vague:
            return None  # around the spot
        if not is_named and form in words.amid and not self._has_place(j + 1, end):
            return None  # amid guards
        if not is_named and end == j + 1 and how == "bare":
            if not s.grammar.definite(form) and begin == j:
                return None
            how = "lone"
        while end < last and self.named_as(end, "place") and end not in s.behind_clitic:
            end = s.named[end][0]
        return Place(begin, end, s.span(begin, min(end, last), letters), how)

    def _seat(self, j: int, first: int) -> bool:
        """Whether a place is that of the office whose holder stands right before it."""
        k = j - 1 - (j > first and self.form[j - 1] in self.words.place_in)
        if k < first or self._head_word(j).removeprefix(self.words.article) not in self.words.seats:
            return False
        return not _HOLDERS.isdisjoint(self.sources.classes(k))

    def _has_place(self, first: int, last: int) -> bool:
        """Whether a place or what heads one is named between two tokens."""
        return any(self.named_as(k, "place") or self.words.head(self.form[k]) >= 0 for k in range(first, last))

    def _head_word(self, j: int) -> str:
        """The word at a token without what is glued before it."""
        return self.form[j][max(self.words.head(self.form[j]), 0) :]

    def _determined(self, j: int, first: int) -> int:
        """The token at which what determines the head of a place begins: one of, some, a number of, this."""
        some, form = self.words.some, self.form
        if j - 1 >= first and form[j - 1] in some:
            return j - 1
        if j - 2 >= first and form[j - 1] in self.words.place_from and form[j - 2] in some:
            return j - 2
        return j

    def _unknown(self, j: int, first: int) -> bool:
        """A word that no list knows behind "in": the name of a town, as far as a reader can tell."""
        g, form = self.scene.grammar, self.form[j]
        if j == first or self.form[j - 1] not in self.words.place_in or g.definite(form) or j in self.scene.named:
            return False
        if form in self.words.forms:
            return False  # in two blasts
        return len(form) > 3 and not g.names.is_listed(form) and g.names.namelike(form) and not self.scene.finite(j)

    def _head_end(self, j: int, last: int, letters: int) -> int:
        """Where the phrase of a head ends: a definite one takes adjectives with the article only."""
        s, g, rest = self.scene, self.scene.grammar, self.form[j][letters:]
        if not g.definite(self.form[j]) and rest in self.words.bare_heads and not self._possessed(j, rest):
            phrase = self.sources.phrase(j, last, glued=letters, tight=True)
            end = max(self.phrases.end(self.reading, j, last), phrase.last)
            while end + 1 < last and self.form[end] in g.bound:
                end = max(self.sources.phrase(end + 1, last, glued=1).last, end + 1)
            end = self._place_cut(j, min(end, j + _PLACE))
            if end > j + 1 or j + 1 >= last or not self._goes_with_head(j + 1):
                return end
            end = j + 2
        else:
            end = j + 1
        while end < last and g.definite(self.form[end]) and end not in s.named and self._qualifies(end):
            end += 1
        if end > j + 1 and end + 1 < last and self._of_body(end):
            return end + 1  # the summer seat of the presidency | in X
        return end

    def _possessed(self, j: int, head: str) -> bool:
        """Whether what ends a head is printed as a pronoun: his office, which is written like a library."""
        closed = self.words.closed
        printed = self.reading.text[self.scene.tokens.end[j] - 1]
        return head.endswith(closed.folded) and printed != closed.printed and head[:-1] in self.words.bare_heads

    def _of_body(self, k: int) -> bool:
        """Whether "of" and a body stand between the head of a place and where it lies."""
        return self.form[k].startswith(self.words.contracted) and self.form[k + 1] in self.words.place_in

    def _qualifies(self, j: int) -> bool:
        """Whether a definite word is an adjective: of a nation, a sort, a relation, or known for nothing else."""
        classes, form = self.sources.classes(j), self.form[j]
        if j in self.dated or form.startswith(self.words.contracted):
            return False
        if classes & {"nationality", "adjective"} or self.phrases.is_nisba(form):
            return True
        if classes or form in self.words.forms or self.words.head(form) >= 0:
            return False
        return not any(form in self.words.classes[people] for people in ("people", "forces"))

    def cut(self, first: int, last: int) -> int:
        """Where a phrase ends that a word with "and" would go on with: before a relative, a preposition, a verb."""
        s, names = self.scene, self.scene.grammar.names
        for k in range(first + 1, last):
            form = self.form[k]
            if not form.startswith(s.grammar.conjunctions) or k in s.in_name or names.bare(form):
                continue
            g = s.grammar
            if form[1:] in g.relatives or form[1:] in g.prepositions or names.is_verb(form[1:]):
                return k
        return last

    def _place_cut(self, first: int, last: int) -> int:
        """Where the phrase of a place ends: before a person, and before what "and" joins that lies nowhere."""
        last = self.cut(first, last)
        several = self._head_word(first).removeprefix(self.words.article) in self.words.several
        for k in range(first + 1, last):
            form, headed = self.form[k], self.words.head(self.form[k - 1]) >= 0
            if k not in self.scene.in_name and not headed and self._tells(form):
                return k  # the towns of X and Y | and they seized
            if k > first + 1 and not headed and self.named_as(k, "person") and not self.sources.classes(k - 1):
                return k  # the governorate of X | So-and-so
            if not headed and (form in self.scene.grammar.time or k in self.dated):
                return k  # the town of X | at night
            if not form.startswith(self.scene.grammar.conjunctions) or k in self.scene.in_name:
                continue
            before_head = k + 1 < last and self.words.head(self.form[k + 1]) >= 0  # and the last of the sites
            if form[1:] in self.words.demonstratives or not (several or self._placed(k) or before_head):
                return k  # the town of X | and the search
        return last

    def _tells(self, form: str) -> bool:
        """Whether a form is only a verb by which something is told to take place."""
        senses = self.words.forms.get(form)
        if senses is None:
            return form in self.words.happen
        return all(sense.tense != "noun" for sense in senses)

    def _placed(self, k: int) -> bool:
        """Whether "and" goes on with a place, or with an adjective of the place before it: the north and the east."""
        form = self.form[k]
        if self.named_as(k, "place") or self.words.head(form[1:]) >= 0:
            return True
        return not self.sources.classes(k).isdisjoint(("nationality", "adjective")) or self.phrases.is_nisba(form[1:])

    def _goes_with_head(self, j: int) -> bool:
        """Whether a word right behind the head of a place may be its name."""
        s, g = self.scene, self.scene.grammar
        form = self.form[j]
        if self.kinds[j] != WORD or j in self.dated or form in g.prepositions or form in g.time or s.finite(j):
            return False
        if form in self.words.forms and not g.definite(form):
            return False  # but the site of the blast
        return not g.governed(form)[2] and form not in self.words.ends

    def _of_web(self, j: int) -> bool:
        """Whether a head stands before an outlet or a platform: a site of the web."""
        k = j + 1
        if k >= len(self.form):
            return False
        return self.named_as(k, "outlet") or self.form[k] in self.scene.grammar.platforms
