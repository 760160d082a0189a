"""What follows a head in the name of a body or a place: its complement, its adjectives, its purpose, its town."""

from __future__ import annotations

from typing import Final

from tawatur.kinds.names.bodies_words import BodyWords
from tawatur.kinds.names.mentions import closing
from tawatur.reading import Reading
from tawatur.words import MARK, WORD

_HYPHEN: Final = ("-",)
LONGEST: Final = 8
"""Words a body's name may have behind its head; longer runs in real pages are clauses."""


class Complements(BodyWords):
    """Where each kind of complement ends, for the heads of one pack."""

    def _definite(self, form: str) -> bool:
        article = self.tables.article
        return form.startswith(article) and len(form) > len(article) + 1

    def _purpose(self, reading: Reading, at: int, last: int) -> int:
        """The token behind what a body is for: for consumption, for the defence of X; `at` where nothing says it."""
        tokens, tables = reading.tokens, self.tables
        if at >= last or tokens.kinds[at] != WORD:
            return at
        form = tokens.form[at]
        classes = tables.classes(form)
        if classes & {"unnamed", "outlet_head", "profession"} or form in self.phrases.addressees | self.moments:
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

    def _town(self, reading: Reading, at: int, last: int) -> int:
        """The token behind the town that a hospital, a school is named for, however rare or everyday a word; else 0."""
        tokens, tables = reading.tokens, self.tables
        if at >= last or tokens.kinds[at] != WORD:
            return 0
        form = tokens.form[at]
        known = tables.known(tokens, at, last)
        if known is not None and known.entry.kind == "place" and not known.glued:
            end = known.last if known.entry.weak else at
        elif known is not None or tables.classes(form) or form.startswith(tables.article):
            return 0
        else:
            own = len(form) > 3 and not form.startswith((*tables.conjunctions, *tables.prepositions))
            end = at + 1 if own and tables.is_unlisted(form) and not tables.is_verb(form) else at
            while at < end < last and (tables.is_foreign(tokens.form[end]) or tables.is_strange(tokens.form[end])):
                end += 1
        if end == at:
            return 0
        while end < last and self._is_adjective(tokens.form[end]) and tokens.form[end] not in self.passing:
            end += 1
        return end

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
                alone = self._definite(tokens.form[at - 1]) and form.endswith(self.feminine)
                qualifies = qualifies or (every and (known.last > known.first + 1 or alone))
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
            honoured = definite and (
                bool(classes & {"honorific", "rank", "office"})
                or ("profession" in classes and form.removeprefix(tables.article) in self.phrases.by_first_name)
            )
            person = bool(tables.bare(form) & {"first_name", "particle"}) or honoured
            if person:
                title = honoured
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
                told = at > first + 1 and "adjective" in tables.classes(previous) and self._definite(previous)
                if told and not classes and form.endswith(self.feminine) and not previous.endswith(self.feminine):
                    break  # the central bank of X | the budget
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
                if classes & {"unnamed", "outlet_head", "body"} or form in self.moments or not settled:
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
        closer = self.phrases.openers.get(reading.tokens.form[at])
        close = closing(reading.tokens, at, limit, closer, joints=_HYPHEN)
        return close + 1 if close else 0
