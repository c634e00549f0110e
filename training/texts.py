"""Texts to read without their labels: what a narrower reader learns to read as the wide one does.

    python -m training.texts --cache CACHE [--data FILE…] [--weights DIR]

CACHE is what `training.data` wrote; FILE are further texts as JSON lines (`text` in each), whose parts of
speech the packaged reader tells. Writes CACHE/texts.npz. The contents that PolNeAR marks stand there once
more as texts of their own, since the reader reads contents again by themselves.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from training.data import IGNORE, Document
from whence.reader.features import QUOTE_STATES, SHAPES, features, shape
from whence.reader.labels import XPOS

OPEN = frozenset(
    {"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "RB", "CD", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ"}
)
"""Penn tags whose words may stand for one another."""

Ints = NDArray[np.int64]


@dataclass(slots=True)
class Texts:
    """Words of all texts in one row, and what the kinds of words (*types*) are made of."""

    types: Ints
    """(words,) which type each word is."""
    feats: Ints
    """(words,) its features, as `whence.reader.features` has them."""
    classes: Ints
    """(words,) Penn tag and shape together; -1 where no other word may stand for it."""
    begins: NDArray[np.int8]
    """(words,) 2 where a text begins, 1 where a paragraph does, else 0."""
    first: Ints
    """(types + 1,) where the sub-words of each type begin in `pieces`."""
    pieces: Ints

    @classmethod
    def load(cls, path: Path) -> Texts:
        """Read what `save` wrote."""
        with np.load(path) as data:
            return cls(**{name: data[name].astype(np.int64) for name in cls.__slots__})

    def save(self, path: Path) -> None:
        """Write all arrays to `path`, small integers as such."""
        arrays = {name: np.asarray(getattr(self, name)) for name in self.__slots__}
        small = {
            name: a.astype(next(t for t in (np.int8, np.int16, np.int32) if a.max() <= np.iinfo(t).max))
            for name, a in arrays.items()
        }
        np.savez_compressed(path, **small)  # type: ignore[arg-type]


@dataclass(slots=True)
class _Builder:
    types: list[int] = field(default_factory=list)
    feats: list[int] = field(default_factory=list)
    classes: list[int] = field(default_factory=list)
    begins: list[int] = field(default_factory=list)
    index: dict[tuple[int, ...], int] = field(default_factory=dict)

    def add(
        self,
        words: Sequence[str],
        pieces: Sequence[Sequence[int]],
        feats: Sequence[int],
        xpos: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> None:
        """One text."""
        starts = {a for a, b in paragraphs if a < b}
        for i, word in enumerate(words):
            self.types.append(self.index.setdefault(tuple(pieces[i]), len(self.index)))
            self.feats.append(feats[i])
            tag = xpos[i]
            known = tag != IGNORE and XPOS[tag] in OPEN
            self.classes.append(tag * SHAPES + shape(word) if known else -1)
            self.begins.append(2 if i == 0 else int(i in starts))

    def texts(self) -> Texts:
        """All texts that were added."""
        lengths = [len(p) for p in self.index]
        return Texts(
            np.array(self.types),
            np.array(self.feats),
            np.array(self.classes),
            np.array(self.begins, np.int8),
            np.cumsum([0, *lengths]),
            np.array([x for p in self.index for x in p]),
        )


def _documents(docs: Sequence[Document], into: _Builder) -> None:
    for d in docs:
        xpos = d.xpos or [IGNORE] * len(d.words)
        into.add(d.words, d.pieces, d.feats, xpos, d.paragraphs)
        contents = list(_contents(d))
        if contents:
            picked = [i for a, b in contents for i in range(a, b)]
            feats = [
                f
                for a, b in contents
                for f in features(d.words[a:b], [i > a and d.feats[i] % 2 == 1 for i in range(a, b)])
            ]
            ends = np.cumsum([b - a for a, b in contents]).tolist()
            into.add(
                [d.words[i] for i in picked],
                [d.pieces[i] for i in picked],
                feats,
                [xpos[i] for i in picked],
                list(zip([0, *ends[:-1]], ends, strict=True)),
            )


def _contents(doc: Document) -> Iterator[tuple[int, int]]:
    if doc.annotators:
        for link in doc.annotators[0]["links"]:
            yield from ((a, b) for a, b in link["content"] if b - a > 3)


def _told(paths: Sequence[Path], weights: Path | None, into: _Builder) -> int:
    from whence.reader import Reader
    from whence.reader.reader import layout

    reader = Reader.load(weights) if weights else Reader.load()
    number = 0
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            text: Any = json.loads(line)["text"]
            _, words, glued, paragraphs = layout(reader.tokenize(text))
            if not words:
                continue
            known, feats = reader.network.prepared(words, glued, paragraphs)
            scores = reader.network(words, glued, paragraphs, syntax=False)
            into.add(words, [k[0] for k in known], feats, scores.xpos.tolist(), paragraphs)
            number += 1
    return number


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("--cache", type=Path, required=True)
    p.add_argument("--data", type=Path, nargs="*", default=[])
    p.add_argument("--weights", type=Path)
    a = p.parse_args()
    into = _Builder()
    for name in ("polnear", "treebank"):
        _documents(pickle.loads((a.cache / f"{name}-train.pickle").read_bytes()), into)
    number = _told(a.data, a.weights, into)
    texts = into.texts()
    texts.save(a.cache / "texts.npz")
    assert int(texts.feats.max()) < SHAPES * QUOTE_STATES * 2
    print({"words": len(texts.types), "types": len(texts.first) - 1, "texts of --data": number})


if __name__ == "__main__":
    main()
