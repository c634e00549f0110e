"""Texts with exchanges as arrays: windows as the runtime cuts them, and what is to be learnt of each.

An exchange is learnt from what is given: its head word is an *item*, whose giver and receiver are words
of the text; what comes back is an item of another kind, which points to what it is for. Where the words
of a party stand more than once in the sentence, any of them will do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import numpy as np
import onnx
import onnxruntime as ort
from numpy.typing import NDArray

from benchmarks.exchanges import Case, cases
from training.switch import flat
from whence.exchanges.exchange import ExchangeStanding
from whence.reader import Reader
from whence.reader.labels import ENTITY_TAGS, SPAN_TAGS, UPOS
from whence.reader.model import WEIGHTS
from whence.reader.passing import CATEGORIES, GIVEN, RETURNED, STANDINGS
from whence.reader.reader import layout
from whence.reader.syntax import Doc
from whence.reader.windows import plan, segments

STATES = "/encoder/layers.3/norm2/LayerNormalization_output_0"
"""The packaged graph's states behind the fourth layer: those below it are not trained again."""

GIVER, RECEIVER, FOR = range(3)
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "SYM")

assert set(STANDINGS) == set(get_args(ExchangeStanding))


@dataclass(slots=True)
class Arc:
    """That an item has its party, or what it is for, in one of `words`: 0 is nobody, 1 the first word."""

    kind: int
    item: int
    words: list[int]
    weight: float


@dataclass(slots=True)
class Sample:
    """One window: what the network is fed, and what it is to say."""

    name: str
    part: str
    feed: dict[str, NDArray[Any]]
    home: int
    kinds: NDArray[np.int64]
    categories: NDArray[np.int64]
    standings: NDArray[np.int64]
    arcs: list[Arc] = field(default_factory=list)
    states: NDArray[np.float16] | None = None
    syntax: tuple[NDArray[np.int64], ...] = ()
    """Heads, relations, parts of speech and sentences of its words, as the graph has them."""

    @property
    def words(self) -> int:
        return len(self.kinds)

    def filled(self) -> NDArray[np.float16]:
        """The states. Raises ValueError where `fill` has not put them in."""
        if self.states is None:
            raise ValueError(f"{self.name}: its states are not filled in yet")
        return self.states


@dataclass(slots=True)
class _Told:
    """One item of one exchange, by words of the text."""

    kind: int
    category: int
    standing: int
    parties: tuple[list[int], list[int]]
    unknown: tuple[bool, bool]
    """Whether a party is one that only the rest of a report makes known."""
    given: list[int]


def samples(path: Path, reader: Reader) -> Iterator[Sample]:
    """The windows of all texts at `path`, a folder of reports or JSON lines. Raises DataError."""
    part = path.name.removesuffix(".jsonl").removeprefix("sentences-").removeprefix("reports-")
    for case in cases(path):
        yield from _of(case, part, reader)


def _of(case: Case, part: str, reader: Reader) -> Iterator[Sample]:
    doc = reader(case.text)
    tokens, words, glued, paragraphs = layout(doc)
    word = {int(t): i for i, t in enumerate(tokens)}
    told = _told(case, Doc(doc), word)
    network = reader.network
    known, feats = network.prepared(words, glued, paragraphs)
    parts = segments(words, [len(k[0]) for k in known], paragraphs)
    for window in plan(parts):
        feed = network.feed(window, parts, known, feats)
        first, last = parts[window.first].start, parts[window.last - 1].end
        home = parts[window.home].start - first
        n = last - first
        sample = Sample(case.name, part, feed, home, np.zeros(n, np.int64), np.full(n, -1), np.full(n, -1))
        sample.kinds[:home] = -1
        for i, some in told.items():
            if first <= i < last:
                _learn(sample, i, some, first, last)
        yield sample


def _learn(sample: Sample, i: int, some: Sequence[_Told], first: int, last: int) -> None:
    at = i - first
    if at >= sample.home:
        sample.kinds[at] = some[0].kind
    sample.categories[at] = some[0].category
    sample.standings[at] = some[0].standing
    for kind in (GIVER, RECEIVER, FOR):
        sets: list[list[int]] = []
        for one in some:
            if kind == FOR and one.kind == GIVEN:
                continue
            those = one.given if kind == FOR else one.parties[kind]
            here = [w - first + 1 for w in those if first <= w < last]
            if (those and not here) or (kind != FOR and one.unknown[kind]):
                continue
            if (here or [0]) not in sets:
                sets.append(here or [0])
        if len(sets) > 1:
            sets = [s for s in sets if s != [0]]
        sample.arcs += [Arc(kind, at, words, 1 / len(sets)) for words in sets]


def _told(case: Case, doc: Doc, word: dict[int, int]) -> dict[int, list[_Told]]:
    out: dict[int, list[_Told]] = {}
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    for x in case.exchanges:
        parties = tuple(head_words(doc, x.get(f"{side}_text")) for side in ("giver", "receiver"))
        unknown = tuple(
            x[side] is not None and not heads
            for side, heads in zip(("giver", "receiver"), parties, strict=True)
        )
        given: list[int] = []
        for items, kind in ((x["gives"], GIVEN), (x["in_return"], RETURNED)):
            for item in items:
                found = head_words(doc, item["text"])
                anchors = [p for p in (*parties, given[:1]) if p]
                if not found:
                    continue
                head = min(found, key=lambda h: sum(_distance(h, a, sentence) for a in anchors))
                standing = x["standing"] if kind == GIVEN else x.get("return_standing") or x["standing"]
                near = tuple([word[h] for h in nearest(p, head, sentence)] for p in parties)
                told = _Told(
                    kind,
                    CATEGORIES.index(item["category"]),
                    STANDINGS.index(standing),
                    (near[0], near[1]),
                    (unknown[0], unknown[1]),
                    [word[g] for g in given] if kind == RETURNED else [],
                )
                if kind == GIVEN:
                    given.append(head)
                some = out.setdefault(word[head], [])
                if not some or some[0].kind == kind:
                    some.append(told)
    return out


def _distance(head: int, others: Sequence[int], sentence: dict[int, int]) -> int:
    return min(abs(o - head) + (40 if sentence[o] != sentence[head] else 0) for o in others)


def nearest(heads: Sequence[int], item: int, sentence: dict[int, int]) -> list[int]:
    """The mentions that can be meant: those of the item's sentence, or else the nearest."""
    same = [h for h in heads if sentence[h] == sentence[item]]
    return same or sorted(heads, key=lambda h: abs(h - item))[:1]


def head_words(doc: Doc, words: str | None) -> list[int]:
    """The head of every place where words stand in a text, whole words if there are any."""
    if not words:
        return []
    text = doc.text
    places = [m.span() for m in re.finditer(re.escape(words), text)]
    whole = [
        (a, b)
        for a, b in places
        if not (a and text[a - 1].isalnum() and text[a].isalnum())
        and not (b < len(text) and text[b].isalnum() and text[b - 1].isalnum())
    ]
    found = (_head(doc, a, b) for a, b in whole or places)
    return [h for h in found if h is not None]


def _head(doc: Doc, start: int, end: int) -> int | None:
    span = doc.covering(start, end)
    inside = [t for t in span or () if not t.is_space]
    own = {t.i for t in inside}
    tops = [t for t in inside if t.head.i not in own or t.head.i == t.i]
    named = [t for t in tops if t.pos_ in _NOMINAL]
    return next((t.i for t in [*named, *tops]), None)


def fill(some: Iterable[Sample], folder: Path = WEIGHTS) -> None:
    """Put in the states of the packaged graph's fourth layer, and its syntax."""
    model = flat(onnx.load(str(folder / "reader.onnx")))
    model.graph.output.append(onnx.helper.make_tensor_value_info(STATES, onnx.TensorProto.FLOAT, None))
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    first = len(SPAN_TAGS) + len(ENTITY_TAGS)
    for sample in some:
        states, tags, heads, rels = session.run([STATES, "tags", "heads", "rels"], sample.feed)
        sample.states = states[0].astype(np.float16)
        upos = tags[0][:, first : first + len(UPOS)].argmax(1)
        sentences = np.cumsum(tags[0][:, -1] > tags[0][:, -2])
        sample.syntax = (heads[0], rels[0], upos, sentences)
