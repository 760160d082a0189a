"""Whose text it is: credit lines, datelines that name an agency, and agencies named at the end of a text.

A credit is taken where a cue says so ("source: …"), or where a line or the edge of a text is made of nothing but
places, agencies, outlets, reporters and dates, with at least one agency or outlet among them.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tawatur.clean.credit_parts import INITIALS, LIKELY_TOO, NAMED, Part, PartKind, names_of
from tawatur.clean.lines import STOPS, words_in
from tawatur.fold import Remembered
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.names.tables import Name, NameTables
from tawatur.model import Span
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD, Tokens

_LINE_WORDS = 14
"""Words of a dateline or a list of agencies, at most; the longest seen: a place, a date in two calendars, an agency."""
_NAME_WORDS = 6
"""Words of one credited name, at most."""
_CUE_CHARS = 300
_CUE_WORDS = 30
"""Words of a credit line with its cue, at most: more than that is a sentence."""
_OPENING_CHARS = 70
_CLOSING_CHARS = 100
_CLOSING_MOST = 50
"""Characters of the names at the end of a text, with the marks around them, at most: more than a pattern takes."""
_PARTS = re.compile(r"\s*(?:[-\u2013\u2014_|:/\u060c,;+&()\[\]\u2022]+|\s[.\u0640]+(?=\s))\s*")
_QUOTED = re.compile(r"(?P<a>[^«»\"“”]{2,30})\s[«\"“](?P<b>[^«»\"“”]{2,30})[»\"”]")
_LISTED = re.compile(r"\s*[/\u060c,;+&|\u2022]\s*")
_QUOTES = " \t\u00a0\"'«»“”„‘’*.\u200f\u200e\u202b\u202a\u202c\ufeff"
_CLOSING_MARKS = _QUOTES.replace(".", "") + "-\u2013\u2014/("
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


class CreditWords:
    """The credit words of one pack, compiled: `pack.made(CreditWords)`."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.names = pack.made(NameTables)
        table = pack.table("clean") if pack.has("clean") else {}
        credit = table.get("credit", {})
        byline = table.get("byline", {})

        def forms(words: list[str]) -> frozenset[str]:
            return frozenset(" ".join(pack.tokens(word).form) for word in words)

        self._cues = sorted(forms(credit.get("before", [])), key=lambda form: (-len(form), form))
        self._cue_letters = frozenset(cue[0] for cue in self._cues)
        self._unmarked = forms(credit.get("before_unmarked", []))
        self._generic = forms(credit.get("generic", []))
        self._gathered = forms(credit.get("gathered", []))
        self._joined = forms(credit.get("joined", []))
        self._on = forms(credit.get("on", []))
        self._and = forms(credit.get("between", []))
        self._outlet_words = forms(credit.get("outlet_words", []))
        self._outlet_ends = forms(credit.get("outlet_ends", []))
        self._waves = forms(credit.get("waves", []))
        self._special = forms(credit.get("special", []))
        self._bylines = forms(byline.get("before", []))
        self._names_own = Remembered(lambda outlet: [f for f in pack.tokens(outlet).form if f.strip()]).__getitem__

    # --- parts -------------------------------------------------------------------------------------------------------

    def part(self, words: str, outlet: str | None) -> Part:
        """What one piece of a dateline is. `outlet` is the page's own, if known."""
        words = words.strip(_QUOTES)
        tokens = self.pack.tokens(words)
        form = [f for f, kind in zip(tokens.form, tokens.kinds, strict=True) if kind in (WORD, NUMBER)]
        joined = " ".join(form)
        if not form:
            return Part(words, "unknown")
        if joined in self._generic:
            return Part(words, "generic", gathered=joined in self._gathered)
        if joined in self._special:
            return Part(words, "special")
        if form[0] in self._special and len(form) > 1 and tokens.kinds[0] == WORD:
            inner = self.part(words[tokens.end[0] :], outlet)
            if inner.kind in ("agency", "own", "likely"):
                return inner  # X's own
        wholes = self._wholes(tokens)
        place = next((entry for entry in wholes if entry.kind == "place"), None)
        other = next((entry for entry in wholes if entry.kind == "outlet"), None)
        if place is not None:
            return Part(words, "place", other is not None and place.sub != "city")
        if outlet is not None and self._is_own(form, outlet):
            return Part(words, "own")
        if other is not None:
            # an everyday word that is an outlet's name too is likely one only among the pieces of a dateline
            if other.sub == "network":
                return Part(words, "unknown")
            return Part(words, "likely", True) if other.weak else Part(words, "agency")
        if NUMBER in tokens.kinds:
            return Part(words, self._dated(words))
        if INITIALS.fullmatch(words):
            return Part(words, "likely")
        outletlike = 1 < len(form) <= 4 and (form[-1] in self._outlet_ends or not self._outlet_words.isdisjoint(form))
        if outletlike and self._waves.issubset(form):
            return Part(words, "likely", True)
        if form[0] in self._bylines or self.names.is_first_name(form[0]) or self._titled(form[0]):
            return Part(words, "person")
        if outletlike:
            return Part(words, "likely", True)
        begins = self.names.known(tokens, 0) is not None
        return Part(words, "likely" if not begins and self._ends_in_place(words) else "unknown")

    def _wholes(self, tokens: Tokens) -> list[Name]:
        """The known names that a piece is, as a whole."""
        return [
            known.entry
            for known in (self.names.every(tokens, 0) if len(tokens) else ())
            if known.glued == 0 and all(kind == MARK for kind in tokens.kinds[known.last :])
        ]

    def _dated(self, words: str) -> PartKind:
        """What a piece with figures is: a day, alone or behind a place, or something else."""
        days = find_dates(Reading(words, self.pack), None) if self.pack.has("dates") else ()
        if not days:
            return "unknown"
        before = words[: days[0].span.start].strip(_QUOTES)
        if before.split() and " ".join(self.pack.tokens(before.split()[-1]).form) in self._on:
            before = before.rsplit(None, 1)[0]  # X, on the third of March
        if words_in(words[days[-1].span.end :]) > 1:
            return "unknown"
        if not before:
            return "date"
        return "place" if self.part(before, None).kind == "place" else "unknown"

    def known_outlet(self, words: str) -> bool:
        """Whether a name as a whole is that of a known outlet or agency."""
        return self._known(words) is not None

    def is_agency(self, words: str) -> bool:
        """Whether a name is that of a known news agency, which serves outlets and is seldom the page's own."""
        return self._known(words) == "agency"

    def _known(self, words: str) -> str | None:
        """The sort of the known outlet that a name as a whole is, or None."""
        wholes = self._wholes(self.pack.tokens(words.strip(_QUOTES)))
        return next((entry.sub for entry in wholes if entry.kind == "outlet"), None)

    def _is_own(self, form: list[str], outlet: str) -> bool:
        own = self._names_own(outlet)
        if form == own:
            return True
        return len(own) < len(form) and form[: len(own)] == own and set(form[len(own) :]) <= self._outlet_words

    def _titled(self, form: str) -> bool:
        classes = self.names.bare(form)
        return "honorific" in classes or "rank" in classes or "profession" in classes

    def _ends_in_place(self, words: str) -> bool:
        """Whether an unknown name of two words ends in a place, as outlets' names do and people's don't."""
        tokens = self.pack.tokens(words)
        if len(tokens) != 2 or tokens.kinds != WORD * 2:
            return False
        known = self.names.known(tokens, 1)
        return known is not None and known.entry.kind == "place" and known.glued == 0 and known.last == 2

    def parts(self, text: str, outlet: str | None) -> list[Part]:
        """The pieces of a dateline, in order."""
        pieces: list[str] = []
        for piece in _PARTS.split(text):
            quoted = _QUOTED.fullmatch(piece)  # X «the outlet»
            pieces += [quoted["a"], quoted["b"]] if quoted is not None else self._split_joined(piece)
        out = [self.part(piece, outlet) for piece in pieces if piece.strip(_QUOTES)]
        places = {part.words for part in out if part.kind == "place"}
        if len(places) < 2:
            return out
        return [self._beside_place(part, outlet, first=n == 0) for n, part in enumerate(out)]

    def _beside_place(self, part: Part, outlet: str | None, *, first: bool) -> Part:
        """An outlet named for a city or a region: beside another place its name is the outlet's.

        An agency whose letters are a city's name too stands behind the place it writes from.
        """
        if part.kind != "place":
            return part
        if outlet is not None and self._is_own(self.pack.tokens(part.words).form, outlet):
            return Part(part.words, "own")
        named = part.also_outlet or (not first and self.is_agency(part.words))
        return Part(part.words, "agency") if named else part

    def _split_joined(self, piece: str) -> list[str]:
        tokens = self.pack.tokens(piece)
        for i in range(1, len(tokens) - 1):
            if tokens.form[i] in self._joined:
                return [piece[: tokens.start[i]], piece[tokens.end[i] :]]
        return [piece]

    def is_byline(self, line: str) -> bool:
        """Whether a line says who wrote or took something: its word, then a name or little more."""
        tokens = self.pack.tokens(line)
        first = 0
        while first < len(tokens) and tokens.kinds[first] != WORD:
            first += 1
        for size in (3, 2, 1):
            behind = first + size
            if behind >= len(tokens) or " ".join(tokens.form[first:behind]) not in self._bylines:
                continue
            if tokens.kinds[behind] == MARK:
                return words_in(line[tokens.end[behind] :]) <= _NAME_WORDS - 2
            name = tokens.form[behind]
            return self.names.is_first_name(name) or self._titled(name)
        return False

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
        """A dateline without marks: place, date, agency."""
        tokens = self.pack.tokens(line.rstrip(" \u00a0-\u2013\u2014:/."))
        if NUMBER not in tokens.kinds or len(tokens) < 3:
            return None
        first = self.names.known(tokens, 0)
        if first is None or first.entry.kind != "place" or first.glued:
            return None
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
            if not marked and not (cue in self._unmarked and self._all_named(text[start + tokens.start[behind] :])):
                continue
            rest_at = start + (tokens.end[behind] if marked else tokens.start[behind])
            rest = text[rest_at:]
            span = Span(start + tokens.start[i], len(text.rstrip()))
            if _LINKED.search(rest) or not any(char.isalpha() for char in rest):
                return None
            names = self.listed(rest)
            if names and all(words_in(name) <= _NAME_WORDS for name in names):
                return Credited(span, names, "credit behind its cue")
            return None
        return None

    def _may_be_cued(self, text: str, start: int) -> bool:
        """Whether the first letter from `start` on is one that a cue begins with: few lines' is."""
        first = next(filter(str.isalnum, text[start:]), "")
        folded = self.pack.fold.flat(first)
        return not folded or folded[0] in self._cue_letters

    def _all_named(self, text: str) -> bool:
        """Whether a text is nothing but known agencies and outlets."""
        parts = self.parts(text, None)
        return bool(parts) and all(part.kind in NAMED for part in parts)

    def listed(self, text: str) -> tuple[str, ...]:
        """The names of a list, as printed; what stands in parentheses behind one is its short form, no other name."""
        text = text.strip(_QUOTES + "-\u2013\u2014:()")
        out: list[str] = []
        for piece in _LISTED.split(text):
            for dashed in re.split(r"\s+[-\u2013\u2014]\s+", piece):
                name = re.sub(r"\([^()]*\)?\s*$", "", dashed).strip(_QUOTES) or dashed.strip(_QUOTES + "()")
                out += [part for part in self._split_and(name) if part]
        return tuple(out)

    def _split_and(self, name: str) -> list[str]:
        """Two known agencies joined by a conjunction, glued or not, are two names; anything else stays one."""
        tokens = self.pack.tokens(name)
        known = self.names.known(tokens, 0) if len(tokens) else None
        if known is None or known.entry.kind != "outlet" or known.last >= len(tokens):
            return [name]
        i = known.last
        if tokens.form[i] in self._and and i + 1 < len(tokens):
            i += 1
            glued = 0
        else:
            second = self.names.known(tokens, i)
            glued = second.glued if second is not None else 0
            if not glued:
                return [name]
        rest = name[tokens.start[i] + glued :]
        return [name[: tokens.end[known.last - 1]], rest.strip(_QUOTES)]

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
        led = self._led_by_place(head, lead)
        if led is not None:
            return led
        found = _SIGNED.match(head)
        if found is not None and all(self._signs(part, outlet) for part in _PARTS.split(found["a"])):
            return Credited(
                Span(lead, lead + len(found["a"].rstrip())), (found["a"].strip(_QUOTES),), "agency and a dash"
            )
        return None

    def _signs(self, words: str, outlet: str | None) -> bool:
        """Whether words sign a text by themselves: an agency, "agencies", the page's own outlet, Latin letters."""
        if _LETTERS.fullmatch(words.strip(_QUOTES)) or self.is_agency(words):
            return True
        form = list(self.pack.tokens(words.strip(_QUOTES)).form)
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
            end = tokens.end[known.last] if closed else tokens.end[known.last - 1]
            return Credited(Span(lead, lead + end), (tokens.words(i, known.last),), "place and an agency before a text")
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
        if not _may_close(text):
            return None
        skipped = max(0, len(text) - _CLOSING_CHARS)
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

    def _closing_cue(self, text: str) -> Credited | None:
        for at in range(len(text) - 2, max(0, len(text) - 90), -1):
            if text[at] in STOPS and text[at + 1] in ' \u00a0"»”)' and self.after_cue(text, at + 1) is not None:
                return self.after_cue(text, at + 1)
        return None
