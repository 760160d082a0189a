"""Bodies and places named by a head and what follows it: ministry of health, the Iranian embassy, camp of X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawatur.kinds.names_bodies_words import BodyWords
from tawatur.kinds.names_marks import BODIES, NATIONAL, Visits
from tawatur.kinds.names_mentions import Mention, bare_head
from tawatur.model import EntityKind
from tawatur.reading import Reading
from tawatur.words import MARK, WORD

LONGEST = 8
"""Words a body's name may have behind its head; longer runs in real pages are clauses."""


KIND_OF_PLACE = "place named behind its kind"
WITH_NATIONALITY = "body with its nationality"
WITH_PURPOSE = "body and what it is for"
WITH_COMPLEMENT = "body and its complement"
WITH_QUALITY = "definite body and the adjectives that tell it"
UNKNOWN_OUTLET = "outlet that no list knows behind its head"
_TELL = frozenset(("nationality", "adjective", "office", "body"))
"""Classes of words that tell of a place and don't name it."""
BY_PATTERN = frozenset((WITH_NATIONALITY, WITH_PURPOSE, WITH_COMPLEMENT))
"""Rules that make the names of bodies by pattern."""


class Bodies(BodyWords):
    """The patterns of one pack: `pack.made(Bodies)`."""

    def find(self, reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Bodies and places made by pattern in the token ranges."""
        visits = reading.once(Visits)
        for i, _, last in visits.marked(BODIES, ranges):
            found = self._national(reading, i, last) if visits.bears(i, NATIONAL) else None
            classes = self.tables.classes(reading.tokens.form[i])
            if found is None and ("body" in classes or "place_head" in classes):
                found = (
                    self._commune(reading, i, last)
                    or self._charged(reading, i, last)
                    or self._qualified(reading, i, last)
                    or self._body(reading, i, last)
                    or self._place(reading, i, last)
                )
            if found is None and "outlet_head" in classes:
                found = self._outlet(reading, i, last)
            if found is not None:
                yield found

    def _outlet(self, reading: Reading, i: int, last: int) -> Mention | None:
        """An outlet no list knows: its head and a name in quotation marks or a foreign one, or a paper and a noun."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.outlets)
        if head is None or head[1] or i + 1 >= last:
            return None
        end = i + 1
        if tokens.kinds[end] == MARK:
            closer = self.phrases.openers.get(tokens.form[end])
            stop = min(last, end + 6)
            close = next((k for k in range(end + 2, stop) if tokens.form[k] == closer), 0) if closer else 0
            if not close or any(tokens.kinds[k] != WORD for k in range(end + 1, close)):
                return None
            return self._mention(reading, i, close + 1, head[0], "outlet", UNKNOWN_OUTLET)
        while end < min(last, i + 5) and (tables.is_foreign(tokens.form[end]) or tables.is_strange(tokens.form[end])):
            end += 1
        if end == i + 1:
            form = tokens.form[end]
            paper = tokens.form[i][head[0] :] in self.papers and form not in self.papers_not
            other = tables.classes(form) & {"stop", "unnamed", "adjective", "office", "body", "nationality"}
            if not paper or other or not self._definite(form) or form in self.nameless:
                return None
            end += 1
        while end < last and (tokens.form[end] in self.phrases.outlet_tail or self._is_adjective(tokens.form[end])):
            end += 1
        return self._mention(reading, i, end, head[0], "outlet", UNKNOWN_OUTLET)

    def _definite(self, form: str) -> bool:
        article = self.tables.article
        return form.startswith(article) and len(form) > len(article) + 1

    def _national(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A definite body and a nationality: the Russian army, the Turkish authorities, the Italian navy."""
        form = reading.tokens.form
        head = bare_head(self.tables, form[i], self.national)
        if head is None or not head[1]:
            return None
        end = i + 1
        while end < min(last, i + 3) and self._between(form[end]):
            end += 1
        if end >= last or not self._definite(form[end]) or "nationality" not in self.tables.classes(form[end]):
            return None
        base = next(part.base for part in self.tables.parts(form[i]) if part.base in self.national)
        # the feminine or plural body takes the feminine adjective; another adjective belongs to the minister before it
        wanted = base.endswith(self.feminine) or base in self.plurals or base in self.ministries
        if form[end].endswith(self.feminine) != wanted:
            return None
        if base in self.ministries and i > 0:
            before = form[i - 1]
            if self.tables.classes(before) & {"office", "body"} or before.startswith(self.leading):
                return None  # the minister's nationality; foreign exchanges
        end += 1
        while end < min(last, i + LONGEST) and self._between(form[end]):
            end += 1
        purpose = end if base in self.acting else self._purpose(reading, end, last)
        end = self._tail(reading, purpose, last)
        return self._mention(reading, i, end, head[0], "organisation", WITH_NATIONALITY)

    def _between(self, form: str) -> bool:
        """Whether a definite adjective says what kind of body one is, and not whose."""
        return form in self.between or (
            self._is_adjective(form) and form not in self.passing and not self.tables.is_nationality(form)
        )

    def _charged(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A definite body, its adjectives and what it is for: the national institute for consumption."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.charged)
        if head is None or not head[1]:
            return None
        end = i + 1
        while end < min(last, i + 4) and self._is_adjective(tokens.form[end]):
            end += 1
        if end == i + 1 or end >= last:
            return None
        behind = self._purpose(reading, end, last)
        if behind == end:
            return None
        return self._mention(reading, i, self._tail(reading, behind, last), head[0], "organisation", WITH_PURPOSE)

    def _qualified(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A definite body and adjectives that say which one it is: the municipal council, the supreme court."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.qualified)
        if head is None or not head[1]:
            return None
        base = tokens.form[i][head[0] :].removeprefix(tables.article)
        end = i + 1
        while end < min(last, i + 4) and tokens.kinds[end] == WORD and self._says_which(tokens.form[end]):
            end += 1
        if end == i + 1:
            return None
        if tokens.form[i + 1] not in self.between and tokens.form[i + 1].endswith(self.feminine) != base.endswith(
            self.feminine
        ):
            return None
        behind = max(self._tail(reading, end, last), self._located(reading, end, last) if base in self.weighty else 0)
        if base in self.weighty and end == i + 2 and behind == end:
            return None  # the health centre is one of many
        return self._mention(reading, i, behind, head[0], "organisation", WITH_QUALITY)

    def _says_which(self, form: str) -> bool:
        """Whether a definite adjective tells one body from another, and isn't of time, rank or place alone."""
        if form in self.passing or form in self.vague or not self._definite(form):
            return False
        classes = self.tables.classes(form)
        if classes & {"unnamed", "office", "profession"} and "adjective" not in classes:
            return False
        return form in self.between or (self.phrases.is_nisba(form) and not form.endswith(self.phrases.inflected))

    def _purpose(self, reading: Reading, at: int, last: int) -> int:
        """The token behind what a body is for: for consumption, for the defence of X; `at` where nothing says it."""
        tokens, tables = reading.tokens, self.tables
        if at >= last or tokens.kinds[at] != WORD:
            return at
        form = tokens.form[at]
        classes = tables.classes(form)
        if classes & {"unnamed", "outlet_head", "profession"} or form in self.phrases.addressees:
            return at
        end = at + 1
        for part in tables.parts(form):
            if part.glued and any(
                not name.rest and name.entry.kind != "outlet"
                for name in tables.begins(tables.article + part.base).names
            ):
                return at  # what stands behind "to the" is a place or a body of its own
        if not form.startswith(tables.contracted):
            # "for" and a noun, which its complement makes definite
            noun = form[1:]
            if not form.startswith(tables.contracted[0]) or tables.is_whole(form):
                return at
            if not (self._construct(noun) or (tables.is_unlisted(noun) and not tables.is_verb(noun))):
                return at
            if end < last and not self._definite(tokens.form[end]):
                known = tables.known(tokens, end, last)
                if known is not None and not known.glued and known.entry.kind == "place":
                    return known.last  # the consulate for the republic of X
            if end + 1 < last and self._construct(tokens.form[end]) and not self._definite(tokens.form[end]):
                end += 1  # for the iron tracks of X
            if end >= last or tokens.kinds[end] != WORD or not self._definite(tokens.form[end]):
                return at
            other = classes & {"office", "honorific", "body"} and noun not in self.managing
            if other or "stop" in tables.classes(tokens.form[end]):
                return at
            end += 1
        elif form in self.whose and not (end < last and self._is_adjective(tokens.form[end])):
            return at
        while end < min(last, at + LONGEST) and tokens.kinds[end] == WORD:
            if tokens.form[end] in self.passing:
                break
            if not (self._is_adjective(tokens.form[end]) or self._coordinated(tokens.form[end])):
                break
            end += 1
        return end

    def _is_adjective(self, form: str) -> bool:
        adjective = self.tables.classes(form) & {"adjective", "nationality"} or self.phrases.is_nisba(form)
        return self._definite(form) and bool(adjective)

    def _tail(self, reading: Reading, end: int, last: int) -> int:
        """Over "in X" behind a body, where X is a known place."""
        tokens = reading.tokens
        if end + 1 < last and tokens.form[end] in self.phrases.within:
            known = self.tables.known(tokens, end + 1, last)
            if known is not None and not known.glued and known.entry.kind == "place" and not known.entry.weak:
                return known.last
        return end

    def _qualifies(self, form: str) -> bool:
        """Whether the last word of a firm's complement is an adjective of the firm: the national water company."""
        return self._definite(form) and form.endswith(self.feminine) and form not in self.vague | self.passing

    def _located(self, reading: Reading, end: int, last: int) -> int:
        """The token behind a known place that "in" is glued to, right behind a body; `end` where none stands."""
        tokens, tables = reading.tokens, self.tables
        if end >= last or not tokens.form[end].startswith(tables.prepositions[0]):
            return end
        known = tables.known(tokens, end, last)
        if known is None and end + 1 < last and "place_head" in tables.bare(tokens.form[end][1:]):
            known = tables.known(tokens, end + 1, last)  # in the area of X
            return known.last if known is not None and not known.glued and known.entry.kind == "place" else end
        if known is None or known.glued != 1 or known.entry.kind != "place" or known.entry.weak:
            return end
        return known.last

    def _body(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A body and its complement: ministry of the interior, hospital of X, party of Y."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.bodies)
        if head is None or head[1]:
            return None
        base = tokens.form[i][head[0] :]
        if base in self.clans:
            clan = tokens.form[i + 1] if i + 1 < last else ""
            if "stop" in tables.classes(clan) or len(clan) < 3:
                return None
            if not tables.namelike(clan) and not (self._definite(clan) and tables.is_unlisted(clan)):
                return None
            return self._mention(reading, i, i + 2, head[0], "organisation", WITH_COMPLEMENT)
        end, proper, words = self._complement(reading, i + 1, last, base in self.named_after, base in self.firms)
        while i + 1 < end < min(last, i + LONGEST) and tokens.form[end] in self.trading:
            end, proper = end + 1, True
        proper = proper or (end > i + 2 and tokens.form[end - 1] in self.trading)
        if end == i + 1 or (
            tokens.form[i + 1] in self.nameless and not proper and (words < 2 or not self._definite(tokens.form[i + 1]))
        ):
            return None
        firm = base in self.firms and words > 1 and self._qualifies(tokens.form[end - 1])
        if not proper and not firm and (base in self.proper_only or (base in self.generic and words < 2)):
            located = max(
                self._located(reading, end, last),
                self._tail(reading, end, last) if words > 1 and base not in self.proper_only else end,
            )
            if located == end:
                return None
            return self._mention(reading, i, located, head[0], "organisation", WITH_COMPLEMENT)
        if base not in self.generic or not proper:
            end = self._tail(reading, end, last)
        return self._mention(reading, i, end, head[0], "organisation", WITH_COMPLEMENT)

    def _complement(
        self, reading: Reading, at: int, last: int, after_person: bool, firm: bool = False
    ) -> tuple[int, bool, int]:
        """The end of a complement, whether it holds a proper name or a nationality, and how many words it has.

        Only where `after_person` may a title or a first name be part of it.
        """
        tokens, tables = reading.tokens, self.tables
        first, proper, words = at, False, 0
        persons = titled = False
        limit = min(last, at + LONGEST)
        if at < limit and tokens.kinds[at] == MARK:
            aside = self._quoted(reading, at, limit)
            return (aside, True, 1) if aside else (at, False, 0)
        while at < limit and tokens.kinds[at] == WORD:
            form = tokens.form[at]
            classes = tables.classes(form)
            known = tables.known(tokens, at, limit)
            qualifies = at > first and self._definite(form) and tables.is_nationality(form)
            if known is not None and known.entry.kind == "place" and not known.glued and at > first:
                every = all(map(self._is_adjective, tokens.form[known.first : known.last]))
                qualifies = qualifies or (every and known.last > known.first + 1)
            if known is not None and not known.glued and not known.entry.weak and not qualifies:
                if known.entry.kind == "person" and not (after_person and at == first):
                    break
                if at > first and (proper or tokens.form[at - 1].startswith(tables.article)):
                    break
                at, proper, words = known.last, True, words + 1
                continue
            if "stop" in classes or form in self.passing:
                break
            definite = self._definite(form)
            nationality = "nationality" in classes
            person = bool(tables.bare(form) & {"first_name", "particle"}) or (
                definite and bool(classes & {"honorific", "rank", "office"})
            )
            if person:
                title = bool(classes & {"honorific", "rank", "office"}) and definite
                if not after_person or (at > first and (not persons or (title and not titled))):
                    break
                titled = title
                persons = True
                proper = proper or not title
            elif at == first:
                qualifies = classes & {"adjective", "place_head", "body"} == {"adjective"}
                if (nationality or qualifies) and not definite:
                    break
                if not (definite or "body" in tables.bare(form) or self._construct(form)):
                    break
            elif definite:
                people = "unnamed" in classes and not nationality  # whom it calls on: the ministry the inhabitants
                adjective = nationality or classes & {"adjective"} or (self.phrases.is_nisba(form) and not people)
                adjective = adjective or (firm and form.endswith(self.feminine) and not classes)
                previous = tokens.form[at - 1]
                construct = not self._definite(previous) and not self._definite(previous[1:])
                if not (adjective or construct):
                    break
            elif form.startswith(tables.conjunctions) and self._definite(form[1:]):
                if not self._coordinated(form):
                    break
            elif at == first + 1 and not self._definite(tokens.form[first]) and "place_head" in tables.bare(form):
                pass  # the society for the upkeep of the town of X
            elif at == first + 1 and tokens.form[first] in self.posts and tables.namelike(form):
                proper = True  # the station of the police of X
            elif form.startswith(tables.contracted):
                previous = tokens.form[at - 1]
                settled = proper or self._definite(previous) or self._definite(previous[1:])
                if "unnamed" in classes or "outlet_head" in classes or not settled:
                    break
            else:
                break
            proper = proper or nationality or (definite and tables.is_unlisted(form.removeprefix(tables.article)))
            at, words = at + 1, words + 1
        if at > first and not proper and not self._definite(tokens.form[at - 1]):
            glued = tokens.form[at - 1].startswith((*tables.conjunctions, tables.contracted))
            if not glued:
                return first, False, 0  # a complement that never becomes definite names nothing
        return at, proper, words

    def _coordinated(self, form: str) -> bool:
        """Whether a word with "and" and the article goes on with what a body is for: for pilgrimage and visits."""
        tables = self.tables
        if not (form.startswith(tables.conjunctions) and self._definite(form[1:])) or form[1:] in self.nameless:
            return False
        base = form[1 + len(tables.article) :]
        noun = tables.is_noun(base) or tables.is_unlisted(base) or (self.plural and form.endswith(self.plural))
        return bool(noun) and not tables.classes(form) & {"office", "unnamed", "honorific", "nationality", "body"}

    def _construct(self, form: str) -> bool:
        """An indefinite noun that a complement may go through."""
        return self.tables.is_noun(form) and "stop" not in self.tables.classes(form)

    def _quoted(self, reading: Reading, at: int, limit: int) -> int:
        tokens = reading.tokens
        closer = self.phrases.openers.get(tokens.form[at])
        for end in range(at + 1, min(limit, at + 6)):
            if tokens.kinds[end] == MARK:
                return end + 1 if closer is not None and tokens.form[end] == closer and end > at + 1 else 0
            if tokens.kinds[end] != WORD:
                return 0
        return 0

    def _commune(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A body of a place that is the place where a preposition leads to it: in the commune of X."""
        form = reading.tokens.form
        head = bare_head(self.tables, form[i], self.located)
        if head is None or head[1]:
            return None
        leads = form[i][: head[0]].endswith(self.tables.prepositions[:1]) or (i > 0 and form[i - 1] in self.into)
        if not leads or (i + 1 < last and form[i + 1] in self.nameless):
            return None
        found = self._place(reading, i, last, self.located)
        if found is None or found.last <= i + 2 or form[i + 1] in self.toponyms:
            return found
        return self._mention(reading, i, i + 2, head[0], "place", KIND_OF_PLACE)

    def _place(self, reading: Reading, i: int, last: int, heads: frozenset[str] | None = None) -> Mention | None:
        """A head of places and a name no list knows: town of X, camp of the Y."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.places if heads is None else heads)
        if head is None or head[1] or i + 1 >= last:
            return None
        settled = tokens.form[i][head[0] :] in self.settled
        if tokens.kinds[i + 1] == MARK and (settled or tokens.form[i][head[0] :] in self.quotable):
            close = self._quoted(reading, i + 1, last)
            return self._mention(reading, i, close, head[0], "place", KIND_OF_PLACE) if close else None
        if tokens.kinds[i + 1] != WORD:
            return None
        form = tokens.form[i + 1]
        classes = tables.classes(form)
        printed = tokens.words(i + 1, i + 2)
        if "stop" in classes or form in self.kinds or printed in self.phrases.printed_stop:
            return None
        base = tokens.form[i][head[0] :]
        if form.startswith(self.phrases.acts) and base in self.quotable and not tables.begins(form).names:
            return None  # a hotel | houses guests
        strict = base in self.strict
        known = tables.known(tokens, i + 1, last)
        if known is not None and not known.glued and known.entry.kind == "place":
            end = known.last
        elif self._doubled(reading, i + 1, last):
            end = i + 3
            if tokens.form[i + 2] in self.toponyms and self._doubled(reading, i + 2, last):
                end += 1
        elif strict and (tables.is_common(form) if tokens.form[i][head[0] :] in self.grounds else self._is_word(form)):
            return None
        elif self._named_for(form):
            end = self._complement(reading, i + 1, last, True)[0]
            if end < i + 3 and not self._definite(form):
                return None
        elif self._definite(form) and not (classes & {"nationality", "office", "unnamed"}):
            if classes & {"adjective"}:
                return None
            end = i + 2
        elif self._may_name(form, strict and not settled) and not classes & _TELL:
            end = i + 2
            while end < min(last, i + 6) and tokens.kinds[end] == WORD and self._goes_on(tokens.form[end]):
                if tokens.words(end, end + 1) in self.phrases.printed_stop:
                    break
                end += 1
            if "particle" in tables.bare(tokens.form[end - 1]):
                return None
        else:
            return None
        while end < last and tokens.form[end] in self.completes:
            end += 1
        return self._mention(reading, i, end, head[0], "place", KIND_OF_PLACE)

    def _doubled(self, reading: Reading, at: int, last: int) -> bool:
        """Whether another head or a particle and its word stand behind a head: the quarter of the hill of X."""
        tokens, tables = reading.tokens, self.tables
        toponym = tokens.form[at] in self.toponyms
        if not toponym and tables.bare(tokens.form[at]).isdisjoint(("place_head", "particle")):
            return False
        if at + 1 >= last or tokens.kinds[at + 1] != WORD:
            return False
        form = tokens.form[at + 1]
        classes = tables.classes(form)
        if toponym and "body" in classes and form.startswith(tables.prepositions):
            return False
        if (
            classes & {"stop", "nationality", "adjective", "unnamed"}
            or tokens.words(at + 1, at + 2) in self.phrases.printed_stop
        ):
            return False
        if self._definite(form) or form in tables.family or tables.namelike(form):
            return True
        plain = not tables.is_verb(form) and not form.startswith((*tables.conjunctions, *tables.prepositions))
        return toponym and (form in self.toponyms or plain)

    def _is_word(self, form: str) -> bool:
        """Whether a form is a word of the language, with the article or without."""
        return self.tables.is_common(form) or self.tables.is_noun(form.removeprefix(self.tables.article))

    def _may_name(self, form: str, strict: bool) -> bool:
        """Whether an indefinite word behind a head may be a place's name: on no list, if the head isn't strict."""
        return self.tables.namelike(form) or (
            not strict and not self.tables.is_verb(form) and self.tables.is_unlisted(form)
        )

    def _named_for(self, form: str) -> bool:
        """Whether a place is named for the body or the person that a word begins: mosque of the guards, King X port."""
        definite = self._definite(form)
        classes = self.tables.classes(form)
        return "body" in self.tables.bare(form) or (definite and bool(classes & {"office", "honorific"}))

    def _goes_on(self, form: str) -> bool:
        bare = self.tables.bare(form)
        return bool(bare & {"first_name", "particle"}) and "stop" not in bare

    def _mention(self, reading: Reading, first: int, last: int, glued: int, kind: str, rule: str) -> Mention:
        tokens = reading.tokens
        words = (tokens.form[first][glued:], *tokens.form[first + 1 : last])
        core = tuple(w for w in words if w.isalnum())
        bare = [w.removeprefix(self.tables.article) for w in core]
        place = kind == "place"
        if len(bare) > 1 and bare[0] == self.ministry and bare[1] in self.ministries:
            bare = bare[1:]  # the ministry of the interior is the interior, with its nationality or without
        proper = bare[1:] if kind in ("place", "outlet") and len(bare) > 1 else bare
        key = f"{kind}:{' '.join(proper)}"
        made: EntityKind = "place" if place else "outlet" if kind == "outlet" else "organisation"
        return Mention(first, last, glued, made, key, None, core, rule)
