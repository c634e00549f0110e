from __future__ import annotations

import gzip
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from whence.reports import Limits, ReportError, load
from whence.reports.fetch import fetch

STORY = (
    b"<html><head><title>Strike ends</title></head><body><article>"
    b"<p>The dockers of Larnhaven ended their strike on Friday, and the union said that it had won.</p>"
    b"<p>The agreement was welcomed by the mayor, who told reporters that no ferry would run at all.</p>"
    b"</article></body></html>"
)


class Server(ThreadingHTTPServer):
    """A server on the loopback, and what tells its hanging answers to end."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.over = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        """Says nothing: a client that hangs up is what is being tested."""


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Says nothing."""

    def answer(self, body: bytes, **headers: str) -> None:
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def drip(self) -> None:
        while not self.server.over.wait(0.02):
            self.wfile.write(b"x")
            self.wfile.flush()

    def do_GET(self) -> None:
        match self.path.removeprefix("/").split("/"):
            case ["story"]:
                self.answer(STORY, Content_Type="text/html; charset=utf-8")
            case ["koi8"]:
                self.answer("Текст и текст".encode("koi8-r"), Content_Type="text/plain; charset=koi8-r")
            case ["bare"]:
                self.answer(STORY)
            case ["gzip"]:
                self.answer(gzip.compress(STORY), Content_Type="text/html", Content_Encoding="gzip")
            case ["deflate"]:
                raw = zlib.compressobj(wbits=-15)
                self.answer(
                    raw.compress(STORY) + raw.flush(), Content_Type="text/html", Content_Encoding="deflate"
                )
            case ["broken"]:
                self.answer(b"no gzip at all", Content_Type="text/html", Content_Encoding="gzip")
            case ["brotli"]:
                self.answer(b"abc", Content_Type="text/html", Content_Encoding="br")
            case ["bomb"]:
                bomb = gzip.compress(b"a" * 20_000_000)
                self.answer(bomb, Content_Type="text/html", Content_Encoding="gzip")
            case ["large"]:
                self.answer(b"a" * 300_000, Content_Type="text/html")
            case ["says-large"]:
                self.answer(b"a", Content_Type="text/html", Content_Length="99999999999")
            case ["video"]:
                self.answer(b"\0\0\0\x20ftypisom", Content_Type="video/mp4")
            case ["hang"]:
                self.server.over.wait()
            case ["drip-headers"]:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-A: ")
                self.drip()
            case ["drip"]:
                self.answer(b"", Content_Type="text/html")
                self.drip()
            case ["loop"]:
                self.redirect("/loop")
            case ["to", target]:
                self.redirect(f"/{target}")
            case ["hop", "0"]:
                self.redirect("/story")
            case ["hop", n]:
                self.redirect(f"/hop/{int(n) - 1}")
            case ["elsewhere"]:
                self.redirect("file:///secret")
            case _:
                self.send_error(404)

    def redirect(self, location: str) -> None:
        self.send_response(302)
        self.send_header("Location", location)
        self.end_headers()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield running
        running.over.set()
        running.shutdown()
        thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")


@pytest.mark.parametrize("path", ["/story", "/bare", "/gzip", "/deflate", "/to/story", "/hop/3"])
def test_a_page_is_read(server: Server, path: str) -> None:
    report = load(server.url(path))
    assert report.text.startswith("The dockers of Larnhaven")
    assert report.location == server.url(path)
    assert report.outlet is None


def test_what_the_server_says_of_the_text(server: Server) -> None:
    fetched = fetch(server.url("/to/koi8"))
    assert (fetched.url, fetched.content_type, fetched.charset) == (
        server.url("/koi8"),
        "text/plain",
        "koi8-r",
    )


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "404 Not Found"),
        ("/video", "video/mp4"),
        ("/loop", "redirects more than 5 times"),
        ("/elsewhere", "file:///secret"),
        ("/bomb", "more than 200,000 bytes"),
        ("/large", "more than 200,000 bytes"),
        ("/says-large", "more than 200,000 bytes"),
        ("/broken", "compression is broken"),
        ("/brotli", "compressed as 'br'"),
        ("/hop/5", "redirects more than 5 times"),
    ],
)
def test_what_is_refused(server: Server, path: str, reason: str) -> None:
    url = server.url(path)
    with pytest.raises(ReportError) as caught:
        fetch(url, Limits(page_bytes=200_000))
    assert caught.value.source == url
    assert reason in str(caught.value)


@pytest.mark.parametrize("path", ["/hang", "/drip", "/drip-headers", "/to/hang"])
def test_a_server_that_does_not_come_to_an_end_is_left(server: Server, path: str) -> None:
    with pytest.raises(ReportError, match=r"no whole answer within 0\.3 seconds"):
        fetch(server.url(path), Limits(fetch_seconds=0.3))


def test_nobody_answers() -> None:
    with pytest.raises(ReportError, match="cannot be fetched"):
        fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize(
    "url", ["http://", "http:///path", "http://[::1", "http://a b/", "http://\ud800/", "https://:x/"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(ReportError):
        fetch(url, Limits(fetch_seconds=5))


async def _fetch_within_a_loop(url: str) -> bytes:
    return fetch(url).data


def test_under_a_running_event_loop(server: Server) -> None:
    import asyncio

    assert asyncio.run(_fetch_within_a_loop(server.url("/story"))) == STORY
