from __future__ import annotations

import gzip
import http.server
import json
import os
import random
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ledger.made import made
from whence.cli import main
from whence.errors import WhenceError
from whence.ledger import Filters, Ledger
from whence.ledger.adding import Packaged, add_items, failed_items, failures
from whence.ledger.sources import Given, Item, addresses, unfold
from whence.reading import Reading
from whence.reports.limits import Limits
from whence.reports.report import Report

TEXT = (
    "The ferry between the two banks stopped on Friday, the harbour master said. "
    "It carries {} people a day.\n"
)
PAGE = (
    "<!doctype html><html><head><title>The ferry</title><meta property='og:site_name' content='Bank Courier'>"
    "<meta property='article:published_time' content='2024-11-02'></head><body><article><h1>The ferry</h1>"
    "<p>The ferry between the two banks stopped on Friday, the harbour master said in the evening.</p>"
    "<p>It carries {} people a day, and nobody knows when it will sail again, the town council added.</p>"
    "</article></body></html>"
)


class HandReader:
    """Reads nothing out of a report, and dies over one that asks for it."""

    name = "hand 3"

    def __call__(self, report: Report) -> Reading:
        if "kill this reader" in report.text:
            os.kill(os.getpid(), signal.SIGKILL)
        if "break this reader" in report.text:
            raise ZeroDivisionError("\x1b[2J")
        return Reading(report, (), self.name)


@pytest.fixture
def run(ledger: Ledger, tmp_path: Path) -> Callable[..., list[tuple[str, str]]]:
    """Adds sources and gives item and what became of it, with the folder of the test taken off."""

    def call(*sources: object, given: Given | None = None, **named: Any) -> list[tuple[str, str]]:
        items = unfold(map(str, sources), given or Given(), named.pop("limits", Limits()))
        outcomes = add_items(ledger, items, workers=named.pop("workers", 1), reads=HandReader, **named)
        return [
            (str(one.item).removeprefix(f"{tmp_path}/"), one.added.became if one.added else str(one.error))
            for one in outcomes
        ]

    return call


Run = Callable[..., list[tuple[str, str]]]


def warc(*records: tuple[str, bytes, dict[str, str]]) -> list[bytes]:
    out = []
    for address, body, headers in records:
        told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body)), **headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
        http_part = f"HTTP/1.1 200 OK\r\n{lines}\r\n".encode() + body
        out.append(
            (
                f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\n"
                f"WARC-Date: 2024-12-23T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:{len(out)}>\r\n"
                "Content-Type: application/http; msgtype=response\r\n"
                f"Content-Length: {len(http_part)}\r\n\r\n"
            ).encode()
            + http_part
            + b"\r\n\r\n"
        )
    return out


@pytest.fixture
def site() -> Iterator[tuple[str, dict[str, tuple[str, bytes] | Callable[[Any], None]]]]:
    """A server of pages that a test puts up; a callable answers for itself."""
    pages: dict[str, Any] = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = pages.get(self.path)
            if callable(page):
                page(self)
                return
            self.send_response(200 if page else 404)
            self.send_header("Content-Type", page[0] if page else "text/plain")
            self.end_headers()
            self.wfile.write(page[1] if page else b"no such page")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", pages
        server.shutdown()
        thread.join()


# Files and folders


def test_files_and_folders(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "in" / "deep"
    folder.mkdir(parents=True)
    (folder / "b.txt").write_text(TEXT.format(2))
    (tmp_path / "in" / "a.html").write_text(PAGE.format(1))
    (tmp_path / "in" / "photo.jpg").write_bytes(b"\xff\xd8")
    (tmp_path / "in" / ".hidden.txt").write_text(TEXT.format(3))
    (tmp_path / "in" / "loop").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "link.txt").symlink_to("/etc/passwd")
    assert run(tmp_path / "in") == [("in/a.html", "added"), ("in/deep/b.txt", "added")]
    assert run(tmp_path / "in", folder / "b.txt") == [
        ("in/a.html", "already there"),
        ("in/deep/b.txt", "already there"),
        ("in/deep/b.txt", "already there"),
    ]
    (page,) = [ledger.report(name) for name in ledger.find_reports("council")]
    assert (page.outlet, page.published, page.location) == (
        "Bank Courier",
        "2024-11-02",
        str(tmp_path / "in/a.html"),
    )
    # The page was changed: a new version, and both are kept.
    (tmp_path / "in" / "a.html").write_text(PAGE.format(500))
    assert run(tmp_path / "in" / "a.html", given=Given("Other", "2024-11-03")) == [
        ("in/a.html", "new version")
    ]
    assert [v.published for v in ledger.versions(page.location)] == ["2024-11-02", "2024-11-03"]


def test_what_fails_is_told_kept_and_tried_again(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    good, missing, empty = tmp_path / "good.txt", tmp_path / "missing.txt", tmp_path / "empty.txt"
    good.write_text(TEXT.format(1))
    empty.write_text(" ")
    given = Given("The Outlet", "2024-12-01")
    became = dict(run(missing, good, empty, tmp_path / "\x00.txt", given=given))
    assert became["good.txt"] == "added"
    assert "there is no such file" in became["missing.txt"]
    assert "no text" in became["empty.txt"]
    assert "no path" in became["\x00.txt"]
    assert [(one.item, one.tries) for one in failures(ledger)] == [
        (str(tmp_path / "\x00.txt"), 1), (str(empty), 1), (str(missing), 1),
    ]  # fmt: skip
    missing.write_text(TEXT.format(2))
    outcomes = list(add_items(ledger, failed_items(ledger), workers=1, reads=HandReader))
    assert [one.added.became for one in outcomes if one.added] == ["added"]
    assert [(one.item, one.tries) for one in failures(ledger)] == [
        (str(tmp_path / "\x00.txt"), 2), (str(empty), 2),
    ]  # fmt: skip
    (report,) = [ledger.report(name) for name in ledger.find_reports('"2 people"')]
    assert (report.outlet, report.published) == ("The Outlet", "2024-12-01")


def test_a_fault_of_the_reader_costs_one_report(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    for number in range(6):
        (tmp_path / f"{number}.txt").write_text(TEXT.format(number))
    (tmp_path / "2.txt").write_text(TEXT.format("break this reader"))
    (tmp_path / "4.txt").write_text(TEXT.format("kill this reader"))
    sources = [tmp_path / f"{number}.txt" for number in range(6)]
    became = dict(run(*sources, workers=2))
    assert [became[f"{n}.txt"] for n in (0, 1, 3, 5)] == ["added"] * 4
    assert "internal error, ZeroDivisionError" in became["2.txt"]
    assert "was killed (SIGKILL" in became["4.txt"]
    assert ledger.counts() | {"report": 4, "failure": 2} == ledger.counts()


def test_the_input_may_be_endless(ledger: Ledger) -> None:
    def endless() -> Iterator[Item]:
        number = 0
        while True:
            number += 1
            yield Item(f"s{number}", f"s{number}", f"s{number}", data=TEXT.format(number).encode())

    outcomes = add_items(ledger, endless(), workers=1, reads=HandReader)
    assert [next(outcomes).added is not None for _ in range(5)] == [True] * 5


def test_work_out_of_a_reading_is_in_its_transaction(ledger: Ledger) -> None:
    seen: list[str] = []
    item = Item("s", "s", "s", data=TEXT.format(1).encode())
    list(add_items(ledger, [item], reads=HandReader, then=(lambda _, stored: seen.append(stored.report_id),)))
    assert seen == [ledger.find_reports("ferry")[0]]


def test_wrong_numbers_of_workers(ledger: Ledger) -> None:
    with pytest.raises(WhenceError, match="workers is 0"):
        list(add_items(ledger, [], workers=0))


def test_the_packaged_reader_tells_its_name_without_being_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from whence.ledger.adding import Packaged; print(Packaged().name);"
        "print('onnxruntime' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    name, loaded = done.stdout.split()
    assert name
    assert loaded == "False"
    with pytest.raises(WhenceError, match="weights are not there"):
        _ = Packaged(tmp_path).name


# Tables and lists


def test_tables(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(
        "﻿Text,Outlet,Date,Address,Title\n"
        f'"{TEXT.format(1).strip()}",Bank Courier,2024-12-01,https://a.example/1,"One, two"\n'
        f'"{TEXT.format(2)}second line.",,,,\n'
        ",Nobody,2024-12-01,,\n"
        f'"{TEXT.format(3).strip()}",A,1 December,,\n',
        encoding="utf-8",
    )
    rows = [
        {"text": TEXT.format(4), "outlet": "B", "published": "2024-12-04T10:00:00Z", "url": "https://a.example/4"},
        [1], {"text": 5}, {"text": TEXT.format(6) + "\ud83d"}, {"text": PAGE.format(7)},
    ]  # fmt: skip
    lines = [json.dumps(row) for row in rows] + ["{", "", "[" * 100_000, '{"text": ' + "1" * 10_000 + "}"]
    (tmp_path / "t.jsonl").write_text("\n".join(lines))
    became = run(tmp_path / "t.csv", tmp_path / "t.jsonl")
    told = dict(became)
    assert [told[f"t.csv#{n}"] for n in (1, 2)] == ["added", "added"]
    assert "no text in this row" in told["t.csv#3"]
    assert "no date of the form" in told["t.csv#4"]
    assert [told[f"t.jsonl#{n}"] for n in (1, 5)] == ["added", "added"]
    assert "no object" in told["t.jsonl#2"]
    assert "Latin letters" in told["t.jsonl#3"]
    assert "surrogate" in told["t.jsonl#4"]
    assert all("not JSON" in told[f"t.jsonl#{n}"] for n in (6, 7, 8))
    first = ledger.report(ledger.find_reports('"1 people"')[0])
    assert (first.outlet, first.published, first.location, first.title) == (
        "Bank Courier", "2024-12-01", "https://a.example/1", "One, two",
    )  # fmt: skip
    second = ledger.report(ledger.find_reports('"second line"')[0])
    assert (second.outlet, second.location) == (None, str(tmp_path / "t.csv#2"))
    # Only the rows that failed are tried again.
    text = (tmp_path / "t.csv").read_text(encoding="utf-8").replace("1 December", "2024-12-03")
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    again = [(o.item, o.added is not None) for o in add_items(ledger, failed_items(ledger), reads=HandReader)]
    assert (str(tmp_path / "t.csv#4"), True) in again
    assert str(tmp_path / "t.csv#1") not in dict(again)


def test_a_table_names_files_in_its_folder_and_no_others(run: Run, ledger: Ledger, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT.format(1))
    (tmp_path / "secret.txt").write_text(TEXT.format(2))
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    names = ("a.txt", "../secret.txt", str(tmp_path / "secret.txt"), "link.txt", "none.txt", "a\x00.txt")
    rows = [
        {"file": name, "outlet": "A", "location": f"https://a.example/{i}"} for i, name in enumerate(names)
    ]
    (folder / "t.jsonl").write_text("\n".join(map(json.dumps, rows)))
    told = [became for _, became in run(folder / "t.jsonl")]
    assert told[0] == "added"
    assert all("is not in the table's folder" in one for one in (*told[1:4], told[5]))
    assert "no such file" in told[4]
    (name,) = ledger.find_reports("ferry")
    assert (ledger.report(name).location, ledger.report(name).outlet) == ("https://a.example/0", "A")


@pytest.mark.parametrize(
    ("name", "data", "complaint"),
    [
        ("a.csv", b"title,outlet\nx,y\n", "no column 'text' or 'file'"),
        ("a.csv", b"", "no row"),
        ("a.csv", b'text\n"never closed\n', "no CSV"),
        ("a.csv", b"text\n\xff\xfe\xfd\n", "not UTF-8"),
        ("a.csv", b"text\n" + b"x" * 3_000, "more than 2,000 bytes"),
        ("a.jsonl", b"", "no row"),
        ("a.jsonl", b"\xff", "not UTF-8"),
        ("a.warc", b"", "no page"),
        ("a.warc", b"garbage " * 100, "cannot be read to its end"),
        ("a.warc.gz", gzip.compress(b"\0" * 10_000, mtime=0), "cannot be read to its end"),
        ("a.warc.gz", b"\x1f\x8b garbage", "archive"),
        ("a.rss", b"<html>", "no feed"),
        ("a.xml", b"<?xml version='1.0'?><rss><channel></channel></rss>", "no entry"),
        ("a.xml", b"<?xml version='1.0'?><rss" + b">" * 3_000, "more than 2,000 bytes"),
    ],
)
def test_broken_containers_are_told(run: Run, tmp_path: Path, name: str, data: bytes, complaint: str) -> None:
    (tmp_path / name).write_bytes(data)
    (tmp_path / "good.txt").write_text(TEXT.format(1))
    limits = Limits(text_bytes=2_000, page_bytes=2_000)
    became = run(tmp_path / name, tmp_path / "good.txt", limits=limits)
    assert ("good.txt", "added") in became
    assert any(complaint in told for _, told in became[:-1]), became


def test_a_line_that_cannot_be_had_takes_no_other_with_it(run: Run, tmp_path: Path) -> None:
    good = [json.dumps({"text": TEXT.format(n)}).encode() for n in (1, 2)]
    (tmp_path / "t.jsonl").write_bytes(b"\n".join([good[0], b"x" * 9_000, b"\xff", good[1]]) + b"\n")
    told = [became for _, became in run(tmp_path / "t.jsonl", limits=Limits(text_bytes=2_000))]
    assert [told[0], told[3]] == ["added", "added"]
    assert "line 2: a line of more than 2,000 bytes" in told[1]
    assert "line 3: this is not UTF-8" in told[2]


def test_lists_of_addresses(ledger: Ledger, tmp_path: Path, site: Any) -> None:
    address, pages = site
    pages["/1"] = ("text/html", PAGE.format(1).encode())
    path = tmp_path / "list.txt"
    path.write_text(f"# pages\n\n{address}/1\n  {address}/2  \nfile:///etc/passwd\n/etc/passwd\n")
    items = addresses(str(path), Given())
    outcomes = list(add_items(ledger, items, workers=1, reads=HandReader))
    assert [one.added.became if one.added else None for one in outcomes] == ["added", None, None, None]
    assert "404" in str(outcomes[1].error)
    assert all("no web address" in str(one.error) for one in outcomes[2:])
    missing = list(add_items(ledger, addresses("/no/list", Given()), workers=1, reads=HandReader))
    assert "cannot be read" in str(missing[0].error)


# Pages and feeds


def test_a_page_and_its_new_version(run: Run, ledger: Ledger, site: Any) -> None:
    address, pages = site
    pages["/ferry"] = ("text/html", PAGE.format(1).encode())
    assert run(f"{address}/ferry") == [(f"{address}/ferry", "added")]
    pages["/ferry"] = ("text/html", PAGE.format(2).encode())
    assert run(f"{address}/ferry") == [(f"{address}/ferry", "new version")]
    pages["/copy"] = ("text/html", PAGE.format(2).encode())
    assert run(f"{address}/copy") == [(f"{address}/copy", "new appearance")]
    assert len(ledger.versions(f"{address}/ferry")) == 2


FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Bank Feed</title>{}</channel></rss>"""
ENTRY = (
    "<item><title>T {0}</title><link>{1}/{0}</link><pubDate>Sun, 01 Dec 2024 10:00:00 GMT</pubDate></item>"
)


def test_a_feed(run: Run, ledger: Ledger, tmp_path: Path, site: Any) -> None:
    address, pages = site
    bare = PAGE.replace("<meta property='og:site_name' content='Bank Courier'>", "").replace(
        "<meta property='article:published_time' content='2024-11-02'>", ""
    )
    pages["/1"] = ("text/html", PAGE.format(1).encode())
    pages["/2"] = ("text/html", bare.format(2).encode())
    entries = (
        "".join(ENTRY.format(n, address) for n in (1, 2, 3, 1))
        + "<item><link>file:///etc/passwd</link></item>"
    )
    pages["/feed"] = ("application/rss+xml", FEED.format(entries).encode())
    became = dict(run(f"{address}/feed"))
    assert list(became) == [f"{address}/{n}" for n in (1, 2, 3)] + [f"{address}/feed"]
    assert "1 entry has no web address" in became[f"{address}/feed"]
    assert [became[f"{address}/{n}"] for n in (1, 2)] == ["added", "added"]
    assert "404" in became[f"{address}/3"]
    one, two = (ledger.report(ledger.find_reports(f'"carries {n} people"')[0]) for n in (1, 2))
    assert (one.outlet, one.published) == ("Bank Courier", "2024-11-02")
    assert (two.outlet, two.published) == ("Bank Feed", "2024-12-01")
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><title>T</title>'
        f'<link href="{address}/1"/></entry></feed>'
    )
    (tmp_path / "f.atom").write_text(atom)
    assert run(tmp_path / "f.atom") == [(f"{address}/1", "already there")]


def bomb(entities: int = 12) -> str:
    lines = ['<!ENTITY a0 "boom boom boom">']
    lines += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, entities)]
    return f"<!DOCTYPE rss [{''.join(lines)}]>"


def test_feeds_that_mean_harm(run: Run, tmp_path: Path, site: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    address, pages = site
    monkeypatch.setattr("whence.ledger.feeds.MOST", 3)
    entity = FEED.format("<item><title>&a11;</title><link>http://x/</link></item>")
    entity = entity.replace("<rss", bomb() + "<rss", 1)
    pages["/bomb"] = ("application/rss+xml", entity.encode())
    pages["/bomb16"] = ("application/rss+xml", entity.replace("1.0", "1.0").encode("utf-16"))

    def drip(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/rss+xml")
        handler.end_headers()
        try:
            handler.wfile.write(b"<rss><channel>")
            while True:
                handler.wfile.write(b"<item><title>more</title></item>" * 1_000)
        except OSError:
            pass

    def round_and_round(handler: Any) -> None:
        handler.send_response(302)
        handler.send_header("Location", handler.path + "x")
        handler.end_headers()

    pages["/endless"] = drip
    pages["/round"] = round_and_round
    for n in range(30):
        pages["/round" + "x" * n] = round_and_round
    pages["/many"] = (
        "text/xml",
        FEED.format("".join(ENTRY.format(n, address) for n in range(50, 60))).encode(),
    )
    (tmp_path / "good.txt").write_text(TEXT.format(1))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    sources = [f"{address}/{one}" for one in ("bomb", "bomb16", "endless", "round", "many")]
    became = run(*sources, tmp_path / "good.txt", limits=Limits(page_bytes=1_000_000))
    told = dict(became)
    assert told["good.txt"] == "added"
    assert "entities" in told[sources[0]]
    assert "added" not in told[sources[1]]
    assert "more than 1,000,000 bytes" in told[sources[2]]
    assert "redirects more than" in told[sources[3]]
    assert "10 entries, of which the first 3" in told[sources[4]]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 200_000


def test_a_feed_of_the_web_leads_into_no_private_network() -> None:
    from whence.ledger.feeds import entries

    inside = ("127.0.0.1", "localhost", "169.254.169.254", "10.0.0.1", "[::1]", "printer.local")
    items = "".join(f"<item><link>http://{host}/secret</link></item>" for host in (*inside, "news.example"))
    found = list(entries("https://feeds.example/rss", FEED.format(items).encode(), Given(), Limits()))
    assert [item.error is None for item in found] == [False] * len(inside) + [True]
    assert "private network" in str(found[0].error)


# Archives


@pytest.mark.parametrize("zipped", ["plain", "each", "whole"])
def test_an_archive(run: Run, ledger: Ledger, tmp_path: Path, zipped: str) -> None:
    body = PAGE.format(2).encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
    records = warc(
        ("https://news.example/1", PAGE.format(1).encode(), {}),
        ("https://news.example/2", chunked, {"Transfer-Encoding": "chunked"}),
        ("https://news.example/3", gzip.compress(PAGE.format(3).encode()), {"Content-Encoding": "gzip"}),
        ("https://news.example/logo", b"\x89PNG", {"Content-Type": "image/png"}),
        ("https://news.example/bad", b"\x1f\x8b not", {"Content-Encoding": "gzip"}),
        (
            "https://news.example/bomb",
            gzip.compress(b"<p>x</p>" * 50_000_000, 9),
            {"Content-Encoding": "gzip"},
        ),
        ("https://news.example/big", b"<p>x</p>" * 100_000, {}),
        ("", PAGE.format(4).encode(), {}),
    )
    data = {
        "plain": b"".join(records),
        "each": b"".join(map(gzip.compress, records)),
        "whole": gzip.compress(b"".join(records)),
    }[zipped]
    path = tmp_path / ("a.warc" if zipped == "plain" else "a.warc.gz")
    path.write_bytes(data)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    told = dict(run(path, limits=Limits(page_bytes=700_000)))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 150_000
    name = path.name
    assert [told[f"{name}#{n}"] for n in (1, 2, 3, 8)] == ["added"] * 4
    assert f"{name}#4" not in told
    assert "compression is broken" in told[f"{name}#5"]
    assert "when it is decompressed" in told[f"{name}#6"]
    assert "more than 700,000 bytes" in told[f"{name}#7"]
    report = ledger.report(ledger.find_reports('"carries 3 people"')[0])
    assert (report.location, report.published) == ("https://news.example/3", "2024-11-02")


def test_damaged_archives_give_what_is_before_the_damage(run: Run, tmp_path: Path) -> None:
    records = warc(*((f"https://news.example/{n}", PAGE.format(n).encode(), {}) for n in range(3)))
    packed = [gzip.compress(record) for record in records]
    damaged = bytearray(b"".join(packed))
    at = len(packed[0]) + len(packed[1]) // 2
    damaged[at : at + 60] = random.Random(1).randbytes(60)
    (tmp_path / "damaged.warc.gz").write_bytes(damaged)
    (tmp_path / "cut.warc.gz").write_bytes(b"".join(packed)[: -len(packed[2]) // 2])
    (tmp_path / "cut.warc").write_bytes(b"".join(records)[:-200])
    told = run(tmp_path / "damaged.warc.gz", tmp_path / "cut.warc.gz", tmp_path / "cut.warc")
    added = [item for item, became in told if became in ("added", "already there")]
    assert "damaged.warc.gz#1" in added
    assert {"cut.warc.gz#1", "cut.warc.gz#2", "cut.warc#1", "cut.warc#2"} <= set(added)
    wrong = {item.partition("#")[0] for item, became in told if "archive" in became}
    assert wrong == {"damaged.warc.gz", "cut.warc.gz", "cut.warc"}


# The command


@pytest.fixture
def whence(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command on a ledger of its own, with readings made by hand."""
    monkeypatch.setenv("WHENCE_LEDGER", str(tmp_path / "cli.db"))
    monkeypatch.setattr("whence.ledger.adding.add_items.__kwdefaults__", {
        **add_items.__kwdefaults__, "reads": HandReader,
    })  # fmt: skip

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode("utf-8"), err.decode("utf-8")

    return call


def test_the_command_adds_and_sums_up(whence: Any, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(1))
    code, out, err = whence("add", str(tmp_path / "a.txt"), str(tmp_path / "b\x1b.txt"))
    assert (code, out) == (3, "")
    assert "\\x1b.txt: there is no such file" in err
    assert err.endswith("whence: 1 added, 1 failed (whence add --retry-failed tries them again).\n")
    code, out, err = whence("add", str(tmp_path / "a.txt"), "--json", "-q")
    assert (code, err) == (0, "")
    assert json.loads(out) | {"already_there": 1, "added": 0, "failed": 0, "failures": []} == json.loads(out)
    (tmp_path / "b\x1b.txt").write_text(TEXT.format(2))
    assert whence("add", "--retry-failed") == (0, "", "whence: 1 added.\n")
    assert whence("add", "--retry-failed") == (0, "", "whence: nothing to add.\n")
    (tmp_path / "l.txt").write_text("nothing\n")
    assert whence("add", "--list", str(tmp_path / "l.txt"), "-q")[0] == 3


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["add"], "Missing argument"),
        (["add", "-", "-"], "more than once"),
        (["add", "x", "--published", "tomorrow"], "no date"),
        (["find", "x"], "there is no ledger here"),
        (["find", "--reports"], "needs words"),
        (["find", "--since", "x"], "no date"),
        (["export", "--format", "xls", "--out", "x"], "is not one of"),
        (["judge", "--confirm"], "needs one ID"),
        (["judge", "x", "--confirm", "--reject"], "exclude each other"),
        (["judge", "x", "--correct", "metric"], "FIELD=VALUE"),
    ],
)
def test_wrong_usage_is_told(whence: Any, arguments: list[str], complaint: str) -> None:
    code, out, err = whence(*arguments)
    assert (code, out) == (2, "")
    assert complaint in err
    assert "Traceback" not in err


def test_find_judge_and_export_by_the_command(whence: Any, tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "cli.db", create=True) as ledger:
        for number in range(3):
            reading = made(number)
            ledger.add(replace(reading, report=replace(reading.report, outlet="Post \x1b[2J")))
    name = made(1).report.id[:16]
    code, out, err = whence("find", "wounded")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        f"{name}:a1",
        "  Post \\x1b[2J · 2024-12-02 · the harbour master · asserted",
        "  at least 11 sailors were wounded off Port Azure",
    ]
    code, out, err = whence("find", "--figures", "--limit", "2")
    assert "--after" in err
    last = out.splitlines()[-3]
    assert whence("find", "--figures", "--after", last)[1].splitlines()[0] not in (last, "")
    found = [json.loads(line) for line in whence("find", "--metric", "wounded", "--json")[1].splitlines()]
    assert [one["id"] for one in found] == [f"{name}:a1"]
    assert found[0]["figures"][0]["low"] == 11
    assert whence("find", "harbour", "--reports")[1].count("\n") == 3

    code, out, _ = whence(
        "judge", f"{name}:f1", "--correct", "metric=missing", "--credibility", "2", "--by", "me"
    )
    assert code == 0
    ids = [line.split("  ")[0] for line in out.splitlines()]
    assert len(ids) == 2
    assert whence("find", "--metric", "missing")[1].startswith(f"{name}:a1")
    assert whence("judge", f"{name}:f1")[1] == out
    assert whence("judge", "--undo", ids[0], "--by", "you")[0] == 0
    assert whence("find", "--metric", "missing") == (0, "", "")
    assert len(whence("judge", "--json")[1].splitlines()) == 3
    assert whence("judge", "--left") == (0, "", "")
    code, out, err = whence("judge", "nothing", "--confirm")
    assert (code, out) == (2, "")
    assert "nothing of this id" in err
    assert "is wanted" in whence("judge", name, "--reliability", "Z")[2]

    path = tmp_path / "o.csv"
    assert whence("export", "--format", "csv", "--out", str(path)) == (0, "", "whence: 6 figures written.\n")
    assert len(path.read_text(encoding="utf-8").splitlines()) == 7
    out = whence("export", "--format", "jsonl", "--out", "-", "--metric", "wounded", "-q")[1]
    assert json.loads(out)["credibility"] == 2


def test_an_interrupt_ends_with_130_and_keeps_what_was_added(
    whence: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    (tmp_path / "a.txt").write_text(TEXT.format(1))
    (tmp_path / "b.txt").write_text(TEXT.format(2))
    read = HandReader.__call__

    def stopped(self: HandReader, report: Report) -> Reading:
        if "2 people" in report.text:
            raise KeyboardInterrupt
        return read(self, report)

    monkeypatch.setattr(HandReader, "__call__", stopped)
    code, _, err = whence("add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert code == 130
    assert "1 added" in err
    with Ledger.open(tmp_path / "cli.db") as ledger:
        assert ledger.counts()["report"] == 1
        assert ledger.find(Filters()) == []
