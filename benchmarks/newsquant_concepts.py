"""What a quantity is of, as NewsQuant has it: the words of the phrases that the quantity is said of.

The corpus gives, without articles and prepositions, the noun that a quantity modifies or is a part of, the
object of the verb that it hangs on, and that verb's subject; a count has its noun in the unit, and so the
concept is what else the clause is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from whence.dates import MONTHS
from whence.figures.counted import Counted
from whence.figures.phrases import top_of
from whence.figures.quantity import Quantity, Range

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

NONE: Final = ("-",)
_SUBJECTS: Final = ("nsubj", "nsubj:pass", "nsubj:outer")
_OBJECTS: Final = ("obj", "iobj")  # "causes prices to rise" has its object as either, treebanks differ
_NOMINAL: Final = frozenset({"NOUN", "PROPN"})
_INSIDE: Final = frozenset(
    {"compound", "amod", "flat", "nmod", "nmod:poss", "nmod:desc", "conj", "nummod", "goeswith", "list"}
)
_LINKS: Final = frozenset(
    {
        "of",
        "in",
        "to",
        "for",
        "on",
        "with",
        "at",
        "'s",
        "’s",
        "",
        "behind",
        "below",
        "off",
        "across",
        "between",
        "under",
    }
)
_LEVELS: Final = frozenset({"at", "on", "by", "with", "for", "to", "from"})
_SPANS: Final = frozenset({"past", "last", "next", "coming"})
_PAYING: Final = frozenset({"pay", "spend", "charge", "give", "offer", "bid"})
_RELATIVES: Final = frozenset({"which", "that", "who"})
_THIRD: Final = frozenset({"it", "he", "she"})
_LEFT_OUT: Final = frozenset({"total", "other", "such", "same", "own"})
_TIMES: Final = frozenset({"DATE", "DURATION", "TIME", "SET"})
_STEPS: Final = 12


class Concepts:
    """The concepts of one sentence's quantities."""

    def __init__(self, doc: Doc, quantities: Iterable[Quantity]) -> None:
        """Of a Doc with a tree; the words of its quantities are part of no concept."""
        self.doc = doc
        self.numbers = {i for q in quantities for i in range(*q.words)}

    def of(self, quantity: Quantity, what: Counted | None) -> tuple[str, ...]:
        """The words of a quantity's concept, in lower case; "-" where there is none."""
        out: list[int] = []
        top = self._top(quantity)
        if quantity.kind == "rank":
            return NONE
        if what is not None and quantity.kind == "count":
            self._around(self.doc[what.head], out)
            if not out and self.doc[quantity.words[0] - 1].text == "(":
                self._before(quantity, out)
        elif what is None or quantity.kind != "share":
            self._said_of(quantity, top, out)
            if not out:
                self._beside(quantity, out)
        multiple = quantity.kind == "ratio"  # "6.5 times earnings": in the unit there is no noun
        taken = self.numbers | (set(what.words) if what is not None and not multiple else set())
        return self._words(out, taken)

    def of_age(self, words: Range) -> tuple[str, ...]:
        """Who or what an age is of."""
        head = self.doc[words[1] - 1].head
        out: list[int] = []
        if head.pos_ in _NOMINAL and not words[0] <= head.i < words[1]:
            self._phrase(head, out)
            self._add_subject(head, out)
        return self._words(out, set(range(*words)))

    def _words(self, found: list[int], taken: set[int]) -> tuple[str, ...]:
        """Whole words, as spaces part them, of the tokens found."""
        out: list[str] = []
        for i in dict.fromkeys(found):
            if i in taken:
                continue
            word = self._whole(i, taken)
            if word and word.lower() not in out:
                out.append(word.lower())
        return tuple(out) or NONE

    def _whole(self, i: int, taken: set[int]) -> str:
        doc = self.doc
        a = b = i
        while a and not doc[a - 1].whitespace_ and _joins(doc[a - 1]):
            a -= 1
        while b + 1 < len(doc) and not doc[b].whitespace_ and _joins(doc[b + 1]):
            b += 1
        while a < i and doc[a].text in "-–/":
            a += 1
        while b > i and doc[b].text in "-–/":
            b -= 1
        if any(k in taken for k in range(a, b + 1)):
            return doc[i].text
        if a and b + 1 < len(doc) and doc[a - 1].text == "(" and doc[b + 1].text == ")":
            return doc[a - 1 : b + 2].text  # Ford (F)
        return doc[a : b + 1].text

    def _top(self, quantity: Quantity) -> Token:
        a, b = quantity.words
        held = top_of(self.doc, quantity.words, quantity.number)
        if quantity.kind == "money" and held.tag_ == "$":  # of "US $84 billion" the sign, and not the land
            return held
        for token in self.doc[a:b]:
            outside = not a <= token.head.i < b or token.head.i == token.i
            if outside and token.dep_ not in ("case", "advmod", "cc", "punct", "mark", "det"):
                return token
        return self.doc[b - 1]

    def _said_of(self, quantity: Quantity, top: Token, out: list[int]) -> None:
        """Of a percentage, a sum or a measure: what it is part of or modifies, or the clause's matter."""
        of = self._of(quantity.words[1], ("of", "in") if quantity.kind == "money" else ("of",))
        if of is not None:
            self._phrase(of, out)
            owned = any(c.dep_ == "nmod:poss" and c.pos_ == "PRON" for c in of.children)
            if (quantity.kind == "measure" and not top.dep_.startswith("nmod")) or owned:
                self._add_subject(top, out)
            return
        if quantity.kind == "ratio" and self._behind(quantity.words[1], out):  # 6.5 times earnings
            self._add_subject(top, out)
            return
        head = top.head
        own = any(c.dep_ in _SUBJECTS for c in top.children)  # a clause beside: "and the voltage was 5 volts"
        if top.dep_ in ("appos", "conj") and self._amount(head) and not own:
            top, head = head, head.head
        span = any(c.lower_ in _SPANS for c in top.children)
        if quantity.kind == "duration" and top.dep_ == "nmod" and span:
            self._add_subject(head, out)  # "beset by controversy over the past two years": the clause's time
            return
        modifies = top.dep_ in ("nummod", "compound", "amod", "nmod:desc", "nmod", "nmod:unmarked")
        if modifies and head.pos_ in _NOMINAL and head.i != top.i and not self._amount(head):
            self._phrase(head, out)
            if not out and head.dep_ in _OBJECTS:  # a total, which is no matter of its own
                self._bought(head.head, out)
            if top.dep_ != "nmod" or not head.dep_.startswith(("obl", "nmod")) or self._level(head):
                self._add_subject(head, out)
            return
        if quantity.kind == "duration":
            if top.dep_ == "nmod" and head.pos_ in _NOMINAL:
                self._phrase(head, out)
            elif not (top.dep_.startswith("obl") and top.i < head.i):
                self._add_subject(top, out)
            return
        moved = next((c for c in head.children if c.dep_ in _OBJECTS and c.i < top.i), None)
        if quantity.kind == "money" and top.dep_ in _OBJECTS:
            self._bought(head, out)
        if (
            top.dep_.startswith("obl")
            and moved is not None
            and moved.pos_ in _NOMINAL
            and not self._amount(moved)
        ):
            self._phrase(moved, out)
        self._add_subject(top, out)

    def _level(self, noun: Token) -> bool:
        """Whether a clause says a noun's amount of its subject: "borrows at a rate of 1%"."""
        cases = [c for c in noun.children if c.dep_ == "case" and c.i < noun.i]
        if noun.dep_ != "obl" or not cases or noun.head.pos_ not in ("VERB", "AUX"):
            return False
        first = cases[0]
        return first.lower_ in _LEVELS and self.doc[first.i - 1].text != ","

    def _bought(self, verb: Token, out: list[int]) -> None:
        """What a sum is paid for: "paid a total of $200 for flights"."""
        if verb.lemma_ in _PAYING:
            for child in verb.children:
                if child.dep_ == "obl" and child.i > verb.i and "for" in _links(child):
                    self._phrase(child, out)

    def _beside(self, quantity: Quantity, out: list[int]) -> None:
        """Where the tree says nothing: the noun right behind the quantity, else right before it."""
        if not self._behind(quantity.words[1], out):
            self._before(quantity, out)

    def _behind(self, b: int, out: list[int]) -> bool:
        """The noun right behind a quantity; False where there is none."""
        doc, k = self.doc, b
        while k < len(doc) and (doc[k].tag_ in ("JJ", "VBG", "VBN") or doc[k].pos_ in _NOMINAL):
            k += 1
        if k == b or doc[k - 1].pos_ not in _NOMINAL:
            return False
        out.extend(i for i in range(b, k) if i not in self.numbers)
        return True

    def _before(self, quantity: Quantity, out: list[int]) -> None:
        """The noun right before a quantity."""
        doc = self.doc
        k = quantity.words[0] - 1
        while k > 0 and (doc[k].text in ("(", ",", "up", "down", "≈", "=", ":") or doc[k].pos_ == "AUX"):
            k -= 1
        if k >= 0 and doc[k].pos_ in _NOMINAL and k not in self.numbers and doc[k].ent_type_ not in _TIMES:
            out.extend(self._filled([k]))

    def _amount(self, token: Token) -> bool:
        return token.i in self.numbers

    def _of(self, b: int, links: tuple[str, ...]) -> Token | None:
        """The noun of an of-phrase behind a quantity, and of money also of "in deposits"."""
        doc = self.doc
        if b < len(doc) and doc[b].text == "(":  # 8 miles (13 km) of track
            b = next((k + 1 for k in range(b, min(b + 8, len(doc))) if doc[k].text == ")"), b)
        if b >= len(doc) or doc[b].lower_ not in links:
            return None
        head = doc[b].head
        named = head.i > b and head.pos_ in _NOMINAL
        return head if named and (doc[b].lower_ == "of" or not head.ent_type_) else None

    def _subject(self, token: Token) -> Token | None:
        """The subject of the clause that a token stands in: of several the last before it."""
        at = token
        for _ in range(_STEPS):
            named = [c for c in at.children if c.dep_ in _SUBJECTS and c.i != token.i]
            if (
                at.dep_ == "xcomp" and not named and token.head.i == at.i
            ):  # "expects sales to rise": the object is what rises
                moved = next((c for c in at.head.children if c.dep_ in _OBJECTS and c.i < at.i), None)
                if (
                    moved is not None
                    and moved.pos_ in _NOMINAL
                    and moved.i != token.i
                    and moved.i not in self.numbers
                ):
                    return moved
            if named:
                before = [c for c in named if c.i < token.i]
                subject = before[-1] if before else named[0]
                if subject.lower_ in _RELATIVES or subject.tag_ in ("WDT", "WP"):
                    return self._antecedent(at, subject)
                if subject.pos_ == "PRON" and at.i in self.numbers and at.dep_ == "obj":
                    at = at.head  # "would cost it $800": the pronoun is none
                    continue
                if subject.pos_ == "PRON":
                    return self._referent(at, subject)
                return subject
            purpose = at.dep_ == "acl" and any(c.dep_ == "mark" for c in at.children)
            if at.dep_ in ("acl", "acl:relcl") and at.head.pos_ in _NOMINAL and not purpose:
                return at.head
            if at.head.i == at.i or at.dep_ in ("ccomp", "csubj"):
                return None
            at = at.head
        return None

    def _antecedent(self, clause: Token, pronoun: Token) -> Token | None:
        """The noun that a relative clause belongs to; by the tree, or the last one before the pronoun."""
        at = clause
        for _ in range(_STEPS):
            if at.dep_ in ("acl:relcl", "acl") and at.head.pos_ in _NOMINAL and at.head.i < pronoun.i:
                return at.head
            if at.head.i == at.i:
                break
            at = at.head
        k = pronoun.i - 1
        while k > 0 and (self.doc[k].is_punct or self.doc[k].pos_ == "AUX"):
            k -= 1
        return self.doc[k] if k >= 0 and self.doc[k].pos_ in _NOMINAL else None

    def _referent(self, clause: Token, pronoun: Token) -> Token | None:
        """Whom "it", "he" or "she" stands for in "the company said it has": the subject of the saying."""
        if pronoun.lower_ not in _THIRD:
            return None
        at = clause
        for _ in range(_STEPS):
            named = [c for c in at.head.children if c.dep_ in _SUBJECTS and c.i < pronoun.i]
            if at.dep_ in ("ccomp", "advcl", "conj", "parataxis") and named:
                return named[-1] if named[-1].pos_ in _NOMINAL else None
            if at.head.i == at.i:
                return None
            at = at.head
        return None

    def _add_subject(self, token: Token, out: list[int]) -> None:
        subject = self._subject(token)
        if subject is not None and subject.i != token.i:
            self._phrase(subject, out)

    def _around(self, noun: Token, out: list[int]) -> None:
        """Of a count: the noun that it is of ("run of seven games"), else the subject."""
        while noun.dep_ == "nmod" and noun.head.i in self.numbers and noun.head.i != noun.i:
            noun = noun.head  # "thousands of tests": what they are said of hangs on the thousands
        head = noun.head
        if noun.dep_ == "nmod" and head.pos_ in _NOMINAL:
            if any(c.dep_ == "cop" for c in head.children):
                self._add_subject(head, out)
                return
            if "of" in _links(noun):
                self._phrase(head, out)
                return
            about: list[int] = []
            self._add_subject(head, about)
            if any(i not in self.numbers for i in about):
                self._phrase(head, out)
                out.extend(about)
            return
        if noun.dep_ not in _SUBJECTS and not (noun.dep_.startswith("obl") and noun.i < head.i):
            self._add_subject(noun, out)
        if not out:
            for child in noun.children:
                if child.dep_ == "nmod:poss" and child.pos_ == "PROPN":
                    self._phrase(child, out)
                if child.dep_ == "nmod" and child.i > noun.i and "of" in _links(child):
                    self._phrase(child, out)

    def _phrase(self, head: Token, out: list[int]) -> None:
        """The words of a noun phrase: nouns, names, what describes them, and the phrases that hang on it."""
        if head.pos_ not in _NOMINAL | {"NUM", "ADJ", "SYM", "X"} and head.tag_ != "VBG":
            return
        found: list[int] = []

        def walk(token: Token, depth: int) -> None:
            if (token.i in self.numbers and depth) or (
                token.ent_type_ in _TIMES and token.dep_ not in ("compound", "nummod", "amod")
            ):
                return
            described = token.tag_ in ("VBN", "VBG") and token.i < token.head.i
            describes = token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "X", "SYM") or described or not depth
            kept = describes and token.lower_ not in _LEFT_OUT
            if kept and not (token.is_stop and token.pos_ not in _NOMINAL and token.lower_ not in ("top",)):
                found.append(token.i)
            if depth > 6:
                return
            for child in token.children:
                if child.dep_ == "appos" and self.doc[child.i - 1].text == "(" and not depth:
                    found.append(child.i)
                if child.dep_ not in _INSIDE or child.pos_ in ("PRON", "DET"):
                    continue
                if child.dep_ == "nmod" and (not _links(child) & _LINKS or child.lower_ in MONTHS):
                    continue
                far = child.i - token.i > 4 or any(c.dep_ == "det" for c in child.children)
                if child.dep_ == "conj" and token.pos_ in _NOMINAL and child.pos_ not in _NOMINAL:
                    continue
                if child.dep_ == "conj" and far and "between" not in _links(token):
                    continue
                walk(child, depth + 1)

        walk(head, 0)
        words = self._filled(sorted(found))
        while len(words) > 1 and _is_year(self.doc[words[0]]):
            del words[0]
        out.extend(words)

    def _filled(self, found: list[int]) -> list[int]:
        """With the nouns and names that stand right beside those found, and numbers between two."""
        out = set(found)
        for i in found:
            for step in (-1, 1):
                k = i + step
                while 0 <= k < len(self.doc) and k not in out:
                    token = self.doc[k]
                    if step < 0 and k in self.numbers:  # a turbocharged 1.6 litre engine
                        k -= 1
                        continue
                    if k in self.numbers or (
                        step < 0 and self.doc[k + 1].ent_type_ == "PERSON" and token.pos_ != "PROPN"
                    ):
                        break
                    near = token.pos_ in _NOMINAL or (
                        step < 0 and token.tag_ in ("JJ", "VBN", "JJS") and token.pos_ == "ADJ"
                    )
                    between = token.pos_ == "NUM" and k - 1 in out and k + 1 in out
                    if (
                        not (near or between)
                        or (token.ent_type_ in _TIMES and not between)
                        or token.lower_ in _LEFT_OUT
                    ):
                        break
                    out.add(k)
                    k += step
        return sorted(out)


def _is_year(token: Token) -> bool:
    return len(token.text) == 4 and token.text.isdigit()


def _joins(token: Token) -> bool:
    return token.text in ("-", "–", "/") or token.text[:1].isalnum()


def _links(token: Token) -> set[str]:
    """The prepositions of a phrase; "" where it has none."""
    found = {c.lower_ for c in token.children if c.dep_ == "case" and c.i < token.i}
    return found or {""}
