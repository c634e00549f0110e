"""Reports of exchanges made by hand, with the readings that a reader ought to make of them."""

from __future__ import annotations

from typing import Any

from whence.attributions.attribution import Attribution, Authority
from whence.dates import Date
from whence.exchanges.exchange import Exchange, Item, Party
from whence.figures.figure import Figure
from whence.reading import Reading
from whence.reports.report import Report
from whence.spans import TextSpan

ACTORS = {"Mali": "country:mli", "Chad": "country:tcd"}


class Page:
    """A report that grows by exchanges; each says its words, sides and authorities."""

    def __init__(self, text: str, outlet: str, published: str | None) -> None:
        address = f"https://{outlet.lower().replace(' ', '-')}.example.org/{published}"
        self.report = Report(text, address, outlet=outlet, published=published)
        self.exchanges: list[Exchange] = []
        self.claims: list[Attribution] = []
        self.figures: list[Figure] = []

    def span(self, words: str) -> TextSpan:
        start = self.report.text.index(words)
        return TextSpan.of(self.report.text, start, start + len(words))

    def amount(self, words: str, low: float | None, high: float | None = None, **more: Any) -> None:
        name = f"f{len(self.figures) + 1}"
        top = low if high is None else high
        values = {"kind": "count", "unit": "man", "approximate": False} | more
        figure = Figure(name, self.span(words), low, top, True, True, **values)  # type: ignore[arg-type]
        self.figures.append(figure)

    def says(
        self,
        giver: str | None,
        receiver: str | None,
        gives: dict[str, str],
        standing: str,
        on: tuple[str, ...] = (),
        *,
        returns: dict[str, str] | None = None,
        when: tuple[str, str] | None = None,
        firmness: str = "asserted",
        anonymous: bool = False,
    ) -> Page:
        claim = None
        if on:
            chain = tuple(
                Authority(
                    name, self.span(name), "outlet" if i < len(on) - 1 else "unknown",
                    anonymous=anonymous and i == len(on) - 1,
                )
                for i, name in enumerate(on)
            )  # fmt: skip
            claim = f"a{len(self.claims) + 1}"
            content = (self.span(next(iter(gives))),)
            self.claims.append(Attribution(claim, None, None, content, chain, standing=firmness))  # type: ignore[arg-type]
        self.exchanges.append(
            Exchange(
                f"x{len(self.exchanges) + 1}",
                self._party(giver),
                self._party(receiver),
                tuple(Item(self.span(words), category) for words, category in gives.items()),
                tuple(Item(self.span(words), category) for words, category in (returns or {}).items()),
                standing,  # type: ignore[arg-type]
                claim,
                Date(self.span(when[0]), when[1], None) if when else None,
                confidence=0.9,
            )
        )
        return self

    def _party(self, name: str | None) -> Party | None:
        return None if name is None else Party(name, self.span(name), ACTORS.get(name))

    def reading(self) -> Reading:
        return Reading(
            self.report, tuple(self.claims), "hand 1", (), tuple(self.figures), tuple(self.exchanges)
        )


def pages() -> list[Reading]:
    """Mali sends men for money and oil; one has the return expected, another denies that anything came."""
    offer = Page(
        "Mali offered 900 soldiers, the Inland Post said. Chad signed the pact on 4 May 2024.",
        "Harbour Courier", "2024-05-05",
    )  # fmt: skip
    offer.amount("900", 900)
    offer.says("Mali", "Chad", {"900 soldiers": "troops"}, "offered", ("Inland Post",))
    offer.says("Mali", "Chad", {"pact": "agreement"}, "signed", when=("4 May 2024", "2024-05-04"))
    sent = Page(
        "Mali has sent 1,000 soldiers to Chad for money and oil, Ada Bor said. It sent shells too.",
        "Coast Radio", "2024-06-01",
    )  # fmt: skip
    sent.amount("1,000", 1000)
    sent.says(
        "Mali", "Chad", {"1,000 soldiers": "troops"}, "delivered", ("Ada Bor",),
        returns={"money": "money", "oil": "fuel"},
    )  # fmt: skip
    sent.says("Mali", "Chad", {"shells": "ammunition"}, "under way", ("Ada Bor",))
    doubt = Page(
        "Mali has not received anything from Chad, officials told the Inland Post. "
        "Omar Tal denied that Mali gave Chad shells. Ines Roy counts 1,400 soldiers.",
        "Evening Star", "2024-06-10",
    )  # fmt: skip
    doubt.amount("1,400", 1400)
    doubt.says(
        "Chad", "Mali", {"anything": "support"}, "denied", ("Inland Post", "officials"),
        firmness="suspected", anonymous=True,
    )  # fmt: skip
    doubt.says("Mali", "Chad", {"shells": "ammunition"}, "denied", ("Omar Tal",))
    doubt.says("Mali", "Chad", {"1,400 soldiers": "troops"}, "delivered", ("Ines Roy",))
    return [offer.reading(), sent.reading(), doubt.reading()]
