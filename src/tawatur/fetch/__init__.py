"""Fetching: from addresses on the web to captures of their pages.

    from tawatur.fetch import Fetcher, fetch

    for item in fetch(["https://example.org/rss"], Fetcher(), ledger):
        match item:
            case Raw():        # one capture of one page
            case Refusal():    # an address that gave none, with the reason and the mend

Addresses are checked before they are asked and behind every redirect (`addresses`), robots.txt is kept (`robots`),
time, size and hops are bounded (`client.FetchLimits`), feeds are read for their pages (`feeds`), and what a case has
already fetched is asked for again only where it changed (`captures`). `problems` lists every code a refusal can have.
"""

from tawatur.fetch.captures import FETCHED, Ledger, fetch
from tawatur.fetch.client import Fetcher, FetchLimits

__all__ = ["FETCHED", "FetchLimits", "Fetcher", "Ledger", "fetch"]
