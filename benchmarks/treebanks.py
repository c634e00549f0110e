"""Treebanks in CoNLL-U as running text, and parses of that text, for scoring one against the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.common import DataError, lines

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True)
class Word:
    """A syntactic word. Words that are one token in writing ("can't") have that token's offsets."""

    start: int
    end: int
    form: str
    upos: str
    xpos: str
    head: int | None
    """Index of its head among the words of the document; None for a root."""
    deprel: str
    multiword: bool = False


@dataclass(slots=True)
class Parse:
    """One document: its words and its sentences, as offsets into its text."""

    name: str
    text: str = ""
    words: list[Word] = field(default_factory=list)
    sentences: list[tuple[int, int]] = field(default_factory=list)

    @property
    def genre(self) -> str:
        """Genre, from the document's name: GUM_news_iodine is news, weblog-blogspot.com_… is weblog."""
        parts = self.name.split("_")
        return parts[1] if parts[0] == "GUM" and len(parts) > 1 else parts[0].split("-")[0]


def documents(path: Path) -> Iterator[Parse]:
    """The documents of a treebank in CoNLL-U, gzipped or not. Raises DataError.

    The text is put together from the tokens as written: a space after each but where SpaceAfter=No
    stands, a blank line before each `# newpar`. Empty nodes (of enhanced dependencies) are left out.
    """
    doc: Parse | None = None
    rows: list[list[str]] = []
    pieces: list[str] = []
    paragraph = True
    for number, line in enumerate(lines(path), 1):
        if line.startswith("#"):
            if line.startswith("# newdoc"):
                if doc is not None:
                    yield _done(doc, pieces)
                name = line.partition("=")[2].strip()
                doc, pieces = Parse(name or f"document at line {number}"), []
            elif line.startswith("# newpar"):
                paragraph = True
        elif line:
            row = line.split("\t")
            if len(row) != 10 or not row[0][:1].isdigit():
                raise DataError(f"{path}, line {number}: not a line of CoNLL-U (ten columns by tabs)")
            rows.append(row)
        elif rows:
            if doc is None:
                doc = Parse("document")
            _add(doc, rows, pieces, paragraph, f"{path}, sentence ending at line {number}")
            rows, paragraph = [], False
    if rows and doc is not None:
        _add(doc, rows, pieces, paragraph, f"{path}, last sentence")
    if doc is None:
        raise DataError(f"{path}: no sentences in it. Give the path of a treebank in CoNLL-U.")
    yield _done(doc, pieces)


def _done(doc: Parse, pieces: list[str]) -> Parse:
    doc.text = "".join(pieces).rstrip()
    return doc


def _add(doc: Parse, rows: list[list[str]], pieces: list[str], paragraph: bool, where: str) -> None:
    """Append a sentence to a document's words, sentences and text."""
    if paragraph and pieces:
        if pieces[-1].isspace():
            pieces.pop()
        pieces.append("\n\n")
    at = sum(map(len, pieces))
    base = len(doc.words)
    begin = end = at
    token = (0, 0)  # where the token in writing stands that the next words belong to
    until = 0
    for row in rows:
        if "." in row[0]:
            continue
        spaced = "SpaceAfter=No" not in row[9].split("|")
        first, _, last = row[0].partition("-")
        if last or int(first) > until:
            token = (at, at + len(row[1]))
            pieces += (row[1], " ") if spaced else (row[1],)
            at, end = token[1] + spaced, token[1]
        if last:
            until = int(last)
            continue
        try:
            head = int(row[6])
        except ValueError as error:
            raise DataError(f"{where}: {row[6]!r} is no head") from error
        form, upos, xpos, deprel = row[1], row[3], row[4], row[7]
        above = base + head - 1 if head else None
        doc.words.append(Word(*token, form, upos, xpos, above, deprel, int(first) <= until))
    doc.sentences.append((begin, end))


def parse_of(doc: Doc) -> Parse:
    """What the reader made of a text, white space between words left out."""
    index: dict[int, int] = {}
    for token in doc:
        if not token.is_space:
            index[token.i] = len(index)
    out = Parse("", doc.text)
    for token in doc:
        if token.i in index:
            root = token.head.i == token.i
            out.words.append(
                Word(
                    token.idx,
                    token.idx + len(token),
                    token.text,
                    token.pos_,
                    token.tag_,
                    None if root else index.get(token.head.i),
                    "root" if root else token.dep_,
                )
            )
    for sentence in doc.sents:
        kept = [t for t in sentence if not t.is_space]
        if kept:
            out.sentences.append((kept[0].idx, kept[-1].idx + len(kept[-1])))
    return out
