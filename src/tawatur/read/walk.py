"""From what the user typed to files: paths, folders and patterns, in a fixed order, links and limits watched."""

from __future__ import annotations

import difflib
import errno
import os
import stat
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path

from tawatur.model import Refusal, Value
from tawatur.read.limits import Limits
from tawatur.read.problems import refusal, warning
from tawatur.read.streams import Name
from tawatur.sources import is_address

_MAGIC = frozenset("*?[")

# How browsers call the folder of a saved page's parts: x.html and x_files/ (or x.files/).
_COMPANION = ("_files", ".files")
_PAGES = (".html", ".htm", ".HTML", ".HTM")

# Names looked through for one that was perhaps meant.
_SUGGEST_AMONG = 5_000


class Found(Value, frozen=True):
    """A file to read: what it is called, where it is, the ending that tells its kind, and whether gzip wraps it."""

    name: Name
    path: str
    ending: str
    packed: bool


class Walk:
    """The files behind the sources of one call. Holds a line a file, to take none twice."""

    def __init__(self, endings: Collection[str], limits: Limits) -> None:
        self._endings = endings
        self._limits = limits
        self._files: set[str] = set()
        self._folders: set[str] = set()

    def find(self, source: str) -> Iterator[Found | Refusal]:
        """The files of one source, sorted by name within each folder; a folder stands where its name sorts.

        Hidden files and folders are skipped. Files of other kinds are refused where they were named, and counted in
        one warning per kind where they stand in a folder or match a pattern. Links inside a folder are followed as
        long as they stay in it.
        """
        shown = printable(source)
        if not source:
            yield refusal(shown, "not-found", "The path is empty.")
            return
        try:
            mode = Path(source).stat().st_mode
        except (OSError, ValueError) as error:
            if _is_missing(error):
                yield from self._missing(source, shown)
            else:
                yield _unreadable(shown, error)
            return
        if stat.S_ISDIR(mode):
            yield from _Tour(self, source, None).walk()
        elif stat.S_ISREG(mode):
            yield self._named(source, shown)
        else:
            yield refusal(shown, "not-a-file", "It is a device, pipe or socket.")

    def take(self, path: str, source: str, relative: str, real: str) -> Found | Refusal | None:
        """A file as an input; None where it was taken before, a refusal past the limit on files."""
        if real in self._files:
            return None
        if len(self._files) >= self._limits.files:
            return refusal(
                source, "too-many-files", f"More than {self._limits.files:,} files were given; the rest is not read."
            )
        self._files.add(real)
        ending, packed = ending_of(path)
        return Found(Name(source, printable(relative)), path, ending, packed)

    def knows(self, path: str) -> bool:
        """Whether files with this ending are read."""
        return ending_of(path)[0] in self._endings

    @property
    def limits(self) -> Limits:
        """The limits of the call."""
        return self._limits

    @property
    def folders(self) -> set[str]:
        """Real paths of the folders that were walked whole."""
        return self._folders

    def _named(self, source: str, shown: str) -> Found | Refusal:
        if not self.knows(source):
            if not Path(source).suffix:
                return refusal(shown, "unknown-type", "Its name has no ending, which would tell what it holds.")
            return refusal(shown, "unknown-type", f"There is no reader for files ending in {_kind(source)}.")
        found = self.take(source, shown, Path(source).name, os.path.realpath(source))
        return found or warning(shown, "given-twice", "It was given before.")

    def _missing(self, source: str, shown: str) -> Iterator[Found | Refusal]:
        if "\0" in source:
            yield refusal(shown, "not-found", "A path can't hold a NUL character.")
        elif os.path.lexists(source):
            yield refusal(shown, "broken-link", "It is a link to something that doesn't exist.")
        elif is_address(source):
            yield refusal(shown, "not-local", "It is an address; only `tawatur build` fetches pages.")
        elif "://" in source:
            scheme = printable(source.partition("://")[0])
            reason = f"It is an address of {scheme}://, and only https:// and http:// are fetched."
            yield refusal(shown, "not-local", reason, mend="Save the page and give the file.")
        elif _MAGIC.isdisjoint(source):
            yield refusal(shown, "not-found", "There is no such file or folder.", mend=_suggestion(source))
        else:
            yield from self._pattern(source, shown)

    def _pattern(self, source: str, shown: str) -> Iterator[Found | Refusal]:
        parts = source.split("/")
        fixed = next(i for i, part in enumerate(parts) if not _MAGIC.isdisjoint(part))
        base = "/".join(parts[:fixed]) or ("/" if source.startswith("/") else "")
        if not Path(base or ".").exists():
            mend = _suggestion(base)
            yield refusal(shown, "no-match", f"There is no folder {printable(base)!r} to look in.", mend=mend)
            return
        tour = _Tour(self, base, tuple(part for part in parts[fixed:] if part))
        yield from tour.walk()
        if not tour.matched:
            yield refusal(shown, "no-match", "Nothing matches the pattern.")


class _Tally:
    """How many there were, and the first of them."""

    def __init__(self) -> None:
        self.count = 0
        self.first = ""

    def add(self, shown: str) -> None:
        """One more."""
        self.first = self.first or shown
        self.count += 1


class _Tour:
    """One walk through one folder, in whole or by a pattern, and what is counted on the way."""

    def __init__(self, owner: Walk, base: str, pattern: tuple[str, ...] | None) -> None:
        self._owner = owner
        self._base = base
        self._pattern = pattern
        self._root = os.path.realpath(base or ".")
        # A pattern sees only a part of a folder: that mustn't hide the folder from a later source.
        self._folders = owner.folders if pattern is None else set()
        self._others: dict[str, _Tally] = {}
        self._again = _Tally()
        self._full = False
        self.matched = False

    def walk(self) -> Iterator[Found | Refusal]:
        """The files of the folder, then what was counted."""
        yield from self._folder(self._base, (), self._root, (), self._pattern)
        source = printable(self._base or ".")
        for kind, tally in sorted(self._others.items()):
            ends = "1 file ends" if tally.count == 1 else f"{tally.count:,} files end"
            reason = f"{ends} in {kind}, for which there is no reader; the first is {tally.first}."
            yield warning(source, "unknown-type", reason, mend="Nothing to do if they are no pages.")
        if self._again.count:
            were = "1 file or folder was" if self._again.count == 1 else f"{self._again.count:,} files or folders were"
            reason = f"{were} given before, by another way; the first is {self._again.first}."
            yield warning(source, "given-twice", reason)

    def _folder(
        self, path: str, parts: tuple[str, ...], real: str, above: tuple[str, ...], pattern: tuple[str, ...] | None
    ) -> Iterator[Found | Refusal]:
        shown = printable(path or ".")
        if real in above:
            yield refusal(shown, "symlink-loop", "It is a link to a folder that it stands in.")
            return
        if real in self._folders:
            self._again.add(shown)
            return
        if len(parts) > self._owner.limits.folder_depth:
            reason = f"It is more than {self._owner.limits.folder_depth} folders deep."
            yield refusal(shown, "too-deep", reason)
            return
        self._folders.add(real)
        try:
            with os.scandir(path or ".") as entries:
                names = sorted(entry.name for entry in entries if not entry.name.startswith("."))
        except OSError as error:
            yield _unreadable(shown, error)
            return
        siblings = set(names)
        for name in names:
            if self._full:
                return
            yield from self._entry(_join(path, name), (*parts, name), real, above, pattern, siblings)

    def _entry(
        self,
        path: str,
        parts: tuple[str, ...],
        folder: str,
        above: tuple[str, ...],
        pattern: tuple[str, ...] | None,
        siblings: set[str],
    ) -> Iterator[Found | Refusal]:
        shown = printable(path)
        wanted = pattern is None or _matches(parts, pattern)
        real = _join(folder, parts[-1])
        try:
            mode = os.lstat(path).st_mode
            if stat.S_ISLNK(mode):
                if not wanted and not _may_hold(parts, pattern):
                    return
                real = os.path.realpath(path)
                mode = Path(path).stat().st_mode
                if not _inside(real, self._root):
                    self.matched = True
                    yield refusal(shown, "link-outside", f"It is a link that leads out of {printable(self._base)!r}.")
                    return
        except OSError as error:
            if _is_missing(error) and os.path.lexists(path):
                yield refusal(shown, "broken-link", "It is a link to something that doesn't exist.")
            else:
                yield _unreadable(shown, error)
            return
        if stat.S_ISDIR(mode):
            if not wanted and not _may_hold(parts, pattern):
                return
            if _is_companion(parts[-1], siblings):
                yield warning(shown, "companion-folder", "The folder of a saved page's parts is not looked into.")
            elif wanted:
                self.matched = True
                yield from self._folder(path, parts, real, (*above, folder), None)
            else:
                yield from self._folder(path, parts, real, (*above, folder), pattern)
        elif wanted:
            self.matched = True
            yield from self._file(path, shown, parts, real, mode)

    def _file(self, path: str, shown: str, parts: tuple[str, ...], real: str, mode: int) -> Iterator[Found | Refusal]:
        if not stat.S_ISREG(mode):
            yield refusal(shown, "not-a-file", "It is a device, pipe or socket.")
        elif not self._owner.knows(path):
            self._others.setdefault(_kind(path), _Tally()).add(shown)
        else:
            found = self._owner.take(path, shown, "/".join(parts), real)
            if found is None:
                self._again.add(shown)
                return
            self._full = isinstance(found, Refusal)
            yield found


def ending_of(path: str) -> tuple[str, bool]:
    """The ending that tells the kind of a file, in small letters, and whether .gz stands after it.

    >>> ending_of("news/a.HTML.gz")
    ('.html', True)
    """
    pure = Path(path)
    ending = pure.suffix.lower()
    if ending == ".gz":
        return Path(pure.stem).suffix.lower(), True
    return ending, False


def printable(path: str) -> str:
    """A path as text that can be stored: bytes that are no UTF-8 stand as escapes."""
    return path.encode("utf-8", "backslashreplace").decode()


def _join(folder: str, name: str) -> str:
    """A member of a folder, the folder as it was typed."""
    return folder + name if not folder or folder.endswith("/") else f"{folder}/{name}"


def _kind(path: str) -> str:
    ending, packed = ending_of(path)
    return printable((ending + ".gz" if packed else ending)[:20]) or "nothing"


def _is_companion(name: str, siblings: set[str]) -> bool:
    for mark in _COMPANION:
        if name.endswith(mark):
            stem = name.removesuffix(mark)
            return any(stem + ending in siblings for ending in _PAGES)
    return False


def _inside(real: str, root: str) -> bool:
    return real == root or real.startswith(root.rstrip(os.sep) + os.sep)


def _matches(parts: tuple[str, ...], pattern: tuple[str, ...]) -> bool:
    """Whether a path matches a pattern whose `**` stands for any number of folders.

    >>> _matches(("a", "b", "c.txt"), ("**", "*.txt"))
    True
    """
    # Row by row, as in aligning two strings: trying every split would take exponential time on **/**/**/…
    reached = {0}
    for part in parts:
        reached = _after_stars(reached, pattern)
        following = set()
        for at in reached:
            if at < len(pattern):
                if pattern[at] == "**":
                    following.add(at)
                elif fnmatchcase(part, pattern[at]):
                    following.add(at + 1)
        reached = following
    return len(pattern) in _after_stars(reached, pattern)


def _after_stars(reached: set[int], pattern: tuple[str, ...]) -> set[int]:
    out = set(reached)
    for at in reached:
        while at < len(pattern) and pattern[at] == "**":
            at += 1
            out.add(at)
    return out


def _may_hold(parts: tuple[str, ...], pattern: tuple[str, ...] | None) -> bool:
    """Whether something inside the folder `parts` can match the pattern."""
    if pattern is None:
        return True
    for part, wanted in zip(parts, pattern, strict=False):
        if wanted == "**":
            return True
        if not fnmatchcase(part, wanted):
            return False
    return len(parts) < len(pattern)


def _is_missing(error: Exception) -> bool:
    return isinstance(error, FileNotFoundError | NotADirectoryError | ValueError)


def _unreadable(shown: str, error: Exception) -> Refusal:
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return refusal(shown, "symlink-loop", "It is a link that leads back to itself.")
    return unreadable(shown, error)


def unreadable(shown: str, error: Exception, place: str = "") -> Refusal:
    """The refusal of what the operating system doesn't let us read."""
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return refusal(shown, "not-readable", f"It can't be read: {why}.", place=place)


def _suggestion(source: str) -> str | None:
    """A mend that names what was perhaps meant, beside the first part of the path that doesn't exist."""
    missing = Path(source)
    try:
        while not missing.parent.exists() and missing.parent != missing:
            missing = missing.parent
        with os.scandir(missing.parent) as entries:
            names = sorted(entry.name for entry in islice(entries, _SUGGEST_AMONG))
    except OSError:
        return None
    close = difflib.get_close_matches(missing.name, names, n=1, cutoff=0.7)
    return f"Did you mean {printable(str(missing.parent / close[0]))!r}?" if close else None
