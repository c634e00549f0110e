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

from benchmarks.exchanges import same_party
from training.choices import Choice, fit, score
from training.party_words import party_words
from whence.exchanges.proposals import Proposals
from whence.exchanges.referents import Referents
from whence.reader import Reader

_OURS = 3
"""How often what is annotated by the benchmark's own conventions counts."""
OUT = Path("src/whence/exchanges/data/referents.json")


def nouns(path: Path, reader: Reader) -> Iterator[Choice]:
    """Those that stand for a party in the texts at `path`. Raises DataError."""
    for one in party_words(path, reader, Proposals.describes):
        chosen = Referents(one.proposals.parties, one.proposals.antecedents, {})
        ruled = one.proposals.by_rules(one.token, one.others)
        options = {o.side.key: o for o in chosen.options(one.token, one.others, ruled)}
        right = {k for k, o in options.items() if same_party(o.side.name, one.party, None)}
        if not right:
            right = {k for k, o in options.items() if same_party(o.side.name, one.party, one.words)}
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
