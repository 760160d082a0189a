"""Labels for the lines of a plain text: a page copied out of a browser, or an article alone.

The order of a page decides with the words of its lines: what stands before the headline, between headline and first
paragraph, among the paragraphs, and behind the last one. A paragraph is a line long enough, or one that ends a
sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tawatur.clean.labels import (
    BYLINE_WORDS,
    CAPTION_WORDS,
    SHORT_LINES,
    Labelled,
    Labeller,
    Line,
)
from tawatur.clean.linear import SEEN
from tawatur.clean.lines import PARAGRAPH_WORDS, SENTENCE_WORDS, ends_sentence, words_in
from tawatur.model import Role, Span
from tawatur.packs import Pack
from tawatur.wrapped import unwrapped

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_CRUMBS = re.compile(r"(?:^|\s)[>\u00bb\u203a\u2190\u2192]\s")
_TITLE_WORDS = 32
OUTLET_WORDS = 4
"""Words of an outlet's name that stands alone under the headline, at most; more are a second headline."""
_NAMED_AGAIN = 2
"""Lines under the headline of which one may be such a name."""
_AGAIN = re.compile(r"\s*[:|/(\-\u2013\u2014\u0640]")
"""The mark behind the name where a line below begins with it."""
_RESUME_SHARE = 0.3
"""Share of the text before a box of related links that must follow it for the article to go on behind the box."""


def label_plain(
    text: str, pack: Pack, *, starts: int = 0, outlet: str | None = None, title: Span | None = None
) -> Labelled:
    """Label the lines of `text` from code point `starts` on. `outlet` is the page's own, if the input names it.

    `title`: where the title stands that the input gave apart; no line is looked for as one then, and a repetition of
    it is furniture.
    """
    return _PlainLabeller(text, pack, starts, outlet, title).run()


class _PlainLabeller(Labeller):
    """Labels by order: the headline first, then what stands before, under and behind it."""

    def __init__(self, text: str, pack: Pack, starts: int, outlet: str | None, title: Span | None) -> None:
        text = unwrapped(text)
        super().__init__(text, pack, outlet=outlet, title=title)
        self.titled = title is not None
        last_end = starts
        for number, match in enumerate(_LINE.finditer(text, starts), 1):
            printed = match.group()
            if not SEEN.search(printed):
                continue
            start = match.start() + len(printed) - len(printed.lstrip())
            end = match.start() + len(printed.rstrip())
            gap = text[last_end:start]
            blank = gap.count("\n") + gap.count("\r") - gap.count("\r\n") > 1
            self.lines.append(self.line(Span(start, end), f"line {number}", blank))
            last_end = end

    def run(self) -> Labelled:
        head = self._head()
        self._furniture_of_head(head)
        body_from = self._between(head)
        self._body(body_from)
        self._behind()
        self.edges()
        return self.result()

    # --- the headline and what stands before it ---------------------------------------------------------------------

    def _head(self) -> int | None:
        """The index of the headline's line, or None."""
        if self.titled or (len(self.lines) == 1 and ends_sentence(self.lines[0].text)):
            return None  # a sentence alone is a passage, no headline
        candidates: list[int] = []
        for i, line in enumerate(self.lines):
            if line.found is not None:
                continue
            if line.words > _TITLE_WORDS or (ends_sentence(line.text) and line.words >= PARAGRAPH_WORDS):
                break
            if line.is_paragraph and candidates:
                break
            if self.date_line(line) is not None or (i and self.byline(line)):
                continue
            if line.words <= BYLINE_WORDS + 1 and self.credit_line(line) is not None:
                continue
            candidates.append(i)
            if line.is_paragraph:
                break
        titles = [i for i in candidates if self.lines[i].words >= 2 and not _CRUMBS.search(self.lines[i].text)]
        marked = [i for i in titles if self._marks_title(i + 1)]
        full = [i for i in titles if self.lines[i].words >= BYLINE_WORDS]
        if marked or full:
            return (marked or full)[0]
        # a short first line is a headline only where an article follows it
        follows = bool(titles) and any(other.is_paragraph for other in self.lines[titles[0] + 1 :])
        return titles[0] if follows and not ends_sentence(self.lines[titles[0]].text) else None

    def _marks_title(self, i: int) -> bool:
        """Whether a line is what stands under a headline: the moment, a byline, a dateline, a word of sharing."""
        if i >= len(self.lines):
            return False
        line = self.lines[i]
        if self.date_line(line) is not None:
            return True
        if line.found is not None:
            return self.words.is_share(line.letters)
        return self.byline(line) or (line.words <= CAPTION_WORDS and self.credit_line(line) is not None)

    def _furniture_of_head(self, head: int | None) -> None:
        if head is None:
            return
        for line in self.lines[:head]:
            if self.take_date_line(line):
                continue
            if line.found is not None:
                line.label(line.found.role, line.found.rule)
            else:
                line.label("chrome", "line before the headline")
                if self.outlet is None and self._names_outlet(line.text):
                    self.outlet = line.text
        title = self.lines[head]
        title.label("title", "headline")
        self.title_span = title.span
        self.suffix(title)

    def _said_again(self, lines: Sequence[Line]) -> str | None:
        """A short line under the headline that one below it begins with, before a mark: whose page it is."""
        for n, line in enumerate(lines[:_NAMED_AGAIN]):
            words = line.text.strip()
            if not words or words_in(words) > OUTLET_WORDS or not words[-1].isalpha():
                continue
            begins = (other.text.lstrip() for other in lines[n + 1 :])
            if any(_AGAIN.match(text[len(words) :]) for text in begins if text.startswith(words)):
                return words
        return None

    def _names_outlet(self, text: str) -> bool:
        part = self.creditor.part(text, None)
        if part.kind in ("agency", "likely"):
            return not self.words.is_section(text)
        # a line at the top is the site's name if the notice of rights or the like says it again
        letters = self.words.letters(text)
        return words_in(text) <= 5 and any(
            line.found is not None and line.found.rule == "notice of the site" and letters in line.letters
            for line in self.lines
        )

    # --- between the headline and the first paragraph ---------------------------------------------------------------

    def _between(self, head: int | None) -> int:
        """Label what stands under the headline; the index of the first line of the body."""
        start = 0 if head is None else head + 1
        first = next((i for i in range(start, len(self.lines)) if self._opens_body(self.lines[i])), None)
        if first is None:
            return start
        if self.outlet is None and head is not None:
            self.outlet = self._said_again(self.lines[start : first + 1])
        for line in self.lines[start:first]:
            self._under_title(line)
        short = [line for line in self.lines[start:first] if line.rule.startswith("short line")]
        if len(short) > SHORT_LINES:  # verses, or an article in very short lines
            for line in short:
                line.label("body", "one of many short lines")
        return first

    def _opens_body(self, line: Line) -> bool:
        if not line.is_paragraph or self.repeats_title(line):
            return False
        return self.date_line(line) is None and self.credit_line(line) is None

    def _under_title(self, line: Line) -> None:
        if self.repeats_title(line):
            line.label("chrome", "headline again")
        elif self.take_date_line(line):
            pass
        elif line.found is not None:
            line.label(line.found.role, line.found.rule)
        elif self.take_credit(line):
            pass
        elif self.byline(line):
            line.label("meta", "byline")
        elif self.is_caption(line):
            line.label("caption", "caption")
        elif line.words <= BYLINE_WORDS:
            line.label("meta", "short line under the headline")
        elif line.words < SENTENCE_WORDS and not ends_sentence(line.text) and not self.titled:
            line.label("caption", "short line before the first paragraph")
        else:
            line.label("body", "line under the headline")

    # --- the body -----------------------------------------------------------------------------------------------------

    def _body(self, start: int) -> None:
        """Label from the first paragraph on, following the stretches of furniture that headings open."""
        zone: str | None = None
        ended = False
        before = 0
        lines = self.lines
        rest = sum(line.words for line in lines[start:] if line.is_paragraph)
        for i in range(start, len(lines)):
            line = lines[i]
            goes_on = before == 0 or rest >= _RESUME_SHARE * before
            rest -= line.words if line.is_paragraph else 0
            if self.repeats_title(line):
                line.label("chrome", "headline again")
            elif line.found is not None:
                line.label(line.found.role, line.found.rule)
                zone = line.found.opens or zone
                ended = ended or line.found.rule in ("notice of the site", "mark of the end")
            elif zone == "comments" or (ended and not goes_on):
                role: Role = "other_article" if line.is_paragraph and zone != "comments" else "chrome"
                line.label(role, f"behind the end: {zone or 'another article'}")
            elif zone is not None and not (line.is_paragraph and goes_on and self._leaves(zone, line)):
                line.label("other_article" if line.is_paragraph else "chrome", f"under a heading of {zone}")
            elif self._explicit_credit(line):
                ended = True
            elif self.take_date_line(line):
                pass
            elif self.is_caption(line) and self.begins_caption(line):
                line.label("caption", "caption")
            else:
                zone, ended = None, False
                line.label("body", "paragraph" if line.is_paragraph else "line among paragraphs")
                before += line.words if line.is_paragraph else 0

    @staticmethod
    def _leaves(zone: str, line: Line) -> bool:
        """Whether a paragraph is the article going on behind a box: teasers are shorter."""
        return zone == "tags" or line.words >= PARAGRAPH_WORDS

    def _explicit_credit(self, line: Line) -> bool:
        credited = self.creditor.after_cue(line.text, 0) if line.words <= CAPTION_WORDS else None
        if credited is None:
            credited = self.credit_line(line) if line.words <= SENTENCE_WORDS else None
            if credited is None or credited.rule != "list of agencies":
                return False
        line.credited.append(credited)
        line.label("credit", credited.rule)
        return True

    def _behind(self) -> None:
        """Short lines behind the last paragraph: captions of a gallery, the writer's name, a credit."""
        body = [i for i, line in enumerate(self.lines) if line.role == "body"]
        last = next((i for i in reversed(body) if self.lines[i].is_paragraph), None)
        if last is None or not ends_sentence(self.lines[last].text):
            return
        trailing = [i for i in body if i > last]
        if not trailing:
            return
        for i in trailing:
            if self.take_credit(self.lines[i]):
                continue
        left = [self.lines[i] for i in trailing if self.lines[i].role == "body"]
        if any(ends_sentence(line.text) or line.words > CAPTION_WORDS or _listed(line.text) for line in left):
            return
        if len(left) == 1 and left[0].words <= 6 and not any(char.isdigit() for char in left[0].text):
            left[0].label("meta", "signature behind the last paragraph")
        elif len(left) >= 2:
            for line in left:
                line.label("caption", "short lines behind the last paragraph")


def _listed(text: str) -> bool:
    """Whether a line is an item of a list: a number or a dash at its start."""
    return re.match(r"\s*(?:\d+\s*[-.)\u2013:]|[-\u2013\u2022*\u25cf]\s?)\s*\S", text) is not None
