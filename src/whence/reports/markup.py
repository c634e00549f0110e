"""Mending words that a page's markup keeps apart and its text alone would glue together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.reports.vocabulary import english, word_set

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE: Final = word_set(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strike strong time tt u var"
)
_SILENT: Final = frozenset(("script", "style", "noscript", "template", "textarea", "select", "svg", "math"))

# Endings that are written outside of the tag of the word that they belong to: "<a>Kremlin</a>s".
_ENDINGS: Final = word_set(
    "s es ed er ers ing ings ly ish ian ians ist ists ite ites ism d r n th st nd rd al ally y ic ical ment "
    "ness ness ess ese esque ship ships hood dom like wide ward wards less ful able "
    "ology ological ologist ologists onomics gate"
)
_KNOWN: Final = 40_000
_FUNCTION_WORDS: Final = 200
"""So many of the commonest words are function words, or nearly."""
_LONGEST_WORD: Final = 60


def mend_glue(tree: HtmlElement) -> int:
    """Puts a space where two words meet at an inline tag of `tree`, in place; how many it put.

    Nothing is put inside a word: after a drop cap, before an ending, and where the pieces make up a
    word that is known.
    """
    from lxml import etree

    mended = 0
    # The chunk of text before: its element, whether it is that element's tail, and its last word so far.
    before: tuple[HtmlElement, bool] | None = None
    word = ""
    at_tag = False
    silent = 0

    def chunk(element: HtmlElement, tail: bool) -> None:
        nonlocal before, word, at_tag, mended
        text = element.tail if tail else element.text
        if not text:
            return
        first = _leading_letters(text)
        if before is not None and at_tag and word and first and _are_two_words(word, first):
            holder, in_tail = before
            if _append_space(holder, in_tail):
                mended += 1
            word = ""
        last = _trailing_letters(text)
        word = (word + last)[-_LONGEST_WORD:] if len(last) == len(text) else last
        before, at_tag = (element, tail), False

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if tag in _SILENT:
            silent += 1 if event == "start" else -1
        if tag in _INLINE:
            at_tag = True
        else:
            before, word = None, ""
        if not silent:
            if event == "start":
                chunk(element, tail=False)
            elif element is not tree:
                chunk(element, tail=True)
    return mended


def _append_space(element: HtmlElement, tail: bool) -> bool:
    try:
        if tail:
            element.tail = f"{element.tail} "
        else:
            element.text = f"{element.text} "
    except ValueError:  # characters that the parser lets in and does not take back
        return False
    return True


def _are_two_words(first: str, last: str) -> bool:
    """Whether letters that meet at an inline tag are two words, and not two pieces of one."""
    words = english()
    if (first + last).lower() in words or last in _ENDINGS:
        return False
    if len(first) == 1 and first.isupper() and not last[0].isupper():
        return False
    if last[0].isupper():
        return first[-1].islower() or first in ("A", "I")
    return last == "a" or words.common(last, _KNOWN) or words.common(first.lower(), _FUNCTION_WORDS)


def _leading_letters(text: str) -> str:
    for i, character in enumerate(text[:_LONGEST_WORD]):
        if not character.isalpha():
            return text[:i]
    return text[:_LONGEST_WORD]


def _trailing_letters(text: str) -> str:
    tail = text[-_LONGEST_WORD:]
    for i in range(len(tail), 0, -1):
        if not tail[i - 1].isalpha():
            return tail[i:]
    return tail
