"""Reading: from what the user names to pages, one at a time.

    from tawatur.read import read

    for item in read(["news/", "extra/*.html.gz", "-"]):
        match item:
            case Raw():        # one page: bytes, decoded content, and what came with it
            case Refusal():    # something not taken (severity "refusal"), or taken and worth knowing ("warning")

Read are .txt, .html, .htm, .jsonl, .mhtml, .mht, .warc, each also with .gz, .wacz, folders, patterns and standard
input. UTF-8, UTF-16, windows-1256 and ISO-8859-6 are recognised and said in `Raw.encoding`. Nothing raises for bad
input: `problems` lists every code a refusal can have, `limits.Limits` what bounds an input. `from_content` reads one
page given as a value.

One module per family of inputs: `walk` (paths, folders, patterns), `pages` (text and HTML), `jsonl`, `mhtml`, `warc`
(and WACZ); `streams` (gzip, bounded reading, binary formats), `encodings`; `batch` brings them together.
"""

from tawatur.read.batch import read
from tawatur.read.limits import Limits
from tawatur.read.pages import from_content

__all__ = ["Limits", "from_content", "read"]
