"""Language packs: `lang/<code>/*.toml`, read once, hashed, and compiled by whoever needs a table."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from tawatur.errors import PackError, UsageError
from tawatur.fold import Fold
from tawatur.words import Column, Sign, Tokeniser, Tokens

T = TypeVar("T")


class Pack:
    """The knowledge of one language. Tables are plain TOML; each mechanism compiles its own, once, through `made`."""

    def __init__(self, code: str, folder: Traversable) -> None:
        self.code = code
        self._folder = folder
        self._tables: dict[str, Mapping[str, Any]] = {}
        self._made: dict[Callable[[Pack], Any], Any] = {}
        digest = hashlib.sha256()
        for entry in sorted(folder.iterdir(), key=lambda e: e.name):
            if not entry.name.endswith((".toml", ".txt")):
                continue
            data = entry.read_bytes()
            digest.update(entry.name.encode() + b"\0" + data + b"\0")
            if entry.name.endswith(".txt"):
                continue
            try:
                self._tables[entry.name.removesuffix(".toml")] = tomllib.loads(data.decode("utf-8"))
            except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
                raise PackError(f"lang/{code}/{entry.name} is not valid TOML: {error}.") from None
        self.hash = digest.hexdigest()
        self.fold = Fold(self.table("fold"))
        self._tokeniser = Tokeniser(self.fold)
        self._last = ("", self._tokeniser(""))

    def table(self, name: str) -> Mapping[str, Any]:
        """The parsed `lang/<code>/<name>.toml`. Raises PackError where the pack has none."""
        try:
            return self._tables[name]
        except KeyError:
            raise PackError(f"The language pack {self.code!r} has no {name}.toml.") from None

    def has(self, name: str) -> bool:
        """Whether the pack has a table of that name."""
        return name in self._tables

    def data(self, name: str) -> bytes:
        """The bytes of a list that is kept apart from the tables. Raises PackError where the pack has none."""
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            raise PackError(f"The language pack {self.code!r} has no {name}.") from None

    def made(self, maker: Callable[[Pack], T]) -> T:
        """`maker(self)`, made once and kept: how a mechanism compiles its tables."""
        made: T | None = self._made.get(maker)
        if made is None:
            made = self._made[maker] = maker(self)
        return made

    def tokens(self, text: str, without: Sequence[tuple[int, int]] = ()) -> Tokens:
        """The tokens of a text in this language's fold; those of the text asked for last are at hand.

        `without`: lines to be left out, as of a `Tokeniser`; such tokens are not kept at hand.
        """
        if without:
            return self._tokeniser(text, without)
        text_last, tokens = self._last
        if text_last is not text:
            tokens = self._tokeniser(text)
            self._last = (text, tokens)
        return tokens

    def column(self, make: Callable[[str], T]) -> Column[T]:
        """A property of this language's forms to be kept beside them; a mechanism asks once, when it is made."""
        return self._tokeniser.column(make)

    def sign(self, make: Callable[[str], str]) -> Sign:
        """As `column`, for a property that is one character."""
        return self._tokeniser.sign(make)


def _folder() -> Traversable:
    return files("tawatur") / "lang"


@cache
def codes() -> tuple[str, ...]:
    """The languages that have a pack, sorted; looked up once, for every page asks."""
    return tuple(sorted(e.name for e in _folder().iterdir() if e.is_dir() and (e / "fold.toml").is_file()))


@cache
def load(code: str) -> Pack:
    """The pack of a language. Raises UsageError that names the packs there are."""
    if code not in codes():
        raise UsageError(f"There is no language pack {code!r}; there are: {', '.join(codes())}.")
    return Pack(code, _folder() / code)


def pack_of(lang: str | None, default: str | None = None) -> Pack:
    """The pack for a text in a language; that of `default`, else the first, where the language has none."""
    return load(lang if lang in codes() else default if default is not None else codes()[0])
