"""A text as the rules see it: its tokens, paragraphs and sentences, and the places where no answer was given."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence, Set
from operator import itemgetter
from typing import Any, Final, TypeVar

from tawatur.model import Abstention, Span
from tawatur.packs import Pack
from tawatur.words import LINE, MARK, NUMBER, WORD, Tokens

T = TypeVar("T")

_STRETCH: Final = re.compile(f"[^{LINE}]+")
_MARKS: Final = re.compile(MARK)
_CLOSING: Final = 3
"""Marks that may stand between the mark that ends a sentence and the next word: a bracket, a mark of quotation."""
_LONGEST: Final = 600
"""Tokens that a sentence may have; of 26,906 of the Saudi press five had more than 400, and one more than 500."""


_FIRST: Final = itemgetter(0)
_LAST: Final = itemgetter(1)


def touching(ranges: list[tuple[int, int]], first: int, last: int) -> list[tuple[int, int]]:
    """Of ranges in order, none overlapping, those that hold a token of `[first, last)`."""
    begin = bisect_right(ranges, first, key=_LAST)
    return ranges[begin : bisect_left(ranges, last, begin, key=_FIRST)]


class _Ends:
    """What ends sentences in one language: `pack.made(_Ends)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("words")
        self.abbreviations = frozenset(pack.fold.form(word) for word in table.get("abbreviations", ()))
        self.ends = frozenset(table["sentence_ends"])
        self.behind = self.ends | frozenset(table["closers"])
        """Marks that may stand behind one that ends a sentence, and belong to it."""


class Reading:
    """One text, tokenised once, shared by all kinds.

    Ranges are half-open token ranges `(first, last)`; `span` turns them into code points. Rules that decide not to
    answer say so through `abstain`.
    """

    def __init__(self, text: str, pack: Pack, without: Sequence[tuple[int, int]] = (), *, alone: bool = False) -> None:
        """`without`: whole lines that nobody reads, as of a `Tokeniser`. `alone`: only numbers and dates are wanted."""
        self.text = text
        self.pack = pack
        self.alone = alone
        self.tokens: Tokens = pack.tokens(text, without)
        self.abstained: list[Abstention] = []
        self._abbreviations: frozenset[str] = frozenset()
        self._made: dict[Callable[[Reading], Any], Any] = {}
        self._marks: list[int] | None = None
        self._paragraphs: list[tuple[int, int]] | None = None
        self._sentences: list[tuple[int, int]] | None = None
        self._sentence_starts: list[int] = []
        self._cuts: list[int] = []

    def span(self, first: int, last: int) -> Span:
        """The span of tokens `[first, last)`."""
        return self.tokens.span(first, last)

    def once(self, maker: Callable[[Reading], T]) -> T:
        """`maker(self)`, made once and kept: how kinds share a pass over the text."""
        made: T | None = self._made.get(maker)
        if made is None:
            made = self._made[maker] = maker(self)
        return made

    def forget(self) -> None:
        """Drop what kinds shared, which holds on to this reading in turn: the text is done."""
        self._made.clear()

    def abstain(self, span: Span, kind: str, rule: str, reason: str) -> None:
        """Record that a rule fired and gave no answer, and why."""
        self.abstained.append(Abstention(span, kind, rule, reason))

    @property
    def paragraphs(self) -> list[tuple[int, int]]:
        """Token ranges between line ends; never empty ones."""
        if self._paragraphs is None:
            self._paragraphs = [found.span() for found in _STRETCH.finditer(self.tokens.kinds)]
        return self._paragraphs

    def marks(self, forms: Set[str]) -> list[int]:
        """The marks of punctuation of the text that are among some, in order."""
        if self._marks is None:
            self._marks = [found.start() for found in _MARKS.finditer(self.tokens.kinds)]
        form = self.tokens.form
        return [i for i in self._marks if form[i] in forms]

    @property
    def sentences(self) -> list[tuple[int, int]]:
        """Token ranges up to and with the mark that ends them, inside one paragraph.

        A full stop ends a sentence unless a digit follows it without a space, or it stands behind a lone letter
        (an initial, an abbreviation such as an agency's) or one of the table's `abbreviations` that a word follows.
        Marks that close a quotation stay with what they close.
        """
        if self._sentences is None:
            self._sentences = self._cut_sentences()
            self._sentence_starts = [first for first, _ in self._sentences]
        return self._sentences

    def _cut_sentences(self) -> list[tuple[int, int]]:
        signs = self.pack.made(_Ends)
        self._abbreviations = signs.abbreviations
        behind = signs.behind
        tokens = self.tokens
        ends = [*self.marks(signs.ends), len(tokens)]
        at = 0
        out: list[tuple[int, int]] = []
        for paragraph in self.paragraphs:
            begin, last = paragraph
            if ends[at] >= last:
                out.append(paragraph)
                continue
            while ends[at] < last:
                i = ends[at]
                at += 1
                if i < begin or self._inside_word(i, last):
                    continue
                end = i + 1
                while end < last and tokens.kinds[end] == MARK and tokens.form[end] in behind:
                    end += 1
                out.append((begin, end))
                begin = end
            if begin < last:
                out.append((begin, last))
        if all(last - first <= _LONGEST for first, last in out):
            return out
        return [piece for first, last in out for piece in self._pieces(first, last)]

    def _pieces(self, first: int, last: int) -> Iterator[tuple[int, int]]:
        """A sentence of at most `_LONGEST` tokens, or pieces of a longer one: text without stops is no sentence.

        Each piece ends behind the last mark of its second half; where there is none, at its last token.
        """
        kinds = self.tokens.kinds
        while last - first > _LONGEST:
            behind = range(first + _LONGEST, first + _LONGEST // 2, -1)
            end = next((i for i in behind if kinds[i - 1] == MARK and self.tokens.spaced(i)), first + _LONGEST)
            self._cuts.append(end)
            yield first, end
            first = end
        yield first, last

    def uncut(self, first: int, last: int) -> int:
        """Where tokens from `first` to `last` at most end, if a sentence that was too long was cut before that."""
        cuts = self._cuts if self.sentences else []  # which are found with the sentences
        at = bisect_right(cuts, first)
        return min(last, cuts[at]) if at < len(cuts) else last

    def _inside_word(self, i: int, last: int) -> bool:
        tokens = self.tokens
        if self._abbreviations and self._small_behind(i, last):
            return True
        if tokens.form[i] != ".":
            return False
        behind = tokens.kinds[i - 1] if i else LINE
        glued = i + 1 < last and not tokens.spaced(i + 1)
        if behind == NUMBER:
            return glued and tokens.kinds[i + 1] == NUMBER
        if behind == WORD and tokens.form[i - 1] in self._abbreviations:
            return i + 1 < last and tokens.kinds[i + 1] != LINE
        if behind == WORD and self._abbreviations and tokens.end[i - 1] - tokens.start[i - 1] == 1:
            return glued or (i + 1 < last and tokens.kinds[i + 1] == WORD and self._initial(i))
        if behind == WORD and tokens.end[i - 1] - tokens.start[i - 1] == 1:
            return i + 1 < last and tokens.kinds[i + 1] == WORD and len(tokens.form[i + 1]) == 1
        return False

    def _small_behind(self, i: int, last: int) -> bool:
        """Whether a small letter follows a mark and what closes behind it: "Who?" he asked; (D-Mass.) said."""
        tokens = self.tokens
        k = i + 1
        while k < last and tokens.kinds[k] == MARK and k - i <= _CLOSING:
            k += 1
        return k < last and tokens.kinds[k] == WORD and self.text[tokens.start[k]].islower()

    def _initial(self, i: int) -> bool:
        """Whether the point behind a lone letter shortens a name in a row of capitals: John G. Roberts, U.S. Congress.

        Only for packs with `abbreviations`: other scripts have no capitals to tell.
        """
        text, start = self.text, self.tokens.start
        return text[start[i - 1]].isupper() and text[start[i + 1]].isupper()

    def sentence_of(self, token: int) -> tuple[int, int]:
        """The sentence that holds a token (for a line end, the one before it)."""
        sentences = self._sentences if self._sentences is not None else self.sentences
        at = bisect_right(self._sentence_starts, token)
        return sentences[at - 1 if at else 0]
