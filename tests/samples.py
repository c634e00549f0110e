"""A reading made by hand, for tests of what comes after reading."""

from __future__ import annotations

from whence.attributions.attribution import Attribution, Authority, Date
from whence.reading import Reading
from whence.reports.report import Foreign, Repair, Report
from whence.spans import TextSpan

TEXT = (
    "The Harbour Courier, citing two port officials who asked not to be named, reports that the grain ships "
    'may have left on Monday. "We counted nine of them," Mayor Inés Okafor said, adding that she denied any '
    "had been turned back. According to early tallies, 4,000 tonnes are missing [faltan cuatro mil]. "
    "Both Okafor and the Coast Guard say the town liveswhich on grain."
)


def span(words: str) -> TextSpan:
    start = TEXT.index(words)
    return TextSpan.of(TEXT, start, start + len(words))


def harbour(location: str = "harbour.txt") -> Reading:
    """Five claims: a chain, a nested denial, one without a source, one in two pieces, one made jointly."""
    glued, spanish = span("liveswhich"), span("faltan cuatro mil")
    report = Report(
        TEXT,
        location,
        outlet="The Inland Post",
        title="Nine ships, or fewer",
        authors=("A. Writer",),
        repairs=(Repair(glued.start, glued.end, "liveswhich", "lives which", "glued-words"),),
        foreign=(Foreign(spanish.start, spanish.end, "es", insertion=True),),
        warnings=("the encoding was guessed",),
    )
    claims = (
        Attribution(
            "a1",
            span("The Harbour Courier"),
            span("reports"),
            (span("the grain ships may have left on Monday"),),
            (
                Authority("The Harbour Courier", span("The Harbour Courier"), "outlet"),
                Authority("two port officials", span("two port officials"), "group", anonymous=True),
            ),
            standing="claimed",
            said=Date(span("Monday"), "2024-12-23", "early"),
            confidence=0.93,
        ),
        Attribution(
            "a2",
            span("Mayor Inés Okafor"),
            span("said"),
            (span('"We counted nine of them,"'), span("she denied any had been turned back")),
            (Authority("Inés Okafor", span("Mayor Inés Okafor"), "person"),),
            form="mixed",
            confidence=0.7,
        ),
        Attribution(
            "a3",
            span("she"),
            span("denied"),
            (span("any had been turned back"),),
            (Authority("she", span("she"), "person", resolved=False),),
            polarity="denied",
            confidence=0.31,
            parent="a2",
        ),
        Attribution(
            "a4",
            None,
            span("According to early tallies"),
            (span("4,000 tonnes are missing"),),
            (),
            standing="preliminary",
            confidence=0.55,
        ),
        Attribution(
            "a5",
            span("Both Okafor and the Coast Guard"),
            span("say"),
            (span("the town liveswhich on grain"),),
            (
                Authority(
                    "Inés Okafor",
                    span("Okafor"),
                    "person",
                    also=(Authority("Coast Guard", span("Coast Guard"), "military"),),
                ),
            ),
            confidence=0.9,
        ),
    )
    return Reading(report, claims, "by hand 1", ("read in a hurry",))
