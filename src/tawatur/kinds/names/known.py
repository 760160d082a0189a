"""Names that a gazetteer knows, with the head before them (city of, newspaper) and the adjective behind them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from tawatur.kinds.names.marks import KNOWN_NAMES, Visits
from tawatur.kinds.names.mentions import NESTED, Mention, bare_head, before, quoted
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import IDIOM, SPHERE, Known, NameTables
from tawatur.packs import Pack
from tawatur.reading import Reading
from tawatur.words import NUMBER, WORD

RULES: Final = {
    "place": "place in the gazetteer",
    "organisation": "organisation in the gazetteer",
    "outlet": "outlet in the gazetteer",
    "person": "person in the gazetteer",
}


_STRETCH: Final = "\u0640"
"""The mark that draws a letter out."""


def known_mentions(reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Gazetteer names in the token ranges, left to right, none overlapping."""
    tables = reading.pack.made(NameTables)
    phrases = reading.pack.made(Phrases)
    free = 0
    for i, first, last in reading.once(Visits).marked(KNOWN_NAMES, ranges):
        if i < free:
            continue
        found = _conjoined(reading, tables, phrases, i) or tables.every(reading.tokens, i, last)
        taken = _choose(reading, tables, phrases, found) if found else None
        if taken is not None:
            yield _with_head(reading, tables, phrases, taken, first, last)
            free = taken.last
        elif found and found[0].entry.sub in (IDIOM, SPHERE):
            free = found[0].last  # the overwhelming force: nor does a name end in it; states taken together


def _choose(reading: Reading, tables: NameTables, phrases: Phrases, found: list[Known]) -> Known | None:
    """The reading of a known name that its surroundings allow: weak names need a head or quotation marks."""
    first = found[0]
    if first.entry.sub in (IDIOM, SPHERE) or _in_accusative(reading, phrases, first):
        return None
    if first.entry.weak and first.first and reading.tokens.kinds[first.first - 1] == NUMBER:
        return None  # a month
    if len(found) > 1 or first.entry.weak or first.entry.kind == "outlet":
        return _choose_around(reading, tables, phrases, found)
    if first.entry.kind == "place" and _adjective(reading, tables, first):
        return None
    return None if _another_word(reading, tables, first) else first


def _choose_around(reading: Reading, tables: NameTables, phrases: Phrases, found: list[Known]) -> Known | None:
    """As `_choose`, where what stands around a name decides."""
    marks = phrases.openers
    i = found[0].first
    ahead = before(reading, i)
    head = tables.heads(ahead)
    inside = quoted(reading, i, found[0].last, marks)
    outlets = [k for k in found if k.entry.kind == "outlet"]
    # a place in brackets is a dateline; in quotation marks it is the paper of that name
    bracketed = inside and marks[reading.tokens.form[i - 1]] in phrases.brackets
    dateline = (bracketed or "place_head" in head) and any(k.entry.kind == "place" for k in found)
    aside = bracketed and not _told(reading, i) and "outlet_head" not in tables.classes(ahead)  # tomorrow (today)
    in_marks = inside and not (aside or dateline)
    if outlets and ("outlet_head" in head or in_marks or (inside and not outlets[0].entry.weak)):
        return outlets[0]
    for known in found:
        place = known.entry.kind == "place"
        if place and _adjective(reading, tables, known):
            continue
        if not known.entry.weak:
            if not _another_word(reading, tables, known):
                return known
            continue
        own = place and ("place_head" in head or bare_head(tables, ahead, phrases.governed) is not None)
        if known.entry.kind == "outlet" and bare_head(tables, ahead, phrases.reporters) is not None:
            return known
        if known.entry.kind == "organisation":
            own = bare_head(tables, ahead, _own_heads(phrases, known)) is not None
        if known.entry.sub == "club" and reading.once(Sport).goes_by_name(known):
            return known
        if (not known.glued and ((inside and (place or not aside)) or own)) or (
            place and _coordinated(reading, tables, known)
        ):
            return known
        if known.entry.sub == "country" and _unqualified(reading, tables, phrases, known):
            return known
    return None


def _told(reading: Reading, i: int) -> bool:
    """Whether a preposition stands right before the bracket before a name: told to (X)."""
    tables, form = reading.pack.made(NameTables), reading.tokens.form
    return i > 1 and form[i - 2].rstrip(_STRETCH) in tables.prepositions


class _SportWords:
    """The words that tell of sport, and those of who plays it: `pack.made(_SportWords)`."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("names").get("sport", {})
        self.words = frozenset(map(pack.fold.form, table.get("words", ())))
        self.roles = frozenset(map(pack.fold.form, table.get("roles", ())))
        self.least = int(table.get("least", 1))


class Sport:
    """Whether a text tells of sport, where clubs go by bare names: `reading.once(Sport)`."""

    def __init__(self, reading: Reading) -> None:
        sport = reading.pack.made(_SportWords)
        self._form, self._kinds = reading.tokens.form, reading.tokens.kinds
        self._tables = reading.pack.made(NameTables)
        self._roles = sport.roles
        self.told = bool(sport.words) and len(reading.once(Visits).forms & sport.words) >= sport.least

    def goes_by_name(self, known: Known) -> bool:
        """Whether a club's everyday name is the club here: no noun before it that it could complete."""
        if not self.told or known.glued > 1:
            return False
        i = known.first
        if i == 0 or self._kinds[i - 1] != WORD:
            return True
        ahead, tables = self._form[i - 1], self._tables
        if ahead in self._roles or tables.is_verb(ahead):
            return True
        return any(part.base in self._roles for part in tables.parts(ahead)) or not tables.is_noun(ahead)


def _conjoined(reading: Reading, tables: NameTables, phrases: Phrases, i: int) -> list[Known]:
    """The place behind "and" in a word that is a place's name as a whole too, where nothing leads to the whole."""
    form = reading.tokens.form
    if not form[i].startswith(tables.conjunctions) or i == 0 or form[i - 1] in phrases.within:
        return []
    names = tables.begins(form[i]).names
    if not any(not name.glued and name.size == 1 and name.entry.kind == "place" for name in names):
        return []
    if "place_head" in tables.classes(form[i - 1]) or form[i - 1] in phrases.towards:
        return []
    glued = (n for n in names if n.glued == 1 and n.size == 1 and n.entry.kind == "place" and not n.entry.weak)
    return [Known(i, i + 1, 1, name.entry) for name in glued][:1]


def _in_accusative(reading: Reading, phrases: Phrases, known: Known) -> bool:
    """Whether a word bears the accusative mark, which no name does; only a word with marks needs a look."""
    tokens, i = reading.tokens, known.first
    if not phrases.tanwin or tokens.end[i] - tokens.start[i] == len(tokens.form[i]):
        return False
    return phrases.tanwin in tokens.words(i, known.last)


def _goes_on(tables: NameTables, phrases: Phrases, form: str) -> bool:
    """Whether a word behind an outlet's name belongs to it: its nationality, what kind of outlet it is."""
    return form in phrases.outlet_tail or (form.startswith(tables.article) and tables.is_nationality(form))


def _own_heads(phrases: Phrases, known: Known) -> frozenset[str]:
    """The heads that go with a body known by its own name."""
    return phrases.club_heads if known.entry.sub == "club" else phrases.own_heads


def _another_word(reading: Reading, tables: NameTables, known: Known) -> bool:
    """Whether a name with a glued letter is more likely the first name or common word that is written the same."""
    form = reading.tokens.form[known.first]
    if not known.glued or known.entry.sub == "country":
        return False
    if known.entry.kind == "place" and _reads_whole(tables, form, known.glued):
        return True
    if known.last > known.first + 1:
        return False
    if "first_name" in tables.bare(form):
        return True
    return len(form) - known.glued < 4 and (tables.is_whole(form) or tables.is_common(form))


def _reads_whole(tables: NameTables, form: str, glued: int) -> bool:
    """Whether a form, but for a conjunction before it, is a listed word with the letter that would be a preposition."""
    front = form[:glued]
    preposition = next((p for p in tables.prepositions if front.endswith(p)), "")
    if not preposition or front in tables.conjunctions:
        return False
    word = form[glued - len(preposition) :]
    return tables.is_verb(word) or tables.is_adverb(word) or (tables.is_whole(word) and tables.is_noun(word))


def _coordinated(reading: Reading, tables: NameTables, known: Known) -> bool:
    """Whether a weak place stands behind "and" and another place of its sort: Senegal and Mali."""
    form, i = reading.tokens.form, known.first
    if not known.glued or form[i][: known.glued] not in tables.conjunctions or i == 0:
        return False
    other = tables.known(reading.tokens, i - 1)
    return other is not None and other.entry.kind == "place" and other.entry.sub == known.entry.sub


def _unqualified(reading: Reading, tables: NameTables, phrases: Phrases, known: Known) -> bool:
    """Whether a country's name that is an adjective too has no noun it could qualify: in Mali, Mali and Niger."""
    form, kinds, i = reading.tokens.form, reading.tokens.kinds, known.first
    if "adjective" not in tables.bare(form[i][known.glued :]):
        return False
    if known.glued:
        led = form[i][: known.glued] in tables.prepositions
    else:
        before = form[i - 1] if i else ""
        led = before in phrases.within or before in phrases.towards or before in phrases.amid
        led = led or before in phrases.before_nouns or _done_by_her(tables, before)
    if led or known.last >= len(form) or kinds[known.last] != WORD:
        return led
    behind = (name for name in tables.begins(form[known.last]).names if name.glued and name.entry.sub == "country")
    return not known.glued and form[known.last].startswith(tables.conjunctions) and any(behind)


def _done_by_her(tables: NameTables, form: str) -> bool:
    """Whether a form is a verb in the past that a country does, with "and" before it or without."""
    bare = tables.without_conjunction(form)
    return bare.endswith(tables.perfect) and ("stop" in tables.classes(bare) or any(map(tables.is_verb, (bare, form))))


def _adjective(reading: Reading, tables: NameTables, known: Known) -> bool:
    """Whether a country's name that is also an adjective stands behind a definite noun: the Saudi press agency."""
    form, i = reading.tokens.form, known.first
    if i == 0 or known.glued or not all(map(tables.is_nationality, form[i : known.last])):
        return False
    i -= 1
    phrases = reading.pack.made(Phrases)
    if i and form[i] in phrases.closers:  # the company "X" of the country
        i -= 1
    if form[i] in phrases.towards:
        return False  # "to", which folding writes as if it had the article
    return form[i].startswith(tables.article) and reading.tokens.kinds[i] == "w"


def _with_head(reading: Reading, tables: NameTables, phrases: Phrases, known: Known, first: int, last: int) -> Mention:
    tokens = reading.tokens
    entry = known.entry
    start, end, glued = known.first, known.last, known.glued
    wanted = {"place": "place_head", "outlet": "outlet_head", "organisation": "own"}.get(entry.kind, "")
    previous = start - 1
    marked = previous >= first and tokens.kinds[previous] == "p"
    if marked:
        previous -= 1
    looked = wanted == "own" or wanted in tables.heads(tokens.form[previous] if previous >= first else "")
    if wanted and looked and not glued and previous >= first and tokens.kinds[previous] == "w":
        for part in tables.parts(tokens.form[previous]):
            own = part.base in _own_heads(phrases, known) if wanted == "own" else wanted in tables.bare(part.base)
            country = entry.sub == "country" and part.base in phrases.facilities  # a camp in a country is not named so
            double = entry.kind == "place" and "place_head" in tables.bare(tokens.form[known.first])
            if own and not part.definite and not country and not double:
                start, glued = previous, part.glued
                if marked and end < last and tokens.kinds[end] == "p":
                    end += 1
                break
    # the paper "X" of a country: a word on it, unless papers of other countries may be called the same
    told = entry.kind == "outlet" and start < known.first and marked
    while entry.kind == "outlet" and end < last and _goes_on(tables, phrases, tokens.form[end]):
        if told and not (entry.weak and tables.is_nationality(tokens.form[end])):
            break
        end += 1
    rule = RULES[entry.kind]
    if entry.kind == "place" and (glued or (known.first > first and tokens.form[known.first - 1] in phrases.within)):
        rule = NESTED
    core = tuple(tokens.form[known.first : known.last])
    key, name = f"{entry.kind}:{entry.key}", entry.name
    if start < known.first and entry.kind == "place" and tokens.form[start][glued:] in phrases.facilities:
        key, name = f"place:{tokens.form[start][glued:]} {entry.key}", None  # the airport of a town is not the town
    return Mention(start, end, glued, entry.kind, key, name, core, rule)
