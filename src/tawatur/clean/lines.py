"""What one line of a page is, by the words it begins with, holds or wholly consists of.

The words are those of `clean.toml`. All comparing is by folded letters: a phrase is found whether its words are parted
by spaces, by punctuation or by nothing, since dumps of pages glue the pieces that a browser shows apart.

What is known of a line is put together from what is known of its pieces, which is worked out once a piece: pages print
the same words again and again, and most questions are answered by the pieces' signs without looking at the line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from tawatur.fold import Remembered
from tawatur.model import Role, Span
from tawatur.packs import Pack

_NOT_LETTERS = re.compile(r"[\W_]+")
_LETTERS = re.compile(r"[^\W\d_]+")
_LETTERS_OF_LINES = re.compile(r"[^\W\d_]+|\n")
_LETTER = re.compile(r"[^\W\d_]")
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,64}\.\w+|(?<![\w.-])[\w-]{1,64}(?:\.[\w-]{1,64}){0,4}\.(?:com|net|org|info|example)\b\S*",
    re.IGNORECASE,
)
_LINKED = re.compile(r"://|www\.|@|\.(?:com|net|org|info|example)\b", re.IGNORECASE)
_IN_LINKS = frozenset("./@")
"""What every link holds, found many times faster than the link itself; and of that, a mark at least."""
_HASHTAG = re.compile(r"#\s?\w+")
_WORD = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\\W_\u0640\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af][^\\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]*"
)
_FIRST_CJK = "\u3040"
_FILLER = "\u0640"
"""Where a word of letters alone may be no word by `_WORD`, or several: from here on, or behind this."""
STOPS = frozenset(".!?\u061f\u06d4…\u3002\uff01\uff1f")
_WHOLE_MOST = 240
"""Letters of a line that is looked at as a row of furniture words; running text is longer."""
_LINE_LETTERS = 700
"""Code points of a line that is looked at as furniture at all: the longest notices have 60 words."""
_TAIL_LETTERS = 500
"""Code points at the end of a paragraph where glued furniture is looked for."""
_LINE_MOST = 45
"""Words of a related link or a tag line, at most."""
_TAIL_MOST = 30
"""Words of a list of tags, or a link, glued to the end of a paragraph."""
_WORDS = "w"
_MAY_LINK = "l"
_MAY_NOTICE = "n"
_MAY_GLUE = "g"
"""Signs of a piece: one for each of its words; that it may hold a link, be of a notice, be of what stands glued."""
PARAGRAPH_WORDS = 18
"""Words from which a line is a paragraph, whatever it ends in: headlines of up to 17 words were seen."""
SENTENCE_WORDS = 8
"""Words from which a line that ends a sentence is a paragraph."""
_AGAIN_LETTERS = 120
"""Code points of a line that is remembered as a whole: menus and teasers come again on each page of a site, paragraphs
don't."""
_AGAIN_MOST = 1 << 13
"""Such lines remembered before all are forgotten: those of 80 sites, some 5 MB."""


class Found(NamedTuple):
    """What a line is: its role, why, and the kind of stretch it opens, if any (related, popular, comments, tags)."""

    role: Role
    rule: str
    opens: str | None = None


class Told(NamedTuple):
    """What the words of a line tell: folded letters, signs of its pieces, how many words there are, what it is."""

    letters: str
    signs: str
    words: int
    found: Found | None
    is_paragraph: bool


def words_in(text: str) -> int:
    """How many words or numbers a line holds."""
    return len(_WORD.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the last thing printed is a full stop or its like, closing marks and spaces looked through."""
    for char in reversed(text):
        if char in STOPS:
            return True
        if not (char.isspace() or char in "»”\"')]’" or not char.isprintable()):
            return False
    return False


def letters_of(folded: str, *, lines: bool = False) -> str:
    """A folded text's letters alone: no digits, marks or spaces, nor line ends unless they are asked for."""
    return "".join((_LETTERS_OF_LINES if lines else _LETTERS).findall(folded))


def _without_links(text: str, instead: str) -> str:
    """A text with its links and addresses taken out."""
    return _LINK.sub(instead, text) if ("." in text or "://" in text) and _LINKED.search(text) else text


def words_by(signs: str) -> int:
    """How many words or numbers a line holds by its signs; what `words_in` counts."""
    return signs.count(_WORDS)


def _pieces(text: str) -> list[str]:
    """A text cut at its spaces, its line ends pieces of their own."""
    return text.replace("\n", " \n ").split(" ")


class _Phrases:
    """A set of phrases, found by their letters at the start of a folded line."""

    def __init__(self, pack: Pack, phrases: Iterable[str]) -> None:
        forms = {phrase: _NOT_LETTERS.sub(" ", pack.fold.flat(phrase)).strip() for phrase in phrases}
        self._flat = pack.fold.flat
        self.letters = frozenset(letters_of(form) for form in forms.values() if form)
        ordered = sorted({form for form in forms.values() if form}, key=lambda form: (-len(form), form))
        parts = [
            r"[\W_]*".join(map(re.escape, form.split())) + ("" if " " in form else r"(?![^\W_])") for form in ordered
        ]
        body = "|".join(parts) or r"(?!)"
        self.start = re.compile(rf"[\W_]*(?:{body})")
        whole = [r"[\W_]*".join(map(re.escape, form.split())) for form in ordered]
        self.inside = re.compile(rf"(?<![^\W_])(?:{'|'.join(whole) or '(?!)'})(?![^\W_])")
        longest = sorted({re.escape(max(form.split(), key=len)) for form in ordered})
        self.rarest = re.compile("|".join(longest) or r"(?!)")
        """The longest word of each phrase: what some piece of a line that holds the phrase must hold."""
        self._short = tuple(sorted(form for form in self.letters if len(form) < 2))
        self._heads: dict[str, tuple[str, ...]] = {}
        """Phrases by their first two letters, each with the shorter ones."""
        for form in sorted(self.letters.difference(self._short)):
            self._heads[form[:2]] = (*self._heads.get(form[:2], self._short), form)

    def may_begin(self, letters: str) -> bool:
        """Whether a phrase may begin a line with these letters: what `begin` finds, and very little else."""
        return letters.startswith(self._heads.get(letters[:2], self._short))

    def holds(self, letters: str, printed: str) -> bool:
        """Whether a phrase stands in a printed text; `letters` are those of the line that it is of."""
        if not any(map(letters.__contains__, self.letters)):
            return False
        return self.inside.search(self._flat(printed)) is not None

    def begin(self, folded: str) -> int | None:
        """Where the phrase that begins a line ends, or None."""
        found = self.start.match(folded)
        return found.end() if found else None


class LineWords:
    """The furniture words of one pack, compiled: `pack.made(LineWords)`."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        table = pack.table("clean") if pack.has("clean") else {}

        def phrases(*keys: str) -> _Phrases:
            found: Any = table
            for key in keys:
                found = found.get(key, {})
            return _Phrases(pack, found or ())

        whole = {form for listed in table.get("whole", {}).values() for form in _Phrases(pack, listed).letters}
        self._whole: dict[str, list[str]] = {}
        """Phrases by their first three letters; shorter ones by themselves, and with all that begin with them."""
        for form in sorted(whole):
            self._whole.setdefault(form[:3], []).append(form)
        for short in sorted(form for form in whole if len(form) < 3):
            for start, forms in self._whole.items():
                if start.startswith(short) and start != short:
                    forms.append(short)
        self._end_mark = phrases("whole", "end_mark").letters
        self._share = phrases("whole", "share").letters
        self.sections = phrases("whole", "navigation").letters
        self._opens: dict[str, str] = {}
        """Headings by their letters, and what they open."""
        for name in sorted(table.get("opens", {})):
            for heading in phrases("opens", name).letters:
                self._opens.setdefault(heading, name)
        self.begins = {name: phrases("begins", name) for name in sorted(table.get("begins", {}))}
        self._begin = _Phrases(pack, [one for phrases in table.get("begins", {}).values() for one in phrases])
        listed = table.get("begins", {})
        self._glued = _Phrases(pack, [one for name in ("tags", "link", "related") for one in listed.get(name, ())])
        self._notice = phrases("holds", "notice")
        self._notice_words = int(table.get("holds", {}).get("notice_words", 0))
        self.byline = phrases("byline", "before")
        self.caption = phrases("caption", "before")
        self.caption_within = phrases("caption", "within")
        self.moment = phrases("moment", "before")
        self.updated = phrases("moment", "updated")
        self.beside = phrases("moment", "beside")
        self._morning = phrases("moment", "morning")
        self._evening = phrases("moment", "evening")
        self._marked = re.compile(f"(?:{self._notice.rarest.pattern}|{self._glued.rarest.pattern})")
        self._known = Remembered(self._piece).__getitem__
        self._told: dict[str, Told] = {}

    def _piece(self, piece: str) -> tuple[str, str]:
        """The folded letters and the signs of what a line prints between two spaces.

        Neither letters nor words nor links reach over a space. Nine in ten pieces are letters alone, which spares most
        questions; pages bring new pieces without end.
        """
        if piece == "\n":
            return piece, piece
        folded = self.pack.fold.brief(piece)
        plain = piece.isalpha() and max(piece) < _FIRST_CJK and piece[0] != _FILLER
        letters = folded if folded.isalpha() else letters_of(folded)
        signs = _WORDS if plain else _WORDS * words_in(piece)
        linked = not plain and not _IN_LINKS.isdisjoint(folded + piece)
        if linked and (_LINKED.search(folded) or _LINKED.search(piece)):
            signs += _MAY_LINK
        if self._marked.search(folded):
            signs += _MAY_NOTICE if self._notice.rarest.search(folded) else ""
            signs += _MAY_GLUE if self._glued.rarest.search(folded) else ""
        return letters, signs

    def letters(self, text: str) -> str:
        """The folded letters of a text."""
        return "".join([self._known(piece)[0] for piece in text.replace("\n", " ").split(" ")])

    def told(self, line: str) -> Told:
        """What one line of running text tells, its signs leaving all questions open.

        Such text brings so many new pieces that asking each costs more than asking the line.
        """
        signs = _WORDS * words_in(line) + _MAY_LINK + _MAY_NOTICE + _MAY_GLUE
        return self._tell(line, letters_of(self.pack.fold.flat(line)), signs)

    def told_lines(self, lines: list[str]) -> list[Told]:
        """What each of the lines of a page tells."""
        told = self._told
        new = [line for line in lines if line not in told]
        if len(told) + len(new) > _AGAIN_MOST:
            told.clear()
            new = lines
        if not new:
            return [told[line] for line in lines]
        known = self.known_lines("\n".join(new))
        made = {line: self._tell(line, *both) for line, both in zip(new, known, strict=True)}
        told.update({line: made[line] for line in made if len(line) <= _AGAIN_LETTERS})
        return [made[line] if line in made else told[line] for line in lines]

    def known_lines(self, text: str) -> Iterator[tuple[str, str]]:
        """The folded letters, and the signs, of each line of a text."""
        known = list(map(self._known, _pieces(text)))
        letters = "".join([own for own, _ in known]).split("\n")
        return zip(letters, "".join([signs for _, signs in known]).split("\n"), strict=True)

    def _tell(self, line: str, letters: str, signs: str) -> Told:
        size = words_by(signs)
        found = self.of(line, letters, signs)
        long = found is None and (size >= PARAGRAPH_WORDS or (size >= SENTENCE_WORDS and ends_sentence(line)))
        return Told(letters, signs, size, found, long)

    def made_of(self, bare: str) -> bool:
        """Whether a line consists of furniture words alone, apart or glued; `bare`: its letters without its links."""
        if not bare or len(bare) > _WHOLE_MOST:
            return False
        get = self._whole.get
        if not (get(bare[:3]) or get(bare[:2]) or get(bare[0])):
            return False
        # positions reachable by whole phrases: exact whatever the order of the table, and linear in the line
        reached, ahead = {0}, [0]
        while ahead:
            at = ahead.pop()
            if at == len(bare):
                return True
            for form in get(bare[at : at + 3]) or get(bare[at : at + 2]) or get(bare[at]) or ():
                if bare.startswith(form, at) and at + len(form) not in reached:
                    reached.add(at + len(form))
                    ahead.append(at + len(form))
        return False

    def of(self, line: str, letters: str, signs: str) -> Found | None:
        """What a line is by its words, or None, by its folded letters and the signs of its pieces."""
        if len(line) > _LINE_LETTERS:
            return None
        if not letters:
            return self._without_letters(line)
        opened = self._opens.get(letters)
        if opened is not None:
            return Found("chrome", f"heading of {opened}", opened)
        if letters in self._end_mark:
            return Found("chrome", "mark of the end")
        size = words_by(signs)
        flat = self.pack.fold.flat
        if size <= _LINE_MOST and self._begin.may_begin(letters):
            for name, phrases in self.begins.items():
                if phrases.may_begin(letters) and phrases.begin(flat(line)) is not None:
                    opens = "tags" if name == "tags" and size <= 2 else None
                    return Found("chrome", f"line that begins a {name} line", opens)
        rest, bare = line, letters
        if _MAY_LINK in signs:
            rest = _without_links(line, "")
            bare = letters_of(_without_links(flat(line), " "))
        if self.made_of(bare):
            return Found("chrome", "furniture words alone")
        if _MAY_NOTICE in signs and size <= self._notice_words and self._notice.holds(letters, line):
            return Found("chrome", "notice of the site")
        if _LETTER.search(rest) is None or ("#" in rest and _LETTER.search(_HASHTAG.sub("", rest)) is None):
            return Found("chrome", "links or hashtags alone")
        return None

    def _without_letters(self, line: str) -> Found | None:
        if _LINK.search(line):
            return Found("chrome", "links or hashtags alone")
        return Found("chrome", "no word") if not any(char.isdigit() for char in line) else None

    def tail(self, line: str, letters: str, signs: str) -> tuple[Span, str] | None:
        """Tags, a link of the article, or a related title glued to the end of a paragraph: where in the line, and what.

        Only behind the end of a sentence, and only where no sentence ends within it: unsure is kept as body.
        """
        skipped = max(0, len(line) - _TAIL_LETTERS)
        if _MAY_GLUE not in signs or not self._glued.holds(letters, line[skipped:]):
            return None
        found = self._tail(line[skipped:])
        return None if found is None else (Span(found[0].start + skipped, len(line)), found[1])

    def _tail(self, line: str) -> tuple[Span, str] | None:
        folded = self.pack.fold(line)
        for name in ("tags", "link", "related"):
            if name not in self.begins:
                continue
            phrases = self.begins[name]
            for found in phrases.inside.finditer(folded.text):
                cut = folded.source(found.start(), found.end())
                before, after = line[: cut.start], line[cut.end :]
                if not before.strip() or (name != "link" and not ends_sentence(before)):
                    continue
                if words_in(after) > _TAIL_MOST or (name == "tags" and _sentence_inside(after)):
                    continue
                if name == "related" and (_sentence_inside(after) or not after.strip(" :\u00a0")):
                    continue
                return Span(cut.start, len(line)), f"{name} glued to the end"
        return None

    def half_of_day(self, folded: str) -> bool | None:
        """Whether the words behind a time say that it is after noon; None where they don't say."""
        if self._evening.begin(folded) is not None:
            return True
        return False if self._morning.begin(folded) is not None else None

    def is_section(self, name: str) -> bool:
        """Whether a name is that of a section of a site (local, sports), not of an outlet."""
        return self.letters(name) in self.sections

    def is_share(self, letters: str) -> bool:
        """Whether a line, given by its letters, is one word or phrase of sharing."""
        return letters in self._share


def _sentence_inside(text: str) -> bool:
    """Whether a sentence ends in a text before its last mark."""
    body = text.rstrip()
    return any(char in ".!?\u061f،؛" for char in body[:-1]) or (bool(body) and body[-1] in STOPS)
