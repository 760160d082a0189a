"""The local web page: the dossier's views of a case, live, with search, adding and removing pages, and corrections.

    from tawatur.serve import application

    app = application("story.tawatur", Access(hosts=("127.0.0.1:8484",)))     # any ASGI server can run it

`guard` decides who may ask for what, `views` makes pages with the dossier's own templates, `search` finds, `jobs` runs
what writes for long, one at a time, `correcting` turns forms into corrections, `app` names the addresses.
"""

from tawatur.serve.app import application
from tawatur.serve.guard import Access

__all__ = ["Access", "application"]
