"""The dossier: what a case holds, as one page to read.

`view` and `across` make its sections as values (`items`), the templates print them, `dossier` writes the page. The web
page (`tawatur.serve`) shows the same sections of a case that changes.
"""
