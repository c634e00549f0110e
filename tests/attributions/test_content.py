"""What is done to contents keeps what stands in them in its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

import whence
from whence.attributions.content import rest_on_cited
from whence.attributions.drafts import Draft
from whence.attributions.rules import packaged_rules
from whence.reader import Reader
from whence.reader.relations import Evidence


def test_whoever_stands_in_a_changed_draft_finds_it_again(reader: Reader) -> None:
    doc = reader(
        "The Post reported, citing two officials, that Ruiz said Okoro believed the port was closed."
    )
    word = {token.text: token.i for token in doc}
    sure = Evidence(1.0, 1.0, 1.0, 1.0, 1.0)
    end = word["closed"] + 1
    outer = Draft(
        (word["reported"], word["reported"] + 1), (0, word["Post"] + 1), ((word["citing"], end),), sure
    )
    inner = Draft((word["said"], word["said"] + 1), None, ((word["Okoro"], end),), sure, outer)
    innermost = Draft((word["believed"], word["believed"] + 1), None, ((word["the"], end),), sure, inner)
    given = [outer, inner, innermost]
    out = rest_on_cited(doc, given, packaged_rules())
    known = {id(draft) for draft in out}
    assert all(draft.parent is None or id(draft.parent) in known for draft in out)
    assert rest_on_cited(doc, [replace(outer)], packaged_rules())[0].content


def test_what_is_in_another_may_begin_before_it(reader: Reader) -> None:
    text = (
        "You see, most voters have no idea who their mayor or their clerk is, so when they go to vote, "
        "not knowing who is who, they simply pull the lever, or push the button, for “R,” or “D,” "
        "according to their instinctive preference."
    )
    read = whence.read_text(text, reader=reader).attributions
    known = {a.id for a in read}
    assert all(a.parent is None or a.parent in known for a in read)


def test_who_asks_not_to_be_named_has_claimed_nothing_by_that(reader: Reader) -> None:
    text = "Two diplomats, who asked not to be named, said a radar track pointed north."
    (only,) = whence.read_text(text, reader=reader).attributions
    assert only.cue.text == "said"
    assert only.authority[0].anonymous


def test_who_asks_in_a_clause_of_their_own_is_who_speaks(reader: Reader) -> None:
    for text, source in (
        ("A diplomat who asked not to be named said the talks would resume in March.", "A diplomat"),
        ("An aide who declined to be named told Reuters the deal was off.", "An aide"),
        ("Two officials who were not authorised to speak told the paper the base was hit.", "Two officials"),
    ):
        (only,) = whence.read_text(text, reader=reader).attributions
        assert only.source is not None, text
        assert only.source.text.startswith(f"{source} who "), text
        assert only.authority[-1].name == source
        assert all("who" not in part.text for part in only.content)


def test_a_date_behind_a_semicolon_is_another_clauses(reader: Reader) -> None:
    text = (
        "The drones were built in March, the minister said on Tuesday; "
        "lawmakers claim the contract was never signed."
    )
    first, second = whence.read_text(text, reader=reader).attributions
    assert first.said is not None
    assert first.said.span.text == "on Tuesday"
    assert second.said is None


@pytest.mark.parametrize(
    ("text", "content"),
    [
        (
            "On Monday, “the way is open; the dam is shut,” he said.",
            "“the way is open; the dam is shut,”",
        ),
        (
            "He said “the way is open; the dam is shut” on Monday.",
            "“the way is open; the dam is shut”",
        ),
        ("The mayor said “the road will open” in March.", "“the road will open” in March"),
        ("“We lost 40 men” in October, he said.", "“We lost 40 men” in October"),
    ],
)
def test_a_day_beside_a_quotation_is_not_what_was_said(text: str, content: str, reader: Reader) -> None:
    (only,) = whence.read_text(text, reader=reader).attributions
    assert [part.text for part in only.content] == [content]


def test_what_somebody_leaves_out_is_not_said(reader: Reader) -> None:
    text = "The ministry said its air defences shot down 31 drones, without mentioning the depot."
    (only,) = whence.read_text(text, reader=reader).attributions
    assert [part.text for part in only.content] == ["its air defences shot down 31 drones"]
    text = "The mayor said the town would get by without giving up its school."
    (only,) = whence.read_text(text, reader=reader).attributions
    assert only.content[-1].text.endswith("school")


def test_a_fine_is_no_statement(reader: Reader) -> None:
    text = "Regulator fines bank €45 million over sanctions checks"
    assert whence.read_text(text, reader=reader).attributions == ()
