"""Fit whom a described noun stands for, on the nouns that stand for a party in annotated texts.

    python -m training.referents FILE… --ours FILE|DIR… --dev FILE… [--out FILE]

What is named by --ours, the benchmark's own development parts and the hand-kept hard cases, counts three
times: whether "Ghana's cocoa board" is Ghana is a convention, and that one is to hold. An option is right
where it is the party that the annotator names; where none is, the noun's own words are, if those are what
the annotator has marked. Run training/antecedents.py first: whose "their students" are is asked of it.
Prints how many nouns the model and the rules read rightly, and how sure the model was of them.
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
from whence.exchanges.antecedents import pronoun_class
from whence.exchanges.read import tell_by_rules
from whence.exchanges.referents import Referents
from whence.parse import Parse
from whence.reader import Reader
from whence.reports.report import Report

_OURS = 3
"""How often what is annotated by the benchmark's own conventions counts."""
OUT = Path("src/whence/exchanges/data/referents.json")


def nouns(path: Path, reader: Reader) -> Iterator[Choice]:
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
    chosen = Referents(read.parties, proposals.antecedents, {})
    sentence = {t.i: n for n, s in enumerate(doc.sents) for t in s}
    seen: set[tuple[int, str]] = set()
    for x in case.exchanges:
        item = head_words(doc, x["gives"][0]["text"])
        for side, opposite in (("giver", "receiver"), ("receiver", "giver")):
            heads = head_words(doc, x.get(f"{side}_text"))
            if not heads or not item:
                continue
            at = nearest(heads, item[0], sentence)[0]
            if not proposals.describes(doc[at]) or (at, x[side]) in seen:
                continue
            seen.add((at, x[side]))
            others = []
            if theirs := head_words(doc, x.get(f"{opposite}_text")):
                word = nearest(theirs, item[0], sentence)[0]
                other = proposals.party(word) if pronoun_class(doc[word]) is None and word != at else None
                if other is not None and not same_party(other.name, x[side], None):
                    others = [other]
            ruled = proposals.by_rules(doc[at], others)
            options = {o.side.key: o for o in chosen.options(doc[at], others, ruled)}
            right = {k for k, o in options.items() if same_party(o.side.name, x[side], None)}
            if not right:
                words = x[f"{side}_text"]
                right = {k for k, o in options.items() if same_party(o.side.name, x[side], words)}
            yield Choice(
                "noun",
                {k: o.features for k, o in options.items()},
                frozenset(right),
                ruled is not None and ruled.key in right,
            )


def main() -> None:
    p = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    p.add_argument("paths", metavar="FILE", nargs="+", type=Path)
    p.add_argument("--ours", type=Path, nargs="*", default=[])
    p.add_argument("--dev", type=Path, nargs="*", default=[])
    p.add_argument("--penalty", type=float, default=2.0)
    p.add_argument("--out", type=Path, default=OUT)
    a = p.parse_args()
    reader = Reader.load()
    train, ours, dev = (
        [x for path in paths for x in nouns(path, reader)] for paths in (a.paths, a.ours, a.dev)
    )
    weights = fit([*train, *_OURS * ours], a.penalty)
    for name, some in (("train", train), ("ours", ours), ("dev", dev)):
        print(json.dumps({name: score(some, weights)}))
    a.out.write_text(
        json.dumps({"nouns": len(train) + len(ours), "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
