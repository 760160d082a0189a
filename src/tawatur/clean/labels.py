"""What labelling a plain text and labelling a web page share: lines with what is known of them, and their furniture.

A labeller gives every line a role and a rule. Lines that print the moment, credits and captions are read here, and the
edges of paragraphs are cut where furniture is glued to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from tawatur.clean.credits import Credited, CreditWords
from tawatur.clean.lines import LineWords, Told, ends_sentence, words_in
from tawatur.clean.moments import DateLine, Stated, date_line
from tawatur.model import Block, Credit, Role, Span
from tawatur.packs import Pack

SHORT_LINES = 3
"""Short lines before the first paragraph that can be captions and names; more of them are a text."""
CAPTION_WORDS = 14
BYLINE_WORDS = 4
_DATE_LINES = 200
"""Lines of the moment that are read on one page; pages of news print fewer than 30, and each costs a millisecond."""
_SUFFIX = re.compile(r"\s+[|\u2013\u2014\-\u2022:]+\s+")

_MAY_PRINT_MOMENT = ("furniture words alone", "links or hashtags alone")
"""Furniture that may yet be the line of the moment: "published on" before it, or the outlet named by its host."""


class Labelled(NamedTuple):
    """A text's labels, and what its furniture said: title, outlet, moments and credits, in code points of the text."""

    blocks: tuple[Block, ...]
    credits: tuple[Credit, ...]
    title: Span | None
    outlet: str | None
    author: str | None
    moments: tuple[Stated, ...]


class Line:
    """One line with what is known of it; `span` covers its printed part."""

    __slots__ = (
        "blank_before",
        "credited",
        "cuts",
        "found",
        "is_paragraph",
        "letters",
        "looked",
        "moment",
        "path",
        "role",
        "rule",
        "signs",
        "span",
        "text",
        "words",
    )

    def __init__(self, span: Span, path: str, text: str, told: Told, *, blank_before: bool) -> None:
        self.span = span
        self.path = path
        self.text = text
        self.letters, self.signs, self.words, self.found, self.is_paragraph = told
        self.blank_before = blank_before
        self.role: Role | None = None
        self.rule = ""
        self.moment: DateLine | None = None
        self.looked = False
        self.credited: list[Credited] = []
        self.cuts: list[tuple[Span, Role, str]] = []

    def label(self, role: Role, rule: str) -> None:
        self.role, self.rule = role, rule


class Labeller:
    """The lines of one text, and what was learned from labelling them."""

    def __init__(self, text: str, pack: Pack, *, outlet: str | None = None, title: Span | None = None) -> None:
        self.text = text
        self.pack = pack
        self.words = pack.made(LineWords)
        self.creditor = pack.made(CreditWords)
        self.outlet = outlet
        self.author: str | None = None
        self.moments: list[Stated] = []
        self.title_span = title
        self._title_letters: tuple[Span | None, str] = (None, "")
        self.lines: list[Line] = []
        self._dates_left = _DATE_LINES

    def line(self, span: Span, path: str, blank_before: bool) -> Line:
        """A line with what its words say."""
        text = span.of(self.text)
        return Line(span, path, text, self.words.told(text), blank_before=blank_before)

    def whole_lines(self, lines: Iterable[tuple[Span, str]]) -> list[Line]:
        """The lines of a text that is nothing else, with their paths."""
        texts = self.text.split("\n")
        each = zip(lines, texts, self.words.told_lines(texts), strict=True)
        return [Line(span, path, text, told, blank_before=True) for (span, path), text, told in each]

    def folded(self, line: Line) -> str:
        """A line's folded text."""
        return self.pack.fold.flat(line.text)

    # --- kinds of lines -----------------------------------------------------------------------------------------------

    def date_line(self, line: Line) -> DateLine | None:
        """What a line says as the line of the moment of publication, or None."""
        if not line.looked:
            line.looked = True
            if self._dates_left:
                line.moment = date_line(line.text, line.words, self.pack)
                self._dates_left -= line.moment is not None
        return line.moment

    def byline(self, line: Line) -> bool:
        if line.words > CAPTION_WORDS or ends_sentence(line.text):
            return False
        if line.text[:1].isalpha() and not self.words.byline.may_begin(line.letters):
            return False
        return self.creditor.is_byline(line.text)

    def credit_line(self, line: Line) -> Credited | None:
        return self.creditor.of_line(line.text, self.outlet)

    def take_date_line(self, line: Line) -> bool:
        """Label a line that prints the moment, and take outlet, moment and credit from it."""
        if line.found is not None and line.found.rule not in _MAY_PRINT_MOMENT:
            return False
        found = self.date_line(line)
        if found is None or (line.found is not None and found.value is None):
            return False
        line.label("meta", "line of the moment")
        if found.value is not None and not found.updated and (found.cued or not self.moments):
            self.moments.append(Stated(found.value, False, "date line"))
        barred = "|" in line.text
        for rest in found.rest:
            self._field(line, rest, first=barred and rest.start == found.rest[0].start, barred=barred)
        return True

    def _field(self, line: Line, rest: Span, *, first: bool, barred: bool) -> None:
        """One piece of the line of the moment: the outlet, a dateline or a reporter."""
        words = rest.of(line.text)
        if first and self.outlet is None and self._may_be_outlet(words):
            self.outlet = words.strip(" :")
            return
        credited = self.creditor.of_line(words, self.outlet)
        if credited is None:
            return
        span = Span(rest.start + credited.span.start, rest.start + credited.span.end)
        line.credited.append(Credited(span, credited.names, credited.rule))
        line.cuts.append((Span(line.span.start + span.start, line.span.start + span.end), "credit", credited.rule))
        if self.outlet is None and not barred:
            self.outlet = next((name for name in credited.names if self._own_name(name)), None)

    def _own_name(self, name: str) -> bool:
        """Whether a name credited beside the moment is the page's own outlet: not an agency that serves outlets."""
        return self.creditor.part(name, None).kind in ("agency", "likely") and not self.creditor.is_agency(name)

    def _may_be_outlet(self, words: str) -> bool:
        if self.creditor.known_outlet(words):
            return True
        if words_in(words) > 5 or self.words.is_section(words) or self.words.byline.begin(self.pack.fold.flat(words)):
            return False
        parts = self.creditor.parts(words, None)
        if len(parts) != 1:
            return False
        # a newspaper may be named for its city, so a place is an outlet in this field; a reporter isn't
        return parts[0].kind in ("agency", "likely", "place", "unknown")

    def repeats_title(self, line: Line) -> bool:
        if self.title_span is None or line.span.start <= self.title_span.start:
            return False
        if self._title_letters[0] != self.title_span:
            self._title_letters = (self.title_span, self.words.letters(self.title_span.of(self.text)))
        return line.letters == self._title_letters[1]

    def take_credit(self, line: Line) -> bool:
        credited = self.credit_line(line)
        if credited is None:
            return False
        if self._below_title(line, credited):
            self.outlet = credited.names[0]
            line.label("meta", "outlet below the headline")
            return True
        line.credited.append(credited)
        line.label("credit", credited.rule)
        return True

    def _below_title(self, line: Line, credited: Credited) -> bool:
        """Whether the line right below the headline, or the first, is an outlet's name alone: whose page it is."""
        if len(credited.names) != 1 or self.outlet not in (None, credited.names[0]):
            return False
        between = self.text[self.title_span.end if self.title_span is not None else 0 : line.span.start]
        alone = not between.strip() and between.count("\n") <= 1 and line.text.strip() == credited.names[0]
        return alone and not self.creditor.is_agency(credited.names[0])

    def is_caption(self, line: Line) -> bool:
        if line.words > CAPTION_WORDS or ends_sentence(line.text):
            return False
        if _doubled(line.letters):
            return True
        if self.begins_caption(line):
            return True
        return line.text.startswith("(") and self.holds_caption(line)

    def begins_caption(self, line: Line) -> bool:
        """Whether a line begins as captions do."""
        caption = self.words.caption
        return caption.may_begin(line.letters) and caption.begin(self.folded(line)) is not None

    def holds_caption(self, line: Line) -> bool:
        """Whether a line holds words that captions hold."""
        return self.words.caption_within.holds(line.letters, line.text)

    def edges(self) -> None:
        """Datelines at the start of the body; credits, tags and links glued to the ends of paragraphs."""
        body = [line for line in self.lines if line.role == "body"]
        for line in body:
            tail = self.words.tail(line.text, line.letters, line.signs)
            if tail is not None:
                span, rule = tail
                line.cuts.append((_moved(span, line.span.start), "chrome", rule))
        if not body:
            return
        first = body[0]
        opening = self.creditor.opening(first.text, self.outlet)
        said = {name for line in self.lines if line.span < first.span for c in line.credited for name in c.names}
        if opening is not None and not said.issuperset(opening.names):
            first.credited.append(opening)
        last = body[-1]
        kept = last.text[: min((cut[0].start for cut in last.cuts), default=last.span.end) - last.span.start]
        closing = self.creditor.closing(kept, self.outlet)
        if closing is not None and closing.span.start > 0:
            last.cuts.append((_moved(closing.span, last.span.start), "credit", closing.rule))
            last.credited.append(closing)

    def suffix(self, title: Line) -> None:
        """An outlet printed behind the headline, as titles of browser windows have it."""
        parts = list(_SUFFIX.finditer(title.text))
        if not parts or words_in(title.text[: parts[-1].start()]) < 3:
            return
        name = title.text[parts[-1].end() :].strip()
        if words_in(name) > 5 or not name:
            return
        kind = self.creditor.part(name, self.outlet).kind
        if kind not in ("agency", "own", "likely"):
            return
        cut = title.span.start + parts[-1].start()
        span = Span(title.span.start + parts[-1].end(), title.span.end)
        self.title_span = Span(title.span.start, cut)
        reprinted = any(line.found is not None and "link line" in line.found.rule for line in self.lines)
        if self.outlet is None:
            self.outlet = name
        title.cuts.append((span, "credit" if reprinted else "meta", "outlet behind the headline"))
        if reprinted:
            offset = title.span.start
            own = Span(span.start - offset, span.end - offset)
            title.credited.append(Credited(own, (name,), "outlet of a reprinted page"))

    # --- the result ---------------------------------------------------------------------------------------------------

    def result(self) -> Labelled:
        blocks: list[Block] = []
        credits: list[Credit] = []
        said: set[str] = set()  # an outlet on a line of its own and in the dateline is one credit
        for line in self.lines:
            role: Role = line.role or (line.found.role if line.found is not None else "body")
            rule = line.rule or (line.found.rule if line.found is not None else "line of text")
            if line.cuts:
                blocks += _cut(line.span, role, rule, line.path, line.cuts, self.text)
            else:
                blocks.append(Block(line.span, role, line.path, rule))
            for credited in line.credited:
                span = _moved(credited.span, line.span.start)
                names = tuple(name for name in credited.names if name not in said)
                said.update(names)
                if names:
                    credits.append(Credit(span, span.of(self.text), names, credited.rule))
        return Labelled(tuple(blocks), tuple(credits), self.title_span, self.outlet, self.author, tuple(self.moments))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _cut(span: Span, role: Role, rule: str, path: str, cuts: list[tuple[Span, Role, str]], text: str) -> list[Block]:
    """A line's blocks: its pieces with roles of their own, and what is left with the line's role."""
    out: list[Block] = []
    at = span.start

    def rest(end: int) -> None:
        piece = text[at:end]
        if any(char.isalnum() for char in piece):
            start = at + len(piece) - len(piece.lstrip())
            out.append(Block(Span(start, at + len(piece.rstrip())), role, path, rule))

    for cut, cut_role, cut_rule in sorted(cuts, key=lambda item: item[0]):
        if cut.start < at:
            continue
        rest(cut.start)
        out.append(Block(cut, cut_role, path, cut_rule))
        at = cut.end
    if not out:
        return [Block(span, role, path, rule)]
    rest(span.end)
    return out


def _doubled(letters: str) -> bool:
    """Whether a line says one thing twice, as a picture's caption and its alternative text do."""
    half = len(letters) // 2
    return len(letters) % 2 == 0 and half >= 6 and letters[:half] == letters[half:]
