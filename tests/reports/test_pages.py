from __future__ import annotations

import pytest

from whence.reports import Limits, ReportError
from whence.reports.pages import is_page, read_page

STORY = (
    "<p>The dockers of Larnhaven ended their strike on Friday after losing <a href='/x'>weeks of pay</a>which"
    " the union had promised to replace, its chairman said.</p>"
    "<p>The agreement, which<strong>translates</strong> to a raise of a tenth, was welcomed by the mayor.</p>"
    "<p>Several officials said that the cost would be borne by the port, and that no ferry would run.</p>"
)
JSON = "<script type='application/ld+json'>"
MENU = "<nav><ul>" + "".join(f"<li><a href='/{i}'>Section {i}</a></li>" for i in range(9)) + "</ul></nav>"


def page(story: str = STORY, head: str = "") -> str:
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>Strike ends</title>{head}</head>"
        f"<body>{MENU}<article><h1>Strike ends</h1>{story}</article><footer>Copyright 2023</footer></body>"
    )


def line(story: str) -> str:
    """The paragraph of `story` as it is read, among others."""
    return read_page(page(f"<p>{story}</p>{STORY}"), "x").text.split("\n")[-4]


def test_main_text_without_menus_in_paragraphs() -> None:
    text = read_page(page(), "x").text
    assert "Section" not in text
    assert "Copyright" not in text
    lines = [part for part in text.split("\n") if part]
    assert lines[-1].startswith("Several officials said")
    assert lines[-2].startswith("The agreement, which translates to a raise")
    assert "weeks of pay which the union" in lines[-3]


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (
            "They met Mayor<b>Ingrid Solberg</b> on the pier that day.",
            "They met Mayor Ingrid Solberg on the pier that day.",
        ),
        (
            "It was <i>the</i><b>harbour</b> that they wanted to keep.",
            "It was the harbour that they wanted to keep.",
        ),
        (
            "So<a>the ministry</a>said nothing at all about it.",
            "So the ministry said nothing at all about it.",
        ),
        (
            "<span>T</span>he harbour was closed for the whole day.",
            "The harbour was closed for the whole day.",
        ),
        (
            "<span>Z</span>orvath went home, and the others did too.",
            "Zorvath went home, and the others did too.",
        ),
        (
            "The <a>drone</a>s and <a>Zorvath</a>ites flew over us.",
            "The drones and Zorvathites flew over us.",
        ),
        ("It was un<em>believ</em>able to all who were there.", "It was unbelievable to all who were there."),
        ("They said 10<sup>th</sup> and H<sub>a</sub> to all of us.", "They said 10th and Ha to all of us."),
        ("They work<!-- x -->ed on it for all of those days.", "They worked on it for all of those days."),
        (
            "She said <b>“no”</b>and left the room with the rest.",
            "She said “no”and left the room with the rest.",
        ),
    ],
)
def test_glue_in_the_markup(markup: str, text: str) -> None:
    assert line(markup) == text


def test_what_the_page_states() -> None:
    head = (
        "<meta property='og:site_name' content='The Tidewater Post'>"
        "<meta name='author' content='Ada Lindqvist'>"
        "<meta property='article:published_time' content='2024-12-28T09:15:00+01:00'>"
    )
    found = read_page(page(head=head), "x")
    assert found.title == "Strike ends"
    assert found.outlet == "The Tidewater Post"
    assert found.authors == ("Ada Lindqvist",)
    assert found.published == "2024-12-28T09:15:00+01:00"


def test_what_is_not_stated_is_not_known() -> None:
    story = (
        STORY + "<p>The port was opened on 3 May 1988 and closed on June 4, 1999, the ministry said then.</p>"
    )
    found = read_page(page(story), "x", url="https://www.tidewater.example/a/strike-ends")
    assert found.published is None
    assert found.outlet is None
    assert found.authors == ()


@pytest.mark.parametrize(
    ("head", "story", "url", "date"),
    [
        (f"{JSON}{{\"@graph\": [{{\"datePublished\": \"2024-11-02\"}}]}}</script>", "", None, "2024-11-02"),
        (f"{JSON}{{broken</script><meta name='pubdate' content='20 March 2024'>", "", None, "2024-03-20"),
        ("", "<time datetime='2024-11-02T08:00'>2 Nov</time>", None, "2024-11-02T08:00:00"),
        ("", "<p class='published-on'>Published: Nov. 2, 2024</p>", None, "2024-11-02"),
        ("", "<aside class='date'>2 November 2024</aside>", None, None),
        ("", "<p class='last-updated-date'>2 November 2024</p>", None, None),
        ("", "<p class='dateline'>31 February 2024</p>", None, None),
        ("", "<time datetime='2024-11-02'>a</time><time datetime='2023-01-01'>b</time>", None, None),
        ("", "", "https://post.example/2024/11/02/strike", "2024-11-02"),
        ("", "", "https://post.example/2024/13/02/strike", None),
    ],
)  # fmt: skip
def test_date(head: str, story: str, url: str | None, date: str | None) -> None:
    assert read_page(page(story + STORY, head), "x", url=url).published == date


@pytest.mark.parametrize(
    "body",
    [
        "",
        MENU,
        "<div>"
        + "".join(
            f"<div><a href='/{i}'>The minister resigned over affair {i} today.</a></div>" for i in range(40)
        ),
        "<p>Subscribe</p>",
    ],
)
def test_a_page_with_nothing_but_menus(body: str) -> None:
    with pytest.raises(ReportError, match=r"^menu\.html: this page holds no report"):
        read_page(f"<html><body>{body}</body></html>", "menu.html")


def test_bombs_are_refused() -> None:
    with pytest.raises(ReportError, match="inside each other"):
        read_page("<html><body>" + "<div>" * 100_000 + STORY, "x")
    with pytest.raises(ReportError, match="more than 1,000 elements"):
        read_page(page("<p>Yes.</p>" * 2_000), "x", limits=Limits(page_elements=1_000))
    with pytest.raises(ReportError, match="more than 10 elements"):
        read_page("<" * 100, "x", limits=Limits(page_elements=10))


def test_a_deep_page_within_the_bound_is_read() -> None:
    depth = Limits().page_depth - 20
    assert "dockers" in read_page("<html><body>" + "<div>" * depth + STORY * 3 + "</div>" * depth, "x").text


def test_control_characters_do_not_stop_it() -> None:
    assert (
        "a b c which lives" in read_page(page("<p>a\x0bb&#11;c&#x0;<b>which</b>lives</p>" + STORY), "x").text
    )


@pytest.mark.parametrize(
    ("data", "name", "expected"),
    [
        (b"<!DOCTYPE html><p>x", "a.txt", True),
        (b"\xef\xbb\xbf\n<!-- saved --><HTML>", "-", True),
        (b"<?xml version='1.0'?><html>", "a", True),
        (b"<p>x</p>", "a.HTM", True),
        (b"<p>x</p>", "a.txt", False),
        (b"No tag in it.", "a.html", False),
        (b"They write <html> in lessons.", "a.txt", False),
    ],
)
def test_what_is_a_page(data: bytes, name: str, expected: bool) -> None:
    assert is_page(data, name) is expected


def test_comments_before_the_first_tag_are_passed_over_once() -> None:
    # With a pattern that can split n comments in 2^n ways this would not end.
    assert not is_page(b"<!---->" * 60 + b"plain words", "note.txt")
    assert is_page(b"<?xml version='1.0'?>\n" + b"<!-- ad -->\n" * 60 + b"<html>", "note.txt")
