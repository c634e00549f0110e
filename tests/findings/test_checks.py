"""Each check on figures made by hand: what it finds, and what it must not."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from whence.attributions.attribution import Attribution, Authority
from whence.figures.figure import Figure, Measure, Named
from whence.findings import CHECKS, check_report
from whence.findings.evidence import Evidence, fraction, loose, percent, plain, ratio
from whence.reports.report import Report
from whence.spans import TextSpan

TEXT = "alpha beta gamma delta epsilon zeta eta theta. " * 4
REPORT = Report(TEXT, published="2024-12-23")


def figure(name: str, low: float | None, high: float | None = None, **more: Any) -> Figure:
    """A count of `low`, or of `low` to `high`, whose words stand where its number in `name` says."""
    at = int(name[1:]) * 6
    metric, side = more.pop("metric", None), more.pop("side", "Mali")
    return Figure(
        **{
            "id": name, "span": TextSpan.of(TEXT, at, at + 5),
            "low": low, "high": low if high is None else high, "low_inclusive": True, "high_inclusive": True,
            "approximate": False, "kind": "count", "unit": "man",
            "measure": Measure(Named("men"), Named(side), Named(metric) if metric else None),
            "attribution": "a1",
        } | more
    )  # fmt: skip


WHO = Attribution("a1", None, None, (TextSpan.of(TEXT, 0, 40),), (Authority("Ada", TextSpan.of(TEXT, 0, 5)),))


def kinds(*figures: Figure) -> list[str]:
    return [finding.kind for finding in check_report(REPORT, (WHO,), figures)]


def share(name: str, value: float, **more: Any) -> Figure:
    return figure(name, value, **({"kind": "share"} | more))


@pytest.mark.parametrize(
    ("part", "whole", "said", "wrong"),
    [
        (3000, 10000, 0.25, True),
        (3000, 12000, 0.25, False),
        (3000, 10000, 1 / 3, False),  # "a third" is about
        (310, 900, 1 / 3, False),
        (40, 120, 2 / 3, True),
        (1, 2, 0.5, False),
    ],
)
def test_share_mismatch(part: float, whole: float, said: float, wrong: bool) -> None:
    figures = (figure("f1", part, of="f2"), figure("f2", whole), share("f3", said, same_as="f1"))
    assert kinds(*figures) == (["share-mismatch"] if wrong else [])


def test_bounds_are_kept() -> None:
    at_least = dataclasses.replace(figure("f1", 3000, of="f2"), high=None)
    whole = figure("f2", 10000)
    assert kinds(at_least, whole, share("f3", 0.5, same_as="f1")) == []
    assert kinds(at_least, whole, share("f3", 0.25, same_as="f1")) == ["share-mismatch"]
    more_than_a_quarter = dataclasses.replace(share("f3", 0.25, same_as="f1"), high=None)
    assert kinds(figure("f1", 3000, of="f2"), whole, more_than_a_quarter) == []


def test_percentages_are_rounded_to_their_last_digit() -> None:
    whole = figure("f2", 1000)
    given = share("f3", 37, kind="percentage", same_as="f1")
    assert kinds(figure("f1", 368, of="f2"), whole, given) == []
    assert kinds(figure("f1", 420, of="f2"), whole, given) == ["share-mismatch"]


def test_the_message_names_what_would_reconcile() -> None:
    figures = (figure("f1", 3000, of="f2"), figure("f2", 10000), share("f3", 0.25, same_as="f1"))
    (finding,) = check_report(REPORT, (WHO,), figures)
    assert "3,000 of 10,000 is 30%" in finding.message
    assert "12,000" in finding.message
    assert finding.figures == ("f1", "f2", "f3")
    assert finding.attributions == ("a1",)


def test_part_over_whole() -> None:
    assert kinds(figure("f1", 700, of="f2"), figure("f2", 600)) == ["part-over-whole"]
    assert kinds(figure("f1", 600, of="f2"), figure("f2", 600)) == []
    assert kinds(figure("f1", 620, of="f2"), figure("f2", 600, approximate=True)) == []


def test_killed_over_casualties() -> None:
    killed, casualties = figure("f1", 700, metric="killed"), figure("f2", 600, metric="casualties")
    assert kinds(killed, casualties) == ["killed-over-casualties"]
    assert kinds(killed, figure("f2", 600, metric="casualties", side="Chad")) == []
    assert kinds(dataclasses.replace(killed, attribution=None), casualties) == []


def test_sums() -> None:
    parts = [figure("f1", 12), figure("f2", 5), figure("f3", 3)]
    assert kinds(*parts, figure("f4", 20, parts=("f1", "f2", "f3"))) == []
    assert kinds(*parts, figure("f4", 21, parts=("f1", "f2", "f3"))) == ["sum-mismatch"]
    about = figure("f4", 21, parts=("f1", "f2", "f3"), approximate=True)
    assert kinds(*parts, about) == []


def test_a_range_upside_down() -> None:
    assert kinds(figure("f1", 12000, 10000)) == ["range-reversed"]
    assert kinds(figure("f1", 10000, 12000)) == []


def test_a_share_over_one() -> None:
    assert kinds(share("f1", 1.2, metric="killed")) == ["share-over-one"]
    assert kinds(share("f1", 120, kind="percentage", change="up", metric="killed")) == []
    assert kinds(share("f1", 120, kind="percentage")) == []  # of last year's output, perhaps


def test_own_inference() -> None:
    given, own = figure("f1", 3000), share("f3", 0.3, same_as="f1", attribution=None)
    assert kinds(given, own) == ["own-inference"]
    assert kinds(dataclasses.replace(given, attribution=None), own) == []


def test_two_figures_of_one_authority() -> None:
    one, other = figure("f1", 100, metric="killed"), figure("f9", 200, metric="killed")
    assert kinds(one, other) == ["two-figures"]
    assert kinds(one, figure("f9", 200, metric="wounded")) == []
    assert kinds(one, figure("f2", 200, metric="killed")) == []  # one sentence tells of two things
    assert kinds(one, figure("f9", 200, metric="killed", change="up")) == []


def test_a_report_without_a_date_is_told_once() -> None:
    report = Report("They left in October and came back in November. " + TEXT)
    findings = check_report(report, (WHO,), (figure("f1", 3, metric="killed"),))
    assert [finding.kind for finding in findings] == ["missing-date"]
    assert "October" in findings[0].message
    assert "November" in findings[0].message
    assert kinds(figure("f1", 3, metric="killed")) == []


def test_every_kind_has_its_check() -> None:
    assert all(callable(check) for check in CHECKS.values())
    assert len(CHECKS) == 14


def test_ranges() -> None:
    assert loose(figure("f1", 3100)) == (3050, 3150)
    assert loose(figure("f1", 37)) == (36.5 + 0.5 - 0.5, 37.5)
    assert fraction(figure("f1", 3)) is None
    part = ratio(figure("f1", 30), figure("f2", 100))
    assert part is not None
    assert part[0] < 0.3 < part[1]
    assert ratio(figure("f1", 30), figure("f2", 0)) is None
    assert (plain(3000.0), plain(0.25), percent(0.3), percent(0.004)) == ("3,000", "0.25", "30%", "0.4%")


def test_evidence_finds_who_vouches() -> None:
    evidence = Evidence(REPORT, (WHO,), (figure("f1", 3),))
    assert evidence.authority(figure("f1", 3)) == "Ada"
    assert evidence.authority(figure("f1", 3, attribution=None)) is None
