"""A share that its own count and whole do not give: "3,000 of the 10,000, which is a quarter"."""

from __future__ import annotations

from collections.abc import Iterator

from whence.figures.figure import Figure
from whence.findings.evidence import Evidence, apart, fraction, percent, plain, ratio
from whence.findings.finding import Finding


def check(evidence: Evidence) -> Iterator[Finding]:
    """Every share said to be the same as a count of a whole, where count and whole give another."""
    for one, other in evidence.pairs_same():
        share, part = (one, other) if fraction(one) is not None else (other, one)
        said = fraction(share)
        if said is None or part.vague or part.kind not in ("count", "money", "measure"):
            continue
        # The count's own whole first: that of the share may be the same set in other words.
        whole = evidence.whole(part) or evidence.whole(share)
        if whole is None or whole.id == part.id or (whole.unit != part.unit and part.kind == "money"):
            continue
        got = ratio(part, whole)
        if got is None or not apart(got, said):
            continue
        yield Finding(
            "share-mismatch",
            "error",
            _message(part, whole, share),
            (part.id, whole.id, share.id),
            tuple(dict.fromkeys(f.attribution for f in (part, whole, share) if f.attribution)),
        )


def _message(part: Figure, whole: Figure, share: Figure) -> str:
    number, total = part.point, whole.point
    words = share.span.text
    if words[1:2].islower() or words[1:2] == " ":
        words = words[0].lower() + words[1:]  # "A third" stood at the head of a sentence
    if number is None or total is None or not total:
        return f"{part.span.text} of {whole.span.text} is not {words}"
    message = f"{plain(number)} of {plain(total)} is {percent(number / total)}, not {words}"
    parts = share.point
    if parts:
        needed = number / (parts / 100 if share.kind == "percentage" else parts)
        message += f"; {plain(round(needed))} would make it {words}"
    return message
