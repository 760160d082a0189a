"""Labels for the lines of a web page in linear form.

An extractor says which words are the main text; its words are found again in our lines by their letters, and those
lines are candidates for the body. Then our own reading of the lines decides: furniture by its words, what stands before
the headline, captions, credits, links, other articles; and what the extractor passed over between two paragraphs, or
between headline and first paragraph, is put back. Without an answer of the extractor the densest block is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from tawatur.clean.labels import BYLINE_WORDS, SHORT_LINES, Labelled, Labeller, Line
from tawatur.clean.language import script_of
from tawatur.clean.linear import Line as Printed
from tawatur.clean.linear import Linear, Mark
from tawatur.clean.lines import PARAGRAPH_WORDS, SENTENCE_WORDS, ends_sentence, words_in
from tawatur.clean.metadata import Metadata
from tawatur.model import Role
from tawatur.packs import Pack

_DEEPEST = 1_000
"""Levels of a DOM that the extractor is given: its time grows with their square, a tenth of a second here."""
_MOST_NODES = 200_000
"""Nodes that the extractor is given, a second's work; pages of news have two thousand."""
_SHORT_LETTERS = 14
"""Letters of a line too short to be found anywhere: it must follow what was found before."""
_NEAR = 250
"""Letters of the main text that such a line may lie ahead."""
_LINKED_SHARE = 0.5
"""Share of a line inside links from which it is a link, not a sentence with one."""
_COMMON_SHARE = 0.5
"""Share of the main text under a mark from which the mark says nothing: some sites wrap all they print in it."""
_DENSE_SHARE = 2.0
"""How many times the words of the extractor's main text the densest block must hold to replace it."""
_LEAD_LINES = 30
"""Lines between headline and first paragraph within which a lead may stand; menus in between are longer."""
_META_LINES = 4
"""Lines before the headline and behind the last paragraph that may hold the moment, the byline or a credit."""
_NO_ARTICLE = ("navigation", "footer", "share links", "comments", "tags", "advertisement", "form")
"""Marks under which a paragraph is the site's own, not another article's."""
_CHROME_MARKS = (
    (Mark.NAV, "navigation"),
    (Mark.FOOTER, "footer"),
    (Mark.SHARE, "share links"),
    (Mark.RELATED, "related links"),
    (Mark.COMMENTS, "comments"),
    (Mark.TAGS, "tags"),
    (Mark.AD, "advertisement"),
    (Mark.SIDE, "side column"),
    (Mark.FORM, "form"),
)
_ANY_CHROME = sum(mark for mark, _ in _CHROME_MARKS)


class _ChromeName(dict[int, str | None]):
    """The first of the marks of chrome among some."""

    def __missing__(self, marks: int) -> str | None:
        found = self[marks] = next((name for mark, name in _CHROME_MARKS if marks & mark), None)
        return found


_CHROME_NAME = _ChromeName()


def label_html(html: str, linear: Linear, meta: Metadata, pack: Pack, *, outlet: str | None = None) -> Labelled:
    """Label the lines of a page. `html` is the page itself, which only the extractor sees."""
    return _HtmlLabeller(linear, meta, pack, outlet).run(main_text(html, linear))


def main_text(html: str, linear: Linear) -> str | None:
    """The main text as the extractor sees it; None where it fails, or the page is too deep or too large for it."""
    if linear.depth > _DEEPEST or linear.nodes > _MOST_NODES:
        return None
    from resiliparse.extract.html2text import extract_plain_text

    try:
        found = extract_plain_text(html, main_content=True, list_bullets=False, alt_texts=False, comments=False)
    except Exception:  # whatever the extractor does, the page has its text and the line classifier
        return None
    return found if isinstance(found, str) and found.strip() else None


class _HtmlLabeller(Labeller):
    """Labels by an extractor's main text, the marks of the DOM, and the words of the lines."""

    def __init__(self, linear: Linear, meta: Metadata, pack: Pack, outlet: str | None) -> None:
        super().__init__(linear.text, pack, outlet=outlet)
        self.meta = meta
        self.printed: Sequence[Printed] = linear.lines
        self.lines = self.whole_lines((line.span, line.path) for line in linear.lines)
        self.marks = [line.marks for line in linear.lines]

    def run(self, main: str | None) -> Labelled:
        candidates = self._aligned(main) if main is not None else set()
        dense = self._dense()
        if self._words(dense) >= _DENSE_SHARE * max(1, self._words(candidates)):
            candidates = dense
        void = self._void(candidates)
        self.marks = [line.marks & ~void for line in self.printed]
        head = self._headline(candidates)
        self._name_outlet()
        self._take_author()
        self._label(head, candidates)
        self._between(head)
        self._furniture(head)
        self.edges()
        return self.result()

    def _words(self, chosen: set[int]) -> int:
        return sum(self.lines[i].words for i in chosen if self.lines[i].is_paragraph)

    # --- which lines are candidates ----------------------------------------------------------------------------------

    def _aligned(self, main: str) -> set[int]:
        """The lines whose letters stand in the main text, in order.

        A line that is no paragraph must be a line of the main text, or follow what was found before: a caption may
        well repeat words of the first sentence.
        """
        known = {line.text: line.letters for line in self.lines}
        pieces = [known[line] if line in known else self._letters(line) for line in main.split("\n")]
        letters = "".join(pieces)
        starts: dict[str, list[int]] = {}
        position = 0
        for piece in pieces:
            starts.setdefault(piece, []).append(position)
            position += len(piece)
        out: set[int] = set()
        at = 0
        for i, line in enumerate(self.lines):
            own = line.letters
            if not own:
                continue
            if line.is_paragraph:
                found = letters.find(own, at)
                found = letters.find(own) if found < 0 else found
            elif letters.startswith(own, at) and out:
                found = at
            else:
                near = [start for start in starts.get(own, ()) if start >= at]
                found = near[0] if near else -1
                if len(own) < _SHORT_LETTERS and not (out and 0 <= found - at <= _NEAR):
                    found = -1
            if found >= 0:
                out.add(i)
                at = max(at, found + len(own))
        return out

    def _dense(self) -> set[int]:
        """The paragraphs of the element that holds most words of them, links and chrome left out."""
        marked = Mark.NAV | Mark.FOOTER | Mark.RELATED | Mark.COMMENTS | Mark.AD | Mark.FORM
        per: dict[str, int] = {}
        chosen: dict[str, set[int]] = {}
        for i, line in enumerate(self.lines):
            if not line.is_paragraph or self._is_link(i) or self.printed[i].marks & marked:
                continue
            path = line.path if self.printed[i].tag not in ("p", "h2", "h3", "li") else line.path.rpartition("/")[0]
            per[path] = per.get(path, 0) + line.words
            chosen.setdefault(path, set()).add(i)
        if not per:
            return set()
        best = max(sorted(per), key=lambda path: per[path])
        return chosen[best]

    def _is_link(self, i: int) -> bool:
        printed = self.printed[i]
        length = printed.span.end - printed.span.start
        return printed.marks & Mark.LINK != 0 or printed.linked > _LINKED_SHARE * length

    def _void(self, candidates: set[int]) -> int:
        """The marks that most of the main text bears."""
        total = sum(self.lines[i].words for i in candidates) or 1
        void = 0
        for mark in (*(mark for mark, _ in _CHROME_MARKS), Mark.CAPTION, Mark.TIME, Mark.AUTHOR, Mark.HEADER):
            under = sum(self.lines[i].words for i in candidates if self.printed[i].marks & mark)
            if under > _COMMON_SHARE * total:
                void |= mark
        return void

    def _chrome_mark(self, i: int) -> str | None:
        return _CHROME_NAME[self.marks[i] & _ANY_CHROME]

    # --- the headline -------------------------------------------------------------------------------------------------

    def _headline(self, candidates: set[int]) -> int | None:
        """The line that says what the markup gives as headline, else the heading before the text; None without one."""
        first = min((i for i in candidates if self.lines[i].is_paragraph), default=len(self.lines))
        stated = [letters for text in self.meta.headlines if len(letters := self._letters(text)) >= _SHORT_LETTERS]
        window = self._letters(self.meta.window_title or "")
        best: tuple[int, int] | None = None
        for i, line in enumerate(self.lines):
            own = line.letters
            if len(own) < _SHORT_LETTERS and own not in stated:
                continue
            marks = self.marks[i]
            if line.found is not None and own not in stated:
                continue
            if own in stated:
                score = 4
            elif len(own) >= _SHORT_LETTERS and window and (window.startswith(own) or window.endswith(own)):
                score = 3
            elif marks & Mark.H1 and i < first and not marks & (Mark.FOOTER | Mark.NAV):
                score = 2 if line.words >= BYLINE_WORDS else 1
            else:
                continue
            score = 4 * score + (2 if marks & Mark.HEADING else 0) + (0 if self._is_link(i) or marks & Mark.NAV else 1)
            # of equals the one nearest before the text: breadcrumbs and tickers repeat the headline above it
            if best is None or score > best[0] or (score == best[0] and i < first):
                best = (score, i)
        if best is None:
            return None
        line = self.lines[best[1]]
        line.label("title", "headline")
        self.title_span = line.span
        self.suffix(line)
        return best[1]

    def _letters(self, text: str) -> str:
        return self.words.letters(text)

    def _name_outlet(self) -> None:
        """The outlet, as the markup states it or the window's title says beside the headline.

        A name in the script of the page goes before a transcription of it; of those, what is stated goes first.
        """
        if self.outlet is not None:
            return
        beside = self._beside_headline(self.meta.window_title) if self.meta.window_title is not None else None
        names = [name for name in (*self.meta.outlets, beside, *self.meta.owners) if name is not None]
        if len(set(names)) < 2:
            self.outlet = next(iter(names), None)
            return
        if beside is not None and any(self._letters(beside) == self._letters(name) for name in self.meta.outlets):
            names.insert(0, beside)
        scripts = [script_of(name) for name in names]
        written = script_of(self.text) if len(set(scripts)) > 1 else scripts[0]
        self.outlet = next((name for name, script in zip(names, scripts, strict=True) if script == written), names[0])

    def _take_author(self) -> None:
        """The author as the markup states, unless it is the outlet, a place or an agency."""
        for name in self.meta.authors:
            parts = self.creditor.parts(name, self.outlet)
            own = self.outlet is not None and self._letters(name) == self._letters(self.outlet)
            if not own and parts and all(part.kind in ("unknown", "person") for part in parts):
                self.author = name
                return

    def _beside_headline(self, window: str) -> str | None:
        if self.title_span is None:
            return None
        title = self.title_span.of(self.text)
        own = self._letters(title)
        pieces = [piece.strip() for piece in _split_title(window)]
        others = [piece for piece in pieces if self._letters(piece) and self._letters(piece) not in own]
        if len(others) == len(pieces):
            return None
        # of several, the outlet stands at the outer edge: headline, section, outlet
        edge = [piece for piece in (pieces[-1], pieces[0]) if piece in others]
        name = edge[0] if edge else None
        return name if name is not None and 0 < words_in(name) <= 6 else None

    # --- labels -------------------------------------------------------------------------------------------------------

    def _label(self, head: int | None, candidates: set[int]) -> None:
        """Body for the candidates that nothing speaks against."""
        read = 0
        short: list[Line] = []
        total = self._words(candidates)
        for i in sorted(candidates):
            line = self.lines[i]
            if line.role is not None or (head is not None and i < head) or self.repeats_title(line):
                continue
            if line.found is not None:
                # behind the comments' heading nothing is the article's, if most of it has been read
                if line.found.opens == "comments" and read > 0.5 * total:
                    break
                continue
            mark = self._chrome_mark(i)
            if mark is not None and not (line.is_paragraph and mark in ("side column", "tags", "form")):
                continue
            if self.marks[i] & Mark.CAPTION or self._is_link(i):
                continue
            if not line.is_paragraph and self._is_furniture(line, read):
                continue
            line.label("body", "main text")
            if read == 0 and self._is_short(i):
                short.append(line)
            read += line.words if line.is_paragraph else 0
        if len(short) <= SHORT_LINES:  # more of them are the text itself
            for line in short:
                line.label("caption", "short line before the first paragraph")

    def _is_short(self, i: int) -> bool:
        line = self.lines[i]
        if line.is_paragraph or line.words >= SENTENCE_WORDS or ends_sentence(line.text):
            return False
        return not self.marks[i] & (Mark.HEADING | Mark.ITEM)

    def _is_furniture(self, line: Line, read: int) -> bool:
        """Whether a short line among the main text is the moment, a byline, a caption or a credit."""
        if self.date_line(line) is not None or self.byline(line):
            return True
        if self.is_caption(line):
            return True
        return (read == 0 or line.words <= SENTENCE_WORDS) and self.credit_line(line) is not None

    def _between(self, head: int | None) -> None:
        """Put back what was passed over: paragraphs and headings between paragraphs, the lead under the headline."""
        body = [i for i, line in enumerate(self.lines) if line.role == "body"]
        if not body:
            return
        parents = Counter(self.lines[i].path.rpartition("/")[0] for i in body if self.lines[i].is_paragraph)
        own = {path for path, count in parents.items() if count >= 2}
        first = next((i for i in body if self.lines[i].is_paragraph), body[0])
        for i in range(first, body[-1]):
            line = self.lines[i]
            if line.role is not None or not self._is_plain(i):
                continue
            row = "\t" in line.text and "\t" in self.lines[i - 1].text and self.lines[i - 1].role == "body"
            if line.is_paragraph or row or (line.path.rpartition("/")[0] in own and not self._is_furniture(line, 1)):
                line.label("body", "between paragraphs")
        start = 0 if head is None else head + 1
        if head is None or first - start > _LEAD_LINES:
            return
        for i in range(start, first):
            line = self.lines[i]
            if line.role is not None or not line.is_paragraph or not self._is_plain(i) or self._is_furniture(line, 0):
                continue
            caption = self.holds_caption(line)
            line.label("caption" if caption else "body", "lead under the headline" if not caption else "caption")

    def _is_plain(self, i: int) -> bool:
        """Whether nothing marks a line as furniture."""
        line = self.lines[i]
        if line.found is not None or self._chrome_mark(i) is not None or self._is_link(i) or self.repeats_title(line):
            return False
        return not self.marks[i] & (Mark.CAPTION | Mark.TIME | Mark.AUTHOR)

    def _furniture(self, head: int | None) -> None:
        """Labels for the rest: the moment and its line, captions, credits; other articles; chrome."""
        body = [i for i, line in enumerate(self.lines) if line.role == "body"]
        first, last = (body[0], body[-1]) if body else (len(self.lines), -1)
        start = max(0, (head if head is not None else first) - _META_LINES)
        for i, line in enumerate(self.lines):
            if line.role is not None:
                continue
            marks = self.marks[i]
            mark = self._chrome_mark(i)
            near = start <= i <= min(last + _META_LINES, len(self.lines))
            if near and mark in (None, "tags") and not marks & Mark.HEADER and self._meta(i, line, first, last):
                continue
            role: Role = "chrome"
            rule = line.found.rule if line.found is not None else (mark or "outside the main text")
            if marks & Mark.CAPTION or (near and mark is None and line.found is None and self.is_caption(line)):
                role, rule = "caption", "caption"
            elif line.is_paragraph and line.words >= PARAGRAPH_WORDS and not self._is_link(i) and i > last >= 0:
                role, rule = ("chrome", rule) if mark in _NO_ARTICLE else ("other_article", rule)
            line.label(role, rule)

    def _meta(self, i: int, line: Line, first: int, last: int) -> bool:
        """Take a line near the article as the moment, a credit or a byline."""
        marks = self.marks[i]
        if not self._is_link(i) and i < first and self.take_date_line(line):
            self._drop_own(line)
            return True
        if self.repeats_title(line):
            return False
        if not self._is_link(i) and line.found is None and self._take_near_credit(i, line, first, last):
            return True
        if marks & Mark.TIME and i < first and self.date_line(line) is not None:
            return self.take_date_line(line)
        if line.words <= SENTENCE_WORDS and not ends_sentence(line.text):
            if marks & Mark.AUTHOR or self.byline(line):
                line.label("meta", "byline")
                return True
            if marks & Mark.TIME:
                line.label("meta", "line of the moment")
                return True
        return False

    def _drop_own(self, line: Line) -> None:
        """The page's own name beside the moment is a byline here: the markup has named the outlet."""
        if all(self.creditor.part(name, self.outlet).kind == "own" for c in line.credited for name in c.names):
            line.credited.clear()
            line.cuts.clear()

    def _take_near_credit(self, i: int, line: Line, first: int, last: int) -> bool:
        if self.creditor.after_cue(line.text, 0) is not None:
            return self.take_credit(line)
        if i > last + 2 or first < i < last:
            return False
        return self.take_credit(line)


def _split_title(window: str) -> list[str]:
    """The pieces of a window's title: cut at marks with spaces around them."""
    pieces = [window]
    for mark in ("|", "\u2013", "\u2014", "-", "\u2022", "\u00bb", "::", ":"):
        pieces = [part for piece in pieces for part in piece.split(f" {mark} ")]
    return pieces
