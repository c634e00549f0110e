from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc

from whence.attributions.drafts import Draft, Range
from whence.attributions.rules import packaged_rules
from whence.attributions.standing import form, polarity, quoted_tokens, standing
from whence.reader.relations import Evidence

SURE = Evidence(1, 1, 1, 1, 1)
VOCAB = spacy.blank("en").vocab


def parsed(text: str) -> tuple[Doc, Draft]:
    """A one-sentence Doc from `word[|lemma[|dep[|head]]]`; {…} the cue, [[…]] the content, "He" the source.

    A head is the word that it names; where none is named, a word hangs on the first of the cue's.
    """
    words: list[str] = []
    lemmas: list[str] = []
    deps: list[str] = []
    wanted: list[str] = []
    cue: list[int] = []
    content: list[Range] = []
    begin = 0
    for piece in text.split():
        if piece == "[[":
            begin = len(words)
        elif piece == "]]":
            content.append((begin, len(words)))
        elif piece in ("{", "}"):
            cue.append(len(words))
        else:
            word, lemma, dep, head = (*piece.split("|"), "", "", "")[:4]
            words.append(word)
            lemmas.append(lemma or word.lower())
            deps.append(dep or "dep")
            wanted.append(head)
    root = cue[0]
    heads = [words.index(head) if head else root for head in wanted]
    deps[root] = "ROOT"
    heads[root] = root
    doc = Doc(VOCAB, words, lemmas=lemmas, deps=deps, heads=heads)
    source = (words.index("He"), words.index("He") + 1) if "He" in words else None
    return doc, Draft((cue[0], cue[1]), source, tuple(content), SURE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He { said } [[ that it rained ]]", "indirect"),
        ("He { said } : [[ “ It rained ” ]]", "direct"),
        ("[[ “ It rained , ” ]] he { said }", "direct"),
        ("[[ “ It rained , ” ]] he { said } , [[ “ all day . ” ]]", "direct"),
        ("He { said } [[ that “ it rained ” ]]", "mixed"),
        ("He { said } [[ it had “ rained ” all day ]]", "mixed"),
        ("[[ “ It rained , ” ]] he { said } , [[ adding more ]]", "mixed"),
        ('He { called } it [[ " rain " ]]', "direct"),
        ('" Yes , " he { said } , [[ and left ]]', "indirect"),
    ],
)
def test_form(text: str, expected: str) -> None:
    doc, draft = parsed(text)
    assert form(doc, draft, quoted_tokens(doc)) == expected


def test_quotation_marks_left_open_close_with_their_paragraph() -> None:
    doc = Doc(VOCAB, ["“", "a", "\n", "b", '"', "c", '"', "d"])
    assert quoted_tokens(doc) == [True, True, False, False, True, True, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He { said|say } [[ it rained ]]", "affirmed"),
        ("He { denied|deny } [[ it rained ]]", "denied"),
        ("He { did not say } [[ it rained ]]", "denied"),
        ("He { did n't|not deny } [[ it rained ]]", "affirmed"),
        ("He { never|never|advmod said|say } [[ it rained ]]", "denied"),
        ("He { said|say } [[ it did not rain ]]", "affirmed"),
        ("He { said|say } [[ he denied|deny that ]]", "affirmed"),
        ("He { could not verify } [[ it rained ]]", "affirmed"),
        ("He { rejected|reject } [[ the claim ]]", "denied"),
        ("He { neither confirmed|confirm } [[ it rained ]]", "denied"),
        ("It { was not confirmed|confirm } [[ that it rained ]]", "affirmed"),  # nobody denies it
    ],
)
def test_polarity(text: str, expected: str) -> None:
    doc, draft = parsed(text)
    assert polarity(doc, draft, packaged_rules()) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He { said|say } [[ it rained ]]", "asserted"),
        ("He { claimed|claim } [[ it rained ]]", "claimed"),
        ("He { accused|accuse } [[ them of rain ]]", "alleged"),
        ("He { believed|believe } [[ it rained ]]", "suspected"),
        ("He { estimated|estimate } [[ it at 3 ]]", "estimated"),
        ("He { expected|expect } [[ rain ]]", "expected"),
        ("He { promised|promise } [[ rain ]]", "planned"),
        ("He { urged|urge } [[ them to go ]]", "demanded"),
        ("He { asked|ask } [[ whether it rained ]]", "asked"),
        ("He { could not verify } [[ the number ]]", "unverified"),
        ("He { said|say } [[ that the number is unverified ]]", "unverified"),
        ("By|by preliminary data he { said|say } [[ nine fell ]]", "preliminary"),
        ("He { said|say } [[ that by preliminary data nine fell ]]", "preliminary"),
        ("He { said|say } [[ nine|nine|nsubj|fall may|may|aux|fall fall|fall|ccomp|said ]]", "conditional"),
        (
            "He { said|say } [[ nine|nine|nsubj|fallen would|would|aux|fallen have|have|aux|fallen "
            "fallen|fall|ccomp|said ]]",
            "conditional",
        ),
        ("He { said|say } [[ nine|nine|nsubj|fall would|would|aux|fall fall|fall|ccomp|said ]]", "asserted"),
        # the cue comes before what the content says
        (
            "He { claimed|claim } [[ nine|nine|nsubj|fall may|may|aux|fall fall|fall|ccomp|claimed ]]",
            "claimed",
        ),
        # and what is said of others inside the content is theirs
        ("He { said|say } [[ they claimed|claim nothing ]]", "asserted"),
    ],
)
def test_standing(text: str, expected: str) -> None:
    doc, draft = parsed(text)
    assert standing(doc, draft, packaged_rules()) == expected


def test_a_further_cue_counts_too() -> None:
    doc, draft = parsed("It { reported|report } [[ nine fell ]] as claimed|claim by him")
    further = Draft(draft.cue, None, draft.content, SURE, further_cue=(4, 6))
    assert standing(doc, further, packaged_rules()) == "claimed"
