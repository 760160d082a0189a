"""Which outlets and agencies a set of articles credits or quotes, and how many of them the tables know.

    python scripts/check_outlets.py FOLDER_OF_SAUDINEWSNET [--top 60]

Looks at three places: behind a head (agency, newspaper, channel, site…), behind a verb that hands words on, and in
credits and datelines as `clean` reads them. Prints the share that `outlets.toml` knows, by mention and by name, and
the commonest names that it doesn't. A developer's check, no part of the library.
"""

from __future__ import annotations

import argparse
import json
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tawatur.clean import clean
from tawatur.kinds.names.tables import NameTables
from tawatur.model import Raw
from tawatur.packs import load
from tawatur.read import from_content
from tawatur.reading import Reading
from tawatur.words import WORD

PACK = load("ar")
TABLES = PACK.made(NameTables)
GENERIC = frozenset(
    map(PACK.fold.form, ("الأنباء", "أنباء", "الأخبار", "الإعلام", "رسمية", "محلية", "عالمية", "دولية"))
)
RELAYS = frozenset(map(PACK.fold.form, ("نقلت", "ونقلت", "ذكرت", "وذكرت", "أوردت", "وأوردت", "أفادت", "وأفادت")))
OPENERS = frozenset(PACK.table("words")["openers"])
LONGEST = 3
"""Words of a name that a candidate is shown with."""


def articles(folder: Path) -> Iterator[str]:
    """The articles of all archives, title first, in a fixed order."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in sorted(n for n in archive.namelist() if n.endswith(".json")):
                for row in json.loads(archive.read(member)):
                    yield f"{row['title']}\n\n{row['content']}"


def names(text: str) -> Iterator[tuple[str, str, bool]]:
    """Every place that names a medium: which kind of place, the words there, and whether the tables know them."""
    reading = Reading(text, PACK)
    tokens = reading.tokens
    for i in range(len(tokens) - 1):
        if tokens.kinds[i] != WORD:
            continue
        parts = TABLES.parts(tokens.form[i])
        headed = any("outlet_head" in TABLES.bare(part.base) and not part.definite for part in parts)
        if not headed and tokens.form[i] not in RELAYS:
            continue
        quoted = tokens.form[i + 1] in OPENERS
        at = i + 1 + quoted
        if at >= len(tokens) or tokens.kinds[at] != WORD or tokens.form[at] in GENERIC:
            continue
        known = any(k.entry.kind == "outlet" for j in (i, at) for k in TABLES.every(tokens, j))
        if known or quoted or (headed and TABLES.namelike(tokens.form[at]) and not TABLES.is_listed(tokens.form[at])):
            last = at
            while last < min(len(tokens), at + LONGEST) and tokens.kinds[last] == WORD:
                last += 1
            yield ("behind a head" if headed else "behind a verb"), tokens.words(i, last), known


def credits(text: str) -> Iterator[tuple[str, str, bool]]:
    """Credited names, as the page's own lines give them."""
    raw = from_content(text)
    document = clean(raw)[0] if isinstance(raw, Raw) else None
    for credit in document.credits if document is not None else ():
        for name in credit.names:
            tokens = PACK.tokens(name)
            known = any(k.entry.kind == "outlet" and k.last == len(tokens) for k in TABLES.every(tokens, 0))
            yield "credited", name, known


def main() -> None:
    """Count, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--top", type=int, default=60)
    given = parser.parse_args()
    found: dict[str, Counter[tuple[str, bool]]] = {}
    for text in articles(given.folder):
        for where, words, known in (*names(text), *credits(text)):
            found.setdefault(where, Counter())[words, known] += 1
    for where, counted in sorted(found.items()):
        every, right = sum(counted.values()), sum(n for (_, known), n in counted.items() if known)
        kinds = len({words for words, _ in counted})
        print(f"{where}: {every} places, {kinds} names, known {100 * right / every:.1f} % of the places")
        for (words, known), n in counted.most_common():
            if not known and given.top > 0:
                given.top -= 1
                print(f"  {n:5}  {words}")
        given.top = parser.parse_args().top


if __name__ == "__main__":
    main()
