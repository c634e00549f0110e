"""How sure a relation is: a calibrated chance that it is right.

"Right" is as `benchmarks/polnear.py` counts it: an annotator marked a relation whose cue, source
and content overlap this one's, the content for the better half. The weights are fitted on the
development part of PolNeAR by `training/calibrate.py`; nested relations, which that corpus does not
mark, take the product of their own and their parents' confidence.
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from whence.reader.relations import Evidence

_FILE = Path(__file__).parent / "data" / "confidence.json"


def features(evidence: Evidence, *, has_source: bool) -> tuple[float, ...]:
    """What the calibration is fitted on: log odds of each part, clipped, and whether a source is named."""

    def odds(p: float) -> float:
        p = min(max(p, 0.002), 0.998)
        return math.log(p / (1 - p))

    return (
        odds(evidence.cue),
        odds(evidence.source) if has_source else 0.0,
        odds(evidence.content),
        odds(evidence.source_link) if has_source else 0.0,
        odds(evidence.source_link) if not has_source else 0.0,
        odds(evidence.content_link),
        0.0 if has_source else 1.0,
        1.0,
    )


@cache
def _weights() -> tuple[float, ...]:
    return tuple(json.loads(_FILE.read_text(encoding="utf-8"))["weights"])


def confidence(evidence: Evidence, *, has_source: bool) -> float:
    """The calibrated chance (0 to 1) that an outermost relation is right."""
    score = sum(w * x for w, x in zip(_weights(), features(evidence, has_source=has_source), strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
