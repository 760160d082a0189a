"""Words of somebody between round brackets, as some papers print them instead of quotation marks.

Brackets are taken for marks behind a colon, or where a verb of saying waits for its words: (we shall not give in).
"""

from __future__ import annotations

from typing import Final

from tawatur.kinds.attributions.quotes import ENDS, Quote
from tawatur.kinds.attributions.scene import Scene
from tawatur.words import LINE, MARK, NUMBER

_OPENERS: Final = frozenset("(")
_LEAST: Final = 4
"""Words of the shortest such quotation."""
_LONGEST: Final = 150
"""Tokens of the longest."""
_BACK: Final = 20
"""Tokens between the verb of saying and the bracket."""


def add_brackets(scene: Scene) -> None:
    """Add what stands between such brackets to the quotations of a text."""
    behind = 0
    for i in scene.reading.marks(_OPENERS):
        if i >= behind and (last := _closed(scene, i)) is not None and _spoken(scene, i, last):
            scene.quotes.add(Quote(i + 1, last, True, 0))
            behind = last + 1


def _closed(scene: Scene, i: int) -> int | None:
    """The bracket that closes the one at a token, in its paragraph, with enough words between and none other."""
    form, kinds = scene.form, scene.kinds
    if scene.quotes.around(i) is not None or scene.quotes.at(i) is not None:
        return None
    for k in range(i + 1, min(len(form), i + _LONGEST)):
        if form[k] == "(" or kinds[k] == LINE:
            return None
        if form[k] == ")":
            return k if sum(map(scene.is_word, range(i + 1, k))) >= _LEAST else None
    return None


def _spoken(scene: Scene, i: int, last: int) -> bool:
    """Whether somebody speaks between two brackets: a colon leads up to them, or a verb of saying without its words."""
    s, g = scene, scene.grammar
    colon = i > 0 and s.form[i - 1] == ":"
    ends = last + 1 >= len(s.form) or s.kinds[last + 1] in (MARK, LINE)
    if not ends or _number(s, i) or not any(s.finite(k) for k in range(i + 1, last)):
        return False
    for k in range(i - 1 - colon, max(-1, i - _BACK), -1):
        form = s.form[k]
        if s.kinds[k] == LINE or form in ENDS or form == ":" or s.quotes.closes(k):
            return False
        if form in g.complementisers or (s.finite(k) and not g.verbal_cues(form)):
            return False
        if any(c.lemma.quote and c.lemma.clause and not c.pronoun for c in g.cues.forms.get(form, ()) if not c.bare):
            return colon or s.finite(i + 1) or _opens_words(s, i + 1)
    return False


def _number(scene: Scene, i: int) -> bool:
    """Whether a bracket opens with a number: an age, a price."""
    return scene.kinds[i + 1] == NUMBER


def _opens_words(scene: Scene, i: int) -> bool:
    """Whether a word opens what somebody says: that, we, not."""
    g = scene.grammar
    return scene.form[i] in g.complementisers or scene.form[i] in g.my_words
