"""Turn the zips of SaudiNewsNet into JSON Lines that `tawatur build` reads.

    python bench/saudinewsnet.py ../shared/bench/saudinewsnet -o articles.jsonl [--every N]

The corpus says of its only date, `date_extracted`, that it is when the article was fetched; that it is "most probably"
the day of writing for what was fetched after 1 August 2015 is a guess, so it becomes `fetched` and `published` stays
unknown. The outlet is the newspaper's name from the table in its README. Ids are `DAY#place in the day's list`.
Articles without text are passed over and counted. The corpus is for research and measuring only (CC BY-NC-SA 4.0).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_ROW = re.compile(r"^\s*\|\s*(?P<id>\w+)\s*\|\s*\[(?P<name>[^\]]+)\]", re.MULTILINE)


def outlets(readme: str) -> dict[str, str]:
    """Source id -> newspaper, from the table of the README.

    >>> outlets("| aawsat | [Al-Sharq Al-Awsat](http://aawsat.com/) |")
    {'aawsat': 'Al-Sharq Al-Awsat'}
    """
    return {row["id"]: row["name"].strip() for row in _ROW.finditer(readme)}


def articles(folder: Path) -> Iterator[dict[str, Any]]:
    """One record for each article of each zip, in the order of days and lists."""
    names = outlets((folder / "README.md").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as packed:
            listed = json.loads(packed.read(f"{path.stem}.json").decode("utf-8"))
        for place, article in enumerate(listed):
            yield record(f"{path.stem}#{place}", article, names)


def record(id: str, article: dict[str, str], names: dict[str, str]) -> dict[str, Any]:
    """An article under the keys that tawatur reads; what is empty is left out."""
    out = {
        "id": id,
        "url": article.get("url"),
        "outlet": names.get(article.get("source", ""), article.get("source")),
        "author": article.get("author"),
        "fetched": (article.get("date_extracted") or "").replace(" ", "T"),
        "title": article.get("title"),
        "text": article.get("content"),
    }
    return {key: value.strip() for key, value in out.items() if value and value.strip()}


def main() -> None:
    """Write the records; say how many, and how many articles hold no text."""
    parser = argparse.ArgumentParser(description="Convert SaudiNewsNet zips to JSON Lines.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--every", type=int, default=1, help="take every Nth article only")
    asked = parser.parse_args()
    written = empty = 0
    with asked.output.open("w", encoding="utf-8") as stream:
        for number, article in enumerate(articles(asked.folder)):
            if number % asked.every:
                continue
            if "text" not in article:
                empty += 1
                continue
            stream.write(json.dumps(article, ensure_ascii=False) + "\n")
            written += 1
    print(f"{asked.output}: {written} articles, {empty} without text passed over", file=sys.stderr)


if __name__ == "__main__":
    main()
