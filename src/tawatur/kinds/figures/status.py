"""Whether a figure is stated, possible, planned or denied: by the words before it in its clause, else by its source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, get_args

from tawatur.kinds.figures.context import Context
from tawatur.kinds.figures.quantities import Quantity
from tawatur.kinds.figures.signs import STATUSES, signs_of
from tawatur.kinds.figures.words import EXCEPT, Words, words_of
from tawatur.model import Attribution, Status
from tawatur.reading import Reading

_STATUSES: Final[dict[str, Status]] = {status: status for status in get_args(Status)}


_AHEAD: Final = 5
"""Tokens behind a figure in which a word may say how sure it is."""

_WOULD: Final = 3
"""Tokens before a verb of the future in which "was" makes it what would have been."""


class Statuses:
    """The status of each figure of one text."""

    def __init__(self, reading: Reading, attributions: Sequence[Attribution], context: Context) -> None:
        self.reading = reading
        self.words: Words = words_of(reading.pack)
        self.tokens = reading.tokens
        self.form = reading.tokens.form
        self.attributions = attributions
        self.context = context

    def status(self, q: Quantity, owner: int | None) -> tuple[Status, str]:
        """The status of a figure, and the rule behind it. `owner`: the index of its attribution."""
        words, form = self.words, self.form
        begin, _ = self.reading.sentence_of(q.num)
        if owner is not None and self.attributions[owner].stance == "affirm":
            # what a source affirms is stated, whatever was denied or feared before its cue
            begin = max([begin, *(self.tokens.before(cue.end) for cue in self.attributions[owner].cue)])
        ended = aside = False
        first = max(begin, q.first - words.reach["status"])
        signs = STATUSES.search(signs_of(self.reading), first, q.first) is not None
        for i in range(q.first - 1, first - 1, -1) if signs else ():
            found = words.status_of(form[i])
            if found is not None and found.future and i in self.context.named:
                continue  # a name that only begins like a verb of the future
            if found is None:
                if words.kind_before(form[i]) == EXCEPT:
                    break  # has no more than five: a denial before it stops here
                if form[i] == "." or (form[i] == "," and i < q.first - words.reach["status_clause"]):
                    break
                aside = aside or form[i] == ","  # what stands before a comma may be an aside of the same clause
                if form[i] in words.status_ends and not aside:
                    ended = True
                    break
                continue
            for name, phrases in words.status_phrases.items() if found.phrase else ():
                if phrases.ending(self.tokens, i + 1) <= i:
                    return _STATUSES[name], "said by a phrase before it"
            if found.phrase and words.rumours.ending(self.tokens, i + 1) <= i:
                return self._rumoured(begin, i)
            if found.status is not None and not (found.status == "denied" and q.definite):
                return _STATUSES[found.status], "said by a word before it"
            if found.future:
                if not words.borne["would"].isdisjoint(form[max(begin, i - _WOULD) : i]):
                    return "possible", "what would have been"
                return "planned", "governed by a future verb"
        behind = self._behind(q)
        if behind is not None:
            return behind, "said by a word behind it"
        status, rule = self._status_by_owner(q, owner)
        if status == "stated" and self.context.is_to_come(q):
            return "planned", "said for a time to come"
        if ended and status in ("possible", "planned"):
            return "stated", "told in a clause of its own"
        return status, rule

    def _behind(self, q: Quantity) -> Status | None:
        """What the words between a figure and what happened to it say: 12 people are feared dead."""
        words, form = self.words, self.form
        for i in range(q.last, min(len(form), q.last + _AHEAD)) if words.status_behind else ():
            found = words.status_behind.get(form[i])
            if found is not None:
                return _STATUSES[found]
            if form[i] not in words.between and form[i] not in words.links["others"]:
                return None
        return None

    def _rumoured(self, begin: int, at: int) -> tuple[Status, str]:
        """What is only rumoured is denied where the sentence that passes it on denies it, however far before."""
        signs = (self.words.status_of(form) for form in self.form[begin:at])
        if any(sign is not None and sign.status == "denied" for sign in signs):
            return "denied", "a rumour that the sentence denies"
        return "possible", "a rumour"

    def _status_by_owner(self, q: Quantity, owner: int | None) -> tuple[Status, str]:
        attribution = self.attributions[owner] if owner is not None else None
        if attribution is None:
            return "stated", "nothing before it makes it less"
        if attribution.stance == "deny" and not q.definite and not self._refuses(attribution):
            return "denied", "the source denies it"
        if any(self.form[self.tokens.before(cue.start + 1) - 1] in self.words.expects for cue in attribution.cue):
            return "planned", "the source expects it"
        if attribution.stance == "believe":
            return "possible", "the source believes or fears it"
        if attribution.stance in ("promise", "demand"):
            return "planned", "the source promises or demands it"
        return "stated", "nothing before it makes it less"

    def _refuses(self, attribution: Attribution) -> bool:
        """Whether the source turns something down, which says nothing of whether it is so."""
        cues = (self.form[self.tokens.before(cue.start + 1) - 1] for cue in attribution.cue)
        return any(form in self.words.refusals for form in cues)
