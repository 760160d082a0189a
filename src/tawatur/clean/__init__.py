"""Cleaning: from one page as it came to a document: our own text, labelled blocks, and what the page says of itself.

    from tawatur.clean import clean

    document, problems = clean(raw)

The text of a plain page is its decoded input, code point for code point; the text of a web page is our linear form of
it (`linear`, versioned). Nothing else makes text: extractors and line classifiers only label blocks of it.

`page` brings it together; `linear` text of HTML; `metadata` what markup states; `html`, `plain` labels, on the ground
of `labels`; `lines` words of furniture; `credits` agencies; `moments` publication; `language`. Words: `clean.toml`.
"""

from tawatur.clean.linear import LINEAR_VERSION
from tawatur.clean.page import clean, document_key

__all__ = ["LINEAR_VERSION", "clean", "document_key"]
