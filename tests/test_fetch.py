"""Fetching from a web of our own: what may be asked for, what is taken, and what each failure says."""

from __future__ import annotations

import gzip
import time
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawatur import cli
from tawatur.build import build, refresh
from tawatur.errors import InputError
from tawatur.fetch import Fetcher, FetchLimits
from tawatur.fetch import addresses as addressing
from tawatur.fetch.addresses import Resolve, is_public, target
from tawatur.fetch.client import AGENT
from tawatur.fetch.feeds import entries
from tawatur.fetch.problems import MENDS
from tawatur.model import Refusal
from tawatur.store import open_case
from web import Page, Web, feed, moved, page, web

TEXT = "قال وزير النقل سالم المرعي إن ثلاثة أشخاص أصيبوا في حادث القطار يوم الثلاثاء."
FAST = FetchLimits(pause=0, wait=5, whole=20)


@pytest.fixture
def site() -> Iterator[Web]:
    with web() as it:
        yield it


def names(hosts: dict[str, list[str]]) -> Resolve:
    """Look-ups that know these hosts."""

    def resolve(host: str, _: int) -> list[str]:
        if host not in hosts:
            raise OSError("Name or service not known")
        return hosts[host]

    return resolve


class Clock:
    """Moments of a made-up day, a minute apart."""

    def __init__(self) -> None:
        self.minute = 0

    def __call__(self) -> str:
        self.minute += 1
        return f"2031-04-06T10:{self.minute:02}:00Z"


def fetcher(limits: FetchLimits = FAST, *, allow_private: bool = True) -> Fetcher:
    return Fetcher(limits=limits, allow_private=allow_private, now=Clock())


def refusal(address: str, limits: FetchLimits = FAST, *, allow_private: bool = True) -> Refusal:
    with pytest.raises(InputError) as caught:
        fetcher(limits, allow_private=allow_private).get(address)
    told = caught.value.refusal
    assert told.input == address
    assert told.mend == MENDS[told.code]
    return told


# --- what may be asked for --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1",
        "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1",
        "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "2002:7f00:1::", "2001:0:7f00:1::",
        "64:ff9b::7f00:1", "192.0.2.1", "2001:db8::1", "nowhere",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_public_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700::1111", "2002:808:808::"])
def test_addresses_that_are(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["ftp://example.org/a", "file:///etc/passwd", "https://", "https://user:word@example.org/", "http://[::1%25lo]/x",
     "https://example.org:99999/", "https://example.org/" + "x" * 5000],
)  # fmt: skip
def test_what_is_no_address_to_ask_for(address: str) -> None:
    assert refusal(address).code == "bad-address"


@settings(deadline=None)
@given(st.text(max_size=60))
def test_no_address_breaks_the_reading_of_addresses(rest: str) -> None:
    try:
        found = target("https://" + rest, given="x")
    except InputError:
        return
    assert found.url.startswith("https://")
    assert found.url.isascii()


def test_loopback_is_refused_before_anything_is_asked(site: Web) -> None:
    told = refusal(site.address("/page"), allow_private=False)
    assert told.code == "address-private"
    assert "127.0.0.1" in told.reason
    assert site.asked == []


def test_a_name_with_one_private_address_is_refused() -> None:
    fetching = Fetcher(limits=FAST, resolve=names({"paper.example": ["93.184.216.34", "192.168.0.7"]}))
    with pytest.raises(InputError) as caught:
        fetching.get("http://paper.example/")
    assert caught.value.refusal.code == "address-private"
    assert "192.168.0.7" in caught.value.refusal.reason


def test_a_redirect_into_a_private_range_is_refused(site: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    # the made-up public host is the test's own server; what it leads to is not
    monkeypatch.setattr(addressing, "is_public", lambda address: address == "127.0.0.1")
    hosts = {"paper.example": ["127.0.0.1"], "inside.example": ["10.0.0.7"]}
    fetching = Fetcher(limits=FAST, resolve=names(hosts))
    site.pages["/page"] = moved("http://inside.example/secret")
    with pytest.raises(InputError) as caught:
        fetching.get(site.address("/page", "paper.example"))
    told = caught.value.refusal
    assert (told.code, told.place) == ("address-private", "http://inside.example/secret")


def test_the_connection_goes_to_the_address_that_was_checked(site: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addressing, "is_public", lambda address: address == "127.0.0.1")
    answers = iter([["127.0.0.1"], ["127.0.0.1"]])  # robots.txt and the page: one look-up each, no other after it
    site.pages["/page"] = page(TEXT)
    fetching = Fetcher(limits=FAST, resolve=lambda _host, _port: next(answers))
    assert TEXT in fetching.get(site.address("/page", "paper.example")).data.decode()
    assert [one.headers["Host"] for one in site.asked] == [f"paper.example:{site.port}"] * 2


# --- leave to ask -----------------------------------------------------------------------------------------------------


def robots(text: str, status: int = 200) -> Page:
    return Page(text.encode(), status, (("Content-Type", "text/plain"),))


def test_it_says_who_asks(site: Web) -> None:
    site.pages["/page"] = page(TEXT)
    fetcher().get(site.address("/page"))
    assert {one.headers["User-Agent"] for one in site.asked} == {AGENT}
    assert AGENT.startswith("tawatur/")


@pytest.mark.parametrize("rules", ["User-agent: *\nDisallow: /page", "User-agent: tawatur\nDisallow: /"])
def test_what_robots_txt_forbids_is_not_asked_for(site: Web, rules: str) -> None:
    site.pages |= {"/robots.txt": robots(rules), "/page": page(TEXT)}
    assert refusal(site.address("/page")).code == "robots-forbid"
    assert site.paths() == []


def test_rules_for_others_and_of_no_robots_txt_allow(site: Web) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: other\nDisallow: /"), "/page": page(TEXT)}
    assert fetcher().get(site.address("/page")).data
    del site.pages["/robots.txt"]
    assert fetcher().get(site.address("/page")).data


def test_a_robots_txt_with_a_fault_forbids(site: Web) -> None:
    site.pages |= {"/robots.txt": robots("", 503), "/page": page(TEXT)}
    told = refusal(site.address("/page"))
    assert told.code == "robots-unknown"
    assert "503" in told.reason
    assert site.paths() == []


def test_robots_txt_is_read_once_and_its_pause_kept(site: Web) -> None:
    site.pages |= {"/robots.txt": robots("User-agent: *\nCrawl-delay: 0.2"), "/a": page(TEXT), "/b": page(TEXT)}
    fetching = fetcher()
    begun = time.monotonic()
    fetching.get(site.address("/a"))
    fetching.get(site.address("/b"))
    assert time.monotonic() - begun >= 0.2
    assert [one.path for one in site.asked] == ["/robots.txt", "/a", "/b"]


# --- bounds -----------------------------------------------------------------------------------------------------------


def test_redirects_are_followed_and_bounded(site: Web) -> None:
    site.pages |= {f"/{i}": moved(f"/{i + 1}") for i in range(9)}
    site.pages["/5"] = page(TEXT)
    assert fetcher().get(site.address("/0")).url == site.address("/5")
    site.pages["/5"] = moved("/6")
    assert refusal(site.address("/0")).code == "too-many-redirects"
    site.pages["/0"] = Page(status=301, headers=())
    assert refusal(site.address("/0")).code == "bad-redirect"
    site.pages["/0"] = moved("file:///etc/passwd")
    assert refusal(site.address("/0")).code == "bad-address"


def test_size_is_bounded_as_sent_and_as_unpacked(site: Web) -> None:
    small = FetchLimits(pause=0, page_bytes=100_000)
    site.pages["/large"] = Page(b"x" * 100_001)
    bomb = gzip.compress(b"x" * 50_000_000)
    site.pages["/bomb"] = Page(bomb, headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html")))
    site.pages["/packed"] = Page(
        gzip.compress(TEXT.encode()), headers=(("Content-Encoding", "gzip"), ("Content-Type", "text/html"))
    )
    assert refusal(site.address("/large"), small).code == "too-large"
    assert refusal(site.address("/bomb"), small).code == "too-large"
    assert fetcher(small).get(site.address("/packed")).data.decode() == TEXT


def drip(handler: BaseHTTPRequestHandler) -> None:
    """One byte of a header again and again, never a whole answer."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(200):
        try:
            handler.wfile.write(b"y")
        except OSError:
            return
        time.sleep(0.02)


def silent(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1)


def broken(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort")


@pytest.mark.parametrize(("how", "code"), [(drip, "too-slow"), (silent, "too-slow"), (broken, "broken-answer")])
def test_answers_that_never_end_and_that_break_off(site: Web, how: object, code: str) -> None:
    site.pages["/page"] = how  # type: ignore[assignment]
    assert refusal(site.address("/page"), FetchLimits(pause=0, wait=0.3, whole=0.6)).code == code


def test_what_answers_nobody_and_what_answers_no(site: Web) -> None:
    site.pages["/gone"] = Page(status=410)
    told = refusal(site.address("/gone"))
    assert (told.code, "410" in told.reason) == ("http-status", True)
    assert refusal("http://127.0.0.1:1/").code == "not-reachable"
    with pytest.raises(InputError) as caught:
        Fetcher(limits=FAST, resolve=names({})).get("http://nowhere.example/")
    assert caught.value.refusal.code == "not-reachable"


def test_a_server_that_speaks_no_tls(site: Web) -> None:
    assert refusal(f"https://127.0.0.1:{site.port}/").code in ("tls-failed", "not-reachable")


# --- feeds ------------------------------------------------------------------------------------------------------------

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>
<entry><title>a</title><link href="/a#top"/></entry><entry><link href="https://other.example/b"/></entry>
<entry><title>again</title><link href="/a"/></entry><entry><title>none</title></entry></feed>"""


def test_a_feed_names_pages_once_and_whole() -> None:
    links = entries(ATOM, url="https://paper.example/feed", media_type="text/xml", given="x")
    assert links == ["https://paper.example/a", "https://other.example/b"]


@pytest.mark.parametrize(
    ("text", "code"), [("<rss version='2.0'><channel/></rss>", "feed-empty"), ("no feed", "broken-feed")]
)
def test_feeds_without_pages(text: str, code: str) -> None:
    with pytest.raises(InputError) as caught:
        entries(text.encode(), url="https://paper.example/feed", media_type="application/rss+xml", given="x")
    assert caught.value.refusal.code == code


# --- a case from the web ----------------------------------------------------------------------------------------------


def test_pages_and_feeds_become_captures_with_the_moment_of_their_fetch(site: Web, tmp_path: Path) -> None:
    site.pages |= {"/a": page(TEXT), "/b": page(TEXT + " وأضاف أن التحقيق مستمر.", "خبر ثان"), "/old": moved("/b")}
    site.pages["/feed"] = feed(site.address("/a"), site.address("/old"), site.address("/none"))
    case = tmp_path / "case.tawatur"
    built = build([site.address("/feed")], case, fetcher=fetcher())
    assert (built.documents, built.refused) == (2, 1)
    assert [(r.code, r.input) for r in built.refusals if r.severity == "refusal"] == [
        ("http-status", site.address("/none"))
    ]
    with open_case(case) as opened:
        first, second = opened.documents()
        assert (first.url, first.fetched_at, first.source) == (
            site.address("/a"), "2031-04-06T10:02:00Z", site.address("/a"),
        )  # fmt: skip
        assert (second.url, second.source) == (site.address("/b"), site.address("/old"))
        assert opened.verify() == []
        assert [one.address for one in opened.fetches()] == sorted(map(site.address, ["/feed", "/a", "/old"]))


def test_refresh_asks_for_changes_and_keeps_versions(site: Web, tmp_path: Path) -> None:
    marked = page(TEXT)
    site.pages["/a"] = marked._replace(headers=(*marked.headers, ("ETag", '"one"')))
    site.pages["/b"] = page(TEXT, "خبر ثان")
    case = tmp_path / "case.tawatur"
    fetching = fetcher()
    build([site.address("/a"), site.address("/b")], case, fetcher=fetching)
    before = [one.headers.get("If-None-Match") for one in site.asked]

    same = refresh(case, fetcher=fetching)
    assert (same.documents, same.added, same.kept, same.refused) == (2, 0, 2, 0)
    assert (before, site.asked[-2].headers.get("If-None-Match")) == ([None] * 3, '"one"')

    site.pages["/a"] = Page(status=304, headers=(("ETag", '"one"'),))
    site.pages["/b"] = page(TEXT + "<!-- another advertisement -->", "خبر ثان")
    same = refresh(case, fetcher=fetching)
    assert (same.documents, same.added, same.kept, same.refused) == (2, 0, 2, 0)

    site.pages["/b"] = page(TEXT.replace("ثلاثة", "أربعة"), "خبر ثان")
    changed = refresh(case, fetcher=fetching)
    assert (changed.documents, changed.added, changed.kept) == (3, 1, 1)
    assert changed.refusals == ()
    with open_case(case) as opened:
        captures = [one for one in opened.documents() if one.url == site.address("/b")]
        assert [one.fetched_at for one in captures] == ["2031-04-06T10:02:00Z", "2031-04-06T10:08:00Z"]
        assert [one.source for one in captures] == [
            site.address("/b"), site.address("/b") + "#fetched=2031-04-06T10:08:00Z",
        ]  # fmt: skip
        assert opened.verify() == []
        held = {one.address: one for one in opened.fetches()}
        assert held[site.address("/a")].fetched_at == "2031-04-06T10:01:00Z"
        assert held[site.address("/a")].checked_at == "2031-04-06T10:07:00Z"

    again = refresh(case, fetcher=fetching)
    assert (again.documents, again.added, again.kept) == (3, 0, 2)


def test_a_page_in_windows_1256_is_read_by_what_its_answer_says(site: Web, tmp_path: Path) -> None:
    html = f"<html><body><article><h1>خبر</h1><p>{TEXT}</p></article></body></html>"
    site.pages["/a"] = Page(html.encode("windows-1256"), headers=(("Content-Type", "text/html; charset=windows-1256"),))
    case = tmp_path / "case.tawatur"
    build([site.address("/a")], case, fetcher=fetcher())
    again = refresh(case, fetcher=fetcher(), force=True)
    assert (again.documents, again.added) == (1, 0)
    with open_case(case) as opened:
        (document,) = opened.documents()
        assert TEXT in document.text


def test_pictures_and_feeds_in_feeds_are_no_pages(site: Web, tmp_path: Path) -> None:
    site.pages["/inner"] = feed(site.address("/a"))
    site.pages["/feed"] = feed(site.address("/picture"), site.address("/inner"))
    site.pages["/picture"] = Page(b"\x89PNG\r\n\x1a\n", headers=(("Content-Type", "image/png"),))
    built = build([site.address("/feed")], tmp_path / "case.tawatur", fetcher=fetcher())
    assert [r.code for r in built.refusals] == ["not-a-page", "not-a-page"]
    assert site.paths() == ["/feed", "/picture", "/inner"]


def test_a_long_feed_is_cut_and_says_so(site: Web, tmp_path: Path) -> None:
    site.pages |= {f"/{i}": page(TEXT, f"خبر {i}") for i in range(4)}
    site.pages["/feed"] = feed(*(site.address(f"/{i}") for i in range(4)))
    limits = FetchLimits(pause=0, feed_entries=2)
    built = build([site.address("/feed")], tmp_path / "case.tawatur", fetcher=fetcher(limits))
    assert (built.documents, [r.code for r in built.refusals]) == (2, ["feed-cut"])


def test_every_failure_is_told_in_arabic_too() -> None:
    told = tomllib.loads((files("tawatur.show") / "words" / "ar-told.toml").read_text("utf-8"))["refusal"]
    assert set(MENDS) <= set(told)


def test_the_commands_fetch_and_refuse(
    site: Web, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.pages["/a"] = page(TEXT)

    def tawatur(*arguments: str) -> int:
        monkeypatch.setattr("sys.argv", ["tawatur", *arguments])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        return int(str(ended.value.code or 0))

    case = str(tmp_path / "case.tawatur")
    assert tawatur("build", site.address("/a"), "--case", case) == 3
    assert "--allow-private" in capsys.readouterr().err
    assert site.asked == []
    assert tawatur("build", site.address("/a"), "--case", case, "--allow-private") == 0
    assert tawatur("refresh", "--case", case, "--allow-private") == 0
    assert "0 new, 1 as they were" in capsys.readouterr().out
    assert tawatur("refresh", "--case", str(tmp_path / "none.tawatur")) == 3
