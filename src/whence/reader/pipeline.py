"""The reader as a spaCy component: `nlp.add_pipe("whence")`, registered by entry point.

Alone it fills everything (tags, tree, sentences, entities, span groups `source`, `cue` and
`content`, and `doc._.relations`). With `syntax=False` it leaves tags, tree and entities to the
components before it in the pipeline and adds only spans and relations.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from whence.reader.reader import Reader


class WhenceComponent:
    """Fills each Doc of a pipeline; the weights are loaded with the first one."""

    def __init__(self, nlp: Language, *, syntax: bool, weights: str | None) -> None:
        self.nlp = nlp
        self.syntax = syntax
        self.weights = weights
        self._reader: Reader | None = None

    @property
    def reader(self) -> Reader:
        """The reader, which shares the pipeline's vocabulary."""
        if self._reader is None:
            from pathlib import Path

            from whence.reader.model import WEIGHTS, Network
            from whence.reader.reader import Reader

            network = Network(Path(self.weights) if self.weights else WEIGHTS)
            self._reader = Reader(network, vocab=self.nlp.vocab)
        return self._reader

    def __call__(self, doc: Doc) -> Doc:
        """Read a tokenised Doc in place, and give it back."""
        return self.reader.annotate(doc, syntax=self.syntax)


@Language.factory(
    "whence",
    default_config={"syntax": True, "weights": None},
    assigns=[
        "doc.spans",
        "doc._.relations",
        "token.pos",
        "token.tag",
        "token.dep",
        "token.head",
        "doc.ents",
        "token.lemma",
    ],
)
def make_whence(nlp: Language, name: str, syntax: bool, weights: str | None) -> WhenceComponent:
    """The component for `nlp.add_pipe("whence")`."""
    return WhenceComponent(nlp, syntax=syntax, weights=weights)
