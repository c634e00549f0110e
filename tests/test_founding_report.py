"""The report with which it began: who must be found in it, on whose word, and what must be on nobody's.

The report is somebody else's text and no part of the project: it is read from the development data, and
only names, numbers and single words of it stand here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import whence
from whence.attributions.attribution import Attribution, Authority
from whence.reader import Reader
from whence.reading import Reading


@dataclass(frozen=True)
class Link:
    """One link of a chain: the names that do, folded; its type; whether unnamed; who speaks jointly."""

    names: tuple[str, ...]
    type: tuple[str, ...]
    anonymous: bool = False
    joint: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Row:
    """One attribution that must be there."""

    chain: tuple[Link, ...]
    holds: tuple[str, ...]
    """Words that all stand in its content."""
    standing: tuple[str, ...] = ("asserted",)
    form: str = "indirect"
    lacks: tuple[str, ...] = ()
    """Words that its content must leave out."""
    said: str | None = None
    modifier: str | None = None


ZELENSKY = Link(("volodymyr zelensky",), ("person",))
RFE = Link(
    ("radio free europe radio liberty", "radio free europe/radio liberty", "rfe/rl"), ("outlet",)
)  # fmt: skip
WSJ = Link(("wall street journal",), ("outlet",))
NYT = Link(("new york times",), ("outlet",))
CHIEFS = Link(("south korean joint chiefs of staff", "joint chiefs of staff"), ("military",))

ROWS = {
    "A1": Row((ZELENSKY,), ("3,000", "10,000"), ("conditional",), lacks=("quarter", "translates")),
    "A2": Row((RFE,), ("Kim Jong Un", "technology", "oil"), lacks=("according", "Liberty")),
    "A3": Row((Link(ZELENSKY.names, ("person",), joint=(CHIEFS,)),), ("preparing", "Putin")),
    "A4": Row((Link(("pentagon",), ("military", "government")),), ("600,000",), said="XXXX-10",
              modifier="early"),
    "A5": Row(
        (WSJ, Link(("several ukrainian officials", "ukrainian officials"), ("group",), anonymous=True)),
        ("two-thirds", "mortars", "one in three", "missiles"),
        ("claimed",),
    ),
    "A6": Row(
        (NYT, Link(("us officials",), ("group",), anonymous=True)),
        ("offer", "Putin"),
        ("claimed",),
        lacks=("signed", "November"),
    ),
    "A7": Row((RFE, Link(("hyunseung lee",), ("person",))), ("soldiers", "train"), form="mixed",
              lacks=("drones",)),
    "A8": Row(
        (Link(("institute for the study of war",), ("organisation",)),), ("death", "North Koreans"),
        lacks=("according",),
    ),
}  # fmt: skip
A3_SUPPORT = ("support", "idea")


@pytest.fixture(scope="module")
def found(reader: Reader, shared: Path) -> Reading:
    path = shared / "founding-report" / "report.txt"
    if not path.is_file():
        pytest.skip(f"{path}: the founding report is not there")
    return whence.read(path, reader=reader)


def fold(name: str) -> str:
    return re.sub(r"^(the|both|a|an) ", "", " ".join(name.lower().replace("u.s.", "us").split()))


def fits(authority: Authority, link: Link) -> bool:
    """Whether an authority bears one of the names, or a fuller form of one."""
    name = fold(authority.name)
    return any(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", name) for wanted in link.names)


def chain(attribution: Attribution) -> list[str]:
    return [authority.name for authority in attribution.authority]


def content(attribution: Attribution) -> str:
    return " ".join(part.text for part in attribution.content)


def on_the_word_of(reading: Reading, row: Row) -> list[Attribution]:
    """The attributions with all of the words, whatever their chain."""
    return [a for a in reading.attributions if all(word in content(a) for word in row.holds)]


def one(reading: Reading, name: str) -> Attribution:
    """The attribution of a row: all of its words, the chain's names in order, and nobody else."""
    row = ROWS[name]
    told = on_the_word_of(reading, row)
    right = [a for a in told if len(a.authority) == len(row.chain) and all(map(fits, a.authority, row.chain))]
    assert right, f"{name}: chains of what holds {row.holds}: {[chain(a) for a in told]}"
    return right[0]


@pytest.mark.parametrize("name", ROWS)
def test_found_with_its_chain(found: Reading, name: str) -> None:
    attribution, row = one(found, name), ROWS[name]
    for authority, link in zip(attribution.authority, row.chain, strict=True):
        assert authority.type in link.type
        assert authority.anonymous is link.anonymous
        assert authority.resolved
        assert len(authority.also) == len(link.joint)
        for other, wanted in zip(authority.also, link.joint, strict=True):
            assert fits(other, wanted)
            assert other.type in wanted.type
            assert not other.anonymous


@pytest.mark.parametrize("name", ROWS)
def test_found_as_it_was_meant(found: Reading, name: str) -> None:
    attribution, row = one(found, name), ROWS[name]
    assert attribution.polarity == "affirmed"
    assert attribution.standing in row.standing
    assert attribution.form == row.form
    for word in row.lacks:
        assert word not in content(attribution)
    if row.said is not None:
        assert attribution.said is not None
        assert (attribution.said.edtf, attribution.said.modifier) == (row.said, row.modifier)


def test_both_sources_support_the_idea(found: Reading) -> None:
    """The joint source has two contents, or one in two pieces: the support, and the preparation."""
    joint = [
        a
        for a in found.attributions
        if a.authority
        and fits(a.authority[-1], ZELENSKY)
        and any(fits(o, CHIEFS) for o in a.authority[-1].also)
    ]
    words = " ".join((a.cue.text if a.cue else "") + " " + content(a) for a in joint)
    assert all(word in words for word in A3_SUPPORT)


def test_the_first_is_said_after_the_deployment_and_not_on_a_date(found: Reading) -> None:
    said = one(found, "A1").said
    assert said is None or said.edtf is None


def test_no_year_is_guessed(found: Reading) -> None:
    for a in found.attributions:
        assert a.said is None or a.said.edtf is None or a.said.edtf.startswith("XXXX")


def all_of(chain: tuple[Authority, ...]) -> Iterator[Authority]:
    for authority in chain:
        yield authority
        yield from all_of(authority.also)


def test_nobody_is_called_it_or_he(found: Reading) -> None:
    names = {fold(o.name) for a in found.attributions for o in all_of(a.authority)}
    assert names.isdisjoint({"it", "he", "they", "she", "which", "who"})


def test_nobody_unknown_speaks(found: Reading) -> None:
    known = [*(link for row in ROWS.values() for link in row.chain), CHIEFS]
    strangers = {
        o.name
        for a in found.attributions
        for o in all_of(a.authority)
        if not any(fits(o, link) for link in known)
    }
    assert not strangers


@pytest.mark.parametrize(
    "word", ["quarter", "escalation", "sanctions", "trench", "signed in November", "ideological"]
)
def test_the_report_speaks_for_itself(found: Reading, word: str) -> None:
    assert word in found.report.text
    assert [chain(a) for a in found.attributions if word in content(a)] == []


def test_glued_words_are_mended_and_the_text_stays_as_found(found: Reading, shared: Path) -> None:
    report = found.report
    raw = (shared / "founding-report" / "report.txt").read_text(encoding="utf-8")
    assert report.text == raw
    mended = {repair.before: repair.after for repair in report.repairs if repair.before.endswith("which")}
    assert mended == {"liveswhich": "lives which", "barrierwhich": "barrier which"}
    assert all(raw[repair.start : repair.end] == repair.before for repair in report.repairs)


def test_the_note_in_spanish_is_an_insertion(found: Reading) -> None:
    (note,) = (f for f in found.report.foreign if f.language == "es")
    assert note.insertion
    assert "drones" in found.report.text[note.start : note.end]
    assert not any("drones" in content(a) for a in found.attributions)


def test_what_was_not_known_stays_unknown(found: Reading) -> None:
    report = found.report
    assert (report.outlet, report.published, report.authors) == (None, None, ())


def test_every_span_lies_in_the_text_as_found(found: Reading) -> None:
    text = found.report.text
    for a in found.attributions:
        for span in (a.source, a.cue, *a.content):
            assert span is None or text[span.start : span.end] == span.text
        for authority in all_of(a.authority):
            assert text[authority.span.start : authority.span.end] == authority.span.text
