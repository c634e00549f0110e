"""What holds of every reading, whatever the text says."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

import whence
from whence.attributions.attribution import Attribution, Authority
from whence.contract import to_json, validate
from whence.errors import WhenceError
from whence.reader import Reader
from whence.reading import Reading
from whence.spans import TextSpan

QUICK = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))

SENTENCES = (
    "The mayor of Lisbon, Ines Okafor, said on Monday that nine ships had left.",
    "“We counted them twice,” she told the Harbour Courier.",
    "According to the ministry, 4,000 tonnes of grain were lost, which amounts to a third of the harvest.",
    "The BBC reported, citing two port officials, that the gates may have been left open.",
    "He denied it.",
    "It claimed that the coast guard believes nothing was sunk.",
    "Both Okafor and the Coast Guard (CG) say the town lives on grain, as claimed by several farmers.",
    "In early October, Reuters wrote that Paul Marsh had told the BBC: \"I saw them go.\"",
    "An old friend, who asked not to be named, said that she had heard the mayor say so.",
    "The report could not be verified [no se sabe].",
    "“They are gone.\n\n“And they will not be back,” the harbour master added.",
    "The town has two bridges (one of them shut) and a ferry.",
    "Its report, published last week, found that boats liveswhich are old sink.",
    "Officials quoted by Yonhap expect more rain; the paper's editor doubts it.",
    "Did he say so?",
    "• Boats: the ministry says none — and the mayor, \"nine\".",
    "Marsh insisted that, according to the coast guard, Okafor had admitted that nobody knew.",
)  # fmt: skip
GAPS = (" ", "\n", "\n\n", "  ", "", "\u00a0", "\r\n")


def spans(reading: Reading) -> Iterator[TextSpan]:
    def of(chain: tuple[Authority, ...]) -> Iterator[TextSpan]:
        for authority in chain:
            yield authority.span
            yield from of(authority.also)

    for a in reading.attributions:
        yield from (span for span in (a.source, a.cue) if span is not None)
        yield from a.content
        yield from of(a.authority)
        if a.said is not None:
            yield a.said.span


def holds(outer: Attribution, inner: TextSpan) -> bool:
    return any(part.start <= inner.start and inner.end <= part.end for part in outer.content)


def check(reading: Reading) -> None:
    text = reading.report.text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    for repair in reading.report.repairs:
        assert text[repair.start : repair.end] == repair.before
    seen: dict[str, Attribution] = {}
    for a in reading.attributions:
        assert a.id not in seen
        assert a.content
        assert 0 <= a.confidence <= 1
        assert all(x.end <= y.start for x, y in zip(a.content, a.content[1:], strict=False))
        assert a.cue is not None
        assert not any(holds(a, span) for span in (a.cue, a.source) if span is not None)
        assert all(authority.name.strip() for authority in a.authority)
        if a.parent is not None:
            assert a.parent in seen, f"{a.id} comes before its parent {a.parent}"
            parent = seen[a.parent]
            assert holds(parent, a.cue), f"{a.cue} is not in the content of {parent.id}"
            above = [authority.name for authority in parent.authority]
            assert [authority.name for authority in a.authority][: len(above)] == above
            assert a.confidence <= parent.confidence + 1e-3
        seen[a.id] = a
    for span in spans(reading):
        assert not re.fullmatch(r"\s*", span.text)
    validate(json.loads(json.dumps(to_json(reading))))


@QUICK
@given(st.text(max_size=300))
def test_any_text(reader: Reader, text: str) -> None:
    try:
        reading = whence.read_text(text, reader=reader)
    except WhenceError:
        assume(False)
    check(reading)


@QUICK
@given(st.lists(st.tuples(st.sampled_from(SENTENCES), st.sampled_from(GAPS)), min_size=1, max_size=12))
def test_sentences_in_any_order(reader: Reader, parts: list[tuple[str, str]]) -> None:
    check(whence.read_text("".join(sentence + gap for sentence, gap in parts), reader=reader))


@QUICK
@given(st.data())
def test_sentences_cut_anywhere(reader: Reader, data: st.DataObject) -> None:
    text = " ".join(data.draw(st.permutations(SENTENCES))[:5])
    start = data.draw(st.integers(0, len(text) - 20))
    end = data.draw(st.integers(start + 10, len(text)))
    assume(re.search("[A-Za-z]", text[start:end]))
    check(whence.read_text(text[start:end], reader=reader, published="2024-12-18"))


def test_all_sentences_together(reader: Reader) -> None:
    reading = whence.read_text("\n".join(SENTENCES), reader=reader)
    check(reading)
    assert len(reading.attributions) >= 8


@pytest.mark.parametrize("text", ["Yes.", "said", "He said", "“", "The", "x" * 2_000 + " said so"])
def test_hardly_anything(reader: Reader, text: str) -> None:
    try:
        check(whence.read_text(text, reader=reader))
    except WhenceError:
        assert not re.search("[A-Za-z]", text)


def test_reading_twice_gives_the_same(reader: Reader) -> None:
    text = " ".join(SENTENCES)
    assert whence.read_text(text, reader=reader) == whence.read_text(text, reader=reader)
