"""Many pages: from archives to folders of finished parts, by any number of processes, and cases cut from them.

    from tawatur.batch import Wanted, batch, cut

    batch(["crawl/"], "out", workers=8, only=["ar"])
    cut("out", "floods.tawatur", Wanted(terms="floods"))

A *job* is the next few pages of the input; its *part* is a folder of Parquet files, one for each table, that appears
whole or not at all. What was finished is passed over when the same call is made again, so a run killed at any moment
goes on where it stopped and ends with the same files. Memory is bounded by the jobs under way, whatever the input.

One module each: `jobs` (cutting the input), `parts` (writing and reading parts), `run` (all of it), `cut`.
"""

from tawatur.batch.cut import Wanted, cut
from tawatur.batch.run import Batched, batch

__all__ = ["Batched", "Wanted", "batch", "cut"]
