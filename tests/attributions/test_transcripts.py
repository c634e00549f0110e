"""Transcripts: every turn is its speaker's word."""

from whence import read_text
from whence.reading import Reading

BRIEFING = """SPOKESPERSON: Good morning. I have seen the report. We assess that roughly 400 men are there.

QUESTION: A senator said there were 5,000. Is he wrong?

SPOKESPERSON: I can't confirm that number.

The road is open again.

QUESTION: Has the ministry approved the transfer?

SPOKESPERSON: No decision has been made.
"""


def turns(reading: Reading) -> list[tuple[str, str]]:
    return [
        (a.authority[-1].name, a.content[0].text)
        for a in reading.attributions
        if a.cue.text == ":" and a.parent is None
    ]


def test_each_turn_is_one_attribution_given_as_it_was_spoken() -> None:
    reading = read_text(BRIEFING)
    assert [who for who, _ in turns(reading)] == ["SPOKESPERSON", "QUESTION"] * 2 + ["SPOKESPERSON"]
    assert {a.form for a in reading.attributions if a.cue.text == ":"} == {"direct"}
    asker = next(a for a in reading.attributions if a.authority[-1].name == "QUESTION")
    assert asker.authority[-1].anonymous
    for a in reading.attributions:
        for part in a.content:
            assert reading.report.text[part.start : part.end] == part.text


def test_a_turn_runs_on_over_paragraphs_until_the_next_speaker() -> None:
    third = [a for a in read_text(BRIEFING).attributions if a.cue.text == ":" and a.parent is None][2]
    assert [part.text for part in third.content] == [
        "I can't confirm that number.",
        "The road is open again.",
    ]


def test_what_others_say_in_a_turn_is_told_by_its_speaker() -> None:
    reading = read_text(BRIEFING)
    told = next(a for a in reading.attributions if a.cue.text == "said")
    assert [x.name for x in told.authority] == ["QUESTION", "A senator"]
    assert told.parent is not None
    sent = next(f for f in reading.figures if f.low == 400)
    on = next(a for a in reading.attributions if a.id == sent.attribution)
    assert on.authority[0].name == "SPOKESPERSON"


def test_lists_with_colons_are_no_transcript() -> None:
    for text in (
        "Killed: 14 people died.\n\nWounded: 20 were hurt.\n\nMissing: 3 are lost.\n\nFound: 2 came back.",
        "Score: it ended 2-1 at home.\n\nScore: it ended 3-0 away.\n\nThe season is over now.",
        "Note: the road is closed.",
    ):
        assert not turns(read_text(text))


def test_third_persons_in_somebodys_own_words_are_somebody_else() -> None:
    text = "".join(
        f"{who}: {words}\n\n"
        for who, words in (
            ("Courier", "Why did you leave?"),
            ("Anna Holm", "My deputy took the money. She told the board that she had not."),
            ("Courier", "Who knew?"),
            ("Anna Holm", "Nobody did."),
        )
    )
    told = next(a for a in read_text(text).attributions if a.cue.text == "told")
    assert told.authority[0].name == "Anna Holm"
    assert told.authority[-1].name != "Anna Holm"
