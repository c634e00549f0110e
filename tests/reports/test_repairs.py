from __future__ import annotations

import gzip
import json
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.reports import Report
from whence.reports.repairs import find_repairs


def mended(text: str) -> str:
    return Report(text, repairs=find_repairs(text)).repaired().text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("They lost their homeswhich were by the sea.", "They lost their homes which were by the sea."),
        ("The wallwhich, he said, fell.", "The wall which, he said, fell."),
        ("She came fromthe coast.", "She came from the coast."),
        ("It was part ofthe plan.", "It was part of the plan."),
        ("He was aboutViktor and knew it.", "He was aboutViktor and knew it."),
        ("It fell inthe sea.", "It fell in the sea."),
        ("It is true ofthat too.", "It is true of that too."),
        ("It spoke aboutLondon today.", "It spoke about London today."),
        ("the missilesThey found", "the missiles They found"),
        ("In Francewhich has no part in it", "In France which has no part in it"),
    ],
)
def test_glued_words_are_taken_apart(text: str, after: str) -> None:
    assert mended(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "The candor of the armor makers was a rumor in the labor party.",
        "He overperformed, an infighter in the undercard, and willfully so.",
        "Beckwith, Hassan, Thein, Haddad, Marchand, Theroux and Anderson met in Thessaly.",
        "See www.partofthe.example/fromthe and write to fromthe@post.example or @ofthe or #ofthe.",
        "The anti-fromthe group, o'fromthe and fromthe's.",
        "LinkedIn, MoveOn, YouTube, TheBlaze, NowThis, iPhone and eBay are firms.",
        "Another brother bothers the weather; withhold the walkthrough and the flyby.",
    ],
)
def test_clean_words_and_names_are_left(text: str) -> None:
    assert find_repairs(text) == ()


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("one in five boats They were built there", "one in five boats they were built there"),
        ("as claimed by some, that It was the harbour", "as claimed by some, that it was the harbour"),
        (
            "the fleet (one of the oldest afloat) He does not sail",
            "the fleet (one of the oldest afloat) he does not sail",
        ),
        ("gained experience It had lacked", "gained experience it had lacked"),
    ],
)
def test_stray_capitals_are_lowered(text: str, after: str) -> None:
    assert mended(text) == after
    assert [repair.rule for repair in find_repairs(text)] == ["stray-capital"]


@pytest.mark.parametrize(
    "text",
    [
        "They left. They were tired.",
        "They left.” They were tired, she said: “It was late.”",
        "It ended\nThey were tired of it",
        "in a film It follows a boy home",
        "the band The Who played in a town called The dalles",
        "It was the US that I knew, and plan A was theirs",
        "those who serve God say that He is near",
        "a memo titled Facts on Where the Race stands",
        "Minister Says He Will Not Go After All as It Looks Bad for Everyone There",
        "as The Times reported in The Hague",
    ],
)
def test_capitals_that_belong_are_left(text: str) -> None:
    assert find_repairs(text) == ()


def test_the_founding_report(shared: Path) -> None:
    text = (shared / "founding-report" / "report.txt").read_text(encoding="utf-8")
    repairs = find_repairs(text)
    glued = {repair.before for repair in repairs if repair.rule == "glued-words"}
    assert glued == {"liveswhich", "barrierwhich"}
    stray = [r for r in repairs if r.rule == "stray-capital"]
    assert [text[r.start - 12 : r.end].split()[-2:] for r in stray] == [
        ["missiles", "They"], ["that", "It"], ["world)", "He"]
    ]  # fmt: skip


def test_clean_news_is_left_and_quickly(shared: Path) -> None:
    path = shared / "data" / "polnear" / "dev.jsonl.gz"
    if not path.is_file():
        pytest.skip("no PolNeAR")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    find_repairs("lostwhich")
    start = time.process_time()
    found = [repair for text in texts for repair in find_repairs(text)]
    spent = time.process_time() - start
    words = sum(len(text.split()) for text in texts)
    assert words > 60_000
    assert len(found) <= 2, found
    # Some 1.5 microseconds a word; the bound is for a busy machine.
    assert spent / words < 20e-6


PIECES = st.sampled_from(
    [
        "liveswhich",
        "ofthe",
        "that",
        "It",
        "They",
        "was",
        " ",
        "  ",
        "\r\n",
        ") ",
        "(",
        "[",
        "“",
        ".",
        "toLondon",
    ]
)
TEXTS = st.one_of(st.text(), st.lists(PIECES | st.text(max_size=4), max_size=40).map(" ".join))


@settings(deadline=None)
@given(TEXTS)
def test_repairs_say_what_they_replace_and_never_overlap(text: str) -> None:
    at = 0
    for repair in find_repairs(text):
        assert at <= repair.start < repair.end <= len(text)
        assert text[repair.start : repair.end] == repair.before != repair.after
        at = repair.end


@settings(deadline=None)
@given(TEXTS, st.data())
def test_what_is_read_leads_back_to_what_was_found(text: str, data: st.DataObject) -> None:
    report = Report(text, repairs=find_repairs(text))
    repaired = report.repaired()
    length = len(repaired.text)
    start = data.draw(st.integers(0, length))
    end = data.draw(st.integers(start, length))
    found_start, found_end = repaired.found(start, end)
    assert 0 <= found_start <= found_end <= len(text)
    inner_start = data.draw(st.integers(start, end))
    inner = repaired.found(inner_start, end)
    assert found_start <= inner[0] <= inner[1] == found_end
    assert repaired.found(0, length) == (0, len(text))


@settings(deadline=None)
@given(TEXTS)
def test_outside_of_repairs_nothing_moves(text: str) -> None:
    report = Report(text, repairs=find_repairs(text))
    repaired = report.repaired()
    mended_at = [range(repair.start, repair.end) for repair in report.repairs]
    for i, character in enumerate(repaired.text):
        place, _ = repaired.found(i, i)
        if not any(place in mending for mending in mended_at):
            after_a_repair = any(mending.stop == place for mending in mended_at)
            assert text[place : place + 1] == character or after_a_repair


def test_a_text_is_never_searched_for_long() -> None:
    start = time.process_time()
    for text in ("a" * 40_000, "which" * 40_000, "that It was " * 16_000, "the(" * 40_000, "A " * 20_000):
        find_repairs(text)
    assert time.process_time() - start < 5
