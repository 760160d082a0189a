"""The words of figures, compiled: nouns with their derived forms, triggers, bounds and cues, by folded form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from tawatur.fold import Remembered
from tawatur.future import future_verbs
from tawatur.packs import Pack
from tawatur.words import Tokens


class Noun(NamedTuple):
    """A form of a noun: its class ("people", "killed", … , "excluded", "money"), its number and its currency."""

    cls: str
    amount: str
    """"one", "two" (an unambiguous dual), "bound" (a dual that governs what follows) or "many"."""
    unit: str | None = None
    family: str = ""
    """For a currency whose name other countries share: the family that says what an adjective behind it means."""


class StatusSign(NamedTuple):
    """What one word before a figure may say of its status."""

    phrase: bool
    """A phrase of the tables may end in it."""
    status: str | None
    future: bool
    """It looks like a verb of the future."""


SMALL: Final = "few"
"""The family of nouns that are measures up to ten, and counted above."""

GOODS: Final = "goods"
"""The family of measures that count where it is said of what."""

EXCEPT: Final = "except"
"""In place of a kind: what is said before happened to all but those counted."""

NONE: Final = " "
"""The letters that no word begins with or ends in: what a language without an article leaves out."""


class Phrases:
    """Phrases of one role, found by their first or last token, longest first."""

    def __init__(self, pack: Pack, phrases: Iterable[str], proclitics: Iterable[str] = ()) -> None:
        """`proclitics`: what may stand glued before the first word of a phrase."""
        self._by_first: dict[str, list[tuple[str, ...]]] = {}
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for phrase in phrases:
            forms = tuple(pack.tokens(phrase).form)
            self._by_first.setdefault(forms[0], []).append(forms)
            self._by_last.setdefault(forms[-1], []).append(forms)
        for found in (*self._by_first.values(), *self._by_last.values()):
            found.sort(key=len, reverse=True)
        glued = ("", *proclitics)
        self._heads = {head: frozenset(clitic + head for clitic in glued) for head in self._by_first}
        alone = [forms[0] for found in self._by_last.values() for forms in found if len(forms) == 1]
        self._borne = frozenset(clitic + form for form in alone for clitic in glued)
        """The phrases of one word, with and without proclitics."""
        self.ends = self._borne | frozenset(self._by_last)
        """All forms that a phrase ends in."""
        self.heads = frozenset(self._by_first)
        """All forms that a phrase begins with, proclitics left out."""

    def ending(self, tokens: Tokens, last: int, between: Callable[[str], bool] | None = None) -> int:
        """Where a phrase that ends before token `last` begins; `last` where none does.

        The first word of a phrase may bear a proclitic; a word for which `between` holds may stand before its last
        word (does not exceed *in number* ten).
        """
        if not last:
            return last
        form = tokens.form
        here = form[last - 1]
        if not self.may_end(here):
            return last
        for forms in self._by_last.get(here, ()):
            first, heads = last - len(forms), self._heads[forms[0]]
            if first >= 0 and form[first] in heads and tuple(form[first + 1 : last]) == forms[1:]:
                return first
            if between is None or len(forms) == 1 or first < 1 or form[first - 1] not in heads:
                continue
            if tuple(form[first : last - 2]) == forms[1:-1] and between(form[last - 2]):
                return first - 1
        return last - 1 if here in self._borne else last

    def may_end(self, form: str) -> bool:
        """Whether any phrase ends in a form."""
        return form in self.ends

    def starting(self, tokens: Tokens, first: int) -> int:
        """Where a phrase that begins at token `first` ends; `first` where none does."""
        form = tokens.form
        for forms in self._by_first.get(form[first], ()) if first < len(form) else ():
            if tuple(form[first : first + len(forms)]) == forms:
                return first + len(forms)
        return first


class Short(NamedTuple):
    """Abbreviations and signs of one currency, and what a number before them is multiplied by."""

    phrases: Phrases
    unit: str | None
    """None where the abbreviated name is that of several currencies."""
    scale: float


class _Links(dict[str, frozenset[str]]):
    """Words by what they link; a link that a language's table leaves out has no words."""

    def __missing__(self, name: str) -> frozenset[str]:
        return frozenset()


class Words:
    """All tables of `figures.toml` in the shape the mechanism asks them."""

    def __init__(self, pack: Pack) -> None:
        table = pack.table("figures")
        fold = pack.fold.form
        self._table = table
        self.proclitics = tuple(sorted((fold(c) for c in table.get("proclitics", ())), key=lambda c: (len(c), c)))
        self.definite_proclitics = frozenset(fold(c) for c in table.get("definite_proclitics", ()))
        self.article = fold(str(table.get("article", NONE)))
        self._pack = pack
        self._nouns: dict[str, Noun] = {}
        for cls in (
            "killed",
            "injured",
            "hostages",
            "prisoners",
            "arrested",
            "displaced",
            "missing",
            "evacuated",
            "population",
        ):
            self._add(table["nouns"].get(cls, ()), cls)
        for cls in ("vehicles", "facilities", "people", "things"):
            self._add(table["nouns"].get(cls, ()), cls)
        self.currencies: dict[str, dict[str, str]] = {}
        """By family, what an adjective behind the name of a currency makes of it."""
        for unit, entries in table.get("money", {}).items():
            self._add(entries, "money", unit, "dollar" if unit == "USD" else "")
        for family, units in table.get("money_shared", {}).items():
            self._add(units["names"], "money", None, family)
            self.currencies[family] = dict(self._adjectives(units))
        self._add(table["exclude"]["nouns"], "excluded")
        self._add(table["exclude"].get("small", ()), "excluded", None, SMALL)
        self._add(table["exclude"].get("goods", ()), "excluded", None, GOODS)
        bounds = table["bounds"]
        self.bounds_before = {name: Phrases(pack, bounds[name].get("before", ()), self.proclitics) for name in bounds}
        self.bounds_after = {name: Phrases(pack, bounds[name]["after"]) for name in bounds if "after" in bounds[name]}
        self.tails = frozenset(
            pack.tokens(phrase).form[0] for bound in bounds.values() for phrase in bound.get("after", ())
        )
        """First words of the bounds behind a phrase."""
        links = table["links"]

        def forms(values: Iterable[str]) -> frozenset[str]:
            return frozenset(fold(value) for value in values)

        self.money_parts = {
            fold(name): float(many) for many, names in table.get("money_parts", {}).items() for name in names
        }
        self.money_short = tuple(
            Short(Phrases(pack, phrases), None if unit == "any" else unit, scale)
            for name, scale in (("money_millions", 1e6), ("money_short", 1.0))
            for unit, phrases in table.get(name, {}).items()
        )
        """Currencies by their abbreviations, those that say millions first, since they are the longer ones."""
        self.money_scaled = frozenset(fold(word) for word in table.get("money_scaled", {}).get("any", ()))
        """Letters for the money of a country, which behind anything but a scale word say something else."""
        self.money_short_heads = frozenset(head for short in self.money_short for head in short.phrases.heads)
        self.links = _Links({name: forms(values) for name, values in links.items()})
        self.in_every = Phrases(pack, links.get("in_every", ()))
        self.including = Phrases(pack, links.get("including", ()), self.proclitics)
        self.percent_words = Phrases(pack, links.get("percent_words", ()))
        self.percent_heads = frozenset(
            pack.tokens(phrase).form[0] for phrase in (*links.get("percent", ()), *links.get("percent_words", ()))
        )
        self.percent_ends = frozenset(map(fold, links.get("percent", ()))) | self.percent_words.ends
        self.borne = _Links({name: self._bearing(values) for name, values in links.items()})
        """The links, each word also behind proclitics."""
        self.excluded_before = self._bearing(table["exclude"].get("before", ()))
        self.excluded_before_noun = self._bearing(table["exclude"].get("before_noun", ()))
        self.number_of = self._bearing(table["exclude"].get("number_of", ()))
        self.no_noun = Phrases(pack, table["exclude"].get("no_noun", ()))
        self._phrases(table.get("phrases"), forms)
        self.not_nouns = forms(table["words"]["not_nouns"]) | self.determiners
        self.not_nouns_borne = self._bearing(table["words"]["not_nouns"])
        self.case_heads = forms(table["words"].get("case_heads", ()))
        self.waters = forms(table["words"].get("waters", ()))
        self.sickness = forms(table["words"].get("sickness", ()))
        self.nisba = tuple(fold(ending) for ending in table.get("nisba_endings", ()))
        self.feminine_duals = tuple(fold(ending) for ending in table.get("dual_endings_feminine", ()))
        self.any_dual = (*self.feminine_duals, *(fold(ending) for ending in table.get("dual_endings", ())))
        self.ends_bound = tuple(fold(clitic) for clitic in table.get("ends_dual_bound", ()))
        self.pronouns = tuple(fold(ending) for ending in table.get("pronouns", ()))
        self.verb_endings = tuple(fold(ending) for ending in table.get("verb_endings", ()))
        self.feminine = fold(str(table.get("feminine", "")))
        self.tanwin = fold(str(table.get("tanwin", "")))
        self.sound_plurals = tuple(
            fold(str(table[name])) for name in ("sound_plural", "sound_plural_oblique") if name in table
        )
        verb = table.get("dual_verb", {})
        self.dual_verb = tuple(map(fold, verb.get("begins", ()))), tuple(map(fold, verb.get("ends", ())))
        verb = table.get("plural_verb", {})
        self._plural_verb = tuple(tuple(map(fold, verb.get(part, ()))) for part in ("begins", "ends", "nisba"))
        self.past_ending = fold(str(table.get("past_ending", " ")))
        self.feminine_plural = fold(str(table.get("feminine_plural", "")))
        self.participle = fold(str(table.get("participle", "")))
        self.kinds_before: dict[str, str] = {}
        self.kinds_after: dict[str, str] = {}
        for kind, trigger in table["triggers"].items():
            if not isinstance(trigger, dict):
                continue
            for word in trigger.get("before", ()):
                self.kinds_before.setdefault(fold(word), kind)
            for word in trigger.get("after", ()):
                self.kinds_after.setdefault(fold(word), kind)
        self.kinds_after |= dict.fromkeys(map(fold, table["triggers"].get("left", ())), "displaced")
        for word in links.get("except", ()):
            self.kinds_before[fold(word)] = EXCEPT
        self._bear(self.kinds_before, self.proclitics)
        status: Mapping[str, Any] = table["status"]
        self.status_words: dict[str, str] = {}
        for name in ("denied", "possible", "planned"):
            for word in status[name]["before"]:
                if " " not in word:
                    self.status_words.setdefault(fold(word), name)
        self.status_phrases = {
            name: Phrases(pack, [word for word in status[name]["before"] if " " in word], self.proclitics)
            for name in ("denied", "possible", "planned")
        }
        self.rumours = Phrases(pack, status["possible"].get("rumours", ()), self.proclitics)
        self._bear(self.status_words, [c for c in self.proclitics if c not in self.definite_proclitics])
        self._phrase_ends = frozenset[str]().union(
            *(phrases.ends for phrases in (self.rumours, *self.status_phrases.values()))
        )
        planned = status["planned"]
        self.future_verbs = future_verbs(pack)
        self.close = forms(table["triggers"].get("close", ()))
        self.breaks = forms(table["triggers"].get("breaks", ()))
        self.passive = forms(table["triggers"].get("passive", ()))
        self.between = forms(table["triggers"].get("between", ())) | self.passive
        self.acts = forms(table["triggers"].get("acts", ()))
        self.left, self.leaving = (forms(table["triggers"].get(name, ())) for name in ("left", "leaving"))
        self.status_behind = {
            fold(word): name for name in ("denied", "possible", "planned") for word in status[name].get("behind", ())
        }
        self.of_people = self._bearing(table["triggers"].get("of_people", ()))
        self.expects = self._bearing(planned.get("expects", ()))
        self.status_ends = self._bearing(status.get("ends", ()))
        prices = table["words"].get("prices", ())
        self.prices = self._bearing(
            [price + end for price in prices for end in ("", self.tanwin, *table.get("pronouns", ()))]
        )
        self.refusals = self._bearing(status["denied"].get("refusals", ()))
        self.reach: dict[str, int] = {name: int(value) for name, value in table["reach"].items()}
        numbers = pack.table("numbers")
        self._numbers = frozenset(
            fold(phrase) for values in numbers["words"].values() for phrases in values.values() for phrase in phrases
        )
        self._bound_heads = frozenset(
            pack.tokens(phrase).form[0] for bound in bounds.values() for phrase in bound.get("before", ())
        )
        self.scales = {
            fold(phrase): float(value)
            for cls in ("scale", "scales")
            for value, phrases in numbers["words"].get(cls, {}).items()
            for phrase in phrases
        }
        self.shares = {
            fold(phrase) + fold(end): float(value)
            for value, phrases in numbers["words"].get("fraction", {}).items()
            for phrase in phrases
            for end in table.get("share_pronouns", ())
        }
        """Fractions with an owner, by form: half of them."""
        self.shares_before = forms(table["exclude"].get("shares_before", ()))
        self.not_shares = forms(table["exclude"].get("shares", ()))
        marks = pack.table("words")
        openers, closing = marks.get("openers", ()), marks.get("closing", ())
        self.brackets = dict(zip(map(fold, openers), map(fold, closing), strict=True))
        self.asides = frozenset(map(fold, marks.get("brackets", ())))
        """Of what closes, the marks that close an aside and no quotation."""
        bare = [clitic for clitic in ("", *self.proclitics) if clitic not in self.definite_proclitics]
        self.own_duals = frozenset(clitic + fold(word) for word in links.get("own_duals", ()) for clitic in bare)
        self._dual_tails = (
            *self.any_dual,
            *map(fold, (*table.get("dual_bound_feminine", ()), *table.get("dual_bound", ()))),
        )
        """How a dual can end, the forms that govern what follows among them."""
        self.not_duals = self._bearing(table["exclude"].get("duals", ()))
        self.noun = Remembered(self._noun).__getitem__
        self.dual = Remembered(self._dual).__getitem__
        self.status_of = Remembered(self._status_of).__getitem__
        self.may_end_bound = Remembered(self._may_end_bound).__getitem__

    def _phrases(self, table: Mapping[str, Any] | None, forms: Callable[[Iterable[str]], frozenset[str]]) -> None:
        """The table `phrases`, which a language has whose nouns stand behind their qualities."""
        self.head_last = table is not None
        given: Mapping[str, Any] = table or {}
        self.determiners = forms(given.get("determiners", ()))
        self.of_persons = forms(given.get("of_persons", ()))
        self.refers = forms(given.get("refers", ()))
        fold = self._pack.fold.form
        self.plural_ends = tuple(map(fold, given.get("plural_ends", ())))
        self.plural_ends_not = tuple(map(fold, given.get("plural_ends_not", ())))
        self.own = fold(str(given.get("own", NONE)))

    def _adjectives(self, units: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """The forms of the adjectives of a family of currencies, each with its unit."""
        fold, table = self._pack.fold.form, self._table
        endings = ("", fold(str(table.get("tanwin", ""))), fold(str(table.get("feminine", ""))))
        for unit, words in units.items():
            for word in () if unit == "names" else (words if isinstance(words, list) else [words]):
                for ending in endings:
                    yield fold(word) + ending, unit

    def _add(self, entries: Iterable[str], cls: str, unit: str | None = None, family: str = "") -> None:
        table, fold = self._table, self._pack.fold.form
        dual = [fold(ending) for ending in table.get("dual_endings", ())]
        dual_feminine = [fold(ending) for ending in table.get("dual_endings_feminine", ())]
        bound_feminine = [fold(ending) for ending in table.get("dual_bound_feminine", ())]
        bound = [fold(ending) for ending in table.get("dual_bound", ())] if cls == "vehicles" else []
        feminine, tanwin = fold(str(table.get("feminine", ""))), fold(str(table.get("tanwin", "")))
        plural_feminine = fold(str(table.get("feminine_plural", "")))
        sound, oblique = fold(str(table.get("sound_plural", ""))), fold(str(table.get("sound_plural_oblique", "")))
        construct = [fold(ending) for ending in table.get("sound_plural_construct", ())]
        for entry in entries:
            words = [fold(word) for word in entry.split()]
            if tanwin and len(words) == 2 and words[1].endswith(tanwin + feminine):
                words = words[:1]
            one, plurals = words[0], words[1:]
            ends_sound = bool(sound) and any(plural.endswith(sound) for plural in plurals)
            forms: dict[str, str] = {one: "one"}
            if tanwin and not one.endswith((feminine, tanwin)) and len(one) > 2:
                forms[one + tanwin] = "one"
            if feminine and one.endswith(feminine):
                for ending in dual_feminine:
                    forms.setdefault(one[: -len(feminine)] + ending, "two")
                for ending in bound_feminine:
                    forms.setdefault(one[: -len(feminine)] + ending, "bound")
                forms.setdefault(one[: -len(feminine)] + plural_feminine, "many")
            else:
                for ending in dual:
                    forms.setdefault(one + ending, "many" if ends_sound and ending == oblique else "two")
            for plural in plurals:
                forms[plural] = "many"
                if sound and plural.endswith(sound):
                    stem = plural[: -len(sound)]
                    forms[stem + oblique] = "many"
                    for ending in construct:
                        forms.setdefault(stem + ending, "many")
                elif tanwin:
                    forms.setdefault(plural + tanwin, "many")
            if not ends_sound:  # of a noun with a sound plural this form is the plural's
                for ending in bound if not one.endswith(feminine) else ():
                    forms.setdefault(one + ending, "bound")
            for form, count in forms.items():
                self._nouns.setdefault(form, Noun(cls, count, unit, family))

    def _noun(self, form: str) -> Noun | None:
        """The noun behind a form, with or without proclitics; None for other words."""
        found = self._nouns.get(form)
        if found is None:
            for clitic in self.proclitics:
                if form.startswith(clitic) and len(form) > len(clitic) + 1:
                    found = self._nouns.get(form[len(clitic) :])
                    if found is not None:
                        break
        return found

    def bare_noun(self, form: str) -> Noun | None:
        """The noun that a form is without any proclitic."""
        return self._nouns.get(form)

    def plural_or_dual(self, form: str) -> Noun | None:
        """The noun of an indefinite sound plural of people, which in this case is written like the dual."""
        if not form.endswith(self.sound_plurals[-1:]) or self.defines(form):
            return None
        found = self.noun(form)
        return found if found is not None and found.amount == "many" and found.cls != "excluded" else None

    def is_dual_verb(self, form: str) -> bool:
        """Whether a form is a verb of the present in the dual."""
        begins, ends = self.dual_verb
        return len(form) > 4 and form.startswith(begins) and form.endswith(ends) and form not in self.not_nouns

    def owned(self, form: str) -> Noun | None:
        """The noun of a form that ends in a pronoun: its passengers."""
        for ending in self.pronouns:
            if form.endswith(ending) and len(form) > len(ending) + 2:
                found = self.noun(form[: -len(ending)])
                if found is not None:
                    return found
        return None

    def _dual(self, form: str) -> Noun | None:
        """The noun that an indefinite form names two of; definite duals refer back and count nothing new."""
        if not form.endswith(self._dual_tails) or form in self.not_duals:
            return None
        found = self._nouns.get(form)
        if found is None:
            for clitic in self.proclitics:
                if clitic not in self.definite_proclitics and form.startswith(clitic):
                    found = self._nouns.get(form[len(clitic) :])
                    if found is not None and found.amount in ("two", "bound"):
                        break
        if found is None or found.amount not in ("two", "bound") or found.cls in ("excluded", "money", "population"):
            return None
        return found

    def may_be_dual(self, form: str) -> bool:
        """Whether a form is an indefinite dual of a noun of the tables, or has the ending of a feminine one."""
        if self.dual(form) is not None or form in self.borne["others_two"] or form in self.own_duals:
            return True
        if self.plural_or_dual(form) is not None:
            return True
        return form.endswith(self.feminine_duals) and len(form) > 5 and not self.defines(form)

    def _may_end_bound(self, form: str) -> bool:
        """Whether any phrase that bounds a number behind it ends in a form."""
        return any(phrases.may_end(form) for phrases in self.bounds_before.values())

    def may_stand_between(self, form: str) -> bool:
        """Whether a word may stand inside a bound: does not exceed *their number* ten."""
        return form.startswith(self.article) or (len(form) > 3 and form.endswith(self.pronouns))

    def kind_before(self, form: str) -> str | None:
        """What a trigger in front of a number says happened to those counted; "except" where it happened to others."""
        return self.kinds_before.get(form)

    def defines(self, form: str) -> bool:
        """Whether a form bears the article, or a suffix that would need it."""
        return any(form.startswith(clitic) for clitic in self.definite_proclitics)

    def _bear(self, table: dict[str, str], proclitics: Iterable[str]) -> None:
        """Give the words of a table what they say also behind each of the proclitics."""
        for word, says in list(table.items()):
            for clitic in proclitics:
                table.setdefault(clitic + word, says)

    def _bearing(self, words: Iterable[str]) -> frozenset[str]:
        """The folded words, and each behind each of the proclitics."""
        bare = [self._pack.fold.form(word) for word in words]
        return frozenset(clitic + word for word in bare for clitic in ("", *self.proclitics))

    def is_plural_verb(self, form: str) -> bool:
        """Whether a word of no table looks like a verb of the present in the plural, which only people do."""
        begins, ends, nisba = self._plural_verb
        return form.startswith(begins) and form.endswith(ends) and not form.endswith(nisba)

    def is_verb(self, form: str) -> bool:
        """Whether a word of no table looks like a verb: of the present in the plural, of the future or the past."""
        return self.is_plural_verb(form) or self.future_verbs.has(form) or form.endswith(self.verb_endings)

    def is_number(self, form: str) -> bool:
        """Whether a form is a number word or digits."""
        return form.isdigit() or form in self._numbers

    def is_bound(self, form: str) -> bool:
        """Whether a form begins a bound (about, more than)."""
        return form in self._bound_heads

    def _status_of(self, form: str) -> StatusSign | None:
        """What a word before a figure says of its status; None for nearly all words."""
        phrase = form in self._phrase_ends
        status = self.status_words.get(form)
        future = self.future_verbs.has(form) and self.noun(form) is None
        return StatusSign(phrase, status, future) if phrase or status is not None or future else None


def words_of(pack: Pack) -> Words:
    """The compiled figure words of a pack, made once."""
    return pack.made(Words)
