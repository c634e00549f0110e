"""Cutting text into words: spaCy's English rules, and a few that news needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokenizer import Tokenizer

_INFIXES: Final = (
    r"(?<=[A-Za-z])/(?=[A-Za-z])",  # RFE/RL, and/or
    r"(?<=[0-9])[–—/](?=[0-9])",  # 10–12,000
    r"(?<=[a-z]),(?=[A-Za-z])",
    r"(?<=[a-z])[\[\(\{](?=[A-Za-zÀ-ÿ])",
    r"(?<=[a-z\.])[\]\)\}](?=[A-Za-z])",
    r"(?<=[A-Za-z\)\]”\"'’0-9])\.(?=\[\d)",  # a footnote's number behind a full stop
    r"\[(?=\d)",
    r"…|\.\.\.+",
    r"[“”„«»\"]",
)


def make_tokenizer(nlp: Language) -> Tokenizer:
    """The tokenizer of `nlp` (a blank English pipeline) with Whence's own infixes added."""
    from spacy.util import compile_infix_regex

    infixes = [*(nlp.Defaults.infixes or ()), *_INFIXES]
    tokenizer: Tokenizer = nlp.tokenizer
    tokenizer.infix_finditer = compile_infix_regex(infixes).finditer
    return tokenizer
