"""Nouns that count by their form: an indefinite dual is two of what it names, "one" counts where it is bounded.

A definite dual (the two sides, the two boats of the patrol) refers back to what was named and counts nothing new.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from tawatur.kinds.figures.counted import Amount, Nouns, Stretch
from tawatur.kinds.figures.signs import DUALS, signs_of
from tawatur.kinds.figures.words import Noun
from tawatur.model import HURT
from tawatur.words import WORD

_VERB: Final = 2
"""Tokens behind a noun within which its verb stands: two youths (who) are 17."""


def duals(nouns: Nouns, stretch: Stretch) -> Iterator[tuple[int, int, Noun]]:
    """Indefinite duals of a stretch: the token of each, the end of its noun phrase, the noun."""
    words, form = nouns.words, nouns.form
    for match in DUALS.finditer(signs_of(nouns.reading), stretch.first, stretch.last):
        i = match.start()
        if nouns.kinds[i] != WORD or form[i - 1] in words.borne["they"]:
            continue
        noun = words.dual(form[i]) or _many_of_two(nouns, i, stretch)
        following = form[i + 1] if nouns.same(i + 1, stretch) and nouns.kinds[i + 1] == WORD else ""
        if form[i] in words.own_duals:
            yield i, i + 1, Noun("people", "two")
            continue
        if following in words.links["about"] and _says(nouns, form[i]):
            continue
        if noun is None:
            if form[i] in words.borne["others_two"]:
                if not form[i - 1].endswith(words.any_dual):  # not behind the noun that it belongs to
                    yield i, i + 1, Noun("elided", "two")
            elif _agree(nouns, form[i], following):
                yield i, i + 2, Noun("unknown", "two")
            continue
        if noun.amount == "bound" and not _governs(nouns, following, i + 2, stretch):
            continue
        yield i, max(nouns.adjectives(i + 1, stretch, noun), i + 1 + (noun.amount == "bound")), noun


def beside(nouns: Nouns, first: int, last: int, stretch: Stretch) -> tuple[int, Noun] | None:
    """One of those who were hit, said beside a count of others: a man killed and 8 wounded, 8 wounded and one killed.

    `[first, last)` are the tokens of the count. Gives the token of the noun, and the noun.
    """
    words, form = nouns.words, nouns.form
    joins = tuple(words.links["and"])
    before = first - 1 if form[first].startswith(joins) else first - 2 if form[first - 1] in joins else -1
    if before >= 0 and nouns.same(before, stretch):
        at, noun = before, words.bare_noun(form[before])
    elif nouns.same(last, stretch) and form[last].startswith(joins) and words.bare_noun(form[last]) is None:
        at, noun = last, words.bare_noun(form[last][1:])
    else:
        return None
    if noun is None or noun.amount != "one" or noun.cls not in HURT:
        return None
    return at, noun


def _says(nouns: Nouns, form: str) -> bool:
    """Whether a form may be a participle in the plural: those who express."""
    return form.startswith(nouns.words.participle) and form.endswith(nouns.words.sound_plurals)


def _many_of_two(nouns: Nouns, i: int, stretch: Stretch) -> Noun | None:
    """The noun of a form that is written like its plural, where a verb in the dual behind says that it is two."""
    words, form = nouns.words, nouns.form
    noun = words.plural_or_dual(form[i])
    if noun is None:
        return None
    for at in range(i + 1, i + _VERB + 1):
        if not nouns.same(at, stretch) or nouns.kinds[at] != WORD or words.noun(form[at]) is not None:
            return None
        if words.is_dual_verb(form[at]):
            return noun._replace(amount="two")
    return None


def _governs(nouns: Nouns, following: str, behind: int, stretch: Stretch) -> bool:
    """Whether a dual in its bound form governs an indefinite noun: two boats of patrol, not of the patrol."""
    words = nouns.words
    if not following or words.defines(following) or following in words.not_nouns or len(following) < 3:
        return False
    if words.bare_noun(following) is not None:
        return True
    if following.startswith(words.ends_bound) or words.bare_noun(following[1:]) is not None:
        return False  # my visit as president; what is glued to the noun is a preposition
    named = nouns.form[behind] if nouns.same(behind, stretch) else ""
    return named[:1] not in words.links["and"]  # the tribes of Zuwayya and the Magharba


def _agree(nouns: Nouns, one: str, two: str) -> bool:
    """Whether an unlisted feminine dual stands with an adjective in the dual: two floating cranes."""
    words = nouns.words
    return (
        two.endswith(words.feminine_duals)
        and two[-3:] == one[-3:]
        and not words.defines(one)
        and not words.defines(two)
        and words.noun(one) is None
        and one not in words.not_duals
        and two not in words.not_duals
        and len(one) > 5
    )


def one(nouns: Nouns, n: Amount, stretch: Stretch) -> tuple[int, Noun] | None:
    """The noun in front of "one", and where its phrase begins: at least one delegation, not even one camel."""
    words, form = nouns.words, nouns.form
    first = n.first - 1
    if not nouns.same(first, stretch):
        return None
    behind = words.noun(form[first - 1]) if nouns.same(first - 1, stretch) else None
    adjective = form[first].endswith(words.nisba) and behind is not None and behind.amount == "one"
    if (words.noun(form[first]) is None and nouns.same(first - 1, stretch)) or adjective:
        first -= 1
    noun = words.noun(form[first])
    if noun is None or noun.amount != "one" or noun.cls in ("excluded", "money"):
        return None
    return first, noun
