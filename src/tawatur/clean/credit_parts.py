"""The pieces of a dateline: what each is, and which of them name whose text it is."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from tawatur.clean.lines import words_in
from tawatur.fold import Remembered
from tawatur.kinds.dates.find import find_dates
from tawatur.kinds.names.tables import Name, NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import MARK, NUMBER, WORD, Tokens

_OWN_WORDS = 3
"""Words of an outlet's name that nothing but "own" tells to be one, at most."""
INITIALS = re.compile(r"[^\W\d_](?:[ .]{1,2}[^\W\d_]){1,3}|[A-Z]{2,5}")
"""Letters of a name, as agencies are known by them: apart, or Latin capitals."""

NAME_WORDS = 6
"""Words of one credited name, at most."""
PARTS = re.compile(r"\s*(?:[-\u2013\u2014_|:/\u060c,;+&()\[\]\u2022]+|\s[.\u0640]+(?=\s))\s*")
_QUOTED = re.compile(r"(?P<a>[^«»\"“”]{2,30})\s[«\"“](?P<b>[^«»\"“”]{2,30})[»\"”]")
_HEADED = re.compile(r"\S+ ?[«\"“](?P<b>[^«»\"“”]{2,30})[»\"”](?P<c>(?: \w+)?)")
"""A word, a name in quotation marks, and a word that says whose it is."""
_LISTED = re.compile(r"\s*[/\u060c,;+&|\u2022]\s*")
QUOTES = " \t\u00a0\"'«»“”„‘’*.\u200f\u200e\u202b\u202a\u202c\ufeff"

PartKind = Literal["agency", "own", "generic", "likely", "place", "person", "date", "special", "unknown"]
"""`likely`: a name that has the form of an outlet's, though no table knows it; `special`: that a text is one's own."""
NAMED = ("agency", "own", "generic")
LIKELY_TOO = (*NAMED, "likely")


class Part(NamedTuple):
    """A piece of a dateline: its words as printed, and what it is."""

    words: str
    kind: PartKind
    also_outlet: bool = False
    """A region's name or an everyday word that is an outlet's too: beside a place, a reporter it is the outlet's."""
    gathered: bool = False
    """That a text was put together from what others had: no credit of its own beside a name."""


def names_of(parts: list[Part]) -> tuple[str, ...]:
    """The credited names among the pieces of a dateline; "gathered" only where nobody is named."""
    names = _named(parts)
    gathered = {part.words for part in parts if part.gathered}
    return tuple(name for name in names if name not in gathered) or names


def _named(parts: list[Part]) -> tuple[str, ...]:
    """The names among the pieces of a dateline; a likely one counts beside a known place or agency only."""
    if any(part.kind == "special" for part in parts):
        parts = [_owner(part) for part in parts]
    named = tuple(part.words for part in parts if part.kind in NAMED)
    others = [part for part in parts if part.kind == "likely" and not INITIALS.fullmatch(part.words)]
    if named or any(part.also_outlet for part in others):
        # the initials of a reporter, beside the agency he wrote for
        parts = [part._replace(kind="person") if _initialled(part) else part for part in parts]
    likely = [part.words for part in parts if part.kind == "likely"]
    if not likely:
        return named
    whole = all(part.kind != "unknown" for part in parts)
    settled = whole and any(part.kind == "place" for part in parts)
    signed = (
        whole
        and any(part.kind == "person" for part in parts)
        and all(p.also_outlet for p in parts if p.kind == "likely")
    )
    return tuple(part.words for part in parts if part.kind in LIKELY_TOO) if settled or signed or named else ()


def _owner(part: Part) -> Part:
    """A part beside the word that says whose own a text is: an outlet, unless it is a place or a reporter."""
    own = part.kind == "likely" or (part.kind == "unknown" and words_in(part.words) <= _OWN_WORDS)
    return Part(part.words, "agency") if own else part


def _initialled(part: Part) -> bool:
    """Whether a part that no table knows is two letters apart, as reporters sign."""
    letters = sum(map(str.isalpha, part.words))
    return part.kind == "likely" and not part.also_outlet and letters == 2 and bool(INITIALS.fullmatch(part.words))


class CreditPieces:
    """The credit words of one pack, and what each piece of a dateline or a list of names is by them."""

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
        self._headed = forms(credit.get("headed", []))
        self._names_own = Remembered(lambda outlet: [f for f in pack.tokens(outlet).form if f.strip()]).__getitem__

    def part(self, words: str, outlet: str | None) -> Part:
        """What one piece of a dateline is. `outlet` is the page's own, if known."""
        words = words.strip(QUOTES)
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
        if len(form) > 1 and form[0] in self._headed and self.known_outlet(words[tokens.end[0] :]):
            return Part(words, "agency")  # the agency X
        if len(form) > 1 and form[0] in self._unmarked and self.known_outlet(words[tokens.end[0] :]):
            return Part(words[tokens.end[0] :].strip(QUOTES), "agency")  # translated by somebody, from X
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
        before = words[: days[0].span.start].strip(QUOTES)
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
        wholes = self._wholes(self.pack.tokens(words.strip(QUOTES)))
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
        for piece in PARTS.split(text):
            quoted = _QUOTED.fullmatch(piece)  # X «the outlet»
            split = [quoted["a"], quoted["b"]] if quoted is not None else self._split_joined(piece)
            pieces += [name for one in split for name in self._split_and(one)]
        out = [self.part(piece, outlet) for piece in pieces if piece.strip(QUOTES)]
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
                return words_in(line[tokens.end[behind] :]) <= NAME_WORDS - 2
            name = tokens.form[behind]
            return self.names.is_first_name(name) or self._titled(name)
        return False

    def _all_outlets(self, text: str) -> bool:
        """Whether a text is nothing but known agencies and outlets, or the paper "X", known or not."""
        parts = self.parts(text, None)
        if parts and all(part.kind in NAMED or part.also_outlet or self.is_agency(part.words) for part in parts):
            return True
        tokens = self.pack.tokens(text)
        headed = len(tokens) > 1 and "outlet_head" in self.names.bare(tokens.form[0])
        quoted = _HEADED.fullmatch(text.strip(" .*")) if headed else None
        behind = self.pack.tokens(quoted["c"]).form if quoted is not None else ()
        return quoted is not None and all(map(self.names.is_nationality, behind))

    def listed(self, text: str) -> tuple[str, ...]:
        """The names of a list, as printed; what stands in parentheses behind one is its short form, no other name."""
        only = _HEADED.fullmatch(text.strip(" .*"))
        if only is not None and not only["c"]:
            return (only["b"],)  # the paper "X"
        text = text.strip(QUOTES + "-\u2013\u2014:()")
        out: list[str] = []
        for piece in _LISTED.split(text):
            for dashed in re.split(r"\s+[-\u2013\u2014]\s+", piece):
                name = re.sub(r"\([^()]*\)?\s*$", "", dashed).strip(QUOTES) or dashed.strip(QUOTES + "()")
                out += [part for part in self._split_and(name) if part]
        return tuple(out)

    def _split_and(self, name: str) -> list[str]:
        """Two known agencies joined by a conjunction, glued or not, are two names; anything else stays one."""
        tokens = self.pack.tokens(name)
        every = self.names.every(tokens, 0) if len(tokens) > 1 else []
        known = next((one for one in every if one.entry.kind == "outlet" and not one.glued), None)
        if known is None or known.last >= len(tokens):
            return [name]
        i = known.last
        if tokens.form[i] in self._and and i + 1 < len(tokens):
            rest = name[tokens.start[i + 1] :]
        elif tokens.form[i].startswith(self.names.conjunctions):
            rest = name[tokens.start[i] + 1 :]
            generic = self.names.without_conjunction(" ".join(tokens.form[i:])) in self._generic
            if not (generic or self.known_outlet(rest)):
                return [name]
        else:
            return [name]
        return [name[: tokens.end[known.last - 1]], rest.strip(QUOTES)]
