"""Attributions found by their syntax, where the reader of spans saw nothing."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

import whence
from whence.attributions.accorded import accorded
from whence.attributions.colons import signed, without_signed
from whence.attributions.drafts import Draft
from whence.attributions.rules import packaged_rules
from whence.attributions.supplements import EVIDENCE, supplements, without_told
from whence.reader import Reader
from whence.reader.syntax import Doc as Plain

VOCAB = spacy.blank("en").vocab


def parsed(*rows: tuple[str, int, str, str, str, str]) -> Doc:
    """A Doc of hand-made rows: word, head, relation, part of speech, tag, lemma."""
    words, heads, deps, pos, tags, lemmas = (list(column) for column in zip(*rows, strict=True))
    return Doc(VOCAB, words=words, heads=heads, deps=deps, pos=pos, tags=tags, lemmas=lemmas)


PUT = parsed(
    ("The", 1, "det", "DET", "DT", "the"), ("ministry", 2, "nsubj", "NOUN", "NN", "ministry"),
    ("put", 2, "ROOT", "VERB", "VBD", "put"), ("its", 4, "nmod:poss", "PRON", "PRP$", "its"),
    ("losses", 2, "obj", "NOUN", "NNS", "loss"), ("at", 7, "case", "ADP", "IN", "at"),
    ("three", 7, "nummod", "NUM", "CD", "three"), ("planes", 2, "obl", "NOUN", "NNS", "plane"),
    (".", 2, "punct", "PUNCT", ".", "."),
)  # fmt: skip

CHECKED = parsed(
    ("Neither", 1, "det", "DET", "DT", "neither"), ("claim", 4, "nsubj:pass", "NOUN", "NN", "claim"),
    ("could", 4, "aux", "AUX", "MD", "could"), ("be", 4, "aux:pass", "AUX", "VB", "be"),
    ("verified", 4, "ROOT", "VERB", "VBN", "verify"), (".", 4, "punct", "PUNCT", ".", "."),
)  # fmt: skip

ASSESSED = parsed(
    ("ISW", 1, "nsubj", "PROPN", "NNP", "ISW"), ("assessed", 1, "ROOT", "VERB", "VBD", "assess"),
    ("on", 3, "case", "ADP", "IN", "on"), ("Friday", 1, "obl", "PROPN", "NNP", "Friday"),
    ("that", 7, "mark", "SCONJ", "IN", "that"), ("the", 6, "det", "DET", "DT", "the"),
    ("front", 7, "nsubj", "NOUN", "NN", "front"), ("held", 1, "ccomp", "VERB", "VBD", "hold"),
    (".", 1, "punct", "PUNCT", ".", "."),
)  # fmt: skip


def parts(doc: Doc, draft: Draft) -> tuple[str | None, str, list[str]]:
    source = doc[slice(*draft.source)].text if draft.source is not None else None
    return source, doc[slice(*draft.cue)].text, [doc[a:b].text for a, b in draft.content]


@pytest.mark.parametrize(
    ("doc", "found"),
    [
        (PUT, ("The ministry", "put", ["its losses at three planes"])),
        (CHECKED, (None, "could be verified", ["Neither claim"])),
        (ASSESSED, ("ISW", "assessed", ["that the front held"])),
    ],
)
def test_what_the_reader_of_spans_left_out_is_found(
    doc: Doc, found: tuple[str | None, str, list[str]]
) -> None:
    (draft,) = supplements(doc, [], packaged_rules())
    assert parts(doc, draft) == found


def test_a_verb_that_is_a_cue_already_is_left_alone() -> None:
    known = Draft((2, 3), (0, 2), ((3, 8),), EVIDENCE)
    assert supplements(PUT, [known], packaged_rules()) == []


def test_what_stands_in_a_content_is_inside_of_it() -> None:
    parent = Draft((8, 9), None, ((0, 8),), EVIDENCE)
    (draft,) = supplements(PUT, [parent], packaged_rules())
    assert draft.parent is parent


def test_a_cue_within_a_content_whose_source_is_outside_is_left_out() -> None:
    parent = Draft((8, 9), None, ((2, 8),), EVIDENCE)
    assert supplements(PUT, [parent], packaged_rules()) == []


@pytest.mark.parametrize(
    "text",
    [
        "The storm put the harbour out of use at 5 am.",
        "Users must not verify their accounts twice.",
        "They set the price at $40.",
        "The club would say that the ground was full.",
    ],
)
def test_no_claim_is_made_of_other_clauses(reader: Reader, text: str) -> None:
    doc = reader(text)
    assert supplements(doc, [], packaged_rules()) == []


def test_whoever_is_quoted_says_it_through_whoever_quotes(reader: Reader) -> None:
    reading = whence.read_text(
        "The spokesman, Dmitri Orlov, was quoted by Interfax as saying that the talks had failed.",
        reader=reader,
    )
    (said,) = [a for a in reading.attributions if "as saying" in a.cue.text]
    assert [u.name for u in said.authority] == ["Interfax", "Dmitri Orlov"]
    assert [c.text for c in said.content] == ["that the talks had failed"]


def test_a_question_names_no_source(reader: Reader) -> None:
    reading = whence.read_text("Asked who had said what, the minister declined to comment.", reader=reader)
    assert all(u.name.lower() != "who" for a in reading.attributions for u in a.authority)


def test_an_office_of_the_day_is_whoever_the_report_names(reader: Reader) -> None:
    text = "Volodymyr Zelensky has lost patience. The Ukrainian president said he would not wait."
    names = [
        a.authority[-1].name
        for published in ("2024-12-27", None)
        for a in whence.read_text(text, reader=reader, published=published).attributions
    ]
    assert names == ["Volodymyr Zelensky", "Ukrainian president"]


def test_this_newspaper_is_none_that_it_names(reader: Reader) -> None:
    text = (
        "The New York Times reported that the talks had failed. An inspector put it more bluntly in a letter "
        "that this newspaper has read: “Count the barrels.” This newspaper reported in May that the plant "
        "was shut."
    )
    reading = whence.read_text(text, reader=reader)
    mine = [u for a in reading.attributions for u in a.authority if "this newspaper" in u.span.text.lower()]
    assert all(u.name.lower() == "this newspaper" for u in mine)
    assert mine


def _costs(*source: tuple[str, int, str, str, str, str]) -> Doc:
    """A barrier which, according to somebody, costs lives; the words of the source hang on word 5."""
    return parsed(
        ("a", 1, "det", "DET", "DT", "a"),
        ("barrier", 1, "ROOT", "NOUN", "NN", "barrier"),
        ("which", 7, "nsubj", "PRON", "WDT", "which"),
        ("according", 5, "case", "VERB", "VBG", "accord"),
        ("to", 3, "fixed", "ADP", "IN", "to"),
        *source,
        ("also", 7, "advmod", "ADV", "RB", "also"),
        ("costs", 1, "acl:relcl", "VERB", "VBZ", "cost"),
        ("lives", 7, "obj", "NOUN", "NNS", "life"),
        (".", 1, "punct", "PUNCT", ".", "."),
    )


def test_what_is_so_according_to_somebody() -> None:
    doc = _costs(("officials", 7, "obl", "NOUN", "NNS", "official"))
    (draft,) = supplements(doc, [], packaged_rules())
    assert (draft.source, draft.cue, draft.content) == ((5, 6), (3, 5), ((6, 9),))
    # Where the reader has seen the cue, it is not told twice.
    assert supplements(doc, [Draft((3, 5), (5, 6), ((6, 9),), EVIDENCE)], packaged_rules()) == []


def test_nobody_says_what_goes_according_to_plan() -> None:
    assert supplements(_costs(("plan", 7, "obl", "NOUN", "NN", "plan")), [], packaged_rules()) == []


def _gamble(*after: tuple[str, str]) -> Doc:
    words = [("“", "PUNCT"), ("It", "PRON"), ("was", "AUX"), ("a", "DET"), ("gamble", "NOUN"), (".", "PUNCT")]
    words += [("”", "PUNCT"), ("–", "PUNCT"), *after]
    return Doc(VOCAB, words=[w for w, _ in words], pos=[p for _, p in words])


def test_a_quotation_is_signed_behind_a_dash() -> None:
    doc = _gamble(("a", "DET"), ("retired", "ADJ"), ("general", "NOUN"))
    assert signed(doc) == [((8, 11), (7, 8), (0, 7))]
    # Behind a dash the sentence may also go on.
    assert signed(_gamble(("she", "PRON"), ("said", "VERB"), ("so", "ADV"), ("twice", "ADV"))) == []
    assert signed(_gamble(("twice", "ADV"), ("over", "ADV"), ("again", "ADV"))) == []


def test_a_signed_quotation_is_no_part_of_what_somebody_else_says() -> None:
    doc = _gamble(("a", "DET"), ("retired", "ADJ"), ("general", "NOUN"))
    wrong = Draft((8, 9), (9, 10), ((0, 7), (10, 11)), EVIDENCE)
    assert without_signed(doc, [wrong])[0].content == ((10, 11),)
    alone = Draft((8, 9), (9, 10), ((0, 7),), EVIDENCE)
    assert without_signed(doc, [alone]) == [alone]


def test_a_conjunction_before_its_subject_is_no_part_of_a_cue() -> None:
    doc = parsed(
        ("that", 4, "mark", "SCONJ", "IN", "that"), ("it", 4, "nsubj", "PRON", "PRP", "it"),
        ("had", 4, "aux", "AUX", "VBD", "have"), ("not", 4, "advmod", "PART", "RB", "not"),
        ("verified", 4, "ROOT", "VERB", "VBN", "verify"), ("them", 4, "obj", "PRON", "PRP", "they"),
    )  # fmt: skip
    (draft,) = supplements(doc, [], packaged_rules())
    assert (draft.source, draft.cue, draft.content) == ((1, 2), (2, 5), ((5, 6),))


def test_a_clause_is_cut_where_a_quotation_opens() -> None:
    doc = parsed(
        ("Papers", 1, "nsubj", "NOUN", "NNS", "paper"), ("ran", 1, "ROOT", "VERB", "VBD", "run"),
        (":", 10, "punct", "PUNCT", ":", ":"), ("“", 10, "punct", "PUNCT", "``", "“"),
        ("Half", 10, "nsubj", "NOUN", "NN", "half"), (",", 10, "punct", "PUNCT", ",", ","),
        ("according", 8, "case", "VERB", "VBG", "accord"), ("to", 6, "fixed", "ADP", "IN", "to"),
        ("officials", 10, "obl", "NOUN", "NNS", "official"), (",", 10, "punct", "PUNCT", ",", ","),
        ("fled", 1, "parataxis", "VERB", "VBD", "flee"), (".", 1, "punct", "PUNCT", ".", "."),
    )  # fmt: skip
    (draft,) = supplements(doc, [], packaged_rules())
    assert (draft.source, draft.content) == ((8, 9), ((4, 5), (10, 11)))


def test_what_has_a_cue_of_its_own_is_no_part_of_another_content() -> None:
    wide = Draft((0, 1), None, ((1, 3), (6, 8)), EVIDENCE)
    inner = Draft((6, 7), None, ((7, 8),), EVIDENCE, wide)
    innermost = Draft((7, 8), None, ((8, 9),), EVIDENCE, inner)
    found = Draft((5, 6), (4, 5), ((6, 8),), EVIDENCE)
    within = Draft((1, 2), None, ((2, 3),), EVIDENCE, wide)
    kept = without_told([wide, inner, innermost], [found, within])
    assert kept[0].content == ((1, 3),)
    assert kept[1].parent is kept[0]
    assert kept[2].parent is kept[1]
    assert kept[3] is found
    assert kept[4].parent is kept[0]
    alone = Draft((0, 1), None, ((6, 8),), EVIDENCE)
    assert without_told([alone], [found]) == [alone, found]


def test_a_tree_that_hangs_the_to_elsewhere_leaves_the_source_whole() -> None:
    # The noun's own words begin with "according" and go on behind a "to" that hangs on the verb.
    doc = Plain(
        parsed(
            ("Madrid", 1, "nsubj", "PROPN", "NNP", "Madrid"), ("agreed", 1, "ROOT", "VERB", "VBD", "agree"),
            (",", 6, "punct", "PUNCT", ",", ","), ("according", 6, "case", "ADP", "IN", "according"),
            ("to", 1, "mark", "ADP", "IN", "to"), ("a", 6, "det", "DET", "DT", "a"),
            ("diplomat", 1, "obl", "NOUN", "NN", "diplomat"), (".", 1, "punct", "PUNCT", ".", "."),
        )
    )  # fmt: skip
    assert accorded(doc, doc[3], packaged_rules()) == ((5, 7), (3, 5), ((0, 2),))
