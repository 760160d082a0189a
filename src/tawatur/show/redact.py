"""Names taken out of a dossier: replaced in texts, names, numbers' words, reasons, addresses, before anything is shown.

A name is looked for by its folded and stemmed words, whole, and each of its words of three letters or more alone, so
that a family name by itself, a prefix that is written onto it, or another case ending doesn't let it through. So words
of the same stem are covered too: too much is covered rather than too little.

Strings keep their length until the page is written, so that every span still holds: a covered stretch is one
`_FIRST` and as many `_REST` as it has letters more. `written` turns it into a bar of one length, whatever stood there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import msgspec

from tawatur.errors import UsageError
from tawatur.model import Actor, Span
from tawatur.packs import codes, load
from tawatur.show.view import DossierInput
from tawatur.store.search import stems

_FIRST, _REST = "\ue000", "\ue001"
BAR = "█████"
"""What stands for a name in the dossier."""

_SHORTEST = 3
"""Letters of a word of a name from which it is looked for alone: articles and particles are not."""

_GLUED = 3
"""Letters that may be written onto either end of a word of a name: conjunctions, prepositions, endings."""

_GLUED_TO = 4
"""Letters of a word from which it is looked for inside longer ones."""

_KEPT = frozenset(
    (
        *("key", "keys", "document", "a", "b", "group", "earlier", "later", "blob", "text_hash", "claim", "series"),
        *("story", "occurrence", "actor", "denies", "kind", "status", "stance", "mode", "direction", "basis"),
        *("calendar", "role", "rule", "lang", "media_type", "encoding", "code", "severity", "as_of_basis", "part_of"),
        "packs",
    )
)
"""Fields that hold keys and labels of ours and no words of pages."""

_OURS = frozenset(("numbers", "redacted", "encoder"))
"""Parts of a dossier's input that hold no words of pages."""

_ADDRESSES = frozenset(("url", "address"))


def read_names(path: Path) -> tuple[str, ...]:
    """The names of a file: one a line; empty lines and those that begin with # are passed over.

    Raises UsageError where it can't be read or holds no name.
    """
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = (error.strerror or str(error)) if isinstance(error, OSError) else "it is not in UTF-8"
        raise UsageError(
            f"Can't read the names in {path}: {why}. Give a text file in UTF-8, one name a line."
        ) from None
    names = tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
    if not names:
        raise UsageError(f"{path} holds no name; write one a line.")
    return names


def redacted(given: DossierInput, names: Sequence[str]) -> DossierInput:
    """All that a dossier shows, with the names covered. Raises UsageError for a name without letters.

    An actor who bears a name loses his English name with it.
    """
    cover = Cover(names)
    wider = [*names, *(more for actor in given.actors for more in cover.others(actor))]
    cover = Cover(wider) if len(wider) > len(names) else cover
    held = {field.name: getattr(given, field.name) for field in fields(given) if field.name not in _OURS}
    changed = {name: cover.value(value) for name, value in held.items()}
    return replace(given, **changed, redacted=len(names))


def written(html: str) -> str:
    """The page with a bar for each covered stretch, one for those that stand together."""
    return re.sub(f"{_FIRST}{_REST}*", BAR, html).replace(_REST, "")


class Cover:
    """Finds names in strings and covers them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._memo: dict[str, str] = {}
        self._whole: dict[str, list[tuple[str, ...]]] = {}
        self._parts: set[str] = set()
        self._inside: list[str] = []
        for name in names:
            words = [(name[start:end], stem) for start, end, stem in stems()(name)]
            if not words:
                raise UsageError(f"{name!r} holds no letters; give the names to cover, one a line.")
            sequence = tuple(stem for _, stem in words)
            self._whole.setdefault(sequence[0], []).append(sequence)
            for printed, stem in words:
                if sum(char.isalnum() for char in printed) >= _SHORTEST:
                    self._parts.add(stem)
                    self._inside.extend(part for part in {stem, _flat(printed)} if len(part) >= _GLUED_TO)

    def value(self, value: Any, name: str = "") -> Any:
        """The same value with names covered in every string of it that may hold words of a page."""
        if isinstance(value, str):
            if name in _KEPT:
                return value
            if name in _ADDRESSES:
                return None if self.holds(unquote(value)) else value
            return self.text(value)
        if isinstance(value, (tuple, list)):
            return value if name in _KEPT else tuple(self.value(one, name) for one in value)
        if isinstance(value, msgspec.Struct) and not isinstance(value, Span):
            held = {field: getattr(value, field) for field in value.__struct_fields__}
            made = {
                field: () if field == "why" else self.value(one, field)
                for field, one in held.items()
                if isinstance(one, (str, tuple, list, msgspec.Struct))
            }
            changed = {field: one for field, one in made.items() if one is not held[field]}
            return msgspec.structs.replace(value, **changed) if changed else value
        return value

    def holds(self, text: str) -> bool:
        """Whether a name stands in a text."""
        return self.text(text) != text

    def text(self, text: str) -> str:
        """The text with names covered, as long as before."""
        found = self._memo.get(text)
        if found is None:
            found = text
            for start, end in self._spans(text):
                found = found[:start] + _FIRST + _REST * (end - start - 1) + found[end:]
            self._memo[text] = found
        return found

    def others(self, actor: Actor) -> Iterable[str]:
        """More names of an actor who bears a listed one whole: his English name, and the one he is called by."""
        if actor.kind == "person" and any(self._is(name.text) for name in actor.names):
            yield from (actor.english,) if actor.english else ()
        elif actor.english is not None and self._is(actor.english) and len(actor.name.split()) > 1:
            yield actor.name

    def _is(self, name: str) -> bool:
        sequence = tuple(stem for _, _, stem in stems()(name))
        return bool(sequence) and sequence in self._whole.get(sequence[0], ())

    def _spans(self, text: str) -> list[tuple[int, int]]:
        words = list(stems()(text))
        out: list[tuple[int, int]] = []
        at = 0
        while at < len(words):
            start, end, stem = words[at]
            size = max((len(s) for s in self._whole.get(stem, ()) if _stand(words, at, s)), default=0)
            if size:
                out.append((start, words[at + size - 1][1]))
            elif stem in self._parts or self._in(_flat(text[start:end])) or self._in(stem):
                out.append((start, end))
            at += size or 1
        return out

    def _in(self, form: str) -> bool:
        """Whether a word is one of a name with letters written onto it."""
        for part in self._inside:
            at = form.find(part)
            if 0 <= at <= _GLUED and len(form) - at - len(part) <= _GLUED:
                return True
        return False


def _stand(words: Sequence[tuple[int, int, str]], at: int, sequence: Sequence[str]) -> bool:
    return len(words) >= at + len(sequence) and all(words[at + n][2] == stem for n, stem in enumerate(sequence))


def _flat(word: str) -> str:
    return load(codes()[0]).fold.form(word)
