"""A measuring stick for attribution: sentences drawn blindly from raw news, annotated by reading before any run.

    python bench/drawn.py --gold ../shared --out FOLDER            write the texts and their gold
    python bench/drawn.py --gold ../shared --out FOLDER --score    write, annotate with tawatur, score

100 sentences are drawn by a fixed seed from the articles of `bench/saudinewsnet` under the gold folder. A candidate is
a sentence of 8 to 80 words that holds a quotation mark or a word of `drawn-words.txt`; at most one comes from an
article, and at least 30 hold a quotation mark. Up to two sentences before it come along as context, so that a reader
can judge who "he added" is; each text is a verbatim slice of its article. Everything in the slice is annotated.

`drawn-attributions.json` holds, for each text, its sha256 and its attributions as [start, end) code points of the text,
by the settled choices of `gold/GUIDELINES.md`; they were made by reading, before the tool was run on any of them. A
source that is named only outside the slice is empty, with `implicit` true. The texts belong to their publishers and are
not kept here: they are drawn again each time, and one whose hash differs from the annotated one ends the run.

The texts are held out. Nobody reads them, or the errors made on them, to write rules, until the attribution issue
closes; only the totals are looked at. No floor hangs on them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).resolve().parent
ANNOTATIONS = HERE / "drawn-attributions.json"
WORDS = HERE / "drawn-words.txt"

SEED = 2015
WANTED = 100
MARKED = 30  # at least so many of them hold a quotation mark
WORDS_LEAST, WORDS_MOST = 8, 80  # of the drawn sentence
CONTEXT_SENTENCES = 2
CONTEXT_LEAST = 4  # a shorter line before is a dateline or a heading: the context ends there

OPENING, CLOSING, STRAIGHT = "«“„", "»”", '"'
MARKS = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
WORD = re.compile(r"\w+")
SENTENCE_END = re.compile(r"[.!?\u061f]+[" + CLOSING + STRAIGHT + r")]*(?=\s)")
SPELLING = str.maketrans(
    "\u0623\u0625\u0622\u0671\u0649\u0629",  # alif with hamza above, below, madda, wasla; alif maqsura; ta marbuta
    "\u0627\u0627\u0627\u0627\u064a\u0647",  # alif; ya; ha
)
UNWRITTEN = re.compile("[\u064b-\u0652\u0670\u0640]")  # vowel marks, dagger alif, tatweel
CONJUNCTIONS = ("\u0648", "\u0641")  # wa, fa


class Drawn(NamedTuple):
    """A drawn text: its name, where it stands (zip, index of the article), and the text itself."""

    name: str
    origin: str
    text: str


class Candidate(NamedTuple):
    """A sentence that may be drawn: its article, whether it holds a quotation mark, and the text with its context."""

    origin: str
    marked: bool
    sentence: str
    text: str


def fold(text: str) -> str:
    """Text with its spelling variants made one, for matching words only; our own, so that the tool is no part of it."""
    return UNWRITTEN.sub("", unicodedata.normalize("NFKC", text)).translate(SPELLING)


def reporting_words() -> set[str]:
    """The folded entries of `drawn-words.txt`, of one to three words each."""
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return {fold(line.strip()) for line in lines if line.strip() and not line.startswith("#")}


def holds_reporting_word(sentence: str, entries: set[str]) -> bool:
    """Whether a run of up to three words of the sentence is an entry, with or without a conjunction before it."""
    words = WORD.findall(fold(sentence))
    for i in range(len(words)):
        for n in (1, 2, 3):
            run = " ".join(words[i : i + n])
            if run in entries or (run.startswith(CONJUNCTIONS) and run[1:] in entries):
                return True
    return False


def quoted(paragraph: str, at: int) -> bool:
    """Whether the place stands inside a quotation that the paragraph closes later on."""
    before, after = paragraph[:at], paragraph[at:]
    opened = sum(before.count(c) for c in OPENING) - sum(before.count(c) for c in CLOSING)
    closes = any(c in after for c in CLOSING)
    return (opened > 0 and closes) or (before.count(STRAIGHT) % 2 == 1 and STRAIGHT in after)


def sentences(article: str) -> list[tuple[int, int]]:
    """[start, end) of each sentence: lines, cut after a full stop, question or exclamation mark outside quotations."""
    found = []
    for line in re.finditer(r"[^\r\n]+", article):
        start = 0
        ends = [m.end() for m in SENTENCE_END.finditer(line[0]) if not quoted(line[0], m.end())]
        for end in [*ends, len(line[0])]:
            piece = line[0][start:end]
            left = start + len(piece) - len(piece.lstrip())
            right = start + len(piece.rstrip())
            if left < right:
                found.append((line.start() + left, line.start() + right))
            start = end
    return found


def articles(folder: Path) -> Iterator[tuple[str, str]]:
    """(origin, content) of every article: zips by name, articles in the order of their file."""
    for path in sorted(folder.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            for member in sorted(archive.namelist()):
                for index, article in enumerate(json.loads(archive.read(member))):
                    yield f"{path.stem}/{index}", article["content"] or ""


def candidates(folder: Path) -> Iterator[Candidate]:
    """Every sentence that may be drawn, with its context."""
    entries = reporting_words()
    for origin, content in articles(folder):
        places = sentences(content)
        counts = [len(WORD.findall(content[a:b])) for a, b in places]
        for i, (start, end) in enumerate(places):
            sentence = content[start:end]
            marked = bool(MARKS.search(sentence))
            if not WORDS_LEAST <= counts[i] <= WORDS_MOST:
                continue
            if not marked and not holds_reporting_word(sentence, entries):
                continue
            first = i
            while first > max(0, i - CONTEXT_SENTENCES) and CONTEXT_LEAST <= counts[first - 1] <= WORDS_MOST:
                first -= 1
            yield Candidate(origin, marked, sentence, content[places[first][0] : end])


def draw(folder: Path) -> list[Drawn]:
    """The drawn texts: candidates in an order shuffled by the seed, one an article, no sentence twice."""
    pool = list(candidates(folder))
    order = random.Random(SEED).sample(pool, len(pool))
    taken: list[Candidate] = []
    used: set[str] = set()
    unmarked = 0
    for candidate in order:
        if len(taken) == WANTED:
            break
        if candidate.origin in used or candidate.sentence in used:
            continue
        if not candidate.marked and unmarked == WANTED - MARKED:
            continue
        unmarked += not candidate.marked
        used |= {candidate.origin, candidate.sentence}
        taken.append(candidate)
    return [Drawn(f"drawn-{n:03}", c.origin, c.text) for n, c in enumerate(taken, 1)]


def gold_record(drawn: Drawn, attributions: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The gold of a text in the shape of the files in `gold/dev`; only its attributions are annotated."""
    return {
        "file": f"{drawn.name}.txt",
        "title": None,
        "outlet": None,
        "published": None,
        "body": [[0, len(drawn.text)]],
        "credits": [],
        "attributions": [{"id": f"a{n}", **a} for n, a in enumerate(attributions, 1)],
        "figures": [],
        "dates": [],
        "events": [],
        "entities": [],
    }


def write(texts: Sequence[Drawn], out: Path) -> None:
    """Write each text, and its gold where it is annotated.

    Raises SystemExit where a text is not the annotated one.
    """
    out.mkdir(parents=True, exist_ok=True)
    annotated = json.loads(ANNOTATIONS.read_text(encoding="utf-8")) if ANNOTATIONS.exists() else {}
    for drawn in texts:
        data = drawn.text.encode()
        (out / f"{drawn.name}.txt").write_bytes(data)
        known = annotated.get(drawn.name)
        if known is None:
            continue
        if hashlib.sha256(data).hexdigest() != known["sha256"]:
            sys.exit(f"{drawn.name} ({drawn.origin}) is not the text that was annotated: is the corpus another one?")
        record = json.dumps(gold_record(drawn, known["attributions"]), ensure_ascii=False, indent=1)
        (out / f"{drawn.name}.json").write_text(record + "\n", encoding="utf-8")


def score(out: Path, scorer: Path) -> None:
    """Annotate the texts by the command a user would run, and print what the scorer says of the attributions."""
    found = out / "found.jsonl"
    texts = sorted(map(str, out.glob("drawn-*.txt")))
    command = [sys.executable, "-m", "tawatur.cli", "annotate", *texts, "-o", str(found)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        sys.exit(f"tawatur annotate ended with {done.returncode}:\n{done.stderr[-2000:]}")
    command = [sys.executable, str(scorer), str(found), str(out), "--json"]
    measured = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    wanted = (
        "attribut",
        "exact",
        "direct",
        "cue",
        "stance",
        "mode",
        "content",
        "source",
        "chain",
        "speaker",
        "missing",
    )
    for measure, value in measured.items():
        if measure.startswith(wanted):
            print(f"{measure:20} {value}")


def main() -> None:
    """Draw, write, and score where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--out", type=Path, required=True, help="a folder outside the repository")
    parser.add_argument("--score", action="store_true")
    given = parser.parse_args()
    corpus = given.gold / "bench/saudinewsnet"
    if not corpus.is_dir():
        print(f"There is no {corpus}: nothing was drawn.")
        return
    if given.out.resolve().is_relative_to(HERE.parent):
        sys.exit("The texts belong to their publishers: give a folder outside the repository.")
    write(draw(corpus), given.out)
    if given.score:
        score(given.out, given.gold / "gold/score.py")


if __name__ == "__main__":
    main()
