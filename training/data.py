"""Prepare the training data: words, sub-words, features and labels of every document.

    python -m training.data --data DIR --encoder DIR --out CACHE

DIR of the data holds `polnear/` and `treebank/`; DIR of the encoder holds `tokenizer.json`.
Writes CACHE/{polnear,treebank}-{train,dev}.pickle. Nothing of the corpora enters the package.
"""

from __future__ import annotations

import argparse
import bisect
import gzip
import json
import pickle
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from whence.reader.features import features
from whence.reader.labels import DEPRELS, ENTITY_KINDS, ENTITY_TAGS, SPAN_TAGS, UPOS, XPOS
from whence.reader.model import UNKNOWN
from whence.reader.words import make_tokenizer

IGNORE = -100
MAX_PIECES = 8
_TAG = {tag: i for i, tag in enumerate(SPAN_TAGS)}
_ENT = {tag: i for i, tag in enumerate(ENTITY_TAGS)}
_UPOS = {tag: i for i, tag in enumerate(UPOS)}
_XPOS = {tag: i for i, tag in enumerate(XPOS)}
_REL = {tag: i for i, tag in enumerate(DEPRELS)}


@dataclass(slots=True)
class Document:
    """One document as arrays over words; labels that a corpus lacks are None."""

    name: str
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    pieces: list[list[int]] = field(default_factory=list)
    feats: list[int] = field(default_factory=list)
    paragraphs: list[tuple[int, int]] = field(default_factory=list)
    entities: list[int] | None = None
    upos: list[int] | None = None
    xpos: list[int] | None = None
    heads: list[int] | None = None
    rels: list[int] | None = None
    sentence_starts: list[int] | None = None
    silver_heads: list[int] | None = None
    silver_sentences: list[int] | None = None
    annotators: list[dict[str, Any]] = field(default_factory=list)
    genre: str = ""


class Pieces:
    """Sub-word ids of single words, remembered."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.memory: dict[str, list[int]] = {}

    def __call__(self, word: str) -> list[int]:
        if word not in self.memory:
            ids = self.tokenizer.encode(word[:64], add_special_tokens=False).ids[:MAX_PIECES]
            self.memory[word] = ids or [UNKNOWN]
        return self.memory[word]


def lines(path: Path) -> Iterator[str]:
    """The lines of a gzipped UTF-8 file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from file


def bioes_over(n: int, spans: list[tuple[int, int, str]], index: dict[str, int]) -> list[int]:
    tags = [0] * n
    for start, end, kind in spans:
        if end - start == 1:
            tags[start] = index[f"S-{kind}"]
        else:
            tags[start] = index[f"B-{kind}"]
            tags[end - 1] = index[f"E-{kind}"]
            for i in range(start + 1, end - 1):
                tags[i] = index[f"I-{kind}"]
    return tags


def finish(doc: Document, pieces: Callable[[str], list[int]]) -> None:
    doc.pieces = [pieces(w) for w in doc.words]
    for a, b in doc.paragraphs:
        glued = [i > a and doc.starts[i] == doc.ends[i - 1] for i in range(a, b)]
        doc.feats.extend(features(doc.words[a:b], glued))


def words_of(text: str, tokenizer: Any) -> tuple[list[str], list[int], list[int], list[tuple[int, int]]]:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    paragraphs = []
    for match in re.finditer(r"[^\n]+", text):
        first = len(words)
        for token in tokenizer(match.group()):
            if not token.is_space:
                words.append(token.text)
                starts.append(match.start() + token.idx)
                ends.append(match.start() + token.idx + len(token.text))
        if len(words) > first:
            paragraphs.append((first, len(words)))
    return words, starts, ends, paragraphs


@dataclass(slots=True)
class Token:
    """A token as CoreNLP read it; `head` is the index of its head in the document, its own for a root."""

    start: int
    end: int
    tag: str
    entity: str
    head: int
    rel: str
    sentence: int


def read_silver(path: Path) -> dict[str, list[Token]]:
    """CoreNLP's tokens of every document, but for those that have no place in the text."""
    out: dict[str, list[Token]] = {}
    rows: list[Token] = []
    sentence: list[Token] = []
    index: dict[int, int] = {}

    def close() -> None:
        for token in sentence:
            token.head = index.get(token.head, IGNORE)
        sentence.clear()
        index.clear()

    for line in lines(path):
        if line.startswith("# newdoc id = "):
            close()
            rows = out.setdefault(line[14:].strip(), [])
        elif line.startswith("# sent_id"):
            close()
        elif line[0].isdigit():
            cells = line.rstrip("\n").split("\t")
            misc = dict(m.split("=", 1) for m in cells[9].split("|") if "=" in m)
            if "Range" not in misc or not cells[0].isdigit():
                continue
            a, b = misc["Range"].split(":")
            number, head = int(cells[0]), int(cells[6]) if cells[6].isdigit() else -1
            index[number] = len(rows)
            where = rows[-1].sentence + (not sentence) if rows else 0
            token = Token(int(a), int(b), cells[4], misc.get("NER", ""), head or number, cells[7], where)
            rows.append(token)
            sentence.append(token)
    close()
    return out


_SILVER = {"PERSON": "PERSON", "ORGANIZATION": "ORG", "LOCATION": "PLACE", "MISC": "MISC"}


def silver_entities(doc: Document, rows: list[Token], text: str) -> tuple[list[int], list[int]]:
    """Entity and Penn-tag labels over our words; words that CoreNLP cut otherwise are ignored for tags."""
    n = len(doc.words)
    xpos = [IGNORE] * n
    spans: list[tuple[int, int, str]] = []
    at = {(s, e): i for i, (s, e) in enumerate(zip(doc.starts, doc.ends, strict=True))}
    brackets = {"(": "-LRB-", "[": "-LRB-", "{": "-LRB-", ")": "-RRB-", "]": "-RRB-", "}": "-RRB-"}
    for row in rows:
        i = at.get((row.start, row.end))
        if i is not None:
            xpos[i] = _XPOS.get(brackets.get(text[row.start : row.end], row.tag), IGNORE)
    j = 0
    while j < len(rows):
        kind = rows[j].entity
        if not kind:
            j += 1
            continue
        k = j
        while (
            k + 1 < len(rows)
            and rows[k + 1].entity == kind
            and "\n" not in text[rows[k].end : rows[k + 1].start]
        ):
            k += 1
        tags = {r.tag for r in rows[j : k + 1]}
        name = _SILVER.get(kind, kind)
        if kind == "MISC" and k - j < 2 and tags <= {"JJ", "NNPS", "NNS"}:
            name = "NORP"
        s, e = rows[j].start, rows[k].end
        a = bisect.bisect_right(doc.ends, s)
        b = bisect.bisect_left(doc.starts, e)
        if name in ENTITY_KINDS and a < b and (not spans or spans[-1][1] <= a):
            spans.append((a, b, name))
        j = k + 1
    return bioes_over(n, spans, _ENT), xpos


_UNSURE = frozenset({"punct", "dep", "cc", "conj"})
"""Relations whose heads CoreNLP's scheme (UD 1) puts elsewhere, or of which its parser is least sure."""


def silver_trees(doc: Document, rows: list[Token]) -> tuple[list[int], list[int]]:
    """CoreNLP's heads over our words, and which of its sentences each stands in.

    Words that it cut otherwise, or whose heads it did, are IGNORE.
    """
    at = {(s, e): i for i, (s, e) in enumerate(zip(doc.starts, doc.ends, strict=True))}
    place = [at.get((row.start, row.end)) for row in rows]
    heads = [IGNORE] * len(doc.words)
    sentences = [-1] * len(doc.words)
    for i, row in zip(place, rows, strict=True):
        if i is None:
            continue
        sentences[i] = row.sentence
        head = place[row.head] if row.head != IGNORE else None
        if head is not None and row.rel not in _UNSURE:
            heads[i] = head
    return heads, sentences


def within(paragraphs: list[tuple[int, int]], a: int, b: int) -> list[tuple[int, int]]:
    """The words [a, b) paragraph by paragraph: no span crosses a paragraph's end."""
    return [(max(a, p), min(b, q)) for p, q in paragraphs if p < b and a < q]


def polnear(path: Path, silver: Path, pieces: Pieces, tokenizer: Any) -> list[Document]:
    """PolNeAR's documents with each annotator's spans and relations over our words."""
    rows = read_silver(silver)
    docs = []
    for line in lines(path):
        record = json.loads(line)
        text = record["text"]
        words, starts, ends, paragraphs = words_of(text, tokenizer)
        doc = Document(record["id"], words, starts, ends, paragraphs=paragraphs)
        for relations in record["annotations"].values():
            taken: dict[int, str] = {}
            spans: list[tuple[int, int, str]] = []
            known: set[tuple[int, int, str]] = set()
            links = []
            for relation in relations:
                found: dict[str, list[tuple[int, int]]] = {}
                for kind in ("source", "cue", "content"):
                    found[kind] = []
                    for s, e in relation[kind]:
                        first = bisect.bisect_right(doc.ends, s)
                        end = bisect.bisect_left(doc.starts, e)
                        for a, b in within(paragraphs, first, end):
                            if (a, b, kind) not in known:
                                if any(i in taken for i in range(a, b)):
                                    continue
                                known.add((a, b, kind))
                                spans.append((a, b, kind))
                                taken.update(dict.fromkeys(range(a, b), kind))
                            found[kind].append((a, b))
                if found["cue"]:
                    links.append(found)
            doc.annotators.append({"tags": bioes_over(len(words), spans, _TAG), "links": links})
        finish(doc, pieces)
        if record["id"] in rows:  # a few reports have no silver reading
            doc.entities, doc.xpos = silver_entities(doc, rows[record["id"]], text)
            doc.silver_heads, doc.silver_sentences = silver_trees(doc, rows[record["id"]])
        docs.append(doc)
    return docs


_GUM = {"person": "PERSON", "organization": "ORG", "place": "PLACE"}


def _gum_entities(rows: list[list[str]]) -> list[tuple[int, int, str]]:
    open_: dict[str, list[tuple[int, str]]] = {}
    spans = []
    for i, cells in enumerate(rows):
        value = next((m[7:] for m in cells[9].split("|") if m.startswith("Entity=")), "")
        for part in re.findall(r"\([^()]+\)?|[^()]+\)", value):
            if part.startswith("("):
                fields = part.strip("()").split("-")
                ident, kind = fields[0], fields[1] if len(fields) > 1 else ""
                if part.endswith(")"):
                    spans.append((i, i + 1, kind))
                else:
                    open_.setdefault(ident, []).append((i, kind))
            else:
                ident = part.strip("()")
                if open_.get(ident):
                    start, kind = open_[ident].pop()
                    spans.append((start, i + 1, kind))
    return spans


def treebank(path: Path, pieces: Callable[[str], list[int]]) -> list[Document]:
    """A CoNLL-U treebank as running documents: gold words, paragraphs, sentences, tags and trees."""
    docs: list[Document] = []
    rows_of: list[list[list[str]]] = []
    sentence: list[list[str]] = []
    new_paragraph = True
    cursor = 0
    tail_no_space = False

    def close() -> None:
        nonlocal sentence, new_paragraph, cursor, tail_no_space
        if not sentence:
            return
        doc = docs[-1]
        base = len(doc.words)
        if new_paragraph or not doc.paragraphs:
            doc.paragraphs.append((base, base))
            cursor += 1
        new_paragraph = False
        until, multi_end = 0, False
        for cells in sentence:
            if "-" in cells[0]:
                until = int(cells[0].split("-")[1])
                multi_end = "SpaceAfter=No" in cells[9]
                continue
            number = int(cells[0])
            doc.words.append(cells[1])
            doc.starts.append(cursor)
            cursor += len(cells[1])
            doc.ends.append(cursor)
            glue = "SpaceAfter=No" in cells[9]
            if number < until:
                glue = True
            elif number == until:
                glue = multi_end
            cursor += 0 if glue else 1
            head = int(cells[6])
            doc.heads.append(base + head - 1 if head else base + number - 1)  # type: ignore[union-attr]
            doc.rels.append(_REL.get(cells[7], _REL.get(cells[7].split(":")[0], _REL["dep"])))  # type: ignore[union-attr]
            doc.upos.append(_UPOS.get(cells[3], IGNORE))  # type: ignore[union-attr]
            doc.xpos.append(_XPOS.get(cells[4], IGNORE))  # type: ignore[union-attr]
            doc.sentence_starts.append(int(number == 1))  # type: ignore[union-attr]
            rows_of[-1].append(cells)
        doc.paragraphs[-1] = (doc.paragraphs[-1][0], len(doc.words))
        sentence = []

    for line in lines(path):
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            close()
            name = line.split("=", 1)[1].strip() if "=" in line else str(len(docs))
            docs.append(Document(name, upos=[], xpos=[], heads=[], rels=[], sentence_starts=[]))
            docs[-1].genre = name.split("_")[1] if name.startswith("GUM_") else "ewt"
            rows_of.append([])
            new_paragraph, cursor = True, 0
        elif line.startswith("# newpar"):
            close()
            new_paragraph = True
        elif not line:
            close()
        elif line[0].isdigit() and "." not in line.split("\t", 1)[0]:
            sentence.append(line.split("\t"))
    close()
    for doc, rows in zip(docs, rows_of, strict=True):
        finish(doc, pieces)
        if doc.name.startswith("GUM_"):
            # GUM marks every mention; a named one has a proper noun in it. What may be a name
            # of another kind, a time or a number is left out of the loss rather than called "O".
            spans = []
            unsure = {i for i, c in enumerate(rows) if c[3] in ("PROPN", "NUM", "ADJ") or c[4] == "CD"}
            for a, b, kind in _gum_entities(rows):
                if kind == "time" or kind == "quantity":
                    unsure.update(range(a, b))
                named = all(
                    c[3] in ("PROPN", "DET", "PUNCT", "PART") or c[1] in ("of", "the") for c in rows[a:b]
                )
                if kind in _GUM and named and any(c[3] == "PROPN" for c in rows[a:b]):
                    while a < b and rows[a][3] == "DET":
                        a += 1
                    if a < b and rows[b - 1][3] != "PUNCT":
                        spans.append((a, b, _GUM[kind]))
            spans.sort(key=lambda s: (s[0], -s[1]))
            flat: list[tuple[int, int, str]] = []
            for span in spans:
                if not flat or flat[-1][1] <= span[0]:
                    flat.append(span)
            tags = bioes_over(len(doc.words), flat, _ENT)
            doc.entities = [IGNORE if not t and i in unsure else t for i, t in enumerate(tags)]
    return docs


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pieces = Pieces(args.encoder / "tokenizer.json")
    tokenizer = make_tokenizer()
    for part in ("train", "dev"):
        folder = args.data / "polnear"
        docs = polnear(
            folder / f"{part}.jsonl.gz", folder / "silver" / f"{part}.conllu.gz", pieces, tokenizer
        )
        (args.out / f"polnear-{part}.pickle").write_bytes(pickle.dumps(docs))
        trees = [
            d
            for bank in ("gum", "ewt")
            for d in treebank(args.data / "treebank" / f"{bank}-{part}.conllu.gz", pieces)
        ]
        (args.out / f"treebank-{part}.pickle").write_bytes(pickle.dumps(trees))
        for name, group in (("polnear", docs), ("treebank", trees)):
            words = sum(len(d.words) for d in group)
            subwords = sum(len(p) for d in group for p in d.pieces)
            print(f"{name}-{part}: {len(group)} documents, {words} words, {subwords} sub-words")


if __name__ == "__main__":
    # Through the module's own name, so that the pickles name `training.data` and not `__main__`.
    from training.data import main as run

    run()
