"""From a page to its report: the main text, and what the page states of itself."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Final, cast
from urllib.parse import urlsplit

from whence.reports.errors import ReportError
from whence.reports.limits import Limits
from whence.reports.markup import mend_glue
from whence.reports.stated import stated_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

_SUFFIXES: Final = frozenset((".html", ".htm", ".xhtml"))
_LOOKS: Final = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main)\b", re.IGNORECASE)
_DECLARED: Final = re.compile(rb"<\?xml[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(rb"<(?:html|head|body|div|p|article|a|span|h1|br|table)\b", re.IGNORECASE)
_HEAD: Final = 65_536
_SENTENCE: Final = re.compile(r"[.!?…][\"”’»)\]]*\s*$")
_SENTENCE_WORDS: Final = 6
_LINKED: Final = 0.8
_TAGS_PER_ELEMENT: Final = 4
_CONTROLS: Final = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]"
    r"|&#0*(?:[0-8]|1[124-9]|2\d|3[01]);?(?!\d)|&#[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]);?(?![0-9a-fA-F])"
)
"""What XML has no place for, and its character references."""


@dataclass(frozen=True, slots=True)
class Page:
    """The main text of a page, and what the page states of itself."""

    text: str
    title: str | None
    outlet: str | None
    authors: tuple[str, ...]
    published: str | None


def is_page(data: bytes, name: str) -> bool:
    """Whether `data`, from a file or address called `name`, is a page, by its looks and by its name."""
    if _LOOKS.match(_behind_comments(data[:_HEAD].removeprefix(b"\xef\xbb\xbf"))):
        return True
    return PurePath(name).suffix.lower() in _SUFFIXES and _TAG.search(data[:_HEAD]) is not None


def _behind_comments(head: bytes) -> bytes:
    """The head of a page without its declaration and the comments before its first tag."""
    head = head.lstrip()
    if declared := _DECLARED.match(head):
        head = head[declared.end() :].lstrip()
    at = 0
    while head.startswith(b"<!--", at):
        end = head.find(b"-->", at + 4)
        if end < 0:
            break
        at = end + 3
        while at < len(head) and head[at : at + 1].isspace():
            at += 1
    return head[at:]


def read_page(markup: str, source: str, *, url: str | None = None, limits: Limits | None = None) -> Page:
    """The report that a page holds, from its `markup` and, where it is known, its address.

    Words that the markup kept apart are apart in the text: the markup itself separated them. Raises
    ReportError where the page is too deep or too large, or holds no report.
    """
    limits = limits or Limits()
    tree = _parse(_CONTROLS.sub(" ", markup), source, limits)
    published = stated_date(tree, url)
    mend_glue(tree)
    links = {_squeeze(link.text_content()) for link in tree.iter("a")}
    document = _extract(tree, source, url)
    text = (document.text or "").strip()
    if not _is_report(text, links):
        raise ReportError(
            source,
            "this page holds no report, only menus, links or notices",
            "Give the page of one report, or save its text to a file",
        )
    outlet = _outlet(document.sitename, url or document.url)
    authors = [author.strip() for author in (document.author or "").split(";")]
    return Page(text, document.title or None, outlet, tuple(dict.fromkeys(filter(None, authors))), published)


def _parse(markup: str, source: str, limits: Limits) -> HtmlElement:
    from lxml import etree, html

    if markup.count("<") > _TAGS_PER_ELEMENT * limits.page_elements:
        raise _too_large(source, limits)
    # Comments go at once: what follows one inside a paragraph would be lost with it.
    parser = html.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        tree = cast("HtmlElement", html.document_fromstring(markup.encode("utf-8"), parser=parser))
    except (etree.LxmlError, ValueError) as error:
        raise ReportError(
            source, f"this page cannot be parsed ({error})", "Save its text to a file"
        ) from error
    depth = count = 0
    # Walked by hand, not by recursion: what is being measured is whether recursion is safe.
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        count += 1
        if depth > limits.page_depth:
            raise ReportError(
                source,
                f"this page has more than {limits.page_depth} elements inside each other",
                "Save its text to a file",
            )
        if count > limits.page_elements:
            raise _too_large(source, limits)
    return tree


def _too_large(source: str, limits: Limits) -> ReportError:
    reason = f"this page has more than {limits.page_elements:,} elements"
    return ReportError(source, reason, "Save its text to a file")


def _extract(tree: HtmlElement, source: str, url: str | None) -> Document:
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    # It logs a warning for each page without text; here that is an error with its reason.
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = bare_extraction(
            tree,
            url=url,
            include_comments=False,
            include_tables=False,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
    except RecursionError as error:
        raise ReportError(source, "this page is nested too deeply", "Save its text to a file") from error
    return document if isinstance(document, Document) else Document()


def _is_report(text: str, links: set[str]) -> bool:
    """Whether there is a sentence in `text`, and most of it is more than links."""
    lines = [line.strip(" \t-•") for line in text.splitlines() if line.strip()]
    linked = sum(len(line) for line in lines if _squeeze(line) in links)
    if linked > _LINKED * sum(map(len, lines)):
        return False
    return any(len(line.split()) >= _SENTENCE_WORDS and _SENTENCE.search(line) for line in lines)


def _squeeze(text: str) -> str:
    return " ".join(text.split())


def _outlet(name: str | None, url: str | None) -> str | None:
    """The outlet's name where the page states it; the host of its address is none."""
    if not name or not name.strip():
        return None
    host = urlsplit(url).netloc.lower().removeprefix("www.") if url else ""
    return None if name.strip().lower().removeprefix("www.") == host else name.strip()
