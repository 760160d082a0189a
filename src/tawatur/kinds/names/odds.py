"""How foreign names look in the letters of a language: log-odds of three letters, from `foreign.toml`."""

from __future__ import annotations

from tawatur.packs import Pack


class Odds:
    """The odds of one pack: `pack.made(Odds)`. A pack without the table calls nothing foreign.

    >>> from tawatur.packs import load
    >>> load("en").made(Odds).of("Kowalski")
    0.0
    """

    def __init__(self, pack: Pack) -> None:
        self._grams: dict[str, int] = {}
        table = pack.table("foreign")["odds"] if pack.has("foreign") else {}
        for odds, grams in table.items():
            self._grams.update(dict.fromkeys(grams.split(), int(odds)))

    def __bool__(self) -> bool:
        return bool(self._grams)

    def of(self, form: str) -> float:
        """How much likelier a folded form is a foreign name than a word: log-odds a letter, in hundredths."""
        padded = f"<<{form}>"
        return sum(self._grams.get(padded[i : i + 3], 0) for i in range(len(form) + 1)) / max(1, len(form))
