"""What belongs to a statement and stands behind it."""

import spacy.tokens

from whence.attributions.clauses import continued
from whence.attributions.drafts import EVIDENCE, Draft
from whence.reader import Reader


def parts(doc: spacy.tokens.Doc, words: str) -> tuple[int, int]:
    at = doc.text.index(words)
    span = doc.char_span(at, at + len(words))
    assert span is not None
    return span.start, span.end


def test_a_statement_within_what_is_completed_is_not_completed_again(reader: Reader) -> None:
    doc = reader(
        "The secretary announced that the sum, which she had promised that the bank, founded in May, would "
        "pay, would be withheld."
    )
    outer = Draft(
        parts(doc, "announced"), parts(doc, "The secretary"), (parts(doc, "that the sum"),), EVIDENCE
    )
    within = Draft(parts(doc, "promised"), parts(doc, "she"), (parts(doc, "that the bank"),), EVIDENCE)
    (one,) = continued(doc, [outer, within], [False] * len(doc))
    assert doc[slice(*one.content[-1])].text.endswith("would be withheld")


def test_a_part_told_in_the_same_breath_ends_before_the_line_does(reader: Reader) -> None:
    doc = reader(
        "Syrskyi said that they hit 15,000 men in January, of whom 7,000 were killed\n\nMore follows."
    )
    draft = Draft(
        parts(doc, "said"),
        parts(doc, "Syrskyi"),
        (parts(doc, "that they hit 15,000 men in January"),),
        EVIDENCE,
    )
    (one,) = continued(doc, [draft], [False] * len(doc))
    assert doc[slice(*one.content[-1])].text.endswith("were killed")
