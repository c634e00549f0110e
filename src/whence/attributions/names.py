"""Who is named in a report, how fully, and who a pronoun or a description stands for.

Resolution is cautious: where two bearers are about as likely, the mention stays unresolved, since a
wrong name costs the user more than a missing one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

from whence.attributions.attribution import Authority
from whence.attributions.drafts import Range, head_of
from whence.attributions.rules import Rules
from whence.spans import TextSpan

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Gender = Literal["he", "she"]

_HE: Final = frozenset({"he", "him", "his", "himself"})
_SHE: Final = frozenset({"she", "her", "hers", "herself"})
_PLURAL: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_THING: Final = frozenset({"it", "its", "itself"})
_SPEAKER: Final = frozenset({"i", "me", "my", "we", "us", "our", "myself", "ourselves"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom", "whose"})
PRONOUNS: Final = (
    _HE | _SHE | _PLURAL | _THING | _SPEAKER | _RELATIVE | {"you", "your", "one", "this", "these", "those"}
)

_DEFINITE: Final = frozenset({"the", "his", "her", "its", "their", "this", "that", "these", "those"})
_EMPTY: Final = frozenset({"same", "former", "late", "two", "other", "own", "new"})

_TITLES: Final[dict[str, Gender]] = {
    "mr": "he", "mr.": "he", "sir": "he", "lord": "he", "king": "he", "prince": "he", "father": "he",
    "pope": "he", "spokesman": "he", "chairman": "he", "congressman": "he", "businessman": "he",
    "mrs": "she", "mrs.": "she", "ms": "she", "ms.": "she", "miss": "she", "lady": "she", "dame": "she",
    "queen": "she", "princess": "she", "mother": "she", "spokeswoman": "she", "chairwoman": "she",
    "congresswoman": "she",
}  # fmt: skip
_DROP: Final = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "sir", "sen.", "rep.", "gov.", "gen."}
)
_ACRONYM: Final = re.compile(r"[A-Z][A-Z.&/-]{1,11}")
_SMALL: Final = frozenset({"of", "the", "for", "and", "on", "in", "de", "&"})
_POSSESSIVE: Final = frozenset({"'s", "’s", "'", "’"})
_NAMING: Final = frozenset({"flat", "appos", "compound", "nmod:desc", "nmod:unmarked"})


@dataclass(slots=True)
class Bearer:
    """Somebody or something named in the report, with all the mentions that were joined to it."""

    name: str
    kind: str
    first: int
    mentions: list[Range] = field(default_factory=list)
    words: set[str] = field(default_factory=set)
    """Lower-cased lemmas of what describes it: "president", "ukrainian", "defector"."""
    gender: Gender | None = None
    acronym: str | None = None
    unnamed: Authority | None = None
    """For somebody who is only described ("a former general"): the authority as first read."""
    above: tuple[Authority, ...] = ()
    """For the unnamed: the chain through which they spoke, which they bring along when they speak again."""

    def last_before(self, index: int) -> int | None:
        """The last token before `index` where it is named, or None."""
        found = [a for a, _ in self.mentions if a < index]
        return found[-1] if found else None


class Names:
    """The named of one Doc, in the order in which they first appear."""

    def __init__(self, doc: Doc, rules: Rules) -> None:
        self.doc = doc
        self.rules = rules
        self.bearers: list[Bearer] = []
        self._at: dict[int, Bearer] = {}
        spans = _name_spans(doc, rules)
        for a, b, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
            self._add(a, b, kind)
        for bearer in self.bearers:
            for a, b in bearer.mentions:
                self._describe(bearer, a, b)
            for word in list(bearer.words):
                bearer.words.update(rules.titles.get(word, ()))
        self._introduce()

    def at(self, index: int) -> Bearer | None:
        """The bearer named by the token, if one is."""
        return self._at.get(index)

    def within(self, span: Range) -> list[tuple[Range, Bearer]]:
        """Mentions inside a range of tokens."""
        out = []
        seen = -1
        for i in range(*span):
            bearer = self._at.get(i)
            if bearer is not None and i > seen:
                mention = next((m for m in bearer.mentions if m[0] <= i < m[1]), (i, i + 1))
                seen = mention[1] - 1
                out.append((mention, bearer))
        return out

    def _introduce(self) -> None:
        """Remember people who are introduced without a name: "a retired officer", "an old friend"."""
        for token in self.doc:
            if token.tag_ != "NN" or token.lemma_.lower() not in self.rules.persons or token.i in self._at:
                continue
            if not any(c.dep_ == "det" and c.lower_ in ("a", "an", "another", "one") for c in token.children):
                continue
            linked = [token.head, *token.children] if token.dep_ in _NAMING else list(token.children)
            if any(c.dep_ in _NAMING and (who := self._at.get(c.i)) and who.kind == "PERSON" for c in linked):
                continue
            if token.dep_ in _NAMING and (who := self._at.get(token.head.i)) and who.kind == "PERSON":
                continue
            if token.dep_ in ("compound", "amod", "conj") or any(c.dep_ == "cop" for c in token.children):
                continue
            a = min(t.i for t in token.subtree if t.i <= token.i)
            b = token.i + 1
            for child in token.children:
                # "a researcher in Seoul", "a spokesman for the mill": what follows without a pause belongs.
                part = sorted(t.i for t in child.subtree)
                if child.dep_ == "nmod" and part[0] == b and part[-1] == b + len(part) - 1 and len(part) < 9:
                    b = part[-1] + 1
            span = self.doc[a:b]
            text = TextSpan(span.start_char, span.end_char, span.text)
            self.describe_unnamed((a, b), Authority(span.text, text, "person", True), ())

    def unnamed_at(self, span: Range) -> Bearer | None:
        """Somebody unnamed who was introduced within these words."""
        return next(
            (b for b in self.bearers if b.unnamed and span[0] <= b.first < span[1] and b.kind == "PERSON"),
            None,
        )

    def describe_unnamed(self, span: Range, authority: Authority, above: tuple[Authority, ...]) -> Bearer:
        """Remember somebody unnamed, so that "he" or "these officials" can be found to be them."""
        head = head_of(self.doc, span)
        words = {t.lemma_.lower() for t in self.doc[span[0] : span[1]] if t.pos_ in ("NOUN", "PROPN", "ADJ")}
        kind = "GROUP" if head.tag_ in ("NNS", "NNPS") or authority.type == "group" else "PERSON"
        if authority.type in ("document", "unknown", "outlet") and kind == "PERSON":
            kind = "THING"
        bearer = Bearer(authority.name, kind, span[0], [span], words, unnamed=authority, above=above)
        bearer.gender = next((g for w in words if (g := _TITLES.get(w))), None)
        self.bearers.append(bearer)
        return bearer

    def _add(self, a: int, b: int, kind: str) -> None:
        if kind == "PERSON":
            # "President", "Rep." and the like describe; a name cut at its hyphen goes on behind it.
            while b - a > 1 and (self.doc[a].lower_ in self.rules.persons or self.doc[a].lower_ in _DROP):
                a += 1
            while self._hyphen(b):
                b += 2
            while a > 0 and self._part_of_name(a - 1):
                a -= 1
        if any(i in self._at for i in range(a, b)):
            return
        words = [t.text for t in self.doc[a:b] if t.text not in _POSSESSIVE]
        name = _clean(self.doc, a, b)
        if not name:
            return
        bearer = self._same(words, name, kind)
        if bearer is None:
            bearer = Bearer(name, kind, a)
            self.bearers.append(bearer)
        elif (
            (kind == bearer.kind or kind == "PERSON")
            and len(name) > len(bearer.name)
            and not _ACRONYM.fullmatch(name)
        ):
            bearer.name = name
        elif _ACRONYM.fullmatch(bearer.name) and not _ACRONYM.fullmatch(name):
            bearer.acronym, bearer.name = bearer.name, name
        bearer.mentions.append((a, b))
        for i in range(a, b):
            self._at[i] = bearer

    def _part_of_name(self, i: int) -> bool:
        """Whether token i is a first name that the reader left out of a person's name."""
        token = self.doc[i]
        return (
            token.pos_ == "PROPN"
            and token.text.istitle()
            and not token.ent_type_
            and i not in self._at
            and token.lower_ not in self.rules.persons
            and token.lower_ not in self.rules.type_heads
            and token.lower_ not in _DROP
            and token.lower_ not in _TITLES
            and token.lower_ not in self.rules.titles
        )

    def _hyphen(self, i: int) -> bool:
        """Whether a hyphen without space stands at token i, with more behind it."""
        doc = self.doc
        return (
            i + 1 < len(doc) and doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_
        )

    def _same(self, words: list[str], name: str, kind: str) -> Bearer | None:
        low = [w.lower() for w in words]
        for bearer in reversed(self.bearers):
            theirs = bearer.name.lower().split()
            if bearer.name.lower() == name.lower():
                return bearer
            if kind == "PERSON" and bearer.kind == "PERSON":
                mine = [w for w in low if w not in _DROP]
                if not mine:
                    continue
                shorter, longer = sorted((mine, theirs), key=len)
                if shorter == longer[-len(shorter) :] or (
                    len(shorter) == 1 and shorter[0] in longer[-2:] and len(longer) <= 3
                ):
                    return bearer
                # Names of East Asia put the family first: "Lee Seong-kweun" is "Lee" later.
                if len(shorter) == 1 and shorter[0] == longer[0] and self._unique(shorter[0]):
                    return bearer
            elif kind != "PERSON" and bearer.kind != "PERSON":
                shorter, longer = sorted((low, theirs), key=len)
                if len(shorter) > 1 and shorter == longer[: len(shorter)] and kind not in ("PLACE", "NORP"):
                    return bearer
                if _abbreviates(name, bearer.name) or _abbreviates(bearer.name, name):
                    return bearer
                if bearer.acronym and bearer.acronym.lower() == name.lower():
                    return bearer
        return None

    def _unique(self, word: str) -> bool:
        return sum(word in b.name.lower().split() for b in self.bearers if b.kind == "PERSON") == 1

    def _describe(self, bearer: Bearer, a: int, b: int) -> None:
        doc = self.doc
        i = a - 1
        while (
            i >= 0
            and doc[i].pos_ in ("NOUN", "PROPN", "ADJ")
            and not doc[i].is_space
            and i not in self._at_other(bearer)
        ):
            bearer.words.add(doc[i].lemma_.lower())
            i -= 1
        for k in range(a, b):
            title = _TITLES.get(doc[k].lower_)
            if title:
                bearer.gender = title
        for k in range(max(0, i + 1), a):
            title = _TITLES.get(doc[k].lower_)
            if title:
                bearer.gender = title
        head = doc[a]
        for token in doc[a:b]:
            if not a <= token.head.i < b:
                head = token
        linked = [c for c in head.children if c.dep_ in ("appos", "nmod:desc", "compound", "flat", "amod")]
        if head.dep_ in ("appos", "flat", "nmod:desc") and abs(head.head.i - head.i) < 15:
            linked.append(head.head)
        for token in linked:
            if a <= token.i < b or (
                token.i in self._at
                and token.pos_ == "PROPN"
                and self._at[token.i] is not bearer
                and bearer.kind == "PERSON"
                and self._at[token.i].kind == "PERSON"
            ):
                continue
            bearer.words.add(token.lemma_.lower())
            title = _TITLES.get(token.lower_)
            if title:
                bearer.gender = title
            for child in token.children:
                if child.dep_ in ("amod", "compound", "nmod", "nmod:poss"):
                    bearer.words.add(child.lemma_.lower())

    def _at_other(self, bearer: Bearer) -> set[int]:
        return {i for i, other in self._at.items() if other is not bearer and other.kind == "PERSON"}


def _clean(doc: Doc, a: int, b: int) -> str:
    while b > a and doc[b - 1].text in _POSSESSIVE:
        b -= 1
    while a < b and doc[a].lower_ in {"the", "a", "an"} | _DROP:
        a += 1
    return " ".join(doc[a:b].text.split()) if a < b else ""


def _defined(doc: Doc) -> list[Range]:
    """Long names that the report abbreviates in brackets: "Joint Chiefs of Staff (JCS)"."""
    out = []
    for i in range(2, len(doc) - 2):
        if doc[i].text != "(" or doc[i + 2].text != ")" or not _ACRONYM.fullmatch(doc[i + 1].text):
            continue
        for size in range(2, min(10, i) + 1):
            words = doc[i - size : i]
            if words[0].text[:1].isupper() and _abbreviates(doc[i + 1].text, words.text):
                out.append((i - size, i))
                break
    return out


def _known_kind(name: str, rules: Rules) -> str | None:
    """The kind of a name that the rules know, or None."""
    if name in rules.outlets:
        return "OUTLET"
    if name in rules.stands_for:
        places = ("north ", "south ", "united states")
        return "PLACE" if name.startswith(places) else "ORG"
    return None


def _name_spans(doc: Doc, rules: Rules) -> list[tuple[int, int, str]]:
    """Names as the reader found them; first those defined in brackets, and known ones, which are surer."""
    out: list[tuple[int, int, str]] = []
    taken: set[int] = set()
    for a, b in _defined(doc):
        kind = _known_kind(doc[a:b].text.lower().removeprefix("the "), rules) or "ORG"
        out += [(a, b, kind), (b + 1, b + 2, kind)]
        taken.update(range(a, b + 3))
    n = len(doc)
    for i in range(n):
        if i in taken or not doc[i].text[:1].isupper():
            continue
        for size in range(min(6, n - i), 0, -1):
            words = doc[i : i + size]
            if not words[-1].text[:1].isupper():
                continue
            text = words.text
            low = text.lower()
            if low in rules.outlets and _outlet_in_context(doc, i, i + size, rules):
                out.append((i, i + size, "OUTLET"))
                taken.update(range(i, i + size))
                break
            if size > 1 and low in rules.stands_for and taken.isdisjoint(range(i, i + size)):
                out.append((i, i + size, _known_kind(low, rules) or "ORG"))
                taken.update(range(i, i + size))
                break
    for ent in doc.ents:
        if ent.label_ in ("PERSON", "ORG", "PLACE", "NORP", "MISC") and not any(
            i in taken for i in range(ent.start, ent.end)
        ):
            # "US officials" describes, and names nobody.
            if ent[-1].text.islower() and (ent.label_ != "PERSON" or ent[-1].tag_ in ("NN", "NNS")):
                continue
            # A capital in mid-sentence alone makes no name: pronouns never are.
            if all(t.lower_ in PRONOUNS or not t.text[:1].isalpha() for t in ent):
                continue
            out.append((ent.start, ent.end, ent.label_))
    return out


def _outlet_in_context(doc: Doc, a: int, b: int, rules: Rules) -> bool:
    """Whether a name that may be a common word is meant as an outlet: "the …", "newspaper …", capitals."""
    before = doc[a - 1].lower_ if a else ""
    if (
        b < len(doc)
        and doc[b].pos_ == "PROPN"
        and doc[b].text[:1].isupper()
        and doc[b].text not in _POSSESSIVE
        and doc[b].lower_ not in rules.type_heads
    ):
        return False
    if (
        a
        and doc[a - 1].pos_ == "PROPN"
        and doc[a - 1].dep_ in ("compound", "flat", "amod")
        and before not in rules.type_heads
    ):
        return False
    if doc[a:b].text.lower() not in rules.common_outlets:
        return True
    text = doc[a:b].text
    if text.isupper() and len(text) > 1:
        return True
    return before == "the" or rules.type_heads.get(before) == "outlet" or doc[a].dep_.startswith("nsubj")


def _abbreviates(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`: ISW, RFE/RL, U.N."""
    if not _ACRONYM.fullmatch(short):
        return False
    letters = re.sub(r"[^A-Z]", "", short)
    words = [w for w in re.split(r"[\s/-]+", full) if w]
    strict = "".join(w[0] for w in words if w.lower() not in _SMALL and w[0].isupper())
    loose = "".join(w[0].upper() for w in words if w[0].isalpha())
    return len(words) > 1 and letters in (strict, loose)


class Resolver:
    """Finds the bearer of a pronoun or description, looking back from where it stands."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.doc = names.doc
        self.spoke: list[tuple[int, Bearer]] = []
        """Who was a source so far, with the token where; speakers tend to go on speaking."""
        self._sentence = [0] * len(self.doc)
        for number, sentence in enumerate(self.doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number

    def note(self, index: int, bearer: Bearer) -> None:
        """Remember that `bearer` was a source at token `index`."""
        self.spoke.append((index, bearer))

    def relative(self, token: Token) -> Token | None:
        """The noun that a relative "who" or "which" stands for, by syntax."""
        for ancestor in token.ancestors:
            if ancestor.dep_.startswith(("acl", "advcl:relcl")):
                return ancestor.head
        before = self.doc[token.i - 1] if token.i else None
        if before is not None and before.is_punct and token.i > 1:
            before = self.doc[token.i - 2]
        return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None

    def pronoun(self, token: Token, parent: Bearer | None) -> Bearer | None:
        """Who "he", "she", "they" or "it" is, or None where that is not clear."""
        low = token.lower_
        if low in _SPEAKER:
            return parent if low in ("i", "me", "my", "myself") else None
        if low in _HE or low in _SHE:
            return self._person(token, "he" if low in _HE else "she", parent)
        if low in _THING:
            return self._thing(token, parent)
        if low in ("they", "them", "their"):
            return self._group(token)
        return None

    def _group(self, token: Token) -> Bearer | None:
        """The group that spoke last, within two sentences; bodies of people are "they" too."""
        here = self._sentence[token.i]
        for i, who in reversed(self.spoke):
            if i < token.i and here - self._sentence[i] <= 2:
                return who if who.kind in ("GROUP", "ORG", "OUTLET") else None
        return None

    def _person(self, token: Token, gender: Gender, parent: Bearer | None) -> Bearer | None:
        scored: list[tuple[float, Bearer]] = []
        here = self._sentence[token.i]
        for bearer in self.names.bearers:
            if bearer.kind != "PERSON" or (bearer.gender and bearer.gender != gender):
                continue
            best = None
            for a, b in bearer.mentions:
                if a >= token.i:
                    break
                gap = here - self._sentence[a]
                if gap > 5:
                    continue
                score = -1.0 * gap
                head = self.doc[b - 1]
                for t in self.doc[a:b]:
                    if not a <= t.head.i < b:
                        head = t
                if head.dep_.startswith("nsubj"):
                    score += 0.9
                elif head.dep_ in ("nmod:poss", "nmod", "compound"):
                    score -= 0.5
                best = score if best is None else max(best, score)
            if best is None:
                continue
            if self.spoke:
                last = [i for i, who in self.spoke if who is bearer and i < token.i]
                if last and here - self._sentence[last[-1]] <= 6:
                    best += 1.2 if self._last_speaker(token.i) is bearer else 0.4
            if bearer is parent:
                best += 1.5
            if bearer.unnamed is not None:
                best -= 0.4
            if bearer.gender == gender:
                best += 0.3
            scored.append((best, bearer))
        scored.sort(key=lambda s: -s[0])
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.25):
            return None
        winner = scored[0][1]
        if winner.gender is None and (len(scored) == 1 or scored[0][0] - scored[1][0] > 0.8):
            winner.gender = gender
        return winner

    def _last_speaker(self, index: int) -> Bearer | None:
        before = [who for i, who in self.spoke if i < index and who.kind == "PERSON"]
        return before[-1] if before else None

    def _thing(self, token: Token, parent: Bearer | None) -> Bearer | None:
        here = self._sentence[token.i]
        for i, who in reversed(self.spoke):
            if i < token.i and who.kind != "PERSON" and here - self._sentence[i] <= 2:
                return who
        subject = [
            b
            for b in self.names.bearers
            if b.kind in ("ORG", "OUTLET", "PLACE")
            for a, e in b.mentions
            if a < token.i
            and 0 <= here - self._sentence[a] <= 1
            and any(t.dep_.startswith("nsubj") for t in self.doc[a:e])
        ]
        return subject[-1] if subject and all(b is subject[-1] for b in subject) else None

    def description(self, span: Range) -> Bearer | None:
        """Who "the president", "the Ukrainian leader" or "the institute" is, or None."""
        doc = self.doc
        tokens = [t for t in doc[span[0] : span[1]] if not t.is_space and not t.is_punct]
        if not tokens or tokens[0].lower_ not in _DEFINITE:
            return None
        head = head_of(doc, span)
        word = head.lemma_.lower()
        if head.pos_ == "PROPN" and span[1] - span[0] > 2:
            word = head.lower_
        plural = head.tag_ in ("NNS", "NNPS")
        modifiers = {
            t.lemma_.lower()
            for t in tokens
            if t.i != head.i and t.dep_ in ("amod", "compound", "nmod") and t.i < head.i
        } - _EMPTY
        found: list[tuple[int, int, Bearer]] = []
        for bearer in self.names.bearers:
            last = bearer.last_before(span[0])
            if last is None or any(self.names.at(i) is bearer for i in range(*span)):
                continue
            name = {w.lower() for w in bearer.name.split()}
            kind = self.names.rules.type_heads.get(word)
            if plural != (bearer.kind == "GROUP"):
                continue
            if bearer.kind in ("PERSON", "GROUP"):
                fits = word in bearer.words
            else:
                fits = word in name or word in bearer.words or (bearer.kind == "OUTLET" and kind == "outlet")
                fits = fits or (
                    bearer.kind == "ORG"
                    and kind == "agency"
                    and word in ("agency", "service")
                    and bool({"agency", "service", "bureau"} & name)
                )
            if not fits:
                continue
            known = modifiers & (bearer.words | name)
            if modifiers - bearer.words - name and not known and modifiers:
                continue
            found.append((len(known), last, bearer))
        if not found:
            return None
        return max(found, key=lambda f: (f[0], f[1]))[2]


def fullest(names: Iterable[str]) -> str:
    """The longest of several forms of one name, acronyms last."""
    return max(names, key=lambda n: (not _ACRONYM.fullmatch(n), len(n)))
