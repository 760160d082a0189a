"""Rules: a name, a pattern over classes of tokens, and a small function.

A `Lexicon` gives every token, or run of tokens, the classes that the tables name for it ("month", "weekday"). One
character then stands for each set of classes, so the tokens of a text become a string and a pattern over classes
becomes a regular expression over that string: matching costs what `re` costs, and a match is a range of units.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, product
from typing import Any, Final, NamedTuple

from tawatur.errors import PackError
from tawatur.packs import Pack
from tawatur.words import LINE, MARK, NUMBER, WORD, Tokens

_KIND_CLASS: Final = {WORD: "word", NUMBER: "digits", MARK: "mark", LINE: "line"}


class Entry(NamedTuple):
    """One word or phrase of a table: its folded tokens, its class, what it is worth, and the proclitics it may bear."""

    phrase: str
    cls: str
    value: Any = None
    clitics: tuple[str, ...] = ()
    """Strings that may stand glued before the first word, such as a conjunction."""


class Unit(NamedTuple):
    """What one position of a tagged text is: its classes with their values, the proclitic that was split off, and the
    character that stands for the set of classes."""

    classes: Mapping[str, Any]
    clitic: str
    code: str


_SECOND: Final = "second word of a phrase"
"""The class of forms that stand second in an entry of several words."""


def _class_of(form: str) -> str:
    """The built-in class of a folded form. It depends on the form alone, so that what is remembered never decides."""
    if form == "\n":
        return _KIND_CLASS[LINE]
    if form.isdecimal():
        return _KIND_CLASS[NUMBER]
    return _KIND_CLASS[WORD] if form[:1].isalpha() else _KIND_CLASS[MARK]


_COUNT: Final = list(range(5_000))
"""Numbers that are there already: making one for each token costs more than all that is done with them."""


def _counted(many: int) -> list[int]:
    """A list of its own from 0 up to and with a number."""
    return _COUNT[: many + 1] if many < len(_COUNT) else list(range(many + 1))


class Tagged:
    """A text as a string of classes. Unit `i` covers tokens `[first[i], last[i])`."""

    __slots__ = ("codes", "first", "last", "tokens", "units")

    def __init__(self, tokens: Tokens, codes: str, first: list[int], units: list[Unit]) -> None:
        """`first`: the first token of each unit, and behind the last one the number of tokens."""
        self.tokens = tokens
        self.codes = codes
        self.first = first
        self.last = first[1:]
        self.units = units

    def merged(self, made: Sequence[tuple[int, int, Unit]]) -> Tagged:
        """The text with the units of ranges `[begin, end)`, which stand in order and don't overlap, each made one."""
        if not made:
            return self
        first, units, codes = self.first[:], list(self.units), self.codes
        pieces: list[str] = []
        at = 0
        for begin, end, unit in made:
            pieces += (codes[at:begin], unit.code)
            at = end
        pieces.append(codes[at:])
        for begin, end, unit in reversed(made):
            units[begin] = unit
            if end > begin + 1:
                del first[begin + 1 : end], units[begin + 1 : end]
        return Tagged(self.tokens, "".join(pieces), first, units)

    def value(self, unit: int, cls: str) -> Any:
        """What the table says the unit is worth as a member of `cls`; its folded form where the table gives none."""
        value = self.units[unit].classes.get(cls)
        return self.tokens.form[self.first[unit]] if value is None else value


class Match:
    """A pattern found: `start`, `end` in units, and named groups."""

    __slots__ = ("_match", "rule", "tagged")

    def __init__(self, rule: Rule, tagged: Tagged, match: re.Match[str]) -> None:
        self.rule = rule
        self.tagged = tagged
        self._match = match

    @property
    def start(self) -> int:
        return self._match.start()

    @property
    def end(self) -> int:
        return self._match.end()

    def tokens(self, group: str | int = 0) -> tuple[int, int] | None:
        """The token range of a group, or None where it took no part."""
        first, last = self._match.span(group)
        if first == -1 or first == last:
            return None
        return self.tagged.first[first], self.tagged.last[last - 1]

    def units(self, group: str | int = 0) -> range:
        """The units of a group; empty where it took no part."""
        first, last = self._match.span(group)
        return range(first, last) if first != -1 else range(0)

    def unit(self, group: str) -> int | None:
        """The first unit of a group; None where it took no part, or the rule has no such group."""
        if group not in self.rule.groups:
            return None
        first, last = self._match.span(group)
        return None if first in (-1, last) else first

    def value(self, group: str, cls: str) -> Any:
        """The value of the group's first unit as a member of `cls`, or None where the group took no part."""
        units = self.units(group)
        return self.tagged.value(units[0], cls) if units else None


class Rule(NamedTuple):
    """A name that reads as an explanation, and the compiled pattern it stands for."""

    name: str
    pattern: str
    compiled: re.Pattern[str]
    longest: float = math.inf
    """The most units that a match spans, what it looks ahead to among them."""
    groups: frozenset[str] = frozenset()
    """The names of its groups."""
    needs: tuple[frozenset[str], ...] = ()
    """Sets of classes: every match holds a unit of each of them."""

    def find(self, tagged: Tagged) -> Iterator[Match]:
        """All matches, left to right, none overlapping."""
        for match in self.compiled.finditer(tagged.codes):
            if match.end() > match.start():
                yield Match(self, tagged, match)

    def at(self, tagged: Tagged, unit: int) -> Match | None:
        """The match that begins at a unit, if there is one."""
        match = self.compiled.match(tagged.codes, unit)
        return Match(self, tagged, match) if match and match.end() > match.start() else None


def _longest(parts: Sequence[str]) -> float:
    """The most units that the parts of a compiled pattern span: classes in brackets, groups, marks of repetition."""
    stack: list[list[float]] = [[0.0]]
    last = 0.0
    for part in parts:
        if part in ("?", "*", "+") or part[0] == "{":
            most = part[1:-1].rpartition(",")[2] if part[0] == "{" else ""
            times = float(most) if most else 1.0 if part == "?" else math.inf
            stack[-1][-1] += last * (times - 1) if last else 0.0
        elif part[0] == "(" and part != "(?!)":
            stack.append([0.0])
        elif part == ")":
            last = max(stack.pop())
            stack[-1][-1] += last
        elif part == "|":
            stack[-1].append(0.0)
        else:
            last = 1.0
            stack[-1][-1] += last
    return max(stack[0])


_Needs = list[frozenset[str]]


def _needed(parts: Sequence[str]) -> _Needs:
    """The sets of classes of which every match of a pattern holds one each. Its parts: names of classes, groups that
    open and close, marks of repetition."""
    stack: list[tuple[list[_Needs], list[_Needs]]] = [([], [])]  # what is needed so far: in other branches, in this one
    ahead: list[bool] = []
    for part in parts:
        others, items = stack[-1]
        if part[0] == "(":
            stack.append(([], []))
            ahead.append(part in ("(?!", "(?="))
        elif part == ")":
            stack.pop()
            stack[-1][1].append([] if ahead.pop() else _either([*others, list(chain(*items))]))
        elif part == "|":
            others.append(list(chain(*items)))
            items.clear()
        elif part in ("?", "*") or part.startswith(("{0", "{,")):
            items[-1] = []
        elif part != "+" and part[0] != "{":
            items.append([frozenset([part])])
    others, items = stack[0]
    return _either([*others, list(chain(*items))])


def _either(branches: list[_Needs]) -> _Needs:
    """What is needed whichever branch is taken; of two sets of which one holds the other the smaller says it all."""
    found = {frozenset[str]().union(*each) for each in product(*branches)}
    return [one for one in sorted(found, key=sorted) if not any(other < one for other in found)]


class Lexicon:
    """Words and phrases with their classes, looked up longest first.

    Pattern language, over class names: `name`, `'literal'` (a folded form), `( ) | ? * + {m,n} (?! ) (?= )` as in
    regular expressions, `<label: …>` captures. White space separates. Built-in classes: word, digits, mark, line.

    >>> from tawatur.packs import load
    >>> lexicon = Lexicon(load("en").tokens, [Entry("may", "month", 5), Entry("june", "month", 6)], literals=["of"])
    >>> rule = lexicon.rule("day of month", "<day: digits> 'of'? <month: month>")
    >>> [m.value("month", "month") for m in rule.find(lexicon.tag(load("en").tokens("7 of May, 8 June")))]
    [5, 6]
    """

    def __init__(
        self,
        tokenise: Any,
        entries: Iterable[Entry],
        literals: Sequence[str] = (),
        made: Iterable[frozenset[str]] = (),
        pack: Pack | None = None,
    ) -> None:
        """`made`: sets of classes that a kind gives to units it builds itself, such as a number of several words.

        `pack`: that of the texts, for units that are kept beside the forms.
        """
        self._column = pack.column(self._single) if pack is not None else None
        self._sign = pack.sign(lambda form: self._single(form).code) if pack is not None else None
        self._by_first: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        self._clitics: set[str] = set()
        self._sets: dict[frozenset[str], str] = {}
        self._plains: dict[str, Unit] = {}
        self._classes: set[str] = set(_KIND_CLASS.values())
        for entry in [*entries, *(Entry(word, f"'{word}'") for word in literals)]:
            forms = tuple(tokenise(entry.phrase).form)
            if not forms:
                raise PackError(f"The phrase {entry.phrase!r} of class {entry.cls!r} holds no word.")
            self._by_first.setdefault(forms[0], []).append((forms, entry))
            self._clitics.update(entry.clitics)
            self._classes.add(entry.cls)
        for found in self._by_first.values():
            found.sort(key=lambda item: -len(item[0]))
        # shortest first, so that a longer entry wins: a weekday with its article before a bare number word
        self._made = tuple(made)
        self._classes.update(*self._made)
        self._clitic_order = sorted(self._clitics, key=lambda clitic: (len(clitic), clitic))
        self._clitics_by_letter: dict[str, list[str]] = {}
        for clitic in self._clitic_order:
            self._clitics_by_letter.setdefault(clitic[:1], []).append(clitic)
        several = [(forms, entry) for found in self._by_first.values() for forms, entry in found if len(forms) > 1]
        self._pairs = {(clitic + forms[0], forms[1]) for forms, entry in several for clitic in ("", *entry.clitics)}
        self._seconds = {second for _, second in self._pairs}
        self._classes.add(_SECOND)
        self._any_second: re.Pattern[str] | None = None

    def _code(self, classes: frozenset[str]) -> str:
        code = self._sets.get(classes)
        if code is None:
            code = self._sets[classes] = chr(0xE000 + len(self._sets))
        return code

    def _candidates(self, form: str) -> Iterator[tuple[str, str]]:
        yield form, ""
        for clitic in self._clitics_by_letter.get(form[:1], ()):
            if form.startswith(clitic) and len(form) > len(clitic) + 1 and form[len(clitic) :] in self._by_first:
                yield form[len(clitic) :], clitic

    def _single(self, form: str) -> Unit:
        """The unit of a form by itself."""
        unit = self._look([form], 0, 1)[1]
        if form not in self._seconds:
            return unit
        classes = {**unit.classes, _SECOND: None}
        return Unit(classes, unit.clitic, self._code(frozenset(classes)))

    def _look(self, tokens: Sequence[str], i: int, most: int) -> tuple[int, Unit]:
        """The longest entry of at most `most` of the forms from `i` on: how many forms, and the unit."""
        form = tokens[i]
        best = 1
        classes: dict[str, Any] = {}
        clitic_of = ""
        for rest, clitic in self._candidates(form):
            for forms, entry in self._by_first.get(rest, ()):
                size = len(forms)
                if clitic and clitic not in entry.clitics:
                    continue
                if size > most or size < best or (size == best and classes and clitic != clitic_of):
                    continue
                if size > 1 and tuple(tokens[i + 1 : i + size]) != forms[1:]:
                    continue
                if size > best:
                    classes, best = {}, size
                classes[entry.cls] = entry.value
                clitic_of = clitic
        kind = _class_of(form)
        if not classes:
            return best, self._plain(kind)
        classes.setdefault(kind, None)
        return best, Unit(classes, clitic_of, self._code(frozenset(classes)))

    def _plain(self, kind: str) -> Unit:
        """The unit of all forms that no table knows: one for all, so that most tokens of a text share what is read."""
        unit = self._plains.get(kind)
        if unit is None:
            unit = self._plains[kind] = Unit({kind: None}, "", self._code(frozenset([kind])))
        return unit

    def tag(self, tokens: Tokens, *, alone: bool = False) -> Tagged:
        """The classes of a whole text. `alone`: no other kind reads it, so what others would ask of its words is not
        worked out."""
        self._close()
        units, codes = self._by_form(tokens, alone)
        text = Tagged(tokens, codes, _counted(len(units)), units)
        return text.merged(self._phrases(tokens, codes))

    def _by_form(self, tokens: Tokens, alone: bool) -> tuple[list[Unit], str]:
        """The unit that each token is by its form, and their codes."""
        if self._column is not None and self._sign is not None and not alone:
            return self._column(tokens), self._sign(tokens)
        units = self._column(tokens) if self._column is not None else [self._single(form) for form in tokens.form]
        return units, "".join([unit.code for unit in units])

    def _phrases(self, tokens: Tokens, codes: str) -> list[tuple[int, int, Unit]]:
        """The entries of several words in a text, left to right, the longest first where they begin."""
        form, pairs = tokens.form, self._pairs
        out: list[tuple[int, int, Unit]] = []
        until = 0
        if self._any_second is None:
            self._any_second = self.among(_SECOND)
        for match in self._any_second.finditer(codes):
            i = match.start()
            if i > until and (form[i - 1], form[i]) in pairs:
                size, unit = self._look(form, i - 1, len(form))
                if size > 1:
                    out.append((i - 1, i - 1 + size, unit))
                    until = i - 1 + size
        return out

    def entries(self) -> Iterator[tuple[tuple[str, ...], Entry]]:
        """The entries of the tables, each with its folded tokens."""
        for found in self._by_first.values():
            yield from found

    def code(self, classes: frozenset[str]) -> str:
        """The character that stands for one of the `made` sets of classes."""
        return self._sets[classes]

    def among(self, *classes: str) -> re.Pattern[str]:
        """One unit of any of the classes; those that no table gives are left out."""
        found = [self._class_range(cls) for cls in classes if cls in self._classes]
        return re.compile(f"(?:{'|'.join(found)})" if found else r"(?!)")

    _NAME = re.compile(
        r"\s*(?:(?P<lit>'[^']*')|<(?P<label>\w+):|(?P<close>>)|(?P<look>\(\?[!=:])|(?P<name>[A-Za-z_]\w*)|(?P<op>\{\d*,?\d*\}|[()|?*+]))"
    )

    def rule(self, name: str, pattern: str) -> Rule:
        """Compile a pattern. Raises PackError that names an unknown class or the place of a mistake."""
        out: list[str] = []
        parts: list[str] = []
        at = 0
        pattern = pattern.strip()
        while at < len(pattern):
            part = self._NAME.match(pattern, at)
            if part is None:
                raise PackError(f"Rule {name!r}: can't read the pattern at {pattern[at : at + 20]!r}.")
            at = part.end()
            if part["label"]:
                out.append(f"(?P<{part['label']}>")
                parts.append("(")
            elif part["close"]:
                out.append(")")
                parts.append(")")
            elif part["look"] or part["op"]:
                out.append(part["look"] or part["op"])
                parts.append(out[-1])
            else:
                cls = part["lit"] or part["name"]
                if cls not in self._classes:
                    raise PackError(f"Rule {name!r}: no table gives the class {cls}.")
                out.append(self._class_range(cls))
                parts.append(cls)
        try:
            compiled = re.compile("".join(out))
            return Rule(name, pattern, compiled, _longest(out), frozenset(compiled.groupindex), tuple(_needed(parts)))
        except re.error as error:
            raise PackError(f"Rule {name!r}: {error}.") from None

    def _class_range(self, cls: str) -> str:
        """A character class of all class sets that hold `cls`; closed first, so later texts add none unseen."""
        self._close()
        chars = "".join(sorted(code for classes, code in self._sets.items() if cls in classes))
        return f"[{chars}]" if chars else r"(?!)"

    def _close(self) -> None:
        """Give a code to every set of classes that a text can bring up: each entry bare and with its clitics."""
        if self._sets:
            return
        for kind in _KIND_CLASS.values():
            self._code(frozenset([kind]))
        for made in self._made:
            self._code(made)
        groups: dict[tuple[str, ...], list[Entry]] = {}
        for found in self._by_first.values():
            for forms, entry in found:
                groups.setdefault(forms, []).append(entry)
        for _forms, entries in sorted(groups.items()):
            for clitic in ["", *self._clitic_order]:
                classes = {e.cls for e in entries if not clitic or clitic in e.clitics}
                for kind in _KIND_CLASS.values():
                    if classes:
                        self._code(frozenset(classes | {kind}))
        for known in list(self._sets):
            self._code(known | {_SECOND})
