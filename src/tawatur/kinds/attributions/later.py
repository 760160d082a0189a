"""A subject that goes on behind what looks like the complement of its verb, as the verb's own stands later.

The union for | the rights of teachers, on Monday, announced … : in Arabic the verb comes first and the complement last,
so that a preposition inside the subject is met before the one that the verb takes.
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.chains import past_mark
from tawatur.kinds.attributions.frame import NOMINAL, Frame
from tawatur.kinds.attributions.nouns import Phrase
from tawatur.kinds.attributions.scene import COMMAS
from tawatur.kinds.attributions.whom import Whom
from tawatur.words import LINE, MARK

_FAR: Final = 28
"""Tokens behind what looks like a complement among which the verb's own begins."""


class Later(Whom):
    """Finds such subjects of one text."""

    def whole(self, frame: Frame, limit: int) -> Phrase | None:
        """The subject up to the comma, the day or the place behind which the verb's own complement stands; or None."""
        s, g, cue, subject = self.s, self.g, frame.cue, frame.subject
        if frame.kind != NOMINAL or frame.before or subject is None or cue.lemma.relay or frame.complementiser:
            return None
        free = not frame.glued and s.preposition(frame.start - 1)
        if subject.last != frame.start - free or s.form[frame.start] in g.what or s.form[frame.start] in g.bare_what:
            return None
        k, end = frame.start, 0
        while k < min(limit - 1, frame.start + _FAR):
            form = s.form[k]
            if s.is_mark(k, COMMAS):
                end = end or k
                if self._own(k + 1, frame, limit):
                    return subject._replace(last=end, ends="the verb's own complement stands later")
            elif s.kinds[k] == LINE:
                return None
            elif (quote := s.quotes.at(k)) is not None:
                if not quote.closed:
                    return None
                k = quote.after
                continue
            elif s.kinds[k] == MARK:
                if form != "(" or (behind := past_mark(s, k, limit)) <= k:
                    return None
                k = behind
                continue
            elif k in s.dated or form in g.time:
                end = end or k
                k = max(s.dated[k][0] if k in s.dated else 0, k + 1)
                if self._own(k, frame, limit):
                    return subject._replace(last=end, ends="the verb's own complement stands later")
                continue
            elif form in g.complementisers:
                placed = k - 1 in s.in_name and end > 0 and cue.lemma.clause and form in g.bare_or_own
                return subject._replace(last=end, ends="the verb's own clause stands later") if placed else None
            elif self._closes(k):
                return None
            elif free and form == s.form[frame.start - 1] and self._twice(k, frame):
                return subject._replace(last=k, ends="the verb's own complement stands later")
            k += 1
        return None

    def _twice(self, k: int, frame: Frame) -> bool:
        """Whether a preposition stands for the second time: displaced people from the camp complained of …"""
        s, g = self.s, self.g
        head = s.form[frame.start]
        if frame.subject is None or g.definite(s.form[frame.subject.first]) or k + 1 >= len(s.form):
            return False
        if s.form[k + 1] in g.complementisers or self.opens_with_act(frame):
            return False
        placed = not g.names.classes(head).isdisjoint(("place_head", "body", "facility")) or frame.start in s.in_name
        return placed and not s.finite(k - 1) and s.is_word(k + 1)

    def _closes(self, k: int) -> bool:
        """Whether a clause or another's saying begins at a token, behind which nothing is the verb's any more."""
        s, g = self.s, self.g
        if s.form[k] in g.relatives or s.form[k] in g.subordinators or g.is_participle(s.form[k]):
            return True
        return k not in s.in_name and s.finite(k)

    def _own(self, k: int, frame: Frame, limit: int) -> bool:
        """Whether the complement that the verb takes begins at a token, behind a comma or a day."""
        s, g, takes = self.s, self.g, frame.cue.lemma.takes
        if k + 1 >= limit:
            return False
        form, behind = s.form[k], s.form[k + 1]
        if form in g.bare_or_own:
            return frame.cue.lemma.clause and not self.opens_with_act(frame)
        if form in takes and form in g.prepositions:
            if behind in g.complementisers:
                return frame.cue.lemma.clause and form != g.upon and not self.opens_with_act(frame)
            again = s.form[frame.start - 1] == form
            return (again or not self.opens_with_act(frame)) and behind not in g.complex_behind
        if form in g.complementisers and any(form.startswith(t) for t in takes):
            return frame.cue.lemma.clause and not self.opens_with_act(frame)
        conj, prep, letters = g.governed(form)
        act = self.acts.is_act(form[letters:].removeprefix(g.article))
        return bool(prep) and not conj and prep in takes and act and not self.opens_with_act(frame)

    def opens_with_act(self, frame: Frame) -> bool:
        """Whether what looks like a complement opens with an act or what urges one, so that it is one."""
        form = self.s.form[frame.start][frame.glued :]
        bare = form.removeprefix(self.g.article)
        return self.acts.is_act(bare) or self.g.is_masdar(form) or self.g.stance_of_opening(form) is not None
