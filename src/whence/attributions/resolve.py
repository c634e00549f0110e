"""Who a pronoun or a description stands for.

Resolution is cautious: where two bearers are about as likely, the mention stays unresolved, since a
wrong name costs the user more than a missing one.
"""

from __future__ import annotations

import bisect
from datetime import date
from itertools import accumulate
from typing import TYPE_CHECKING, Final

from whence.actors import packaged_actors
from whence.attributions.attribution import Authority
from whence.attributions.drafts import Range, head_of
from whence.attributions.names import BODIES, Bearer, Names
from whence.attributions.pronouns import HE, SHE, SPEAKER, THING
from whence.attributions.short_names import Gender
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_DEFINITE: Final = frozenset({"the", "his", "her", "its", "their", "this", "that", "these", "those"})
_LONG: Final = 40
"""Words of a description, and people compared with it, at most."""
_SHORT: Final = 4
"""Words of a description that stands by itself, at most."""
_PARAGRAPH: Final = 300
"""Words of a paragraph before a pronoun that are looked at for names, at most."""
_AGENCIES: Final = frozenset({"agency", "service", "bureau", "agence", "agenzia", "agencia", "agentur"})
"""Words in the names of what "the agency" may be."""
_OFFICES: Final = _AGENCIES | {
    "office",
    "administration",
    "authority",
    "board",
    "commission",
    "institute",
    "directorate",
}
"""Words in the names of bodies that are "the agency" when they have just spoken."""
_ANY_BODY: Final = frozenset({"organization", "organisation", "agency", "body", "group"})
_ANY_LAND: Final = frozenset({"country", "nation", "state"})
_ONCE: Final = frozenset({"former", "retired", "ex", "onetime"})
_OFFICE_HOLDERS: Final = frozenset(
    {"president", "minister", "governor", "mayor", "head", "spokesman", "spokeswoman", "spokesperson"}
    | {"secretary", "chief", "ambassador", "envoy", "commissioner", "premier", "chancellor", "director"}
    | {"deputy", "official"}
)
_HELD: Final[dict[str, frozenset[str]]] = {
    "official": _OFFICE_HOLDERS,
    "politician": frozenset({"president", "minister", "senator", "lawmaker", "governor", "mayor", "mp"}),
    "diplomat": frozenset(
        {"ambassador", "envoy", "minister", "secretary", "consul", "spokesman", "spokeswoman"}
    ),
}
"""Offices of those who are called so once they have spoken."""
_FIRM_WORDS: Final = frozenset(
    {"company", "firm", "retailer", "bank", "lender", "insurer", "airline", "carmaker", "drugmaker"}
    | {"chipmaker", "manufacturer", "maker", "developer", "start-up", "startup", "carrier", "brewer", "miner"}
    | {"operator", "supermarket", "steelmaker", "planemaker", "utility", "chain", "producer"}
)
_DURING: Final = frozenset(
    {"when", "after", "while", "before", "as", "though", "although", "because", "since"}
)
_ANSWERING: Final = frozenset({"say", "reply", "answer", "respond", "tell", "deny", "agree", "nod"})
_ASKED_WHETHER: Final = frozenset({"ask", "question", "press"})
_MATERIAL: Final = frozenset(
    {"footage", "testimony", "video", "image", "photograph", "photo", "data", "evidence"}
)
"""What somebody gathers, and what says nothing by itself."""
_PORTFOLIOS: Final = frozenset({"ministry", "department", "committee", "directorate"})
_LYING: Final = frozenset(
    {"lie", "mislead", "deceive", "err", "exaggerate", "wrong", "mistaken", "dishonest"}
)
_EMPTY: Final = frozenset({"same", "former", "late", "two", "other", "own", "new"})


class Resolver:
    """Finds the bearer of a pronoun or description, looking back from where it stands."""

    def __init__(self, names: Names, published: date | None = None) -> None:
        self.names = names
        self.published = published
        self.doc = names.doc
        self.spoke: list[tuple[int, Bearer]] = []
        """Who was a source so far, with the token where; speakers tend to go on speaking."""
        self._nested: set[int] = set()
        self._joint: set[int] = set()
        self.barred: Bearer | None = None
        """Who "he" and "she" are not, at the moment: whoever asked what they answer."""
        self.told: frozenset[int] = frozenset()
        """Words before a pronoun that whoever it stands for says, at the moment: rarely of themselves."""
        self.quoted: frozenset[int] = frozenset()
        """Words spoken by whom a pronoun stands for, at the moment: nobody named in them speaks them."""
        self._sentence = [0] * len(self.doc)
        breaks = (t.is_space and "\n" in t.text for t in self.doc)
        self._paragraph = list(accumulate(breaks))
        for number, sentence in enumerate(self.doc.sents):
            for i in range(sentence.start, sentence.end):
                self._sentence[i] = number

    def note(self, index: int, bearer: Bearer, *, nested: bool = False, joint: bool = False) -> None:
        """Remember that `bearer` was a source at token `index`; `nested` within what another said.

        Of several who said it together, `joint`, the first is remembered, who is not "they" alone.
        """
        self.spoke.append((index, bearer))
        if joint:
            self._joint.add(index)
        if nested:
            self._nested.add(index)

    def relative(self, token: Token) -> Token | None:
        """The noun that a relative "who" or "which" stands for, by syntax."""
        for ancestor in token.ancestors:
            if ancestor.dep_.startswith(("acl", "advcl:relcl")):
                return self._whom_with(ancestor.head)
        before = self.doc[token.i - 1] if token.i else None
        if before is not None and before.is_punct and token.i > 1:
            before = self.doc[token.i - 2]
        return before if before is not None and before.pos_ in ("NOUN", "PROPN") else None

    @staticmethod
    def _whom_with(noun: Token) -> Token:
        """Who has what "who" is hung on: in "a trader with 40 camels, who said" the trader.

        In "footage filmed by the group Witness, which says" it is the group.
        """
        if noun.lemma_.lower() in _MATERIAL:
            for verb in noun.children:
                if verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD"):
                    by = (c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i)
                    agent = next((c for c in by if any(t.lower_ == "by" for t in c.children)), None)
                    if agent is not None:
                        return agent
        case = any(c.dep_ == "case" and c.lower_ == "with" for c in noun.children)
        counted = any(c.dep_ == "nummod" for c in noun.children)
        if not (case and counted):
            return noun
        if noun.dep_ == "obl":
            met = [c for c in noun.head.children if c.dep_ in ("obj", "nsubj:pass") and c.i < noun.i]
            return met[-1] if met else noun
        return noun.head if noun.dep_ == "nmod" else noun

    def pronoun(self, token: Token, parent: Bearer | None) -> Bearer | None:
        """Who "he", "she", "they" or "it" is, or None where that is not clear."""
        low = token.lower_
        if low in SPEAKER:
            return parent if low in ("i", "me", "my", "myself") else None
        if low in HE or low in SHE:
            return self._person(token, "he" if low in HE else "she", parent)
        if low in THING:
            return self._thing(token, parent)
        if low in ("they", "them", "their"):
            return self._group(token)
        return None

    def _group(self, token: Token) -> Bearer | None:
        """The group that spoke last, within two sentences; bodies of people are "they" too."""
        here = self._sentence[token.i]
        near = [
            (i, who)
            for i, who in self.spoke[:-51:-1]
            if i < token.i and who.kind != "THING" and here - self._sentence[i] <= 2
        ]
        groups = [who for i, who in near if who.kind == "GROUP" and i not in self._nested]
        for i, who in near:
            if groups and i in self._nested and who.kind in ("ORG", "OUTLET"):
                continue  # "the firm said it would pay, two people told the Courier; … they said"
            if i in self._joint or self._several_since(i, who, token):
                return None
            return who if who.kind in ("GROUP", "ORG", "OUTLET") else None
        return None

    def _several_since(self, spoke: int, who: Bearer, token: Token) -> bool:
        """Whether the sentence before is about several others: "Mediazona and the BBC go on. They have …"."""
        first = token.sent.start
        before = [t for t in self.doc[max(spoke + 1, first - _LONG) : first] if t.dep_.startswith("nsubj")]
        main = next((t for t in reversed(before) if t.head.dep_ == "ROOT"), None)
        if main is None or self.names.at(main.i) is who:
            return False
        if who.unnamed is not None and any(a <= main.i < b for a, b in who.mentions[-_LONG:]):
            return False
        others = [t for c in main.children for t in (c, *c.children) if t.i < main.head.i]
        return main.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in others)

    def _person(self, token: Token, gender: Gender, parent: Bearer | None) -> Bearer | None:
        scored: list[tuple[float, Bearer]] = []
        told_by = self._last_speaker(token.i, nested=parent is not None) if self.told else None
        if told_by is not None and told_by.gender not in (None, gender):
            told_by = None
        here = self._sentence[token.i]
        alone = self._alone_before(token)
        above = self._subject_above(token)
        if above is not None and self.names.at(above.i) is None:
            return None  # "A teacher was suspended after she told pupils": whoever that is
        asker = self._asker_before(token)
        latest = self._last_speaker(token.i, nested=parent is not None)
        for bearer in self.names.bearers[-2000:]:
            if bearer.kind != "PERSON" or (bearer.gender and bearer.gender != gender):
                continue
            if bearer is self.barred or self._beside(bearer, token):
                continue
            if asker is not None and any(a <= asker.i < b for a, b in bearer.mentions[-_LONG:]):
                continue
            best = None
            stop = bisect.bisect_left(bearer.mentions, (token.i,))
            at = [a for a, _ in bearer.mentions[max(0, stop - 20) : stop]]
            for a, b in reversed(bearer.mentions[max(0, stop - 20) : stop]):
                if a in self.quoted:
                    continue
                gap = here - self._sentence[a]
                if gap > 5:
                    break
                score = -1.0 * gap
                head = self.doc[b - 1]
                for t in self.doc[a:b]:
                    if not a <= t.head.i < b:
                        head = t
                subject = head.dep_.startswith("nsubj") or (gap and self._like(head))
                named = head.dep_ == "appos" and head.head.dep_.startswith("nsubj") and gap
                if subject or named or (gap and self._topic(head)):
                    score += 0.9
                elif head.dep_ in ("nmod:poss", "nmod", "compound"):
                    score -= 0.5
                if above is not None and self.names.at(above.i) is bearer:
                    score += self._done_by(above, nested=parent is not None)
                if gap and bearer is alone and self._paragraph[a] == self._paragraph[token.i]:
                    score += 0.5
                best = score if best is None else max(best, score)
            if best is None:
                continue
            if told_by is not None and told_by is not bearer and self.told.intersection(at):
                best -= 1.4  # "Reid had ignored two warnings, he told the inquiry"
            if self.spoke:
                last = [i for i, who in self.spoke[-200:] if who is bearer and i < token.i]
                if last and here - self._sentence[last[-1]] <= 6:
                    best += 1.2 if latest is bearer else 0.4
            if bearer is parent:
                best += 1.5
            if bearer.unnamed is not None:
                best -= 0.4
            if bearer.called and bearer.gender == gender:
                best += 0.3
            scored.append((best, bearer))
        scored.sort(key=lambda s: -s[0])
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < 0.25):
            return None
        winner = scored[0][1]
        if self._nearer(token, winner):
            return None
        if not winner.called and (len(scored) == 1 or scored[0][0] - scored[1][0] > 0.8):
            winner.gender, winner.called = gender, True
        return winner

    @staticmethod
    def _done_by(subject: Token, *, nested: bool) -> float:
        """How much speaks for the subject of the clause above: much where what is said is the doing itself.

        In what somebody says, "he" may be who says it as well.
        """
        if any(t.lemma_ in _LYING for t in (subject.head, *subject.head.children)):
            return 4.0  # "Putin was lying when he said"
        return 2.75 if nested else 1.5

    def _subject_above(self, token: Token) -> Token | None:
        """The person in whose clause the pronoun's own stands: "A teacher was suspended after she told …"."""
        clause = token.head
        if clause.dep_ not in ("advcl", "ccomp", "conj") or not token.dep_.startswith("nsubj"):
            return None
        if clause.head.i > token.i or not any(c.lower_ in _DURING and c.i < token.i for c in clause.children):
            return None
        subject = next((c for c in clause.head.children if c.dep_.startswith("nsubj")), None)
        if subject is None or subject.i > token.i:
            return None
        bearer = self.names.at(subject.i)
        person = subject.tag_ == "NN" and subject.lemma_.lower() in self.names.rules.persons
        indefinite = any(c.lower_ in ("a", "an", "another", "one") for c in subject.children)
        if bearer is not None:
            return subject if bearer.kind == "PERSON" else None
        return subject if person and indefinite else None

    def _asker_before(self, token: Token) -> Token | None:
        """Who asked somebody in the sentence before, which the pronoun's answers: "He said he did"."""
        first = token.sent.start
        verb = token.head
        if not first or token.i != first or verb.lemma_ not in _ANSWERING:
            return None
        before = self.doc[first - 1].sent
        asked = before.root
        if asked.lemma_ not in _ASKED_WHETHER or self._paragraph[asked.i] != self._paragraph[first]:
            return None
        whom = [c for c in asked.children if c.dep_ in ("obj", "iobj") and c.i > asked.i]
        return next((c for c in asked.children if c.dep_ == "nsubj"), None) if whom else None

    @staticmethod
    def _beside(bearer: Bearer, token: Token) -> bool:
        """Whether a name stands right before the pronoun, which means somebody else: "Macron, he said,"."""
        stop = bisect.bisect_left(bearer.mentions, (token.i,))
        if not stop:
            return False
        _, end = bearer.mentions[stop - 1]
        between = token.doc[end : token.i]
        return token.dep_.startswith("nsubj") and len(between) == 1 and between[0].text == ","

    @staticmethod
    def _topic(head: Token) -> bool:
        """Whether a sentence is about what is somebody's: "Mr. Hale's book is due in May"."""
        noun = head.head
        return head.dep_ == "nmod:poss" and noun.dep_.startswith("nsubj") and noun.head.dep_ == "ROOT"

    def _alone_before(self, token: Token) -> Bearer | None:
        """The one person who is named in a paragraph before a pronoun in it; None where several are."""
        begin = bisect.bisect_left(self._paragraph, self._paragraph[token.i])
        people = [
            who
            for _, who in self.names.within((max(begin, token.i - _PARAGRAPH), token.i))
            if who.kind == "PERSON"
        ]
        return people[0] if people and all(who is people[0] for who in people) else None

    @staticmethod
    def _like(head: Token) -> bool:
        """Whether somebody is the example of who a sentence is about: "Villagers like Goni doubt it"."""
        compared = any(c.dep_ == "case" and c.lower_ == "like" for c in head.children)
        return compared and head.dep_ == "nmod" and head.head.dep_.startswith("nsubj")

    def _nearer(self, token: Token, winner: Bearer) -> bool:
        """Whether somebody without a name is the subject of a sentence since `winner` was last named.

        "“They all do it,” said Marc. The museum's director is to resign. She declined to comment."
        """
        named = [b for a, b in winner.mentions if a < token.i]
        for i in range(token.sent.start - 1, max(named, default=token.i) - 1, -1):
            noun = self.doc[i]
            if noun.dep_ not in ("nsubj", "nsubj:pass") or noun.head.dep_ != "ROOT" or noun.tag_ != "NN":
                continue
            known = any(c.lower_ == "the" or c.dep_ == "nmod:poss" for c in noun.children)
            if not known or noun.lemma_.lower() not in self.names.rules.persons or i in self.quoted:
                continue
            if not self._told_of(noun):
                return True
        return False

    def _told_of(self, noun: Token) -> bool:
        """Whether a noun stands in the words for somebody who is known, or is a name's description."""
        span = (noun.left_edge.i, noun.right_edge.i + 1)
        people = any(who.kind == "PERSON" for _, who in self.names.within(span))
        return people or self.description((noun.left_edge.i, noun.i + 1)) is not None

    def _last_speaker(self, index: int, *, nested: bool = False) -> Bearer | None:
        """Who spoke last before a token: of one sentence whoever said so, not who is said to have spoken.

        What is `nested` in another's words goes on with either.
        """
        last: tuple[int, Bearer] | None = None
        for i, who in reversed(self.spoke):
            if i >= index or who.kind != "PERSON":
                continue
            if last is not None and self._sentence[i] != self._sentence[last[0]]:
                break
            if nested or i not in self._nested:
                return who
            last = last or (i, who)
        return last[1] if last is not None else None

    def _thing(self, token: Token, parent: Bearer | None) -> Bearer | None:
        here = self._sentence[token.i]
        if parent is not None and parent.kind not in ("PERSON", "GROUP"):
            return parent  # "the company said it had told …"
        near = [
            (i, who) for i, who in reversed(self.spoke[-50:]) if i < token.i and here - self._sentence[i] <= 2
        ]

        # Who speaks in somebody else's words comes after who speaks to us; so does whose questions are named.
        def last(one: tuple[int, Bearer]) -> tuple[int, bool]:
            owner = head_of(self.doc, (one[0], self._until(one))).dep_ == "nmod:poss"
            return here - self._sentence[one[0]] + 2 * owner, one[0] in self._nested

        for at, who in sorted(near, key=last):
            if self._body_since(at, who, token):
                return self._written_before(token)
            if who.kind not in ("PERSON", "GROUP") and who is not self.barred:
                return who
        subject = [
            b
            for b in self.names.bearers[-2000:]
            if b.kind in ("ORG", "OUTLET", "PLACE") and b is not self.barred
            for a, e in b.mentions
            if a < token.i
            and 0 <= here - self._sentence[a] <= 1
            and any(t.dep_.startswith("nsubj") for t in self.doc[a:e])
        ]
        if subject:
            return subject[-1] if all(b is subject[-1] for b in subject) else None
        return self._of_itself(token) or self._written_before(token)

    def _body_since(self, spoke: int, who: Bearer, token: Token) -> bool:
        """Whether the sentence before is about another body: "Netanyahu's office denied it. It said …"."""
        first = token.sent.start
        if not first or self._sentence[spoke] >= self._sentence[first - 1]:
            return False
        for noun in self.doc[first - 1].sent:
            if not noun.dep_.startswith("nsubj") or noun.head.dep_ != "ROOT":
                continue
            kind = self.names.rules.type_heads.get(noun.lemma_.lower())
            body = kind in (*BODIES, "document") or noun.lemma_ == "office"
            return body and not any(a <= noun.i < b for a, b in who.mentions[-_LONG:])
        return False

    def _of_itself(self, token: Token) -> Bearer | None:
        """The body that speaks of itself where no other acts: "The carmaker will cut jobs, it said"."""
        said = next((c for c in token.head.children if c.dep_ == "ccomp" and c.i < token.i), None)
        noun = next((c for c in said.children if c.dep_ == "nsubj"), None) if said is not None else None
        if noun is None or noun.tag_ != "NN" or not token.dep_.startswith("nsubj") or noun.i in self.quoted:
            return None
        heads = self.names.rules.type_heads
        kind = heads.get(noun.lemma_.lower())
        begin = noun.left_edge.i
        before = self.doc[max(0, token.sent.start - _LONG) : token.sent.start]
        if any(
            t.dep_.startswith("nsubj") and heads.get(t.lemma_.lower()) in (*BODIES, "group") for t in before
        ):
            return None  # "The regulator fined it. The bank had broken the rules, it said."
        words = self.doc[begin : noun.i + 1]
        if kind not in BODIES or words[0].lower_ != "the" or len(words) > _SHORT:
            return None
        known = self.description((begin, noun.i + 1))
        if known is not None:
            return known
        name = " ".join(words.text.split()).partition(" ")[2]
        text = TextSpan(words.start_char, words.end_char, words.text)
        return self.names.describe_unnamed((begin, noun.i + 1), Authority(name, text, kind), ())

    def _written_before(self, token: Token) -> Bearer | None:
        """The document that the sentence before is about: "The indictment was unsealed. It accuses …"."""
        first = token.sent.start
        if token.i != first or not first:
            return None
        for noun in self.doc[max(0, first - _LONG) : first]:
            main = noun.dep_.startswith("nsubj") and noun.head.dep_ == "ROOT" and noun.sent.end >= first - 1
            if not main or noun.tag_ != "NN" or self._paragraph[noun.i] != self._paragraph[first]:
                continue
            if self.names.rules.type_heads.get(noun.lemma_.lower()) != "document":
                continue
            begin = noun.left_edge.i
            words = self.doc[begin : noun.i + 1]
            if any(t.is_punct or t.is_space for t in words):
                return None
            name = " ".join(words.text.split())
            name = name.partition(" ")[2] if words[0].lower_ == "the" else name
            text = TextSpan(words.start_char, words.end_char, words.text)
            return self.names.describe_unnamed((begin, noun.i + 1), Authority(name, text, "document"), ())
        return None

    def _until(self, one: tuple[int, Bearer]) -> int:
        """The end of the mention that begins at a token, or of that token."""
        at, _ = one
        return next((span[1] for span, _ in self.names.within((at, at + 1))), at + 1)

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
        if tokens[0].lower_ == "this" and self.names.rules.type_heads.get(word) == "outlet":
            return None  # "this newspaper" is the one that writes, and none that it names
        press = word in ("agency", "service") and bool(modifiers & {"news", "wire"})
        if press:
            modifiers -= {"news", "wire"}
        if word in ("paper", "study", "research") and (written := self._that_study(span)) is not None:
            return written
        found: list[tuple[int, int, Bearer]] = []
        lands = self._lands({t.lower_ for t in tokens if t.ent_type_ == "NORP" and t.i < head.i})
        persons = self.names.rules.persons
        of_what = self._of_what(head)
        owners = {c.lemma_.lower() for c in head.children if c.dep_ == "nmod:poss" and c.pos_ == "NOUN"}
        named = {w.lower() for b in self.names.bearers[-2000:] if b.kind == "ORG" for w in b.name.split()}
        bodies = owners & named
        for bearer in self.names.bearers[-2000:]:
            last = bearer.last_before(span[0])
            if last is None or any(self.names.at(i) is bearer for i in range(*span)):
                continue
            name = {w.lower() for w in bearer.name.split()}
            kind = "outlet" if press else self.names.rules.type_heads.get(word)
            if plural != (bearer.kind == "GROUP"):
                continue
            if bearer.kind == "PERSON":
                # "A lawyer for the company, X": she is no company, though the word stands beside her.
                fits = word in bearer.words and (kind is None or kind == "group" or word in persons)
                fits = fits and word not in ("state", "police")  # "Secretary of State", "a police officer"
                fits = (fits and self._is_of(bearer, of_what)) or self._office_that_spoke(word, bearer, span)
            elif bearer.kind == "GROUP":
                fits = word in bearer.words
            else:
                fits = word in name or word in bearer.words or (bearer.kind == "OUTLET" and kind == "outlet")
                if bearer.kind == "THING" and bearer.unnamed is not None:
                    # "company figures" are no company
                    fits = fits and word == head_of(self.doc, bearer.mentions[0]).lemma_.lower()
                fits = fits or (
                    bearer.kind in ("ORG", "OUTLET")
                    and kind == "agency"
                    and word in ("agency", "service")
                    and (
                        bool(_AGENCIES & name)
                        or (bearer.name.lower() in self.names.rules.wires and not self._in_dateline(bearer))
                        or self._world_body(bearer)
                        or self._is_agency(bearer)
                    )
                )
            if not fits or (kind in BODIES and self._in_passing(bearer, span[0])):
                continue
            if bearer.kind == "PERSON" and bodies and bodies.isdisjoint(bearer.words):
                continue  # "the front's commander" is not a colonel of the army
            if tokens[0].lower_ in ("his", "her") and bearer.kind != "PERSON" and bearer.kind != "GROUP":
                continue  # "his office": of whom, the sentence says
            if word in _PORTFOLIOS and self._other_portfolio(tokens, head, bearer):
                continue  # "the Houthi interior ministry" is not the health ministry
            if lands and (theirs := self._lands(bearer.words)) and lands.isdisjoint(theirs):
                continue  # "the Hungarian prime minister" is not Belgium's
            known = modifiers & (bearer.words | name)
            if modifiers - bearer.words - name and not known and modifiers:
                continue
            # "The Sudan Doctors Network told Reuters …. The network said …": whose name has the word
            called = bearer.kind == "ORG" and bearer.unnamed is None and word in name
            spoke = called and any(who is bearer for _, who in self.spoke[:-51:-1])
            found.append((len(known) + spoke, last, bearer))
        if not found:
            return self._that_group(span) or self._that_firm(span, word) or self._in_office(span)
        if (
            word == "agency"
            and not modifiers
            and not press
            and (office := self._that_office(span)) is not None
        ):
            return office
        if word == "agency" and any(f[2].kind != "OUTLET" for f in found):
            found = [f for f in found if f[2].kind != "OUTLET"]  # an office, where the report names one
        best = max(found, key=lambda f: (f[0], f[1]))[2]
        return (self._going_on(span, best) or best) if word in _ANY_BODY and not modifiers else best

    @staticmethod
    def _is_agency(bearer: Bearer) -> bool:
        """Whether a body is known for an agency: NASA."""
        match = packaged_actors().resolve(bearer.name)
        return bearer.kind == "ORG" and match is not None and match.actor.kind == "agency"

    @staticmethod
    def _lands(words: set[str]) -> set[str]:
        """The countries that some words name: "hungarian", "belgium"."""
        actors = packaged_actors()
        found = {actors.party(w.capitalize()) for w in words if len(w) > 3}
        return {party for party in found if party is not None and party.startswith("country:")}

    def _other_portfolio(self, tokens: list[Token], head: Token, bearer: Bearer) -> bool:
        """Whether a ministry is said to be one of which the other's name tells nothing."""
        known = bearer.words | {w.lower() for w in bearer.name.replace("-", " ").split()}
        return any(
            t.i < head.i
            and t.pos_ in ("NOUN", "ADJ", "PROPN")
            and t.ent_type_ not in ("NORP", "PLACE")
            and not packaged_actors().party(t.text)
            and t.lemma_.lower() not in known | _EMPTY
            and t.lower_ not in known
            for t in tokens
        )

    def _in_dateline(self, bearer: Bearer) -> bool:
        """Whether an outlet is only named in brackets, as the one that writes: "KYIV (AP) -"."""
        return all(
            a > 0 and self.doc[a - 1].text == "(" and b < len(self.doc) and self.doc[b].text == ")"
            for a, b in bearer.mentions[:_SHORT]
        )

    def _of_what(self, head: Token) -> set[str]:
        """The nouns that say whose office a description means: "the president of Poland"."""
        doc = self.doc
        if head.i + 1 >= len(doc) or doc[head.i + 1].lower_ not in ("of", "for", "behind"):
            return set()
        out = set()
        for token in doc[head.i + 2 : head.i + 12]:
            if token.is_punct or token.is_space or token.tag_ in ("WP", "WDT", "VBD", "VBZ", "VBP", "MD"):
                break
            if token.pos_ in ("NOUN", "PROPN") or token.ent_type_ == "NORP":
                out.add(token.lemma_.lower())
        return out

    def _is_of(self, bearer: Bearer, of_what: set[str]) -> bool:
        """Whether somebody's office may be that of these words: Ukraine's president is not Poland's."""
        known = bearer.words | {w.lower() for w in bearer.name.split()}
        if not of_what or of_what & (known | _ANY_LAND):
            return True
        actors = packaged_actors()
        lands = {m.actor.id for word in known if (m := actors.resolve(word)) is not None}
        return any((m := actors.resolve(word)) is not None and m.actor.id in lands for word in of_what)

    def _office_that_spoke(self, word: str, bearer: Bearer, span: Range) -> bool:
        """Whether "the official" is whoever holds an office and spoke last, two sentences back at most."""
        held = _HELD.get(word)
        if held is None or bearer.unnamed is not None or held.isdisjoint(bearer.words):
            return False
        here = self._sentence[span[0]]
        last = next(((i, who) for i, who in reversed(self.spoke) if i < span[0]), None)
        return last is not None and last[1] is bearer and here - self._sentence[last[0]] <= 2

    def _in_passing(self, bearer: Bearer, index: int) -> bool:
        """Whether a body was only named for who was once in it: "a former US Army technician"."""
        doc = self.doc
        for a, b in bearer.mentions[-_LONG:]:
            if a >= index:
                break
            whose = head_of(doc, (a, b)).head
            noun = whose.pos_ == "NOUN" and b <= whose.i <= b + 1
            if not noun or not any(t.lower_ in _ONCE for t in doc[max(0, a - 2) : whose.i]):
                return False
        return True

    def _going_on(self, span: Range, best: Bearer) -> Bearer | None:
        """The body of many states that the sentences before are about, where `best` is not."""
        here = self._sentence[span[0]]
        subjects = [
            (a, b)
            for b in self.names.bearers[-200:]
            if b.kind == "ORG"
            for a, e in b.mentions[-_LONG:]
            if a < span[0]
            and here - self._sentence[a] <= 2
            and any(t.dep_.startswith("nsubj") for t in self.doc[a:e])
        ]
        if not subjects or any(who is best for _, who in subjects):
            return None
        who = max(subjects, key=lambda one: one[0])[1]
        match = packaged_actors().resolve(who.name)
        return who if match is not None and match.actor.kind == "organisation" else None

    def _that_study(self, span: Range) -> Bearer | None:
        """The study that spoke last, two sentences back at most: "the paper" is that, and no newspaper."""
        here = self._sentence[span[0]]
        for i, who in reversed(self.spoke[-50:]):
            if i < span[0] and here - self._sentence[i] <= 2 and who.kind == "THING":
                return who if who.words & {"study", "paper", "research", "trial"} else None
        return None

    def _that_group(self, span: Range) -> Bearer | None:
        """Who "the group" is: a body that spoke last, no more than two sentences ago, and is no office."""
        if [t.lower_ for t in self.doc[span[0] : span[1]]] != ["the", "group"]:
            return None
        here = self._sentence[span[0]]
        for i, who in reversed(self.spoke):
            if i < span[0]:
                body = self._spoken_for(who)
                group = body.kind == "ORG" and body.unnamed is None and self._may_be_group(body)
                return body if group and here - self._sentence[i] <= 2 else None
        return None

    def _that_firm(self, span: Range, word: str) -> Bearer | None:
        """Who "the company" is: the one firm that the report has named, or the one that it is just about.

        A name that is known for anything else, or says that it is ("Miners' Union"), is no firm.
        """
        if self.doc[span[1] - 1].tag_ == "NNS":
            return None  # "The companies": more than one
        if word not in _FIRM_WORDS or self.doc[span[0]].lower_ != "the" or span[1] - span[0] > 2:
            return None
        here = self._sentence[span[0]]
        named = self.names.bearers[-200:]
        if word not in ("company", "firm"):
            # "The airline" of a report on Boeing and Air India is the one that says that it is one.
            bodies = [b for b in named if b.kind == "ORG" and b.unnamed is None and b.first < span[0]]
            spoke = [who for i, who in self.spoke[-5:] if i < span[0]]
            if len(bodies) != 1 or not any(who is bodies[0] for who in spoke):
                return None
        firms = [b for b in named if self._may_be_firm(b, span[0])]
        if len(firms) == 1:
            last = firms[0].last_before(span[0])
            return firms[0] if last is not None and here - self._sentence[last] <= 8 else None
        last_spoke = next((who for i, who in reversed(self.spoke) if i < span[0]), None)
        near = [
            b for b in firms if (at := b.last_before(span[0])) is not None and here - self._sentence[at] <= 1
        ]
        return near[0] if len(near) == 1 and near[0] is last_spoke else None

    def _may_be_firm(self, bearer: Bearer, index: int) -> bool:
        if bearer.kind != "ORG" or bearer.unnamed is not None or bearer.last_before(index) is None:
            return False
        rules = self.names.rules
        words = bearer.name.lower().split()
        if words[-1].rstrip(".") in rules.firm_endings:
            return True
        heads = {rules.type_heads.get(w) for w in words} - {None}
        if heads or bearer.name.isupper() or packaged_actors().resolve(bearer.name) is not None:
            return False
        before = [span for span in bearer.mentions[-_LONG:] if span[0] < index]
        return any(self.doc[i].dep_.startswith("nsubj") for a, b in before for i in (a, b - 1))

    def _that_office(self, span: Range) -> Bearer | None:
        """Who "the agency" is where an office or a board spoke in this sentence or the one before."""
        here = self._sentence[span[0]]
        for i, who in reversed(self.spoke):
            if i < span[0]:
                office = who.kind == "ORG" and not _OFFICES.isdisjoint(who.name.lower().split())
                return who if office and here - self._sentence[i] <= 1 else None
        return None

    def _may_be_group(self, body: Bearer) -> bool:
        """Whether a body may be called a group: it is known for one, or for nothing else."""
        heads = self.names.rules.type_heads
        if {heads.get(w) for w in (*body.name.lower().split(), *body.words)} <= {None, "group"}:
            return True
        match = packaged_actors().resolve(body.name)  # "Rapid Support Forces"
        return match is not None and match.actor.kind == "group"

    def _spoken_for(self, who: Bearer) -> Bearer:
        """The one body named in the words for somebody unnamed ("an RSF spokesperson"); else who it is."""
        if who.unnamed is None:
            return who
        bodies = [b for span in who.mentions[-1:] for _, b in self.names.within(span) if b.kind == "ORG"]
        return bodies[0] if len(bodies) == 1 else who

    def _world_body(self, bearer: Bearer) -> bool:
        """Whether a body is one of many states, such as "the agency" is said of: the WHO, the IAEA."""
        match = packaged_actors().resolve(bearer.name) if bearer.kind == "ORG" else None
        return match is not None and match.actor.id in self.names.rules.agencies

    def _in_office(self, span: Range) -> Bearer | None:
        """The person of this report who held an office on its day: "the Ukrainian president" is Zelensky.

        Only who is named in the report itself is found so, and only where its day is known.
        """
        if self.published is None or span[1] - span[0] > _LONG:
            return None
        actors = packaged_actors()
        match = actors.resolve(" ".join(self.doc[span[0] : span[1]].text.split()), on=self.published)
        if match is None or match.actor.kind != "person":
            return None
        people = [b for b in self.names.bearers if b.kind == "PERSON" and b.unnamed is None]
        for bearer in people[-_LONG:]:
            named = actors.resolve(bearer.name, kind="person")
            if named is not None and named.actor.id == match.actor.id:
                return bearer
        return None
