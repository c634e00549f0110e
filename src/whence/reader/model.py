"""The reader's network: text's words in, scores for every word out. One pass feeds everything."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from whence.errors import WhenceError
from whence.reader.features import FEATURES, QUOTE_STATES, quote_states, shape
from whence.reader.labels import DEPRELS, ENTITY_TAGS, SPAN_TAGS, UPOS, XPOS
from whence.reader.passing import LIKELIEST, OUTPUTS, Passing
from whence.reader.relations import LinkWeights
from whence.reader.windows import BUDGET, CONTEXT, Segment, Window, plan, segments, stretches

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

CLS, SEP, UNKNOWN = 101, 102, 100
MAX_PIECES = 8
_MEMORY = 200_000

WHOLE = "whole"
"""The graph's input that says whether more than `_WITHOUT_SYNTAX` is to be computed."""

_OUTPUTS = ("tags", "arcs", "heads", "rels", "dep", "head", "links")
_WITHOUT_SYNTAX = ("tags", "links")
_PER_WORD = ("tags", "dep", "head", "links", "kinds", "categories", "standings")
"""Outputs with a row a word, gathered as they are."""

WEIGHTS = Path(__file__).parent / "weights"


class WeightsError(WhenceError):
    """The reader's weights are missing or do not fit this version."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the network gives for n words of a text; indices of words are into these, but in `passing`."""

    first: int
    """Which word of the text is the first of them."""
    spans: Floats
    """(n, span tags) emissions."""
    entities: Floats
    upos: Ints
    xpos: Ints
    starts: NDArray[np.bool_]
    """(n,) whether a sentence begins."""
    heads: Ints
    """(n,) the best head by itself, within the sentence; a root is its own head."""
    rels: Ints
    """(n,) the relation to that head."""
    arcs: list[tuple[int, Floats]]
    """Blocks of arc scores (dependent, head), each with the word it begins at; they tile the words."""
    dep: Floats
    head: Floats
    link_cue: Floats
    """(n, 2, link width): the cue's half of link scores, to sources (0) and to contents (1)."""
    link_word: Floats
    passing: Passing | None = None
    """What the head for exchanges says; None where it was not asked, or the weights have none.

    Whom it names are words of the whole text.
    """


class Network:
    """The exported graph with what is needed to feed it."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1, graph: str = "reader.onnx") -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        for name in (graph, "decode.npz", "tokenizer.json", "reader.json", "links.json"):
            if not (folder / name).is_file():
                raise WeightsError(
                    f"{folder / name}: the reader's weights are not there; install the wheel again"
                )
        about = json.loads((folder / "reader.json").read_text(encoding="utf-8"))
        if tuple(about["span_tags"]) != SPAN_TAGS or tuple(about["deprels"]) != DEPRELS:
            raise WeightsError(f"{folder}: these weights were made for another version of Whence")
        self.name = f"{about['name']}-{about['version']}"
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The runtime's fusion of a sum with the normalisation behind it is slower than the two by themselves.
        options.add_session_config_entry("optimization.disable_specified_optimizers", "SkipLayerNormFusion")
        # The arena grows to the largest window ever seen and is kept; windows are bounded.
        self.session = ort.InferenceSession(str(folder / graph), options, providers=["CPUExecutionProvider"])
        given = {o.name for o in self.session.get_outputs()}
        self._outputs = (*_OUTPUTS, *OUTPUTS) if given.issuperset(OUTPUTS) else _OUTPUTS
        if WHOLE not in {i.name for i in self.session.get_inputs()}:
            raise WeightsError(f"{folder / graph}: this graph was made for another version of Whence")
        with np.load(folder / "decode.npz") as data:
            self.transitions: Floats = data["transitions"]
            self.start: Floats = data["start"]
            self.last: Floats = data["last"]
            self.link_bias: Floats = data["link_bias"]
            self.label_mix: Floats = data["label_mix"].astype(np.float32)
        links = json.loads((folder / "links.json").read_text(encoding="utf-8"))
        self.link_weights = LinkWeights(tuple(links["source"]), tuple(links["content"]))
        self.tokenizer: Tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self._memory: dict[str, tuple[tuple[int, ...], int]] = {}

    def pieces(self, word: str) -> tuple[tuple[int, ...], int]:
        """Sub-word ids and shape of a word; a very long one is cut."""
        known = self._memory.get(word)
        if known is None:
            if len(self._memory) >= _MEMORY:
                self._memory.clear()
            ids = self.tokenizer.encode(word[:64], add_special_tokens=False).ids[:MAX_PIECES] or [UNKNOWN]
            known = self._memory[word] = (tuple(ids), shape(word))
        return known

    def __call__(
        self,
        words: Sequence[str],
        glued: Sequence[bool],
        paragraphs: Sequence[tuple[int, int]],
        *,
        budget: int = BUDGET,
        context: int = CONTEXT,
        syntax: bool = True,
    ) -> Scores:
        """Read words; `glued` marks those with no space before them, `paragraphs` are [a, b) over words.

        Without `syntax` only spans, links and tags are computed: all else stays empty.
        """
        known, feats = self.prepared(words, glued, paragraphs)
        parts = segments(words, [len(k[0]) for k in known], paragraphs, budget)
        return self._read(plan(parts, budget, context), parts, known, feats, syntax)

    def stretches(
        self,
        words: Sequence[str],
        glued: Sequence[bool],
        paragraphs: Sequence[tuple[int, int]],
        *,
        syntax: bool = True,
    ) -> Iterator[Scores]:
        """The same in windows of the usual size, a stretch at a time: of a long text not all is held at once.

        A stretch holds whole paragraphs, or a part of one that is very long.
        """
        known, feats = self.prepared(words, glued, paragraphs)
        parts = segments(words, [len(k[0]) for k in known], paragraphs)
        for some in stretches(plan(parts), parts):
            yield self._read(some, parts, known, feats, syntax)

    def _read(
        self,
        windows: Sequence[Window],
        parts: Sequence[Segment],
        known: Sequence[tuple[tuple[int, ...], int]],
        feats: Sequence[int],
        syntax: bool,
    ) -> Scores:
        first, last = parts[windows[0].home].start, parts[windows[-1].last - 1].end
        out = _Gather(first, last - first, self._outputs if syntax else _WITHOUT_SYNTAX)
        # One window at a time: on one thread a batch gains nothing, and pads.
        for window in windows:
            feed = self.feed(window, parts, known, feats) | {WHOLE: np.array(syntax)}
            results = self.session.run(out.outputs, feed)
            begin, home, end = parts[window.first].start, parts[window.home].start, parts[window.last - 1].end
            out.take(home, end, home - begin, {k: x[0] for k, x in zip(out.outputs, results, strict=True)})
        return out.scores()

    def prepared(
        self, words: Sequence[str], glued: Sequence[bool], paragraphs: Sequence[tuple[int, int]]
    ) -> tuple[list[tuple[tuple[int, ...], int]], list[int]]:
        """Sub-word ids with the shape, and the features, of every word."""
        known = [self.pieces(w) for w in words]
        states: list[int] = []
        for a, b in paragraphs:
            states.extend(quote_states(words[a:b]))
        feats = [
            (k[1] * QUOTE_STATES + state) * 2 + stuck
            for k, state, stuck in zip(known, states, glued, strict=True)
        ]
        return known, feats

    def feed(
        self,
        window: Window,
        parts: Sequence[Segment],
        known: Sequence[tuple[tuple[int, ...], int]],
        feats: Sequence[int],
    ) -> dict[str, NDArray[Any]]:
        """The graph's inputs for a window, as a batch of one."""
        ids, marks, at = [CLS], [FEATURES], []
        for i in range(window.first, window.last):
            part = parts[i]
            if part.first and i > window.first:
                ids.append(SEP)
                marks.append(FEATURES)
            for w in range(part.start, part.end):
                at.append(len(ids))
                some = known[w][0]
                ids.extend(some)
                marks.extend((feats[w],) * len(some))
        ids.append(SEP)
        marks.append(FEATURES)
        return {
            "ids": np.array([ids], np.int64),
            "feats": np.array([marks], np.int64),
            "words": np.array([at], np.int64),
        }


class _Gather:
    """Collects the windows' results into arrays over n words of a text, from `first` on."""

    def __init__(self, first: int, n: int, outputs: Sequence[str]) -> None:
        self.first = first
        self.n = n
        self.outputs = outputs
        self.arrays: dict[str, Floats] = {}
        self.heads = np.zeros(n, np.int64)
        self.rels = np.zeros(n, np.int64)
        self.arcs: list[tuple[int, Floats]] = []
        self.who: NDArray[np.int32] | None = None
        self.odds: Floats | None = None

    def take(self, home: int, end: int, skip: int, results: dict[str, NDArray[Any]]) -> None:
        """The results of a window of which `skip` words come before those [home, end) of the text."""
        stop = skip + end - home
        to = home - self.first
        own = slice(to, end - self.first)
        for name in _PER_WORD:
            if name in results:
                x = results[name]
                if name not in self.arrays:
                    self.arrays[name] = np.zeros((self.n, *x.shape[1:]), np.float32)
                self.arrays[name][own] = x[skip:stop]
        if "who" in results:
            if self.who is None or self.odds is None:
                self.who = np.full((self.n, 3, LIKELIEST), -1, np.int32)
                self.odds = np.zeros((self.n, 3, LIKELIEST), np.float32)
            items, here = results["items"], results["who"]
            mine = (items >= skip) & (items < stop)
            rows = items[mine] + (to - skip)
            # Parties may stand in what a window repeats of the one before.
            self.who[rows] = np.where(here[mine] < 0, -1, here[mine] + (home - skip))
            self.odds[rows] = results["odds"][mine]
        if "heads" not in results:
            return
        # A head outside the home part can only be chosen where a sentence was cut; it becomes a root.
        local = results["heads"][skip:stop] - skip
        itself = np.arange(end - home)
        local = np.where((local < 0) | (local >= end - home), itself, local)
        self.heads[own] = local + to
        self.rels[own] = results["rels"][skip:stop]
        self.arcs.append((to, results["arcs"][skip:stop, skip:stop]))

    def scores(self) -> Scores:
        n = self.n
        tags = self.arrays.get(
            "tags",
            np.zeros((n, len(SPAN_TAGS) + len(ENTITY_TAGS) + len(UPOS) + len(XPOS) + 2), np.float32),
        )
        links = self.arrays.get("links", np.zeros((n, 4), np.float32))
        dep, head = (self.arrays.get(name, np.zeros((n, 1), np.float32)) for name in ("dep", "head"))
        cuts = np.cumsum([len(SPAN_TAGS), len(ENTITY_TAGS), len(UPOS), len(XPOS)])
        spans, entities, upos, xpos, starts = np.split(tags, cuts, axis=1)
        passing = None
        if self.who is not None and self.odds is not None:
            kinds, categories, standings = (self.arrays[k] for k in ("kinds", "categories", "standings"))
            passing = Passing(kinds, categories, standings, self.who, self.odds)
        half = links.shape[1] // 2
        return Scores(
            self.first,
            spans,
            entities,
            upos.argmax(1),
            xpos.argmax(1),
            starts[:, 1] > starts[:, 0],
            self.heads,
            self.rels,
            sorted(self.arcs, key=lambda block: block[0]),
            dep,
            head,
            links[:, :half].reshape(n, 2, -1),
            links[:, half:].reshape(n, 2, -1),
            passing,
        )
