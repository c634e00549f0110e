"""What is so "according to" somebody, where the reader of spans saw nothing: no other cue is as plain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.attributions.chains import phrase_of
from whence.attributions.drafts import Range
from whence.attributions.rules import Rules

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_NAMED: Final = frozenset({"ORG", "PERSON"})
_RECKONING: Final = frozenset({"reckoning", "count", "estimate", "account", "tally", "calculation"})
_OPEN: Final = frozenset({"“", "„", "«", "``"})
_MOST: Final = 2
"""Pieces of a clause around its source; more of them are a tree that went wrong."""


def accorded(doc: Doc, word: Token, rules: Rules) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """Source, cue and the pieces of the clause around them; None where "according" is of another kind.

    Nothing is said by "according to plan", or by "the law": a source is a name, or a word for one.
    """
    if word.lower_ == "per":
        return _per(doc, word, rules)
    if word.lower_ == "in":
        return _in_the_words(doc, word, rules)
    if word.lower_ != "according" or word.i + 1 >= len(doc) or doc[word.i + 1].lower_ != "to":
        return None
    noun = word.head
    verb = noun.head
    if noun.i <= word.i + 1 or noun.dep_ not in ("obl", "obl:npmod") or noun.pos_ not in ("NOUN", "PROPN"):
        return None
    lemma = noun.lemma_.lower()
    if noun.ent_type_ not in _NAMED and not (
        lemma in rules.type_heads or lemma in rules.persons or lemma in rules.anonymous_heads
    ):
        return None
    # From behind the "to": a tree may hang it elsewhere than on the noun.
    source = begin, end = phrase_of(doc, noun, word.i + 2)
    if not begin <= noun.i < end:
        return None
    apart = {t.i for t in noun.subtree} | set(range(word.i, end))
    pieces: list[list[int]] = []
    for i in sorted(t.i for t in verb.subtree if t.i not in apart):
        if pieces and i == pieces[-1][-1] + 1:
            pieces[-1].append(i)
        else:
            pieces.append([i])
    own = [_own(doc, piece) if piece[-1] < word.i else piece for piece in pieces]
    trimmed = [some for piece in own if piece and (some := _trimmed(doc, piece)) is not None]
    # In "the barrier, which according to X also costs lives" the pronoun is none of what X says.
    kept = tuple((a, b) for a, b in trimmed if not (b == a + 1 and doc[a].tag_ in ("WDT", "WP")))
    if not 1 <= len(kept) <= _MOST or not any(a <= verb.i < b for a, b in kept):
        return None
    return source, (word.i, word.i + 2), kept


def _in_the_words(doc: Doc, word: Token, rules: Rules) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """The same of "in the words of Kremlin aide Omar Lind, Europe is …"."""
    if [t.lower_ for t in doc[word.i + 1 : word.i + 4]] != [
        "the",
        "words",
        "of",
    ] or word.i != word.sent.start:
        return None
    noun = next((c for c in doc[word.i + 2].children if c.dep_ == "nmod" and c.i > word.i + 3), None)
    end = next((i for i in range(word.i + 5, min(word.i + 20, word.sent.end)) if doc[i].text == ","), None)
    if noun is None or end is None or (noun.pos_ != "PROPN" and noun.lemma_.lower() not in rules.persons):
        return None
    said = _trimmed(doc, list(range(end + 1, word.sent.end)))
    while said is not None and said[1] > said[0] and doc[said[1] - 1].text == ".":
        said = (said[0], said[1] - 1)
    return ((word.i + 4, end), (word.i, word.i + 4), (said,)) if said is not None else None


def _per(doc: Doc, word: Token, rules: Rules) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """The same of notes that end in ", per Prime Minister Lind"; "per day" and "per head" are rates."""
    noun = word.head
    if word.i < 2 or doc[word.i - 1].text != "," or not word.i < noun.i < word.i + 8:
        return None
    person = noun.lemma_.lower() in rules.persons and doc[word.i + 1].text[:1].isupper()
    if noun.ent_type_ not in _NAMED and not person:
        return None
    begin, end = phrase_of(doc, noun, word.i + 1)
    while end < len(doc) and doc[end].ent_type_ == "PERSON":
        end += 1
    sentence = word.sent
    last = end >= sentence.end or doc[end].is_punct or doc[end].is_space
    said = _trimmed(doc, list(range(sentence.start, word.i - 1)))
    if not last or said is None or any(t.is_space and "\n" in t.text for t in doc[said[0] : said[1]]):
        return None
    return (begin, end), (word.i, word.i + 1), (said,)


def reckoned(doc: Doc, word: Token, rules: Rules) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """The same of "…, by the Fund's reckoning": by whose count or account something is so."""
    reckons = word.head.lemma_.lower() in _RECKONING or word.head.lower_ in _RECKONING
    if word.lower_ != "by" or not reckons or not word.i + 1 < word.head.i < word.i + 9:
        return None
    noun = word.head
    if doc[word.i + 1].tag_ == "PRP$" and noun.i == word.i + 2:
        return _by_its(doc, word, noun)
    if noun.i - word.i <= 3 and all(t.pos_ in ("ADJ", "PROPN", "DET") for t in doc[word.i + 1 : noun.i]):
        return _by_some(doc, word, noun)
    mark = next((i for i in range(word.i + 1, noun.i) if doc[i].tag_ == "POS"), None)
    sentence = word.sent
    if mark is None or noun.i - mark > 2 or doc[noun.i + 1 : noun.i + 2].text not in ("", ".", ";"):
        return None
    who = doc[mark - 1]
    known = who.ent_type_ in (*_NAMED, "PLACE") or who.lemma_.lower() in {*rules.type_heads, *rules.persons}
    before = doc[word.i - 1].text == "," if word.i > sentence.start else False
    said = _trimmed(doc, list(range(sentence.start, word.i - 1))) if before else None
    return ((word.i + 1, mark), (word.i, noun.i + 1), (said,)) if known and said is not None else None


def _by_some(doc: Doc, word: Token, noun: Token) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """The same of "…, by Israeli tallies" and "by some estimates"."""
    sentence = word.sent
    if doc[word.i - 1].text != "," or doc[noun.i + 1 : noun.i + 2].text not in ("", ".", ";"):
        return None
    said = _trimmed(doc, list(range(sentence.start, word.i - 1)))
    return ((word.i + 1, noun.i + 1), (word.i, word.i + 1), (said,)) if said is not None else None


def _by_its(doc: Doc, word: Token, noun: Token) -> tuple[Range, Range, tuple[Range, ...]] | None:
    """The same of "by its count, they had paid 400 million"."""
    sentence = word.sent
    leads = word.i == sentence.start or doc[word.i - 1].text in (";", ":", "—", "–")
    if noun.i + 1 >= len(doc) or doc[noun.i + 1].text != "," or not leads:
        return None
    said = _trimmed(doc, list(range(noun.i + 2, sentence.end)))
    if said is None or any(t.text == ";" or (t.is_space and "\n" in t.text) for t in doc[said[0] : said[1]]):
        return None
    return (word.i + 1, word.i + 2), (word.i, noun.i + 1), (said,)


def _own(doc: Doc, piece: list[int]) -> list[int]:
    """A piece before the cue without what stands before a colon, or before a quotation that it opens.

    In "the paper has it: “Of its voters, according to the clerk, …" the clerk answers for the voters alone.
    """
    begun = [i for i in piece if doc[i].text == ":" or doc[i].text in _OPEN]
    straight = [i for i in piece if doc[i].text == '"']
    if len(straight) % 2:
        begun.append(straight[-1])
    last = max(begun, default=-1)
    return [i for i in piece if i > last]


def _trimmed(doc: Doc, piece: list[int]) -> Range | None:
    a, b = piece[0], piece[-1] + 1
    while a < b and (doc[a].is_space or (doc[a].is_punct and not doc[a].is_quote)):
        a += 1
    while b > a and (doc[b - 1].is_space or (doc[b - 1].is_punct and not doc[b - 1].is_quote)):
        b -= 1
    return (a, b) if b > a else None
