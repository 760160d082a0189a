"""Web addresses without what doesn't name a page: scheme, "www.", fragment, tracking parameters."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

_TRACKING = ("utm_", "fbclid", "gclid", "igshid", "mc_cid", "mc_eid", "ref_src", "ocid", "cmpid", "xtor")


def address(url: str | None) -> str | None:
    """What of a web address names the page; None for what is no web address.

    >>> address("http://www.Example.org/News/?id=7&utm_source=x#top") == address("https://example.org/News?id=7")
    True
    """
    if not url:
        return None
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not host:
        return None
    asked = [(name, value) for name, value in parse_qsl(parts.query, True) if not name.lower().startswith(_TRACKING)]
    query = "?" + urlencode(sorted(asked)) if asked else ""
    return f"{host}{port}{parts.path.rstrip('/')}{query}"
