"""Fit whom a pronoun stands for, on the pronouns that stand for a party in annotated texts.

    python -m training.antecedents FILE… --dev FILE… [--out src/whence/exchanges/data/antecedents.json]

A log-linear model over the candidates of each pronoun.
Prints how many pronouns it and the rules read rightly, by kind of pronoun and by how sure it is.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

from benchmarks.exchanges import Case, cases, same_party
from training.choices import Choice, fit, score
from training.exchange_texts import head_words, nearest
from whence.attributions import attribute
from whence.exchanges.antecedents import Antecedents, pronoun_class
from whence.exchanges.read import tell_by_rules
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report

OUT = Path("src/whence/exchanges/data/antecedents.json")


def pronouns(path: Path, reader: Reader) -> Iterator[Choice]:
    """Those that stand for a party in the texts at `path`. Raises DataError."""
    for case in cases(path):
        if case.exchanges:
            yield from _of(case, reader)


def _of(case: Case, reader: Reader) -> Iterator[Choice]:
    parse = Parse.of(Report(case.text, case.name, published=case.published), reader)
    read = tell_by_rules(parse, attribute(parse, reader))
    proposals, doc = read.proposals(), read.parties.doc
    if proposals is None:
        raise SystemExit("the weights have no head for exchanges: run training.exchange_export first")
    chosen = Antecedents(read.parties, proposals.people, {})
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    seen: set[tuple[int, str]] = set()
    for x in case.exchanges:
        item = head_words(doc, x["gives"][0]["text"])
        for side, opposite in (("giver", "receiver"), ("receiver", "giver")):
            heads = head_words(doc, x.get(f"{side}_text"))
            if not heads or not item:
                continue
            at = nearest(heads, item[0], sentence)[0]
            kind = pronoun_class(doc[at])
            if kind is None or (at, x[side]) in seen:
                continue
            seen.add((at, x[side]))
            others = []
            if theirs := head_words(doc, x.get(f"{opposite}_text")):
                word = nearest(theirs, item[0], sentence)[0]
                other = proposals.party(word) if pronoun_class(doc[word]) is None else None
                if other is not None and not same_party(other.name, x[side], None):
                    others = [other]
            known = chosen.features(doc[at], others)
            names = {m.side.key: m.side.name for m in chosen.mentions}
            ruled = read.parties.side(doc[at], others)
            yield Choice(
                kind,
                known,
                frozenset(k for k in known if same_party(names[k], x[side], None)),
                ruled is not None and same_party(ruled.name, x[side], None),
            )


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    p.add_argument("--dev", type=Path, nargs="*", default=[])
    p.add_argument("--penalty", type=float, default=2.0)
    p.add_argument("--out", type=Path, default=OUT)
    a = p.parse_args()
    reader = Reader.load()
    train, dev = ([x for path in paths for x in pronouns(path, reader)] for paths in (a.paths, a.dev))
    weights = fit(train, a.penalty)
    for name, some in (("train", train), ("dev", dev)):
        print(json.dumps({name: score(some, weights)}))
    a.out.write_text(
        json.dumps({"pronouns": len(train), "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
