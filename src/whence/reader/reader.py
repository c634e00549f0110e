"""The reader: text in, a spaCy Doc with syntax, entities and attribution relations out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from whence.lazy import import_without
from whence.reader.decode import edge_masks, marginals, spans_of, transition_mask, tree, viterbi
from whence.reader.halves import Halves, Kept
from whence.reader.labels import DEPRELS, ENTITY_TAGS, SPAN_KINDS, UPOS, XPOS
from whence.reader.lemmas import lemma
from whence.reader.model import WEIGHTS, Network, Scores
from whence.reader.passing import Passing
from whence.reader.relations import Evidence, Layout, Relation, relate
from whence.reader.words import make_tokenizer

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

Ints = NDArray[np.int64]

_COLUMNS: Final = ("TAG", "POS", "DEP", "HEAD", "LEMMA", "ENT_IOB", "ENT_TYPE")
"""spaCy's attributes in the order of a table of tokens."""

_ROOT: Final = DEPRELS.index("root")
_GIANT: Final = re.compile(r"\S{300,}")
_ENTITY_TRANSITIONS: Final = transition_mask(ENTITY_TAGS)
_ENTITY_FIRST, _ENTITY_LAST = edge_masks(ENTITY_TAGS)


class Reader:
    """Reads English text. Loading takes about a second; one Reader serves any number of texts.

    Not safe to share between threads; use one per process.
    """

    def __init__(self, network: Network, *, vocab: Vocab | None = None) -> None:
        """A reader over a loaded network; `vocab` shares the vocabulary of a spaCy pipeline."""
        from spacy.tokens import Doc

        self.network = network
        self.tokenizer = make_tokenizer(vocab)
        self.vocab = self.tokenizer.vocab
        if not Doc.has_extension("relations"):
            Doc.set_extension("relations", default=())
        if not Doc.has_extension("passing"):
            Doc.set_extension("passing", default=None)
        strings = self.vocab.strings
        self._upos = np.array([_pos_id(tag) for tag in UPOS], dtype=np.uint64)
        self._xpos = np.array([strings.add(tag) for tag in XPOS], dtype=np.uint64)
        self._rels = np.array(
            [strings.add(rel if rel != "root" else "ROOT") for rel in DEPRELS], dtype=np.uint64
        )
        self._kinds = {tag[2:]: strings.add(tag[2:]) for tag in ENTITY_TAGS if tag != "O"}
        self._lemmas: dict[tuple[str, int], int] = {}

    @classmethod
    def load(cls, path: str | Path | None = None, *, threads: int = 1) -> Reader:
        """The reader with the packaged weights, or those in the folder `path`.

        Raises WeightsError where they are missing or were made for another version.
        """
        with ThreadPoolExecutor(1) as beside:
            # Reading the weights and the table of lemmas is mostly work outside the interpreter:
            # it goes on while spaCy is imported.
            network = beside.submit(Network, Path(path) if path else WEIGHTS, threads=threads)
            beside.submit(lemma, "reads", "VERB")
            import_without("spacy", {"spacy.cli.info": "info"})
            return cls(network.result())

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self.network.name

    def __call__(self, text: str) -> Doc:
        """Read a text of any length. `doc.text` is the text, to the character."""
        return self.annotate(self.tokenize(text))

    def relations(self, text: str) -> Doc:
        """Read spans and relations alone: a Doc without tags, trees and entities."""
        return self.annotate(self.tokenize(text), syntax=False)

    def tokenize(self, text: str) -> Doc:
        """Cut a text into words; nothing is read yet."""
        if not _GIANT.search(text):
            whole: Doc = self.tokenizer(text)
            return whole
        # Rules for affixes are tried at every place of a word: what has no spaces is cut first.
        from spacy.tokens import Doc

        words: list[str] = []
        spaces: list[bool] = []
        at = 0
        for match in _GIANT.finditer(text):
            for start, end in [(at, match.start()), *_cut(match.start(), match.end(), 200)]:
                if start == end:
                    continue
                for token in self.tokenizer(text[start:end]):
                    words.append(token.text)
                    spaces.append(bool(token.whitespace_))
            at = match.end()
        for token in self.tokenizer(text[at:]):
            words.append(token.text)
            spaces.append(bool(token.whitespace_))
        return Doc(self.vocab, words=words, spaces=spaces)

    def annotate(self, doc: Doc, *, syntax: bool = True) -> Doc:
        """Fill a tokenised Doc in place: tags, tree, sentences, entities, span groups, relations, passing.

        With `syntax` false, tags, tree, sentences and entities are left as they are.
        """
        tokens, words, glued, paragraphs = layout(doc)
        if not words:
            for kind in SPAN_KINDS:
                doc.spans[kind] = []
            doc._.relations = ()
            return doc
        found = _Found(len(words), self.network)
        table = np.zeros((len(doc), len(_COLUMNS)), dtype=np.uint64)
        passing: Passing | None = None
        for scores in self.network.stretches(words, glued, paragraphs, syntax=syntax):
            end = scores.first + len(scores.spans)
            mine = _within(paragraphs, scores.first, end)
            found.take(scores, mine)
            if not syntax:
                continue
            self._syntax(table, tokens, words[scores.first : end], mine, scores)
            if scores.passing is not None:
                passing = passing or Passing.empty(len(doc))
                scores.passing.into(passing, tokens, scores.first)
        if syntax:
            self._settle(doc, table, tokens)
            doc._.passing = passing
        self._relations(doc, tokens, paragraphs, found)
        return doc

    def relate(
        self, doc: Doc, spans: dict[str, Sequence[tuple[int, int]]]
    ) -> list[tuple[int, int | None, tuple[int, ...]]]:
        """Join given spans (token ranges by kind) into relations, whatever the reader itself found.

        Returns (cue, source or None, contents) by index into the given lists. For measuring links.
        """
        tokens, words, glued, paragraphs = layout(doc)
        if not words:
            return []
        scores = self.network(words, glued, paragraphs, syntax=False)
        to_word = {t: i for i, t in enumerate(tokens.tolist())}
        by_kind = {
            kind: [(to_word[a], to_word[b - 1] + 1) for a, b in spans.get(kind, ())] for kind in SPAN_KINDS
        }
        order = {kind: sorted(range(len(some)), key=some.__getitem__) for kind, some in by_kind.items()}
        found = relate(
            [by_kind["cue"][i] for i in order["cue"]],
            [by_kind["source"][i] for i in order["source"]],
            [by_kind["content"][i] for i in order["content"]],
            Halves.of_all(scores.link_cue, scores.link_word, self.network.link_bias),
            layout_of(scores.starts, paragraphs),
            self.network.link_weights,
        )
        return [
            (
                order["cue"][i],
                None if s is None else order["source"][s],
                tuple(order["content"][c] for c in some),
            )
            for i, s, some, _, _ in found
        ]

    def _syntax(
        self,
        table: NDArray[np.uint64],
        tokens: Ints,
        words: Sequence[str],
        paragraphs: Sequence[tuple[int, int]],
        scores: Scores,
    ) -> None:
        """Fill the rows of these words in `table` (tokens of the text, _COLUMNS)."""
        starts = scores.starts.copy()
        for a, _ in paragraphs:
            starts[a] = True
        for a, _ in scores.arcs:
            starts[a] = True
        heads, rels = trees(scores, starts, self.network.label_mix)
        mine = tokens[scores.first : scores.first + len(words)]
        table[mine, 0] = self._xpos[scores.xpos]
        table[mine, 1] = self._upos[scores.upos]
        table[mine, 2] = self._rels[rels]
        table[mine, 3] = (mine[heads] - mine).astype(np.uint64)
        known = self._lemmas
        strings = self.vocab.strings
        ids = []
        for word, tag in zip(words, scores.upos.tolist(), strict=True):
            key = (word, tag)
            found = known.get(key)
            if found is None:
                if len(known) > 200_000:
                    known.clear()
                found = known[key] = strings.add(lemma(word, UPOS[tag]))
            ids.append(found)
        table[mine, 4] = np.array(ids, dtype=np.uint64)
        emit = scores.entities
        for _, b in paragraphs:
            emit[b - 1] += _ENTITY_LAST
        tags = emit.argmax(1)
        firsts = np.array([a for a, _ in paragraphs])
        bad = _ENTITY_TRANSITIONS[tags[:-1], tags[1:]] < 0
        bad[firsts[1:] - 1] = False
        wrong = {int(np.searchsorted(firsts, i, "right")) - 1 for i in np.flatnonzero(bad)}
        wrong |= {k for k, a in enumerate(firsts) if _ENTITY_FIRST[tags[a]] < 0}
        if wrong:
            some = [paragraphs[k] for k in sorted(wrong)]
            mended = viterbi(emit, some, _ENTITY_TRANSITIONS, _ENTITY_FIRST)
            for a, b in some:
                tags[a:b] = mended[a:b]
        for a, b, kind in spans_of(tags, ENTITY_TAGS):
            # A name runs on over the white space between its words.
            x, y = int(mine[a]), int(mine[b - 1]) + 1
            table[x:y, 5] = 1
            table[x, 5] = 3
            table[x:y, 6] = self._kinds[kind]

    def _settle(self, doc: Doc, table: NDArray[np.uint64], tokens: Ints) -> None:
        """White space hangs on the word before it, and all goes into the Doc."""
        from spacy import attrs

        strings = self.vocab.strings
        n = len(doc)
        table[:, 5] = np.where(table[:, 5] == 0, 2, table[:, 5])
        if n > len(tokens):
            space = np.ones(n, dtype=bool)
            space[tokens] = False
            before = np.maximum.accumulate(np.where(space, -1, np.arange(n)))
            where = np.flatnonzero(space)
            target = np.where(before[where] < 0, tokens[0], before[where])
            table[where, 3] = (target - where).astype(np.uint64)
            table[where, 2] = strings.add("dep")
            table[where, 1] = _pos_id("SPACE")
            table[where, 0] = strings.add("_SP")
            table[where, 4] = np.array([strings.add(doc[int(i)].text) for i in where], dtype=np.uint64)
        doc.from_array([getattr(attrs, name) for name in _COLUMNS], table)  # type: ignore[arg-type]

    def _relations(
        self, doc: Doc, tokens: Ints, paragraphs: Sequence[tuple[int, int]], found: _Found
    ) -> None:
        from spacy.tokens import Span, SpanGroup

        def over(a: int, b: int) -> tuple[int, int]:
            return int(tokens[a]), int(tokens[b - 1]) + 1

        out = []
        cues, sources, contents = (found.spans[kind] for kind in ("cue", "source", "content"))
        for i, source, mine, source_link, content_link in relate(
            cues, sources, contents, found.halves(), layout_of(found.starts, paragraphs),
            self.network.link_weights,
        ):  # fmt: skip
            evidence = Evidence(
                found.sure[cues[i]],
                found.sure[sources[source]] if source is not None else 1.0,
                min(found.sure[contents[j]] for j in mine),
                source_link,
                content_link,
            )
            out.append(
                Relation(
                    over(*cues[i]),
                    over(*sources[source]) if source is not None else None,
                    tuple(over(*contents[j]) for j in mine),
                    evidence,
                )
            )
        for kind in SPAN_KINDS:
            spans = [Span(doc, *over(a, b), label=kind) for a, b in found.spans[kind]]
            doc.spans[kind] = SpanGroup(doc, name=kind, spans=spans)
        doc._.relations = tuple(out)


class _Found:
    """The spans of a text, stretch by stretch, with how sure each is and what links it."""

    def __init__(self, n: int, network: Network) -> None:
        self._network = network
        self._kept = Kept(n, network.link_bias)
        self.spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in SPAN_KINDS}
        """By kind, over the words of the text."""
        self.sure: dict[tuple[int, int], float] = {}
        """The probability of the less sure of a span's edges; no word is in two spans."""
        self.starts = np.zeros(n, dtype=bool)
        """(n,) whether a sentence begins."""

    def take(self, scores: Scores, paragraphs: Sequence[tuple[int, int]]) -> None:
        """Decode a stretch; `paragraphs` are those of its words."""
        net, first = self._network, scores.first
        self.starts[first : first + len(scores.starts)] = scores.starts
        emit = scores.spans.copy()
        emit[[b - 1 for _, b in paragraphs]] += net.last
        tags = viterbi(emit, paragraphs, net.transitions, net.start)
        posterior = marginals(emit, paragraphs, net.transitions, net.start)
        new: dict[str, list[tuple[int, int]]] = {kind: [] for kind in SPAN_KINDS}
        for a, b, kind in spans_of(tags):
            span = first + a, first + b
            new[kind].append(span)
            self.sure[span] = float(min(posterior[a, tags[a]], posterior[b - 1, tags[b - 1]]))
        self._kept.take(
            first, [new[k] for k in ("source", "content", "cue")], scores.link_cue, scores.link_word
        )
        for kind, some in new.items():
            self.spans[kind] += some

    def halves(self) -> Halves:
        """The halves of links of all spans; to be asked once."""
        return self._kept.halves()


def _within(paragraphs: Sequence[tuple[int, int]], first: int, end: int) -> list[tuple[int, int]]:
    """The paragraphs, or parts of them, among words [first, end), counted from `first`."""
    a = bisect_right(paragraphs, first, key=lambda p: p[1])
    b = bisect_left(paragraphs, end, key=lambda p: p[0])
    return [(max(x, first) - first, min(y, end) - first) for x, y in paragraphs[a:b]]


def layout_of(starts: NDArray[np.bool_], paragraphs: Sequence[tuple[int, int]]) -> Layout:
    """The sentence and paragraph of every word; `starts` are words that begin a sentence."""
    starts = starts.copy()
    paragraph = np.zeros(len(starts), dtype=np.int64)
    for number, (a, b) in enumerate(paragraphs):
        starts[a] = True
        paragraph[a:b] = number
    return Layout(np.cumsum(starts), paragraph)


def layout(doc: Doc) -> tuple[Ints, list[str], list[bool], list[tuple[int, int]]]:
    """Words of a Doc without its white space: token indices, words, whether glued, paragraphs over words."""
    tokens: list[int] = []
    words: list[str] = []
    glued: list[bool] = []
    paragraphs: list[tuple[int, int]] = []
    first = 0
    stuck = False
    for token in doc:
        text = token.text
        if token.is_space:
            if "\n" in text or "\r" in text or "\u2029" in text:
                if len(words) > first:
                    paragraphs.append((first, len(words)))
                first = len(words)
            stuck = False
            continue
        glued.append(stuck and len(words) > first)
        tokens.append(token.i)
        words.append(text)
        stuck = not token.whitespace_
    if len(words) > first:
        paragraphs.append((first, len(words)))
    return np.array(tokens, dtype=np.int64), words, glued, paragraphs


def trees(scores: Scores, starts: NDArray[np.bool_], mix: NDArray[np.float32]) -> tuple[Ints, Ints]:
    """Heads and relations (words,) such that every sentence is a tree with one root."""
    heads, rels = scores.heads.copy(), scores.rels.copy()
    n = len(heads)
    edges = [*np.flatnonzero(starts).tolist(), n]
    block = 0
    changed: list[int] = []
    plain = heads.tolist()
    for a, b in pairwise(edges):
        if _is_tree(plain, a, b):
            continue
        while block + 1 < len(scores.arcs) and scores.arcs[block + 1][0] <= a:
            block += 1
        begin, arcs = scores.arcs[block]
        new = tree(arcs[a - begin : b - begin, a - begin : b - begin]) + a
        changed.extend(int(i) for i in range(a, b) if new[i - a] != heads[i])
        heads[a:b] = new
    own = heads == np.arange(n)
    changed.extend(np.flatnonzero(~own & (rels == _ROOT)).tolist())
    if changed:
        some = np.unique(changed)
        one = np.ones((len(some), 1), np.float32)
        dep = np.concatenate([scores.dep[some], one], 1)
        head = np.concatenate([scores.head[heads[some]], one], 1)
        table = np.einsum("ni,rij,nj->nr", dep, mix, head, optimize=True)
        table[:, _ROOT] = -np.inf
        rels[some] = table.argmax(1)
    rels[own] = _ROOT
    return heads, rels


def _is_tree(heads: Sequence[int], a: int, b: int) -> bool:
    roots = 0
    for i in range(a, b):
        h = heads[i]
        if h == i:
            roots += 1
        elif not a <= h < b:
            return False
    if roots != 1:
        return False
    state = bytearray(b - a)  # 1 on the way now, 2 known to reach the root
    for i in range(a, b):
        path = []
        j = i
        while not state[j - a]:
            state[j - a] = 1
            path.append(j)
            if heads[j] == j:
                break
            j = heads[j]
        else:
            if state[j - a] == 1:
                return False
        for k in path:
            state[k - a] = 2
    return True


def _cut(start: int, end: int, size: int) -> list[tuple[int, int]]:
    return [(i, min(i + size, end)) for i in range(start, end, size)]


def _pos_id(tag: str) -> int:
    from spacy.parts_of_speech import IDS

    value: Any = IDS[tag]
    return int(value)
