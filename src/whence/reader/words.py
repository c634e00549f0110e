"""Cutting text into words: spaCy's English rules, and a few that news needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokenizer import Tokenizer
    from spacy.vocab import Vocab

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


def make_tokenizer(vocab: Vocab | None = None) -> Tokenizer:
    """The English tokenizer of spaCy with Whence's own infixes, over `vocab` or a vocabulary of its own.

    Put together here and not by `spacy.blank`, which would compile the rules twice.
    """
    from spacy.lang.en import English
    from spacy.tokenizer import Tokenizer
    from spacy.util import compile_infix_regex, compile_prefix_regex, compile_suffix_regex
    from spacy.vocab import create_vocab

    rules = English.Defaults
    return Tokenizer(
        vocab or create_vocab("en", rules),
        rules=rules.tokenizer_exceptions,
        prefix_search=compile_prefix_regex(rules.prefixes or ()).search,
        suffix_search=compile_suffix_regex(rules.suffixes or ()).search,
        infix_finditer=compile_infix_regex([*(rules.infixes or ()), *_INFIXES]).finditer,
        token_match=rules.token_match,
        url_match=rules.url_match,
    )
