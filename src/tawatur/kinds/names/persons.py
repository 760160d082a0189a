"""Persons: names behind titles, names that begin with a known first name, and short forms of both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from tawatur.kinds.names.epithets import epithet
from tawatur.kinds.names.framed import Framed
from tawatur.kinds.names.marks import FIRST, OFFICE, PERSONS, TITLE, Visits
from tawatur.kinds.names.mentions import Mention, bare_head, split_off, told_again
from tawatur.kinds.names.phrases import Phrases
from tawatur.kinds.names.tables import IDIOM, TITLES, NameTables
from tawatur.model import EntityKind
from tawatur.reading import Reading
from tawatur.words import NUMBER, WORD

TITLED: Final = "name behind a title"
NAMED: Final = "name that begins with a first name"
AGAIN: Final = "whole name that stands elsewhere in the document"
SHORT: Final = "short form of one name in the document"
ALONE: Final = "title or head that one name in the document bears"


_STOP: Final = "."
_TITLE_FAR: Final = 10
"""Tokens of a title before the comma that stands before its bearer's name."""
_TITLE_NEAR: Final = 6
"""Tokens before a name between commas among which the title that it belongs to stands."""
_NAME_WORDS: Final = 4
"""Words of a name between commas, at most."""
_IN_NAMES: Final = frozenset(("first_name", "everyday", "particle", "second", "servant"))
_UNHEARD: Final = 4
"""Letters of a word that no list has, below which it says nothing."""
_FOREIGN_ODDS: Final = 30
_HOMELY_ODDS: Final = -20
"""Log-odds a letter, in hundredths, above which a word that begins like a participle, or ends like an inflected one,
is a name all the same."""
_BEFORE_UNKNOWN: Final = frozenset(("honorific", "rank", "nationality", "office"))
_BEFORE_EVERYDAY: Final = TITLES | {"nationality", "adjective"}
"""Classes of definite words that may stand before a name of one word: one that no list has, an everyday one."""


def titled_mentions(reading: Reading, ranges: Sequence[tuple[int, int]]) -> Iterator[Mention]:
    """Names in the token ranges that a title leads to, and names that begin with a first name."""
    tables = reading.pack.made(NameTables)
    phrases = reading.pack.made(Phrases)
    framed = reading.pack.made(Framed)
    tokens = reading.tokens
    free = 0
    visits = reading.once(Visits)
    for i, _, last in visits.marked(PERSONS, ranges):
        if i < free:
            continue
        if len(tokens.form[i]) == 1:
            found = _abbreviated(reading, tables, phrases, i, last)
            if found is not None:
                yield found
                free = found.last
            continue
        phrase = phrases.parse(reading, i, last)
        told = 0 if visits.bears(i, TITLE | OFFICE) else framed.end(reading, i, last)
        if not phrase.names and not told:
            found = _surnamed(reading, tables, phrases, i, last) or _between(reading, phrases, i, last)
            if found is not None:
                yield found
            continue
        called = phrases.by_first_name & {p.base for p in tables.parts(tokens.form[i])}
        if i and tokens.kinds[i - 1] == WORD and (called or visits.bears(i, FIRST)):
            head = bare_head(tables, tokens.form[i - 1], phrases.memorial if called else phrases.named_for)
            if head is not None and not head[1]:
                free = phrase.names[0][1]
                continue  # the base of King X: nobody spoken of
        if visits.bears(i, TITLE | OFFICE):
            begin = i
            for start, end in _mended(reading, tables, phrases, i, last, phrase.names):
                turn = tables.known(tokens, start, last)
                if turn is not None and turn.entry.sub == IDIOM:
                    begin = end
                    continue
                if _sound(reading, tables, phrases, start, end, True):
                    found = _person(reading, tables, start, end, TITLED, _head(tables, tokens.form[i]))
                    titles = (epithet(reading, begin, start), _apposition(reading, tables, phrases, end, last))
                    behind = _behind(reading, tables, end, last)
                    yield found._replace(epithets=tuple(words for words in titles if words), behind=behind)
                begin = end
            free = max(phrase.names[-1][1], end)
        else:
            start, end = phrase.names[0] if phrase.names else (i, i + 1)
            if start == i and told > end:
                end = told
            aged = end < last and _aged(reading, phrases, max(end, start + 2), last)
            if end == start + 1 < last and (aged or _placed(reading, tables, phrases, start, end + 1)):
                end += 1
            turn = tables.known(tokens, start, last)
            if turn is not None and turn.entry.sub == IDIOM:
                continue
            foreign = start == i and tables.is_foreign(tokens.form[i])
            if start == i and (
                _sound(reading, tables, phrases, start, end, False)
                or _led(reading, tables, phrases, start, end)
                or _placed(reading, tables, phrases, start, end)
                or told == end
                or (aged and end > start + 1)
            ):
                start = _begun(reading, tables, phrases, start)
                found = _person(reading, tables, start, end, NAMED, "")
                titles = (_ahead(reading, tables, phrases, i), _apposition(reading, tables, phrases, end, last))
                behind = _behind(reading, tables, end, last)
                found = found._replace(epithets=tuple(words for words in titles if words), behind=behind)
                yield found if not foreign else found._replace(glued=0)
                free = end


def _mended(
    reading: Reading, tables: NameTables, phrases: Phrases, title: int, last: int, names: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The names behind a title, with what the tables alone don't show to be part of them.

    Whatever stands before "son of" is a first name; behind an office a first name alone has a family name behind it,
    however everyday a word with the article that is.
    """
    form, kinds = reading.tokens.form, reading.tokens.kinds
    out: list[tuple[int, int]] = []
    for first, end in names:
        start = first
        if start - 2 > title and form[start - 1] in phrases.sons and kinds[start - 2] == WORD:
            before = tables.classes(form[start - 2])
            if not before & (TITLES | {"stop"}) and not form[start - 2].startswith(tables.article):
                start -= 2
        bare = tables.bare(form[start])
        called = end - start == 1 and "first_name" in bare and start > title  # the supervisor of the work
        called = called and tables.known(reading.tokens, start, last) is None
        if called and end < last and kinds[end] == WORD and form[end].startswith(tables.article):
            by_first_name = any(part.base in phrases.by_first_name for part in tables.parts(form[start - 1]))
            other = tables.classes(form[end]) & {"stop", "office", "honorific", "body", "outlet_head", "unnamed"}
            if not by_first_name and not other and tables.known(reading.tokens, end, last) is None:
                end += 1
        out.append((start, end))
    return out


def _begun(reading: Reading, tables: NameTables, phrases: Phrases, first: int) -> int:
    """The token that a name begins with, by "son of" or "father of" before its first known word."""
    form, kinds = reading.tokens.form, reading.tokens.kinds
    father = tables.without_conjunction(form[first - 1] if first else "")
    if father in phrases.kunyas and (first < 2 or "place_head" not in tables.classes(form[first - 2])):
        return first - 1
    if first < 2 or form[first - 1] not in phrases.sons or kinds[first - 2] != WORD:
        return first
    before = form[first - 2]
    bare = tables.without_conjunction(before)
    if "first_name" in tables.bare(bare) and reading.tokens.words(first - 2, first - 1) not in phrases.printed_stop:
        return first - 2
    other = tables.classes(before) & (TITLES | {"stop", "relative", "body"})
    called = not other and not before.startswith(tables.article) and not tables.is_verb(before)
    if "relative" in tables.bare(form[first - 1]) and not tables.namelike(before):
        return first  # their poet, son of X
    return first - 2 if called and not tables.is_common(before) else first


def _aged(reading: Reading, phrases: Phrases, at: int, last: int) -> bool:
    """Whether the years of somebody's life stand at a token: X Y 20 years, X Y (20 years)."""
    form, kinds = reading.tokens.form, reading.tokens.kinds
    tables, family = reading.pack.made(NameTables), form[at - 1]
    if kinds[at - 1] != WORD or family.startswith((tables.article, *phrases.acts)) or tables.is_verb(family):
        return False  # at an age near 37 years
    if at < last and form[at] in phrases.openers:
        at += 1
    return at + 1 < last and kinds[at] == NUMBER and form[at + 1] in phrases.years


def _between(reading: Reading, phrases: Phrases, i: int, last: int) -> Mention | None:
    """A name that no list has, between the comma behind a title and another one or what the bearer said."""
    tables, tokens = reading.pack.made(NameTables), reading.tokens
    form = tokens.form
    at, far = i + 1, min(last, i + _TITLE_FAR)
    while at < far and tokens.kinds[at] == WORD:
        at += 1
    if at == i + 1 or at + 2 >= last or form[at] not in phrases.commas:
        return None
    end, far = at + 1, min(last, at + 2 + _NAME_WORDS)
    while end < far and tokens.kinds[end] == WORD and form[end] not in phrases.says_that:
        end += 1
    if end - at < 3 or end - at > _NAME_WORDS + 1 or end >= last:
        return None
    if form[end] not in phrases.commas and form[end] not in phrases.says_that:
        return None
    words = form[at + 1 : end]
    if any(tables.classes(word) - _IN_NAMES for word in words) or any(map(phrases.is_qualifier, words)):
        return None
    family = words[-1] in tables.family or phrases.is_surname(words[-1])
    if not all(map(tables.namelike, words[:-1])) or tables.is_verb(words[0]) or not family:
        return None
    if words[0].startswith(tables.article) or not tables.is_unlisted(words[0]):
        return None  # praising the work, a man of Y
    return _person(reading, tables, at + 1, end, NAMED, _head(tables, form[i]))


def _ahead(reading: Reading, tables: NameTables, phrases: Phrases, i: int) -> tuple[str, ...]:
    """The title before the comma that stands before a name: the foreign minister of X, Y."""
    tokens = reading.tokens
    if i < 3 or tokens.form[i - 1] not in phrases.commas or tokens.form[i].startswith(tables.conjunctions[:1]):
        return ()
    for begin in range(i - 3, max(-1, i - _TITLE_FAR), -1):
        if tokens.kinds[begin] != WORD:
            return ()
        if "office" in tables.classes(tokens.form[begin]) and phrases.parse(reading, begin, i - 1).last == i - 1:
            told = begin > 0 and tokens.form[begin - 1] in phrases.commas  # the title of whoever stands before it
            return () if told else epithet(reading, begin, i - 1)
    return ()


def _abbreviated(reading: Reading, tables: NameTables, phrases: Phrases, i: int, last: int) -> Mention | None:
    """A name behind a letter and a stop that stand for an honorific: dr. X Y."""
    if i + 3 >= last or reading.tokens.form[i + 1] != _STOP:
        return None
    names = phrases.parse(reading, i + 2, last).names
    if not names or names[0][0] != i + 2 or names[0][1] < i + 4:
        return None
    start, end = names[0]
    found = _person(reading, tables, start, end, TITLED, _head(tables, reading.tokens.form[i]))
    titles = (_apposition(reading, tables, phrases, end, last),)
    behind = _behind(reading, tables, end, last)
    return found._replace(epithets=tuple(words for words in titles if words), behind=behind)


def _surnamed(reading: Reading, tables: NameTables, phrases: Phrases, i: int, last: int) -> Mention | None:
    """A definite honorific and a family name of relation alone: the doctor al-X."""
    form, kinds = reading.tokens.form, reading.tokens.kinds
    if i + 1 >= last or kinds[i + 1] != WORD:
        return None
    family = form[i + 1]
    titled = any(
        part.definite and "honorific" in tables.bare(part.base) and not tables.bare(part.base) & {"rank", "office"}
        for part in tables.parts(form[i])
    )
    relation = family.startswith(tables.article) and family.endswith(phrases.nisba[0]) and family in tables.family
    other = tables.classes(family) - {"first_name", "everyday"}
    if not titled or not relation or other or tables.is_common(family) or tables.begins(family).names:
        return None
    behind = form[i + 2] if i + 2 < last and kinds[i + 2] == WORD else ""
    if behind.startswith((tables.article, tables.contracted)):
        return None
    return Mention(i + 1, i + 2, 0, "person", f"person:{family}", None, (family,), TITLED, _head(tables, form[i]))


def _behind(reading: Reading, tables: NameTables, at: int, last: int) -> str:
    """The bare head of the title in apposition behind a name: X, the spokesman of Y."""
    if at + 1 >= last or reading.tokens.kinds[at] != WORD:
        return ""
    parts = (part for part in tables.parts(reading.tokens.form[at]) if not part.glued)
    return next((part.base for part in parts if "office" in tables.bare(part.base)), "")


def _apposition(reading: Reading, tables: NameTables, phrases: Phrases, at: int, last: int) -> tuple[str, ...]:
    """The title in apposition behind a name."""
    if at >= last or "office" not in tables.classes(reading.tokens.form[at]):
        return ()
    title = phrases.parse(reading, at, last)
    return epithet(reading, at, title.names[0][0] if title.names else title.last)


def _head(tables: NameTables, form: str) -> str:
    for part in tables.parts(form):
        if tables.bare(part.base) & TITLES:
            return part.base
    return ""


def _sound(reading: Reading, tables: NameTables, phrases: Phrases, first: int, last: int, titled: bool) -> bool:
    """Whether a range is evidence enough for a person: more words, or a title and a word no list knows."""
    form = reading.tokens.form
    words = form[first:last]
    if not words or tables.bare(words[-1]) == frozenset(("particle",)):
        return False
    if words[0] in phrases.in_whose_name:
        return False  # who speaks for somebody, in his name
    if words[0] in phrases.pronominal:
        return False  # with us, and a receipt
    if "servant" in tables.classes(words[0]) and not titled:
        return len(words) > 2
    if split_off(tables, words[0]):
        return False
    names = sum("first_name" in tables.classes(word) for word in words)
    everyday = "everyday" in tables.classes(words[0])
    if titled:
        if len(words) > 1:
            return True
        # one word behind a title: a first name, or one that no list has right behind a definite word
        if tables.bare(words[0]) & TITLES:
            return False
        if everyday and not _behind_definite(reading, tables, first, _BEFORE_EVERYDAY):
            return False  # a believing leader: behind an indefinite title an everyday word is itself
        if everyday and "nationality" in tables.classes(form[first - 1] if first else ""):
            return False  # the American ministry preferred: a verb spelled like a name
        if everyday and first and "body" in tables.classes(form[first - 1]):
            return False  # the team, or the general, is bound for
        if names:
            return True
        if any(shape.fullmatch(words[0]) for shape in phrases.pasts):
            return False  # the minister resigned
        conjoined = words[0].startswith(tables.conjunctions)
        return not conjoined and _behind_definite(reading, tables, first, _BEFORE_UNKNOWN)
    if len(words) < 2:
        return False
    if not tables.bare(words[0]) and tables.is_common(words[0]) and not _joined(tables, words):
        return False  # an everyday word that happens to hold a name behind a letter
    if reading.tokens.words(first, first + 1) in phrases.printed_stop:
        return False
    noun = words[1].startswith(tables.article) and words[1] not in tables.family
    if noun and tables.is_foreign_given(words[0]) and tables.is_verb(words[0]) and tables.is_listed(words[0]):
        return False  # changed the description
    glued = words[0].startswith(tables.conjunctions) and not tables.bare(words[0])
    if everyday and glued and tables.is_noun(words[0][:-1]):
        return False  # an inflected noun that begins like "and"
    if all("everyday" in tables.bare(word) and tables.is_noun(word) for word in words):
        return False  # a medal of honour
    if not everyday or names > 1 or any("particle" in tables.bare(word) for word in words[1:]):
        return True
    if "second" in tables.bare(words[1]):
        return len(words) > 2
    if phrases.foreign_given(words[0]) and (_STOP in words or not phrases.homely(words[1])):
        return True
    if tables.is_place(reading.tokens, first + 1):
        return False
    if words[1] in tables.family and not tables.is_common(words[1]):
        relation = words[1].startswith(tables.article) and words[1].endswith(phrases.nisba[0])
        if relation and not tables.classes(words[1]) and not tables.begins(words[1]).names:
            return True  # no noun without the article goes with such an adjective
        everyday_word = tables.is_everyday(words[0]) if relation else tables.is_common(words[0])
        return not everyday_word or tables.is_rare(words[1])
    if tables.is_foreign(words[1]) or (tables.is_strange(words[1]) and not tables.is_noun(words[0])):
        return True
    if tables.is_everyday(words[0]) and tables.is_verb(words[0]):
        return False  # the opening of envelopes
    if _unheard(tables, phrases, words[1]) and not tables.is_verb(words[0]):
        return True
    family = words[1].removeprefix(tables.article)
    plain = tables.is_listed(words[1]) and not words[1].endswith(phrases.nisba[:1])
    listed = tables.is_listed(family) or plain
    return family != words[1] and not tables.classes(words[1]) and not listed


def _joined(tables: NameTables, words: Sequence[str]) -> bool:
    """Whether a first word is "and" and a first name, by the name itself or by what stands behind it."""
    if not words[0].startswith(tables.conjunctions):
        return False
    bare = tables.bare(words[0][1:])
    if "first_name" not in bare:
        return False
    return "everyday" not in bare or words[1] in tables.family or "first_name" in tables.bare(words[1])


def _led(reading: Reading, tables: NameTables, phrases: Phrases, first: int, last: int) -> bool:
    """Whether a verb of saying or a relative leads to an everyday first name and a word spelled like a foreign name."""
    form = reading.tokens.form
    if last - first != 2 or first == 0 or "first_name" not in tables.bare(form[first]):
        return False
    before = form[first - 1]
    if not (before in phrases.speaks or "relative" in tables.classes(before)):
        return False
    return tables.is_strange(form[first + 1]) or _unheard(tables, phrases, form[first + 1])


def _placed(reading: Reading, tables: NameTables, phrases: Phrases, first: int, last: int) -> bool:
    """Whether everyday words stand where only a name does: between a title's commas, between "said" and a title."""
    form, kinds = reading.tokens.form, reading.tokens.kinds
    if last - first < 2 or "first_name" not in tables.bare(form[first]) or first == 0 or last >= len(form):
        return False
    if any(tables.classes(word) & {"stop", "place_head", "body"} for word in form[first + 1 : last]):
        return False
    if form[first - 1] in phrases.speaks:
        return _bears_title(tables, form[last], _BEFORE_UNKNOWN)
    if form[first - 1] not in phrases.commas or form[last] not in phrases.commas:
        return False
    if tables.is_common(form[first]) and form[first + 1].startswith(tables.article):
        return False  # the minister, happy of heart, went out
    for k in range(first - 2, max(-1, first - _TITLE_NEAR), -1):
        if kinds[k] != WORD or tables.is_verb(form[k]):
            return False
        if _bears_title(tables, form[k], _BEFORE_UNKNOWN):
            return True
    return False


def _bears_title(tables: NameTables, form: str, wanted: frozenset[str]) -> bool:
    """Whether a word is a title of the wanted classes with the article."""
    return any(part.definite and tables.bare(part.base) & wanted for part in tables.parts(form))


def _unheard(tables: NameTables, phrases: Phrases, form: str) -> bool:
    """Whether a word without the article is in no list, nor any part of it, nor looks inflected: nothing but a name."""
    if len(form) < _UNHEARD or form.startswith((tables.article, *tables.conjunctions)) or tables.is_verb(form):
        return False
    if form.startswith(phrases.participles) and tables.odds(form) < _FOREIGN_ODDS:
        return False
    if form.endswith(phrases.inflected_ends) and tables.odds(form) < _HOMELY_ODDS:
        return False
    return not tables.classes(form) and tables.is_unlisted(form) and tables.namelike(form)


def _behind_definite(reading: Reading, tables: NameTables, i: int, wanted: frozenset[str]) -> bool:
    if i > 1 and reading.tokens.form[i - 1] in reading.pack.made(Phrases).arms:
        i -= 1  # the general of the police X
    previous = reading.tokens.form[i - 1] if i else ""
    classes = tables.classes(previous)
    title = classes & wanted
    return bool(title) and any(part.definite for part in tables.parts(previous) if tables.bare(part.base))


def _person(reading: Reading, tables: NameTables, first: int, last: int, rule: str, title: str) -> Mention:
    form = reading.tokens.form
    glued = 0
    for part in tables.parts(form[first]):
        if tables.bare(part.base) & {"first_name", "particle"}:
            glued = part.glued
            break
    words = (form[first][glued:], *form[first + 1 : last])
    known = tables.known(reading.tokens, first, last)
    if known is not None and known.entry.kind == "person" and known.last > first + 1:
        key, name = f"person:{known.entry.key}", known.entry.name
        # the whole, or with the forefathers behind it
        if known.last == last or "particle" in tables.bare(form[known.last]):
            return Mention(first, last, glued, "person", key, name, words, rule, title)
    return Mention(first, last, glued, "person", "person:" + " ".join(words), None, words, rule, title)


def lone_mentions(reading: Reading, ranges: Sequence[tuple[int, int]], heads: Mapping[str, str]) -> Iterator[Mention]:
    """Definite titles and heads in the token ranges that stand alone: `heads` maps the bare word to the key.

    A head with an adjective or a name behind it is another thing's and counts for nothing here.
    """
    tables = reading.pack.made(NameTables)
    tokens = reading.tokens
    forms = {form for base in heads for form in tables.written(base, True)}
    for i, last in reading.once(Visits).among(forms, ranges):
        for part in tables.parts(tokens.form[i]):
            key = heads.get(part.base) if part.definite else None
            if key is None:
                continue
            behind = tokens.form[i + 1] if i + 1 < last and tokens.kinds[i + 1] == WORD else ""
            alone = not behind.startswith((tables.article, tables.contracted)) and not tables.namelike(behind)
            if tokens.kinds[i - 1 : i] == WORD and "body" in tables.bare(tokens.form[i - 1]):
                alone = False  # the board of a company is another body
            if alone and (not behind or tables.known(tokens, i + 1, last) is None):
                kind: EntityKind = "person" if key.startswith("person:") else "organisation"
                kind = "outlet" if key.startswith("outlet:") else kind
                yield Mention(i, i + 1, part.glued, kind, key, None, (part.base,), ALONE)
            break


def full_mentions(
    reading: Reading, ranges: Sequence[tuple[int, int]], mentions: Sequence[Mention]
) -> Iterator[Mention]:
    """Places in the token ranges where a person's whole name stands again, whatever stands around it there."""
    tables = reading.pack.made(NameTables)
    phrases = reading.pack.made(Phrases)
    form, kinds = reading.tokens.form, reading.tokens.kinds
    found: dict[tuple[str, ...], Mention] = {}
    for mention in mentions:
        whole = mention.kind == "person" and len(mention.core) > 1 and all(map(str.isalpha, mention.core))
        if whole and (len(mention.core) > 2 or "second" not in tables.bare(mention.core[1])):
            found.setdefault(mention.core, mention)  # not the faith's X, who would be called so alone
    first = {m.first for m in mentions if m.kind == "person" and m.core in found}
    for i, end, _, glued, words in told_again(reading, ranges, sorted(found, key=len, reverse=True)):
        if i in first or reading.tokens.words(i, i + 1) in phrases.printed_stop:
            continue
        if i and kinds[i - 1] == WORD and bare_head(tables, form[i - 1], phrases.memorial) is not None:
            continue  # the hospital of X
        yield Mention(i, end, glued, "person", found[words].key, found[words].name, words, AGAIN)


def led_mentions(
    reading: Reading, ranges: Sequence[tuple[int, int]], shorts: Mapping[tuple[str, ...], str]
) -> Iterator[Mention]:
    """Everyday words that are somebody's family name, behind a verb or a definite title: said X, the engineer X."""
    tables = reading.pack.made(NameTables)
    phrases = reading.pack.made(Phrases)
    form, kinds = reading.tokens.form, reading.tokens.kinds
    for i, end, last, glued, words in told_again(reading, ranges, shorts):
        if glued or i == 0 or kinds[i - 1] != WORD:
            continue
        before = form[i - 1]
        bare = tables.without_conjunction(before)
        titled = _bears_title(tables, before, TITLES)
        if not (titled or before in phrases.speaks or tables.is_verb(before) or tables.is_verb(bare)):
            continue
        behind = form[end] if end < last and kinds[end] == WORD else ""
        if not behind.startswith((tables.article, tables.contracted)):
            yield Mention(i, end, 0, "person", shorts[words], None, words, SHORT)


def short_mentions(
    reading: Reading, ranges: Sequence[tuple[int, int]], shorts: Mapping[tuple[str, ...], str]
) -> Iterator[Mention]:
    """Short forms in the token ranges: persons' families, places' proper names; `shorts` gives the key."""
    for i, end, _, glued, words in told_again(reading, ranges, shorts):
        key = shorts[words]
        kind: EntityKind = "place" if key.startswith("place:") else "person"
        yield Mention(i, end, glued, kind, key, None, words, SHORT)
