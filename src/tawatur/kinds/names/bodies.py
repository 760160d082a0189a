"""Bodies and places named by a head and what follows it: ministry of health, the Iranian embassy, camp of X."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.names.complements import LONGEST
from tawatur.kinds.names.marks import BODIES, NATIONAL, PLACE, Visits
from tawatur.kinds.names.mentions import Mention, bare_head
from tawatur.kinds.names.outlets import Outlets
from tawatur.kinds.names.tables import TITLES
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD

KIND_OF_PLACE: Final = "place named behind its kind"
WITH_NATIONALITY: Final = "body with its nationality"
WITH_PURPOSE: Final = "body and what it is for"
WITH_COMPLEMENT: Final = "body and its complement"
WITH_QUALITY: Final = "definite body and the adjectives that tell it"
_RELATION: Final = 6
"""Letters of a word of relation with the article, at least more than which a place may be named by."""
_TELL: Final = frozenset(("nationality", "adjective", "office", "body"))
"""Classes of words that tell of a place and don't name it."""
BY_PATTERN: Final = frozenset((WITH_NATIONALITY, WITH_PURPOSE, WITH_COMPLEMENT))
"""Rules that make the names of bodies by pattern."""


class Bodies(Outlets):
    """The patterns of one pack: `pack.made(Bodies)`."""

    def find(self, reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """Bodies and places made by pattern in the token ranges."""
        visits = reading.once(Visits)
        for i, _, last in visits.marked(BODIES, ranges):
            found = self._national(reading, i, last) if visits.bears(i, NATIONAL) else None
            classes = self.tables.classes(reading.tokens.form[i])
            if found is None and (not classes.isdisjoint(("body", "place_head")) or visits.bears(i, PLACE)):
                found = (
                    self._commune(reading, i, last)
                    or self._unit(reading, i, last)
                    or self._charged(reading, i, last)
                    or self._qualified(reading, i, last)
                    or self._body(reading, i, last)
                    or self._place(reading, i, last)
                )
            if found is None and "outlet_head" in classes:
                found = self._outlet(reading, i, last)
            if "outlet_head" in classes:
                found = self._stated(reading, i, last) or found
            if found is not None:
                yield found

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
        if form[end].endswith(self.feminine) != wanted and not (base in self.services and self._acts(reading, i, end)):
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

    def _acts(self, reading: Reading, i: int, end: int) -> bool:
        """Whether the security of a state is who serves it: right before its nationality, behind a verb or ahead."""
        tokens, tables = reading.tokens, self.tables
        if end > i + 1 or i == 0 or tokens.kinds[i - 1] != WORD:
            return end == i + 1
        before = tokens.form[i - 1]
        bare = tables.without_conjunction(before)
        return bare in self.phrases.speaks or tables.is_verb(before) or tables.is_verb(bare)

    def _unit(self, reading: Reading, i: int, last: int) -> Mention | None:
        """A definite unit told by its number: the sixth division, infantry; the second military region."""
        tokens = reading.tokens
        head = bare_head(self.tables, tokens.form[i], self.units)
        if head is None or not head[1]:
            return None
        base = next(part.base for part in self.tables.parts(tokens.form[i]) if part.definite)
        end, numbered, military = i + 1, False, base not in self.places
        while end < min(last, i + 4) and tokens.kinds[end] == WORD:
            form = tokens.form[end]
            if form in self.ordinals or (numbered and form in self.tens):
                numbered = True
            elif form in self.military:
                military = True
            else:
                break
            end += 1
        if not (numbered and military):
            return None
        while end < min(last, i + 6) and tokens.form[end] in self.troops:
            end += 1
        return self._mention(reading, i, end, head[0], "organisation", WITH_QUALITY)

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

    def _qualifies(self, form: str) -> bool:
        """Whether the last word of a firm's complement is an adjective of the firm: the national water company."""
        return self._definite(form) and form.endswith(self.feminine) and form not in self.vague | self.passing

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
        if base in self.staffed and i + 1 < last and not TITLES.isdisjoint(tables.classes(tokens.form[i + 1])):
            return None  # the minister's office
        leader = tables.known(tokens, i + 1, last) if base in self.led and i + 1 < last else None
        if leader is not None and leader.entry.kind == "person" and not leader.glued:
            return self._mention(reading, i, leader.last, head[0], "organisation", WITH_COMPLEMENT)
        if base in self.towns and (town := self._town(reading, i + 1, last)):
            return self._mention(reading, i, town, head[0], "organisation", WITH_COMPLEMENT)
        if base in self.of_corps and i + 1 < last and tokens.form[i + 1] in self.corps:
            end = i + 2
            while (
                end < min(last, i + 4) and self._definite(tokens.form[end]) and tables.is_nationality(tokens.form[end])
            ):
                end += 1
            end = self._tail(reading, end, last)
            end = self._located(reading, end, last) if end == i + 2 else end
            return self._mention(reading, i, end, head[0], "organisation", WITH_COMPLEMENT)
        end, proper, words = self._complement(reading, i + 1, last, base in self.named_after, base in self.firms)
        while i + 1 < end < min(last, i + LONGEST) and tokens.form[end] in self.trading:
            end, proper = end + 1, True
        proper = proper or (end > i + 2 and tokens.form[end - 1] in self.trading)
        proper = proper or (base in self.omened and end == i + 2 and tokens.form[i + 1] in self.eponyms)
        if end == i + 1 or (
            tokens.form[i + 1] in self.nameless and not proper and (words < 2 or not self._definite(tokens.form[i + 1]))
        ):
            return None
        firm = base in self.firms and words > 1 and self._qualifies(tokens.form[end - 1])
        firm = firm or (base in self.traders and words == 2 and self._coordinated(tokens.form[end - 1]))
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
        if found is None or found.last <= i + 2 or form[i + 1] in self.toponyms or reading.tokens.kinds[i + 1] == MARK:
            return found
        return self._mention(reading, i, i + 2, head[0], "place", KIND_OF_PLACE)

    def _place(self, reading: Reading, i: int, last: int, heads: frozenset[str] | None = None) -> Mention | None:
        """A head of places and a name no list knows: town of X, camp of the Y."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.places if heads is None else heads)
        if head is None or head[1] or i + 1 >= last:
            return None
        base = tokens.form[i][head[0] :]
        if i and (tokens.form[i - 1] in self.ways or tokens.kinds[i - 1] == NUMBER or not self._heads_here(reading, i)):
            return None  # by way of; ten towns
        settled = base in self.settled
        if tokens.kinds[i + 1] == MARK and (settled or base in self.quotable):
            close = self._quoted(reading, i + 1, last)
            return self._mention(reading, i, close, head[0], "place", KIND_OF_PLACE) if close else None
        if tokens.kinds[i + 1] != WORD:
            return None
        form = tokens.form[i + 1]
        classes = tables.classes(form)
        printed = tokens.words(i + 1, i + 2)
        if "stop" in classes or form in self.kinds or printed in self.phrases.printed_stop:
            return None
        if base in self.policed and form in self.posts and (known := tables.known(tokens, i + 2, last)):
            towns = known.entry.kind == "place" and not known.glued
            return self._mention(reading, i, known.last, head[0], "organisation", WITH_COMPLEMENT) if towns else None
        if form.startswith(self.phrases.acts) and base in self.quotable and not tables.begins(form).names:
            return None  # a hotel | houses guests
        strict = base in self.strict
        known = tables.known(tokens, i + 1, last)
        if known is not None and not known.glued and known.entry.kind == "place":
            end = known.last
        elif (settled or form not in self.kin) and self._doubled(reading, i + 1, last):
            end = i + 3
            if tokens.form[i + 2] in self.toponyms and self._doubled(reading, i + 2, last):
                end += 1
        elif settled and (part := self._part(reading, i + 1, last)):
            end = part
        elif base in self.phrases.named_for and (bearer := self._bearer(reading, i + 1, last)):
            end = bearer
        elif self._of_its_own(base, form, classes):
            end = i + 2
        elif strict and (end := self._ruler(reading, i, last, base)):
            pass
        elif strict and (tables.is_common(form) if base in self.grounds else self._is_word(form)):
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
                bare = tables.bare(tokens.form[end])
                governor = "first_name" in bare and "particle" not in bare and "first_name" not in tables.bare(form)
                if tokens.words(end, end + 1) in self.phrases.printed_stop or (governor and base in self.regions):
                    break  # the governor of the province of X | Y
                end += 1
            if "particle" in tables.bare(tokens.form[end - 1]):
                return None
            family = end < last and tokens.kinds[end] == WORD and base in self.named_after
            if family and "first_name" in tables.bare(tokens.form[end - 1]) and self._definite(tokens.form[end]):
                end += tokens.form[end] in tables.family and self.phrases.is_surname(tokens.form[end])
        else:
            return None
        while end < last and tokens.form[end] in self.completes:
            end += 1
        return self._mention(reading, i, end, head[0], "place", KIND_OF_PLACE)

    def _heads_here(self, reading: Reading, i: int) -> bool:
        """Whether a head that is an adjective too has no noun before it that it could qualify: local sources."""
        tokens, tables = reading.tokens, self.tables
        head = bare_head(tables, tokens.form[i], self.adjectival)
        if head is None or head[0] or tokens.kinds[i - 1] != WORD:
            return True
        before = tokens.form[i - 1]
        return "stop" in tables.classes(before) or before in self.phrases.governed or tables.is_verb(before)

    def _of_its_own(self, base: str, form: str, classes: frozenset[str]) -> bool:
        """Whether a head without the article makes a name of a word that needn't be one.

        No adjective of such a head bears the article: town of the X, area of the X-ite. An indefinite word may be an
        adjective, unless no list has it in any form.
        """
        tables = self.tables
        if classes - {"first_name", "everyday"}:
            return False
        if self._definite(form):
            relation = base in self.regions and form.endswith(self.relations) and len(form) > _RELATION
            return base in self.towns_of or relation
        if base not in self.towns_of and base not in self.regions:
            return False
        if form.startswith(self.phrases.acts):
            return False  # the fourth province that they lose
        agreeing = self.feminine if base.endswith(self.feminine) else self.relations
        if tables.is_listed(form) or tables.is_verb(form) or form.endswith((*self.phrases.inflected, *agreeing)):
            return False
        return not any(tables.is_listed(part.base) for part in tables.parts(form))

    def _bearer(self, reading: Reading, at: int, last: int) -> int:
        """The token behind the whole name of a person whom a place is named for; 0 where none begins at `at`."""
        if "first_name" not in self.tables.bare(reading.tokens.form[at]):
            return 0
        names = self.phrases.parse(reading, at, last).names
        return names[0][1] if names and names[0][0] == at and names[0][1] > at + 2 else 0

    def _part(self, reading: Reading, at: int, last: int) -> int:
        """The token behind a known place that a word before it tells apart: the town X of Y; 0 where none does."""
        tokens, tables = reading.tokens, self.tables
        form = tokens.form[at]
        if at + 1 >= last or tokens.kinds[at + 1] != WORD or form in self.phrases.governed or tables.classes(form):
            return 0
        if self._definite(form) or self.phrases.is_nisba(form) or form.endswith(self.feminine):
            return 0
        known = tables.known(tokens, at + 1, last)
        if known is None or known.glued or known.entry.weak or known.entry.kind != "place":
            return 0
        return known.last if known.entry.sub in ("city", "capital", "") else 0

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
        if self.tables.namelike(form) or self.tables.is_foreign(form):
            return True
        return not strict and not self.tables.is_verb(form) and self.tables.is_unlisted(form)

    def _named_for(self, form: str) -> bool:
        """Whether a place is named for the body or the person that a word begins: mosque of the guards, King X port."""
        definite = self._definite(form)
        classes = self.tables.classes(form)
        return "body" in self.tables.bare(form) or (definite and bool(classes & {"office", "honorific"}))

    def _ruler(self, reading: Reading, i: int, last: int, base: str) -> int:
        """The token behind the name of a king or a prince that a road is named for; 0 where none stands there."""
        tokens, tables = reading.tokens, self.tables
        titles = (part.base for part in tables.parts(tokens.form[i + 1]) if part.definite and not part.glued)
        if i + 2 >= last or self.phrases.by_first_name.isdisjoint(titles) or tokens.kinds[i + 2] != WORD:
            return 0
        if tables.bare(tokens.form[i + 2]).isdisjoint(("first_name", "servant")):
            return 0
        if i and "body" in tables.heads(tokens.form[i - 1]):
            return 0  # the hospital of the city of King X is a body
        end = i + 3
        while end < min(last, i + LONGEST) and tokens.kinds[end] == WORD:
            form, held = tokens.form[end], tables.bare(tokens.form[end - 1])
            named = not tables.bare(form).isdisjoint(("first_name", "particle", "servant")) or "servant" in held
            if not (named or (form in tables.family and self._definite(form) and "second" not in held)):
                break
            end += 1
        if end >= last or not base.endswith(self.feminine) or tokens.kinds[end] != WORD:
            return end
        form = tokens.form[end]
        return end + (self._definite(form) and form.endswith(self.feminine) and self.phrases.is_nisba(form))

    def _goes_on(self, form: str) -> bool:
        bare = self.tables.bare(form)
        return "stop" not in bare and (bool(bare & {"first_name", "particle"}) or self.tables.is_foreign(form))
