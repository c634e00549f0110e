"""Who is named in a report, and how fully; and who is introduced without a name."""

from __future__ import annotations

import bisect
import re
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

from whence.attributions.attribution import Authority
from whence.attributions.drafts import Range, head_of
from whence.attributions.name_spans import (
    ACRONYM,
    POSSESSIVE,
    abbreviates,
    is_country,
    name_spans,
    stands_for_country,
)
from whence.attributions.owned import Owned, owned
from whence.attributions.rules import Rules
from whence.attributions.short_names import (
    FIRMS,
    HONORIFICS,
    TITLES,
    Gender,
    behind_noun,
    firm,
    first_words,
    missed,
    named_by_noun,
    surnames,
    without_office,
)
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.reader.syntax import Doc

_LOOK_BACK: Final = 2000
"""How many of the bearers known last are compared with a new name: bounds the time a hostile text takes."""
_BEFORE: Final = 40
"""Words before a name that may describe it, at most."""
_NAMING: Final = frozenset({"flat", "appos", "compound", "nmod:desc", "nmod:unmarked"})


_ARTICLE: Final = re.compile(r"^(?:al|el|ash|as|ad|an|ar|at|az)[-’'](?=[a-z]{3})")
"""The article of Arabic names, which reports leave out: "al-Sharaa" is "Sharaa" later."""


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
    """Whom "he" and "she" can be: by a title, by what it was called before, or by a first name alone."""
    called: bool = False
    """Whether the gender is the report's word, and not a first name's alone."""
    acronym: str | None = None
    unnamed: Authority | None = None
    """For somebody who is only described ("a former general"): the authority as first read."""
    above: tuple[Authority, ...] = ()
    """For the unnamed: the chain through which they spoke, which they bring along when they speak again."""

    def last_before(self, index: int) -> int | None:
        """The last token before `index` where it is named, or None."""
        k = bisect.bisect_left(self.mentions, (index,)) - 1
        return self.mentions[k][0] if k >= 0 else None


BODIES: Final = frozenset({"military", "government", "agency", "organisation"})
"""Types of authorities that are "it" when they are one: "the army", "the ministry"."""


_NAMED: Final = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "POS", "HYPH", "CD"})
"""What goes on with a name behind "the" that may be somebody's: "the Trump campaign"."""


class Names:
    """The named of one Doc, in the order in which they first appear."""

    def __init__(self, doc: Doc, rules: Rules) -> None:
        self.doc = doc
        self.rules = rules
        self.bearers: list[Bearer] = []
        self._at: dict[int, Bearer] = {}
        self._by_name: dict[str, Bearer] = {}
        self._introduced: dict[int, Bearer] = {}
        spans = name_spans(doc, rules)
        self._firms = first_words(doc, spans, rules)
        last = surnames(doc, spans)
        spans = [without_office(doc, span, rules) for span in spans]
        spans = [(a, b, self._kind(a, b, kind, last)) for a, b, kind in spans]
        spans += missed(doc, spans, last, self._firms)
        spans += named_by_noun(doc, spans)
        bodies = owned(doc, spans, rules)
        for a, b, kind in sorted(spans, key=lambda s: (s[0], -s[1])):
            self._add(a, b, kind, bodies.get((a, b)))
        for bearer in self.bearers:
            for a, b in bearer.mentions:
                self._describe(bearer, a, b)
            if bearer.kind == "PERSON" and self._lies(bearer):
                bearer.kind = "PLACE"
            if bearer.kind == "PERSON" and self._makes(bearer):
                bearer.kind = "ORG"  # "the drugmaker Belvane", which readers of names take for somebody
            if bearer.kind == "PERSON" and bearer.gender is None:
                bearer.gender = self._by_first_name(bearer)
            elif bearer.gender is not None:
                bearer.called = True
            for word in list(bearer.words):
                bearer.words.update(rules.titles.get(word, ()))
        self._introduce()

    def _kind(self, a: int, b: int, kind: str, last: frozenset[str]) -> str:
        """The kind of a name by the report's longer names and its last word: a firm's, or somebody's."""
        word = self.doc[a].lower_
        alone = all(t.text in POSSESSIVE for t in self.doc[a + 1 : b])
        if kind == "PERSON" and alone and word in self._firms:
            return "ORG"
        if kind == "PERSON" and b - a > 1 and firm(self.doc, a, b, self.rules):
            return "ORG"
        the = a > 0 and self.doc[a - 1].lower_ == "the" and b - a == 1 and self.doc[a].tag_ == "NNP"
        alone = b >= len(self.doc) or (self.doc[b].tag_ not in _NAMED and self.doc[b].text != "/")
        if kind == "PERSON" and the and alone and word not in last:
            return "ORG"  # "documents obtained by the Bugle"
        if kind == "PLACE" and behind_noun(self.doc, a) and not is_country(self.doc[a:b].text.lower()):
            return "ORG"  # "the state company Energoatom"
        return "PERSON" if kind in ("ORG", "MISC") and b - a == 1 and word in last else kind

    def copy(self) -> Names:
        """The same names, for a stage of its own: each adds to them whom it finds described."""
        same = {id(b): replace(b, mentions=list(b.mentions), words=set(b.words)) for b in self.bearers}
        other = copy(self)
        other.bearers = list(same.values())
        other._at = {i: same[id(b)] for i, b in self._at.items()}
        other._by_name = {name: same[id(b)] for name, b in self._by_name.items()}
        other._introduced = {i: same[id(b)] for i, b in self._introduced.items()}
        return other

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
                mention = bearer.mentions[max(0, bisect.bisect_left(bearer.mentions, (i + 1,)) - 1)]
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
            while a < token.i and self.doc[a].tag_ in ("IN", "TO", "VBD", "VBZ", "CC", ","):
                a += 1  # "was sent to | a judge", "said | an aide"
            b = token.i + 1
            for child in token.children:
                # "a researcher in Seoul", "a spokesman for the mill": what follows without a pause belongs.
                part = sorted(t.i for t in child.subtree)
                if child.dep_ == "nmod" and part[0] == b and part[-1] == b + len(part) - 1 and len(part) < 9:
                    b = part[-1] + 1
            span = self.doc[a:b]
            text = TextSpan(span.start_char, span.end_char, span.text)
            name = " ".join(span.text.split())
            self.describe_unnamed((a, b), Authority(name, text, "person", True), ())

    def unnamed_at(self, span: Range) -> Bearer | None:
        """Somebody unnamed who was introduced within these words."""
        return next((self._introduced[i] for i in range(*span) if i in self._introduced), None)

    def describe_unnamed(self, span: Range, authority: Authority, above: tuple[Authority, ...]) -> Bearer:
        """Remember somebody unnamed, so that "he" or "these officials" can be found to be them."""
        head = head_of(self.doc, span)
        clause = (t.i for t in self.doc[head.i : span[1]] if t.tag_ in ("WP", "WDT"))
        described = self.doc[span[0] : next(clause, span[1])]
        words = {t.lemma_.lower() for t in described if t.pos_ in ("NOUN", "PROPN", "ADJ")}
        kind = "GROUP" if head.tag_ in ("NNS", "NNPS") or authority.type == "group" else "PERSON"
        if authority.type == "document" or (authority.type in ("unknown", "outlet") and kind == "PERSON"):
            kind = "THING"
        elif authority.type in BODIES and kind == "PERSON":
            kind = "ORG"
        bearer = Bearer(authority.name, kind, span[0], [span], words, unnamed=authority, above=above)
        bearer.gender = next((g for w in words if (g := TITLES.get(w))), None)
        bearer.called = bearer.gender is not None
        self.bearers.append(bearer)
        if kind == "PERSON":
            self._introduced.setdefault(span[0], bearer)
        return bearer

    def _add(self, a: int, b: int, kind: str, body: Owned | None = None) -> None:
        if kind == "PERSON":
            # "President", "Rep." and the like describe; a name cut at its hyphen goes on behind it.
            while b - a > 2 and self.doc[a].text in ("-", "–"):
                a += 1  # "Solicitor | -General Tushar Mehta"
            while b - a > 1 and self.doc[a].lower_ in self.rules.persons | HONORIFICS:
                a += 1
            while self._hyphen(b):
                b += 2
            while a > 0 and self._part_of_name(a - 1):
                a -= 1
        if kind == "ORG" and (joined := self._hyphenated(a)) is not None:
            a = joined
        if any(i in self._at for i in range(a, b)):
            return
        if kind == "PERSON" and (_in_dateline(self.doc, a, b) or (b - a == 1 and self._is_capital(a))):
            kind = "PLACE"
        words = [t.text for t in self.doc[a:b] if t.text not in POSSESSIVE]
        name = _clean(self.doc, a, b) if body is None else body.name
        if f"{name.lower()}'s" in self.rules.possessive_firms and self.doc[b - 1].text in POSSESSIVE:
            name = " ".join(self.doc[a:b].text.split())
        if not name:
            return
        bearer = self._same(words, name, kind) if body is None else self._by_name.get(body.key)
        if bearer is None:
            bearer = Bearer(name, kind, a)
            self.bearers.append(bearer)
        elif (
            (kind == bearer.kind or kind == "PERSON")
            and len(name) > len(bearer.name)
            and not ACRONYM.fullmatch(name)
        ):
            bearer.name = name
        elif ACRONYM.fullmatch(bearer.name) and not ACRONYM.fullmatch(name):
            bearer.acronym, bearer.name = bearer.name, name
        self._by_name[bearer.name.lower() if body is None else body.key] = bearer
        bearer.mentions.append((a, b))
        for i in range(a, b):
            self._at[i] = bearer

    def _hyphenated(self, a: int) -> int | None:
        """Where a body's name begins that was read from behind a hyphen: "Inter-Services | Relations"."""
        doc = self.doc
        for dash in (a - 1, a - 2):
            if dash < 1 or doc[dash].text != "-" or doc[dash - 1].whitespace_ or doc[dash].whitespace_:
                continue
            if doc[dash - 1].text.isupper():
                continue  # "the AP-GfK poll"
            words = [doc[dash - 1], *doc[dash + 1 : a]]
            if all(t.text[:1].isupper() and t.pos_ in ("PROPN", "NOUN", "ADJ", "X") for t in words):
                return dash - 1
        return None

    def _is_capital(self, i: int) -> bool:
        """Whether a name that is taken for somebody's is a capital's, and the last of nobody's longer one."""
        word = self.doc[i].text
        people = (b.name for b in self.bearers[-_LOOK_BACK:] if b.kind == "PERSON")
        return stands_for_country(word) and not any(name.endswith(f" {word}") for name in people)

    def _ends_office(self, i: int) -> bool:
        """Whether a word ends an office: "Secretary of State"."""
        return i > 1 and self.doc[i - 1].lower_ == "of" and self.doc[i - 2].lower_ in self.rules.persons

    def _part_of_name(self, i: int) -> bool:
        """Whether token i is a first name that the reader left out of a person's name."""
        token = self.doc[i]
        return (
            token.pos_ == "PROPN"
            and token.text.istitle()
            and not self._ends_office(i)
            and not token.ent_type_
            and i not in self._at
            and token.lower_ not in self.rules.persons
            and token.lower_ not in self.rules.type_heads
            and token.lower_ not in HONORIFICS
            and token.lower_ not in TITLES
            and token.lower_ not in self.rules.titles
        )

    def _hyphen(self, i: int) -> bool:
        """Whether a hyphen without space stands at token i, with more behind it."""
        doc = self.doc
        return (
            i + 1 < len(doc) and doc[i].text == "-" and not doc[i - 1].whitespace_ and not doc[i].whitespace_
        )

    def _same(self, words: list[str], name: str, kind: str) -> Bearer | None:
        lowered = name.lower()
        low = lowered.split() if kind == "PERSON" else [w.lower() for w in words]
        known = self._by_name.get(lowered)
        if known is not None:
            return known
        mine = [w for w in low if w not in HONORIFICS]
        short = ACRONYM.fullmatch(name) is not None
        for bearer in reversed(self.bearers[-_LOOK_BACK:]):
            if (kind == "PERSON") != (bearer.kind == "PERSON"):
                continue
            theirs = bearer.name.lower().split()
            if kind == "PERSON":
                if not mine:
                    continue
                shorter, longer = (
                    [_ARTICLE.sub("", w) for w in some] for some in sorted((mine, theirs), key=len)
                )
                if shorter == longer[-len(shorter) :] or (
                    len(shorter) == 1 and shorter[0] in longer[-2:] and len(longer) <= 3
                ):
                    return bearer
                # Names of East Asia put the family first: "Lee Seong-kweun" is "Lee" later.
                if len(shorter) == 1 and shorter[0] == longer[0] and self._unique(shorter[0]):
                    return bearer
            else:
                shorter, longer = sorted((low, theirs), key=len)
                if (
                    (len(shorter) > 1 or shorter[0] in self._firms)
                    and shorter == longer[: len(shorter)]
                    and not {kind, bearer.kind} & {"PLACE", "NORP"}  # "El Fasher" is not its committee
                ):
                    return bearer
                if (short and abbreviates(name, bearer.name)) or abbreviates(bearer.name, name):
                    return bearer
                if bearer.acronym and bearer.acronym.lower() == lowered:
                    return bearer
        return None

    def _unique(self, word: str) -> bool:
        return sum(word in b.name.lower().split() for b in self.bearers if b.kind == "PERSON") == 1

    def _lies(self, bearer: Bearer) -> bool:
        """Whether a name of one word is a place's, since something is in it: "in Goma"."""
        if " " in bearer.name or bearer.unnamed is not None:
            return False
        names = [self.doc[a] for a, _ in bearer.mentions]
        if any(t.dep_.startswith("nsubj") and t.head.pos_ == "VERB" for t in names):
            return False  # whoever does something is somebody
        return any(
            # "fled in Goma", but "in Putin's view", "believes in Putin" and "faith in Putin"
            t.dep_ == "obl" and t.head.lemma_ not in ("believe", "trust", "confide")
            and any(c.lower_ in ("in", "near", "outside") and c.i == t.i - 1 for c in t.children)
            for t in names
        )  # fmt: skip

    def _makes(self, bearer: Bearer) -> bool:
        """Whether a name is a firm's by what stands beside it, and nobody's."""
        makes = any((w.endswith("maker") and w != "maker") or w in FIRMS for w in bearer.words)
        if len(bearer.name.split()) == 1:
            return makes and bearer.words.isdisjoint(self.rules.persons)
        a, _ = bearer.mentions[0]
        # "the Piraeus-based firm Kalliste Marine"
        called = a > 1 and self.doc[a - 1].lower_ in FIRMS and self.doc[a - 1].tag_ == "NN"
        return called and self.doc[a].lower_ not in self.rules.first_names

    def _by_first_name(self, bearer: Bearer) -> Gender | None:
        words = bearer.name.split()
        while len(words) > 1 and words[0].lower() in self.rules.persons | {"justice"}:
            del words[0]
        if len(words) < 2:
            return None
        first = words[0]
        plain = "".join(c for c in normalize("NFKD", first.lower()) if not combining(c))
        found = self.rules.first_names.get(plain)
        return "he" if found == "he" else "she" if found == "she" else None

    def _describe(self, bearer: Bearer, a: int, b: int) -> None:
        doc = self.doc
        i = a - 1
        while (
            i >= max(0, a - _BEFORE)
            and doc[i].pos_ in ("NOUN", "PROPN", "ADJ")
            and not doc[i].is_space
            and not self._names_another(i, bearer)
        ):
            bearer.words.add(doc[i].lemma_.lower())
            i -= 1
        for k in range(a, b):
            title = TITLES.get(doc[k].lower_)
            if title:
                bearer.gender = title
        for k in range(max(0, i + 1), a):
            title = TITLES.get(doc[k].lower_)
            if title:
                bearer.gender = title
        bearer.words.update(self._what_it_is(b))
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
            title = TITLES.get(token.lower_)
            if title:
                bearer.gender = title
            for child in token.children:
                if child.dep_ in ("amod", "compound", "nmod", "nmod:poss"):
                    bearer.words.add(child.lemma_.lower())

    def _what_it_is(self, end: int) -> list[str]:
        """The words of ", a British research group," behind a name, wherever the parser hung them."""
        doc = self.doc
        if end + 2 >= len(doc) or doc[end].text != "," or doc[end + 1].lower_ not in ("a", "an"):
            return []
        stop = end + 2
        while stop < min(end + 8, len(doc)) and doc[stop].pos_ in ("NOUN", "ADJ", "PROPN"):
            stop += 1
        closed = stop < len(doc) and doc[stop].lower_ in (",", "in", "for", "of", "that", "which", "based")
        return [t.lemma_.lower() for t in doc[end + 2 : stop]] if closed else []

    def _names_another(self, i: int, bearer: Bearer) -> bool:
        other = self._at.get(i)
        return other is not None and other is not bearer and other.kind == "PERSON"


def _in_dateline(doc: Doc, a: int, b: int) -> bool:
    """Whether tokens are the place at the head of a dispatch: "DAR SARIM, July 14 (Meridian) - …"."""
    if a and "\n" not in doc[a - 1].text:
        return False
    if not all(token.text.isupper() for token in doc[a:b]) or len(doc[a:b].text) < 3 or b >= len(doc):
        return False
    return doc[b].text in (",", "(", "-", "–", "—", ":")


def _clean(doc: Doc, a: int, b: int) -> str:
    while b > a and doc[b - 1].text in POSSESSIVE:
        b -= 1
    while a < b and (doc[a].lower_ in ("the", "a", "an") or doc[a].lower_ in HONORIFICS):
        a += 1
    return " ".join(doc[a:b].text.split()) if a < b else ""
