"""The linear form of an HTML page: its visible text from headline to footer, one line a block, by fixed rules.

The form depends on the DOM and `LINEAR_VERSION` alone. Labels never change it, so a span survives any change of the
extractor. Rules, version 1:

* not text: head, script, style, noscript, template, svg, media, frames, form fields, comments, and elements hidden by
  the `hidden` attribute or an inline style;
* a block element, `<br>`, or a line end inside `<pre>` ends a line; lines are joined by one "\\n", empty ones left out;
* runs of ASCII white space and Unicode line separators become one space; white space at either end of a line goes;
  all else, no-break spaces and invisible marks too, stays as printed;
* the cells of a table row that holds no block are parted by a tab; of other rows each cell is a line of its own;
* two links, buttons or labels that touch are parted by a space, as browsers show them apart;
* alternative texts, titles of elements and placeholders are not text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tawatur.fold import Remembered
from tawatur.model import Span

LINEAR_VERSION = 1
"""Version of the rules above; a change of any of them changes spans of stored documents, and so this number."""


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_NOT_TEXT = _names(
    "head script style noscript template svg math audio video canvas iframe frame frameset object embed applet map "
    "select option optgroup datalist textarea input progress meter title meta link base img picture source track "
    "rp noframes"
)
_BLOCKS = _names(
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p pre search section summary table "
    "tbody tfoot thead caption tr ul colgroup col"
)
_CELLS = frozenset(("td", "th"))
_APART_NAMES = frozenset(("a", "button", "label"))
_HIDDEN_STYLE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
_SPACES = re.compile("[ \\t\\n\\r\\f\\v\\x1c-\\x1f\\x85\u2028\u2029]+")
SEEN = re.compile("[^\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
"""A character that shows: a line of white space and invisible marks alone is no line."""
_PATH_LEVELS = 32
"""How many of the innermost levels a block's path names: enough for any page, and bounded for hostile ones."""
_ROW_LOOK = 300
"""How many nodes of a table row are looked at to see whether it holds blocks."""


class Mark:
    """What the markup says of a line, by its elements and the words of their class, id, role and itemprop: bits of a
    plain number, since every element of every page asks for some."""

    LINK: Final = 1 << 0
    HEADING: Final = 1 << 1
    H1: Final = 1 << 2
    ITEM: Final = 1 << 3
    NAV: Final = 1 << 4
    FOOTER: Final = 1 << 5
    SIDE: Final = 1 << 6
    SHARE: Final = 1 << 7
    RELATED: Final = 1 << 8
    COMMENTS: Final = 1 << 9
    TAGS: Final = 1 << 10
    CAPTION: Final = 1 << 11
    AUTHOR: Final = 1 << 12
    TIME: Final = 1 << 13
    AD: Final = 1 << 14
    FORM: Final = 1 << 15
    CELL: Final = 1 << 16
    HEADER: Final = 1 << 17
    QUOTE: Final = 1 << 18


_BY_TAG = {
    "a": Mark.LINK,
    "h1": Mark.HEADING | Mark.H1,
    "h2": Mark.HEADING,
    "h3": Mark.HEADING,
    "h4": Mark.HEADING,
    "h5": Mark.HEADING,
    "h6": Mark.HEADING,
    "li": Mark.ITEM,
    "nav": Mark.NAV,
    "footer": Mark.FOOTER,
    "aside": Mark.SIDE,
    "figcaption": Mark.CAPTION,
    "time": Mark.TIME,
    "button": Mark.FORM,
    "label": Mark.FORM,
    "form": Mark.FORM,
    "td": Mark.CELL,
    "th": Mark.CELL,
    "header": Mark.HEADER,
    "blockquote": Mark.QUOTE,
}

# Words that web authors write into class, id, role, itemprop: a vocabulary of markup, the same in every language.
_BY_WORD = {
    Mark.NAV: "nav navbar navigation menu submenu megamenu breadcrumb breadcrumbs crumb crumbs pagination pager skip "
    "topbar toolbar tools ticker masthead login search",
    Mark.FOOTER: "footer copyright copyrights colophon",
    Mark.SIDE: "sidebar aside widget widgets rightbar leftbar complementary",
    Mark.SHARE: "share shares sharing sharethis addthis addtoany social socials follow print",
    Mark.RELATED: "related relate relatednews recommended recommend recommendation recommendations also trending "
    "popular mostread mostviewed latest outbrain taboola morenews similar teaser teasers promo readmore readalso "
    "nextpost",
    Mark.COMMENTS: "comment comments commentlist disqus respond reply replies",
    Mark.TAGS: "tags tagcloud taglist keywords keyword topics hashtags",
    Mark.CAPTION: "caption figcaption imgcaption photocaption imagecaption",
    Mark.AUTHOR: "author authors byline writer reporter",
    Mark.TIME: "date time datetime timestamp published pubdate datepublished postdate",
    Mark.AD: "ad ads adv advert advertisement banner sponsor sponsored adsbygoogle cookie cookies consent newsletter "
    "subscribe subscription popup modal",
}
_WORD_MARKS = {word: mark for mark, words in _BY_WORD.items() for word in words.split()}
_WORDS = re.compile(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])")
_MARKED = frozenset(("class", "id", "role", "itemprop", "rel"))


class Line(NamedTuple):
    """One line of the linear form. `linked` counts its code points inside links; `path` names its block in the DOM."""

    span: Span
    path: str
    marks: int
    linked: int
    tag: str


class Linear(NamedTuple):
    """A page in linear form; `depth` and `nodes` say how large its DOM is, for those who must refuse very large ones.

    `lines` are in order, and their spans tile the text but for the line ends between them.
    """

    text: str
    lines: tuple[Line, ...]
    depth: int
    nodes: int


def linear_form(tree: LexborHTMLParser) -> Linear:
    """The linear form of a parsed page. Never raises on any tree; a page without visible text gives an empty form."""
    return _Walk(_hidden(tree)).run(tree.root)


_TAGS = re.compile(
    r"<(/?)(?:div|span|section|article|main|aside|nav|ul|ol|dl|table|form|font|b|i|u|em|strong|small|big|"
    r"blockquote|center|figure|[a-z]+-[a-z-]+)\b",
    re.IGNORECASE,
)


def nests_deeper(html: str, most: int) -> bool:
    """Whether the elements of a page nest deeper than that, by its tags alone: those that nest and must be closed."""
    if html.count("<") <= most:
        return False
    depth = deepest = 0
    for closing in _TAGS.findall(html):
        if closing:
            depth = max(0, depth - 1)
        else:
            depth += 1
            deepest = max(deepest, depth)
    return deepest > most


def _marks_in(words: str) -> int:
    found = 0
    for word in _WORDS.findall(words):
        found |= _WORD_MARKS.get(word.lower(), 0)
    return found


_marks_of = Remembered(_marks_in).__getitem__
"""The marks of an attribute's value: a site has a few hundred, and the numbers of its pages besides."""


def _hidden(tree: LexborHTMLParser) -> frozenset[int]:
    """The elements that their own attributes hide."""
    return frozenset(
        node.mem_id
        for node in tree.css("[hidden], [style*='none' i], [style*='hidden' i]")
        if "hidden" in (given := node.attributes) or _HIDDEN_STYLE.search(given.get("style") or "")
    )


_UNSEEN: Final = 0
_GONE: Final = 1
_BREAK: Final = 2
_INLINE: Final = 3
_APART: Final = 4
_BLOCK: Final = 5
_PRE: Final = 6
_CELL: Final = 7
_ROW: Final = 8
"""What an element is to a line: a comment or the like, no text, the end of a line; in a line or one of its own."""
_TEXT: Final = 2
_TAGS_OF_HTML: Final = 0x200
"""The parser's number of text; the numbers below which each is one name for good, others are a page's own."""
_KIND_OF = {
    **dict.fromkeys(_BLOCKS, _BLOCK),
    **dict.fromkeys(_CELLS, _CELL),
    **dict.fromkeys(_APART_NAMES, _APART),
    **dict.fromkeys(_NOT_TEXT, _GONE),
    "br": _BREAK,
    "pre": _PRE,
    "tr": _ROW,
}
_Kind = tuple[int, str]
_kinds: dict[int, _Kind] = {}
"""What elements are, and their names, by the parser's number of the name: asked for at half the name's cost."""


def _kind(node: LexborNode) -> _Kind:
    """What an element is, and its name."""
    name = node.tag or ""
    kind = (_UNSEEN if not name or name[0] in "-!" else _KIND_OF.get(name, _INLINE), name)
    if node.tag_id < _TAGS_OF_HTML:
        _kinds[node.tag_id] = kind
    return kind


class _Frame:
    """An open element. There is one frame a level, used again for each element there: making them costs most."""

    __slots__ = ("block", "cells", "children", "kind", "marks", "name", "node", "number", "path", "pre")

    def __init__(self, node: LexborNode, name: str) -> None:
        self.node = node
        self.name = name
        self.kind = _BLOCK
        self.number = 0  # among the elements of the one above; 0 for the root
        self.block = True
        self.pre = False
        self.children = 0
        self.cells = 0  # in a row whose cells share a line: how many were opened
        self.marks = -1  # until text in it asks for them
        self.path = ""  # until a line that begins in it asks for it

    def step(self) -> str:
        return f"{self.name}[{self.number}]" if self.number else self.name


def _above(root: LexborNode) -> _Frame:
    """What the root stands in, which counts no elements."""
    above = _Frame(root, "")
    above.children = -1
    return above


class _Walk:
    """One pass over the DOM, iterative because hostile pages nest deeper than any stack."""

    def __init__(self, hidden: frozenset[int]) -> None:
        self.hidden = hidden
        self.frames: list[_Frame] = []
        self.depth = 0  # how many of them are open
        self.parts: list[str] = []
        self.all_marks = -1
        self.linked = 0
        self.path = ""
        self.tag = ""
        self.touching = False  # the last thing was the end of a link, button or label
        self.length = 0
        self.texts: list[str] = []
        self.lines: list[Line] = []

    def run(self, root: LexborNode | None) -> Linear:
        nodes = 0
        frames, kinds = self.frames, _kinds
        if root is not None and self._enter(root, _kind(root), _above(root)):
            node = root.first_child
            frame = frames[0]
            while True:
                if node is None:
                    if self.parts and frame.block:
                        self._flush()
                    self.touching = frame.kind == _APART
                    self.depth -= 1
                    if not self.depth:
                        break
                    node = frame.node.next
                    frame = frames[self.depth - 1]
                    continue
                nodes += 1
                tag = node.tag_id
                if tag == _TEXT:
                    if not node.is_empty_text_node:
                        self._text(node.text_content or "", frame)
                    elif self.parts:  # else a line's own beginning, which is cut off
                        if frame.pre:
                            self._text(node.text_content or "", frame)
                        else:
                            self.touching = False
                            self.parts.append(" ")
                elif self._enter(node, kinds.get(tag) or _kind(node), frame):
                    frame = frames[self.depth - 1]
                    node = node.first_child
                    continue
                node = node.next
        self._flush()
        return Linear("\n".join(self.texts), tuple(self.lines), len(frames), nodes)

    def _enter(self, node: LexborNode, what: _Kind, above: _Frame) -> bool:
        """Take an element in; whether its children are to be walked (and the element left afterwards)."""
        kind, name = what
        if kind <= _BREAK:
            if kind != _UNSEEN:
                above.children += 1
                if kind == _BREAK:
                    self._flush()
            return False
        number = above.children = above.children + 1
        if self.hidden and node.mem_id in self.hidden:
            return False
        block = kind >= _BLOCK and (kind != _CELL or self._cell(above))
        depth = self.depth
        if depth == len(self.frames):
            self.frames.append(_Frame(node, name))
        frame = self.frames[depth]
        frame.node = node
        frame.name = name
        frame.kind = kind
        frame.number = number
        frame.block = block
        frame.pre = above.pre or kind == _PRE
        frame.children = 0
        frame.marks = -1
        frame.path = ""
        if self.parts:
            if block:
                self._flush()
            elif self.touching and kind == _APART:
                self.parts.append(" ")
        self.touching = False
        if kind == _ROW:
            frame.cells = 0 if _holds_blocks(node) else 1
        self.depth = depth + 1
        return True

    def _cell(self, row: _Frame) -> bool:
        """Open a cell; whether it is a line of its own."""
        if row.kind != _ROW or row.cells == 0:
            return True
        row.cells += 1
        if row.cells > 2 and self.parts:
            self.parts.append("\x00")  # a tab, once white space is collapsed
        return False

    def _text(self, text: str, frame: _Frame) -> None:
        if frame.pre and "\n" in text:
            for i, line in enumerate(text.split("\n")):
                if i:
                    self._flush()
                self._add(line, frame)
            return
        self._add(text, frame)

    def _add(self, text: str, frame: _Frame) -> None:
        if not text:
            return
        self.touching = False
        if text.isspace():
            if self.parts:  # else a line's own beginning, which is cut off
                self.parts.append(text)
            return
        if not self.path:
            self._begin()
        marks = frame.marks if frame.marks >= 0 else self._marks()
        self.all_marks &= marks
        if "\x00" in text:
            text = text.replace("\x00", "")
        if marks & Mark.LINK:
            self.linked += len(text)
        self.parts.append(text)

    def _marks(self) -> int:
        """The marks of the innermost open element: its own, and those of all that it stands in."""
        known = self.depth
        while known and self.frames[known - 1].marks < 0:
            known -= 1
        marks = self.frames[known - 1].marks if known else 0
        for frame in self.frames[known : self.depth]:
            marks |= _BY_TAG.get(frame.name, 0)
            for key, value in frame.node.attributes.items():
                if value and key in _MARKED:
                    marks |= _marks_of(value)
            frame.marks = marks
        return marks

    def _begin(self) -> None:
        """Begin a line, in the innermost open block."""
        last = self.depth - 1
        while last > 0 and not self.frames[last].block:
            last -= 1
        self.path = self._path(last)
        self.tag = self.frames[last].name

    def _path(self, last: int) -> str:
        """The path of an open element."""
        frames = self.frames
        if last >= _PATH_LEVELS:
            return "…/" + "/".join([one.step() for one in frames[last + 1 - _PATH_LEVELS : last + 1]])
        known = last
        while known >= 0 and not frames[known].path:
            known -= 1
        path = frames[known].path if known >= 0 else ""
        for frame in frames[known + 1 : last + 1]:
            path = frame.path = f"{path}/{frame.name}[{frame.number}]" if path else frame.name
        return path

    def _flush(self) -> None:
        self.touching = False
        if not self.parts:
            return
        if self.path:
            text = "".join(self.parts).strip()
            if "  " in text or not text.isprintable():  # a look at each letter that is cheaper than an expression's
                text = _SPACES.sub(" ", text)
                if "\x00" in text:
                    text = re.sub(" *\x00[ \x00]*", "\t", text).strip()
            if text[:1].isalnum() or SEEN.search(text):
                span = Span(self.length, self.length + len(text))
                self.texts.append(text)
                self.lines.append(Line(span, self.path, self.all_marks, self.linked, self.tag))
                self.length += len(text) + 1
        self.parts = []
        self.all_marks = -1
        self.linked = 0
        self.path = ""


def _holds_blocks(row: LexborNode) -> bool:
    """Whether a row lays out a page rather than a table: blocks or line breaks within, or too much to look at."""
    seen = 0
    node = row.first_child
    depth = 0
    while node is not None:
        seen += 1
        name = node.tag or ""
        if name in _BLOCKS or name == "br" or seen > _ROW_LOOK:
            return True
        child = node.first_child
        if child is not None:
            node, depth = child, depth + 1
            continue
        while node is not None:
            following = node.next
            if following is not None:
                node = following
                break
            if depth == 0:
                return False
            node, depth = node.parent, depth - 1
    return False
