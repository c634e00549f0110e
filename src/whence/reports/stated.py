"""The date that a page states for itself: found where it is said to be one, and never guessed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from whence.reports.vocabulary import word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_META: Final = word_set(
    "article:published_time article:published og:article:published_time og:published_time datepublished "
    "pubdate publishdate publish_date publish-date published_date published-date publication_date dc.date "
    "dc.date.issued dc.date.created dcterms.date dcterms.issued dcterms.created parsely-pub-date "
    "sailthru.date citation_date citation_publication_date cxenseparse:recs:publishtime "
    "originalpublicationdate rnews:datepublished date displaydate ptime pdate"
)
_MARKED: Final = re.compile(r"date|publi|posted|time-?stamp|byline|dateline", re.IGNORECASE)
_NOT_OURS: Final = re.compile(
    r"relat|recommend|comment|footer|sidebar|teaser|popular|latest|trending|updat|modif", re.IGNORECASE
)
_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH: Final = r"(?P<month>[A-Z][a-z]{2,8})\.?"
_WRITTEN: Final = (
    re.compile(r"\b(?P<year>[12]\d{3})-(?P<number>\d\d)-(?P<day>\d\d)\b"),
    re.compile(rf"\b(?P<day>\d\d?)(?:st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>[12]\d{{3}})\b"),
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d\d?)(?:st|nd|rd|th)?,?\s+(?P<year>[12]\d{{3}})\b"),
)
_IN_URL: Final = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-](?P<number>\d\d?)[/-](?P<day>\d\d?)(?=[/_-])")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?\s?(?:Z|[+-]\d\d:?\d\d)?)?")
_LONGEST_ELEMENT: Final = 200
_FIRST: Final = "1500"
"""No page was published before: "0001-01-01" is how some programs write that there is no date."""
_LONGEST_JSON: Final = 1_000_000
_DEEPEST_JSON: Final = 8


def stated_date(tree: HtmlElement, url: str | None) -> str | None:
    """When a page says that it was published, as ISO 8601: a day, or a day and time where it gives one.

    Looked for, in turn, in its structured data (JSON-LD), its meta elements, elements marked as a date of
    publication, and the address of the page.
    """
    for stated in (*_in_json(tree), *_in_meta(tree), *_in_time(tree)):
        found = _iso(stated) or _written(stated)
        if found is not None and found >= _FIRST:
            return found
    for text in _marked_elements(tree):
        found = _written(text)
        if found is not None:
            return found
    for address in (url, _canonical(tree)):
        match = _IN_URL.search(address) if address else None
        if match is not None:
            return _day(match["year"], match["number"], match["day"])
    return None


def _in_json(tree: HtmlElement) -> Iterator[str]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text and len(script.text) < _LONGEST_JSON:
            try:
                data = json.loads(script.text)
            except (ValueError, RecursionError):  # a page's broken JSON says nothing
                continue
            yield from _published_of(data, _DEEPEST_JSON)


def _published_of(data: Any, depth: int) -> Iterator[str]:
    if depth == 0:
        return
    if isinstance(data, dict):
        if isinstance(data.get("datePublished"), str):
            yield data["datePublished"]
        # What the page is about before what it links to.
        for key in ("mainEntity", "@graph", "mainEntityOfPage"):
            yield from _published_of(data.get(key), depth - 1)
    elif isinstance(data, list):
        for item in data:
            yield from _published_of(item, depth - 1)


def _in_meta(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("meta"):
        names = (element.get("property"), element.get("name"), element.get("itemprop"))
        if any(name and name.lower() in _META for name in names):
            yield element.get("content") or ""


def _in_time(tree: HtmlElement) -> Iterator[str]:
    plain: list[str] = []
    for element in tree.iter("time"):
        stamp = element.get("datetime")
        if not stamp or _is_beside(element):
            continue
        if element.get("pubdate") is not None or element.get("itemprop") == "datePublished":
            yield stamp
        else:
            plain.append(stamp)
    # Several bare ones may be of other stories; only one that stands alone, or all alike, is this page's.
    if len({stamp[:10] for stamp in plain}) == 1:
        yield plain[0]


def _marked_elements(tree: HtmlElement) -> Iterator[str]:
    for element in tree.iter("span", "p", "div", "time", "small", "li", "header", "em", "i", "b", "strong"):
        name = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if _MARKED.search(name) and not _is_beside(element):
            text = "".join(element.itertext())
            if len(text) < _LONGEST_ELEMENT:
                yield text


def _is_beside(element: HtmlElement) -> bool:
    """Whether `element` stands in what is around a report: other stories, comments, the foot of the page."""
    while element is not None and element.tag not in ("body", "html"):
        if element.tag in ("aside", "footer", "nav"):
            return True
        if _NOT_OURS.search(f"{element.get('class') or ''} {element.get('id') or ''}"):
            return True
        element = element.getparent()
    return False


def _canonical(tree: HtmlElement) -> str | None:
    for element in tree.iter("link"):
        if element.get("rel") == "canonical":
            href = element.get("href")
            return str(href) if href is not None else None
    return None


def _iso(stated: str) -> str | None:
    match = _ISO.match(stated.strip())
    if match is None:
        return None
    stamp = match[0].replace(" ", "T", 1).replace(" ", "")
    try:
        moment = datetime.fromisoformat(stamp)
    except ValueError:
        return _written(stated)
    return moment.date().isoformat() if len(stamp) == 10 else moment.isoformat()


def _written(text: str) -> str | None:
    for pattern in _WRITTEN:
        match = pattern.search(text)
        if match is None:
            continue
        groups = match.groupdict()
        number = groups.get("number") or _month_number(groups["month"])
        found = _day(groups["year"], number, groups["day"]) if number else None
        if found is not None:
            return found
    return None


def _month_number(name: str) -> str | None:
    folded = name.lower()
    if folded == "sept":
        folded = "sep"
    for number, month in enumerate(_MONTHS, 1):
        if month == folded or (len(folded) == 3 and month.startswith(folded)):
            return str(number)
    return None


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return None
