"""The words of annotated texts that stand for a party, with who stands on the other side.

What whom a pronoun (training/antecedents.py) and a described noun (training/referents.py) stands for is
learnt from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.exchanges import Case, cases, same_party
from training.exchange_texts import head_words, nearest
from whence.attributions import attribute
from whence.exchanges.antecedents import pronoun_class
from whence.exchanges.proposals import Proposals
from whence.exchanges.read import tell_by_rules
from whence.exchanges.side import Side
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report

if TYPE_CHECKING:
    from whence.reader.syntax import Token


@dataclass(frozen=True, slots=True)
class PartyWord:
    """One word, the party that the annotator names for it and the words marked, and the other side."""

    token: Token
    party: str
    words: str
    others: list[Side]
    proposals: Proposals


def party_words(
    path: Path, reader: Reader, wanted: Callable[[Proposals, Token], bool]
) -> Iterator[PartyWord]:
    """Those that are `wanted`, once for each party, of the texts at `path`. Raises DataError."""
    for case in cases(path):
        if case.exchanges:
            yield from _of(case, reader, wanted)


def _of(case: Case, reader: Reader, wanted: Callable[[Proposals, Token], bool]) -> Iterator[PartyWord]:
    parse = Parse.of(Report(case.text, case.name, published=case.published), reader)
    read = tell_by_rules(parse, attribute(parse, reader))
    proposals, doc = read.proposals(), read.parties.doc
    if proposals is None:
        raise SystemExit("the weights have no head for exchanges: run training.exchange_export first")
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    seen: set[tuple[int, str]] = set()
    for x in case.exchanges:
        item = head_words(doc, x["gives"][0]["text"])
        for side, opposite in (("giver", "receiver"), ("receiver", "giver")):
            heads = head_words(doc, x.get(f"{side}_text"))
            if not heads or not item:
                continue
            at = nearest(heads, item[0], sentence)[0]
            if not wanted(proposals, doc[at]) or (at, x[side]) in seen:
                continue
            seen.add((at, x[side]))
            others = []
            if theirs := head_words(doc, x.get(f"{opposite}_text")):
                word = nearest(theirs, item[0], sentence)[0]
                other = proposals.party(word) if pronoun_class(doc[word]) is None and word != at else None
                if other is not None and not same_party(other.name, x[side], None):
                    others = [other]
            yield PartyWord(doc[at], x[side], x[f"{side}_text"], others, proposals)
