"""Whose text it is: credit lines, datelines that name an agency, and agencies named at the end of a text.

A credit is taken where a cue says so ("source: …"), or where a line or the edge of a text is made of nothing but
places, agencies, outlets, reporters and dates, with at least one agency or outlet among them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tawatur.clean.credit_parts import INITIALS, LIKELY_TOO, NAME_WORDS, PARTS, QUOTES, CreditPieces, Part, names_of
from tawatur.clean.lines import STOPS, words_in
from tawatur.kinds.names.phrases import Phrases
from tawatur.model import Span
from tawatur.words import MARK, NUMBER, WORD, Tokens

_LINE_WORDS = 14
"""Words of a dateline or a list of agencies, at most; the longest seen: a place, a date in two calendars, an agency."""
_CUE_CHARS = 300
_CUE_WORDS = 30
"""Words of a credit line with its cue, at most: more than that is a sentence."""
_SENTENCE_WORDS = 8
"""Words of a sentence behind which an agency in parentheses may stand though no stop ends it, at least."""
_OPENING_CHARS = 70
_CLOSING_CHARS = 100
_CLOSING_MOST = 50
"""Characters of the names at the end of a text, with the marks around them, at most: more than a pattern takes."""
_CLOSING_MARKS = QUOTES.replace(".", "") + "-\u2013\u2014/("
"""Marks between the last sentence of a text and the names behind it."""
_LINKED = re.compile(r"https?://|www\.|@")
_PARENTHESIS = re.compile(r"(?P<a>[^()\n:]{0,45}?)\s*\((?P<b>[^()\n]{1,40})\)(?P<dash>\s*[-\u2013\u2014:\u0640]+)?")
_PARENTHESISED = re.compile(r"[\s\-\u2013\u2014]*\([^()]+\)[\s.]*")
_COLON = re.compile(r"(?P<a>[^:\n]{2,60}?)\s*:")
_DASHES = re.compile(r"(?P<a>[^-\u2013\u2014/:\n]{2,30}[-\u2013\u2014/][^-\u2013\u2014/:\n]{2,30})[-\u2013\u2014/]")
_EDITION = re.compile(r"[a-z.]+-[a-z]{2}")
"""An outlet with the language of its edition, as collections of pages label them."""
_SLASHED = re.compile(r"\s/\S+$")
_SIGNED = re.compile(r"(?P<a>[^-\u2013\u2014\n:()]{2,24}?)\s*[-\u2013\u2014\u0640_]\s")
_LETTERS = re.compile(r"[A-Z]{2,5}")
"""Latin capitals that sign a text."""
_LAST_INITIALS = re.compile(r"\s(?P<a>(?:[^\W\d_]\.\s?){1,3}[^\W\d_])[\s.]*$")
_STOP = re.compile(r"[^\W\d_]{2,}[.!?\u061f]")
_LAST_PARENTHESIS = re.compile(r"[\s\-\u2013\u2014/]*\((?P<a>[^()\n]{1,40})\)[\s.]*$")
_LAST_DASHED = re.compile(r"[\s.]*[-\u2013\u2014]\s?(?P<a>[^-\u2013\u2014.!?\u061f\n]{2,30}?)\s?[-\u2013\u2014][\s.]*$")
_LAST_WORDS = re.compile(r"(?P<a>[^.!?\u061f\n]{2,40})[\s.]*$")

_ENDS = re.compile(r"\s?[-\u2013\u2014/:](?=\s|$)")
_IN_STRINGS = frozenset(("place", "person", "date", "agency"))
"""Marks that may end a dateline, and what its pieces are between others."""
_JOINT = re.compile(r"[\u060c,/+\-\u2013]")
"""A mark between the agencies of a list."""
_LEADS = "-\u2013\u2014:/\u0640"
_AROUND = "\"'«»“”/"
"""Marks between a place and an agency, and around the name of an outlet, where a text begins with both."""


def _may_close(text: str) -> bool:
    """Whether a sentence ends right before the last words of a text, but for marks around names."""
    end = len(text)
    while end and (text[end - 1] == "." or text[end - 1].isspace()):
        end -= 1
    stop = max(text.rfind(mark, 0, end) for mark in STOPS)
    return stop >= 0 and not text[stop + 1 : max(0, end - _CLOSING_MOST)].strip(_CLOSING_MARKS)


class Credited(NamedTuple):
    """A credit found: where in the given text, the names as printed, and why."""

    span: Span
    names: tuple[str, ...]
    rule: str


class CreditWords(CreditPieces):
    """Credit lines and credits at the edges of a text, for one pack: `pack.made(CreditWords)`."""

    # --- lines -------------------------------------------------------------------------------------------------------

    def of_line(self, line: str, outlet: str | None) -> Credited | None:
        """The credit that a whole line (or a field of one) is, or None."""
        begin = len(line) - len(line.lstrip())
        end = len(line.rstrip())
        if begin >= end or _LINKED.search(line):
            return None
        cued = self.after_cue(line, 0)
        if cued is not None:
            return cued
        if words_in(line) > _LINE_WORDS or _EDITION.fullmatch(line.strip()):
            return None
        parts = self.parts(line, outlet)
        span = Span(begin, end)
        names = names_of(parts)
        if len(parts) == 1 and parts[0].also_outlet and self.is_agency(parts[0].words):
            return Credited(span, (parts[0].words,), "agency alone on its line")
        if not names and _PARENTHESISED.fullmatch(line) and all(part.kind == "likely" for part in parts):
            return Credited(span, tuple(part.words for part in parts), "agency alone in parentheses")
        if names and self._plausible(line, parts):
            others = [part for part in parts if part.words not in names and not INITIALS.fullmatch(part.words)]
            rule = "dateline with an agency" if others else "list of agencies"
            return Credited(span, names, rule)
        return self._place_first(line, span)

    def _plausible(self, line: str, parts: list[Part]) -> bool:
        """Whether pieces that no table knows can be places and reporters: short, before any colon, in no sentence."""
        unknown = [part for part in parts if part.kind == "unknown"]
        if not unknown:
            return True
        if line.rstrip()[-1] in STOPS or any(words_in(part.words) > 4 for part in unknown):
            return False
        head, colon, _ = line.rstrip(" :\u00a0").partition(":")
        return not colon or all(part.words in head for part in unknown)

    def _place_first(self, line: str, span: Span) -> Credited | None:
        """A dateline without marks: place, date, agency, or a place and an agency alone."""
        tokens = self.pack.tokens(line.rstrip(" \u00a0-\u2013\u2014:/."))
        if len(tokens) < 2:
            return None
        first = self.names.known(tokens, 0)
        if first is None or first.entry.kind != "place" or first.glued:
            return None
        if NUMBER not in tokens.kinds:
            name = line[tokens.start[first.last] :] if first.last < len(tokens) else ""
            agency = tokens.kinds[first.last : first.last + 1] == WORD and self.is_agency(name)
            return Credited(span, (name.strip(QUOTES),), "place and an agency") if agency else None
        for i in range(len(tokens) - 1, max(len(tokens) - 4, 0), -1):
            known = self.names.known(tokens, i)
            if known is not None and known.entry.kind == "outlet" and known.last == len(tokens) and not known.glued:
                return Credited(span, (tokens.words(i, known.last),), "dateline with a date and an agency")
        return None

    def after_cue(self, text: str, start: int) -> Credited | None:
        """The names behind a cue ("source:") that begins at or after white space at `start`, to the end of the line."""
        if not self._may_be_cued(text, start) or words_in(text[start : start + _CUE_CHARS]) > _CUE_WORDS:
            return None
        tokens = self.pack.tokens(text[start:])
        i = 0
        while i < len(tokens) and tokens.kinds[i] == MARK:
            i += 1
        for cue in self._cues:
            size = cue.count(" ") + 1
            if " ".join(tokens.form[i : i + size]) != cue or i + size >= len(tokens):
                continue
            behind = i + size
            marked = tokens.kinds[behind] == MARK and tokens.form[behind] in ":-/|\u2013\u2014"
            if not marked and not (cue in self._unmarked and self._all_outlets(text[start + tokens.start[behind] :])):
                continue
            rest_at = start + (tokens.end[behind] if marked else tokens.start[behind])
            rest = text[rest_at:]
            span = Span(start + tokens.start[i], len(text.rstrip()))
            if _LINKED.search(rest) or not any(char.isalpha() for char in rest):
                return None
            names = self._without_places(self.listed(rest))
            if names and all(words_in(name) <= NAME_WORDS for name in names):
                return Credited(span, names, "credit behind its cue")
            return None
        return None

    def _without_places(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names behind a cue without the places that the outlets among them write from."""
        if len(names) < 2:
            return names
        kept = tuple(name for name in names if self.part(name, None).kind != "place" or self.known_outlet(name))
        return kept or names

    def _may_be_cued(self, text: str, start: int) -> bool:
        """Whether the first letter from `start` on is one that a cue begins with: few lines' is."""
        first = next(filter(str.isalnum, text[start:]), "")
        folded = self.pack.fold.flat(first)
        return not folded or folded[0] in self._cue_letters

    # --- the edges of a text -----------------------------------------------------------------------------------------

    def opening(self, text: str, outlet: str | None) -> Credited | None:
        """The dateline that a paragraph begins with, if it names an agency or an outlet."""
        lead = len(text) - len(text.lstrip())
        head = text[lead : lead + _OPENING_CHARS]
        found = _PARENTHESIS.match(head)
        if found is not None:
            credited = self._parenthesis(found, lead, outlet)
            if credited is not None:
                return credited
        for pattern, rule in ((_COLON, "dateline before a colon"), (_DASHES, "dateline between dashes")):
            found = pattern.match(head)
            if found is None or words_in(found["a"]) > 8 or _STOP.search(found["a"]):
                continue
            parts = self.parts(found["a"], outlet)
            names = names_of(parts)
            others = [part for part in parts if part.words not in names]
            alone = not others and not any(part.kind in ("own", "generic") for part in parts)
            if not names or alone or any(part.kind == "unknown" and words_in(part.words) > 2 for part in parts):
                continue
            if pattern is _DASHES and any(part.kind == "unknown" for part in parts):
                continue
            closed = found[0].endswith("/") and _SLASHED.search(found["a"]) is not None
            end = lead + len(found["a"].rstrip()) if pattern is _DASHES and not closed else lead + found.end()
            return Credited(Span(lead, end), names, rule)
        led = self._led_by_place(head, lead) or self._strung(head, lead, outlet)
        if led is not None:
            return led
        found = _SIGNED.match(head)
        if found is not None and all(self._signs(part, outlet) for part in PARTS.split(found["a"])):
            return Credited(
                Span(lead, lead + len(found["a"].rstrip())), (found["a"].strip(QUOTES),), "agency and a dash"
            )
        return None

    def _signs(self, words: str, outlet: str | None) -> bool:
        """Whether words sign a text by themselves: an agency, "agencies", the page's own outlet, Latin letters."""
        if _LETTERS.fullmatch(words.strip(QUOTES)) or self.is_agency(words):
            return True
        form = list(self.pack.tokens(words.strip(QUOTES)).form)
        return " ".join(form) in self._generic or (outlet is not None and self._is_own(form, outlet))

    def _led_by_place(self, head: str, lead: int) -> Credited | None:
        """A place, a mark and an agency, or an outlet in quotation marks, with nothing between it and the text."""
        tokens = self.pack.tokens(head)
        place = self.names.known(tokens, 0) if len(tokens) else None
        if place is None or place.entry.kind != "place" or place.glued or place.last + 1 >= len(tokens):
            return None
        i = place.last
        if tokens.kinds[i] != MARK or tokens.form[i] not in _LEADS:
            return None
        quoted = False
        while i < len(tokens) and tokens.kinds[i] == MARK and i < place.last + 3:
            quoted = quoted or tokens.form[i] in _AROUND
            i += 1
        for known in self.names.every(tokens, i):
            sort = known.entry.sub
            if known.entry.kind != "outlet" or known.glued or sort == "network" or not (quoted or sort == "agency"):
                continue
            closed = known.last < len(tokens) and tokens.kinds[known.last] == MARK
            if quoted and not closed:
                continue
            names = [tokens.words(i, known.last)]
            end = tokens.end[known.last] if closed else tokens.end[known.last - 1]
            if closed and quoted:
                more, behind = self._listed_behind(tokens, known.last + 1)
                names, end = names + more, tokens.end[behind - 1] if more else end
            return Credited(Span(lead, lead + end), tuple(names), "place and an agency before a text")
        return None

    def _listed_behind(self, tokens: Tokens, at: int) -> tuple[list[str], int]:
        """The agencies behind a mark each that go on with a dateline at a token, and the token behind the last."""
        names: list[str] = []
        while at + 1 < len(tokens) and tokens.kinds[at] == MARK and _JOINT.fullmatch(tokens.form[at]):
            known = next((k for k in self.names.every(tokens, at + 1) if k.entry.sub == "agency" and not k.glued), None)
            generic = tokens.form[at + 1] in self._generic
            if known is None and not generic:
                break
            last = at + 2 if generic or known is None else known.last
            names.append(tokens.words(at + 1, last))
            at = last
        return names, at

    def _strung(self, head: str, lead: int, outlet: str | None) -> Credited | None:
        """A place, a reporter or a date, and an agency between marks: city/ reporter/ agency -."""
        for found in _ENDS.finditer(head):
            words = head[: found.start()]
            parts = self.parts(words, outlet)
            sorts = [part.kind for part in parts]
            names = tuple(part.words for part in parts if part.kind == "agency")
            if len(parts) > 2 and sorts[0] == "place" and sorts[-1] == "agency" and set(sorts) <= _IN_STRINGS:
                return Credited(Span(lead, lead + len(words.rstrip())), names, "dateline between dashes")
            dated = self._place_first(words, Span(lead, lead + len(words.rstrip())))
            if dated is not None:
                return dated
        return None

    def _parenthesis(self, found: re.Match[str], lead: int, outlet: str | None) -> Credited | None:
        before = self.parts(found["a"], outlet) if found["a"].strip() else []
        inner = self.parts(found["b"], outlet)
        if words_in(found["a"]) > 6 or any(part.kind == "person" for part in before) or not inner:
            return None
        named = [part for part in inner if part.kind in LIKELY_TOO]
        turned = found["dash"] is not None and all(part.kind == "place" for part in inner)
        if turned and len(before) == 1 and (before[0].kind in ("agency", "own") or before[0].also_outlet):
            end = lead + found.end("b") + 1  # the outlet and where it writes from
            return Credited(Span(lead, end), (before[0].words,), "outlet and its place in parentheses")
        if not named:
            # an agency that no table knows: only in the full form of a dateline, place (agency) and a dash
            if not before or found["dash"] is None or words_in(found["b"]) > 3:
                return None
            if any(part.kind not in ("unknown", "likely") for part in inner):
                return None
            if any(words_in(part.words) > 2 for part in before):
                return None
            named = inner
        if before and found["dash"] is None and not all(part.kind in ("place", "date") for part in before):
            return None
        end = lead + found.end("b") + 1
        return Credited(Span(lead, end), tuple(part.words for part in named), "agency in a dateline's parentheses")

    def closing(self, text: str, outlet: str | None) -> Credited | None:
        """The agencies named behind the last sentence of a paragraph, if nothing else stands there."""
        cued = self._closing_cue(text)
        if cued is not None:
            return cued
        skipped = max(0, len(text) - _CLOSING_CHARS)
        if not _may_close(text):
            return self._unstopped(text, skipped)
        for pattern in (_LAST_PARENTHESIS, _LAST_DASHED, _LAST_WORDS, _LAST_INITIALS):
            found = pattern.search(text, skipped)
            if found is None or not text[: found.start()].strip():
                continue
            before = text[: found.start("a")].rstrip(_CLOSING_MARKS)
            if not before or before[-1] not in STOPS:
                continue
            parts = self.parts(found["a"], outlet)
            bracketed = pattern in (_LAST_PARENTHESIS, _LAST_DASHED)
            if not parts or not all(p.kind in ("agency", "generic") or (bracketed and p.also_outlet) for p in parts):
                continue
            start = found.start() if pattern is _LAST_PARENTHESIS else found.start("a")
            while text[start] in " \u00a0-\u2013\u2014/.":
                start += 1
            names = tuple(part.words for part in parts)
            return Credited(Span(start, len(text.rstrip())), names, "agencies behind the last sentence")
        return None

    def _unstopped(self, text: str, skipped: int) -> Credited | None:
        """Agencies in parentheses behind a last sentence that has no stop, and not behind their own long names."""
        found = _LAST_PARENTHESIS.search(text, skipped)
        if found is None or words_in(text[: found.start()]) < _SENTENCE_WORDS:
            return None
        parts = self.parts(found["a"], None)
        if not parts or not all(part.kind == "agency" and self.is_agency(part.words) for part in parts):
            return None
        before = self.pack.tokens(text[: found.start()][-_OPENING_CHARS:])
        phrases = self.pack.made(Phrases)
        if before.form[-1] in phrases.reporters | phrases.within | phrases.towards | phrases.before_nouns:
            return None
        for i in range(max(0, len(before) - NAME_WORDS), len(before)):
            if "outlet_head" in self.names.classes(before.form[i]) or self.names.is_outlet(before, i):
                return None
        start = found.end() - len(found[0].lstrip(" \u00a0-\u2013\u2014/"))
        return Credited(Span(start, len(text.rstrip())), tuple(p.words for p in parts), "agencies at the very end")

    def _closing_cue(self, text: str) -> Credited | None:
        for at in range(len(text) - 2, max(0, len(text) - 90), -1):
            if text[at] in STOPS and text[at + 1] in ' \u00a0"»”)' and self.after_cue(text, at + 1) is not None:
                return self.after_cue(text, at + 1)
        return None
