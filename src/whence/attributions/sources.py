"""From the words of a source to the authorities in it: who, of what type, named or not."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from whence.actors import packaged_actors
from whence.attributions.attribution import Authority, AuthorityType
from whence.attributions.drafts import Range, head_of
from whence.attributions.names import BODIES, Bearer, Names
from whence.attributions.pronouns import NO_PRONOUNS, PRONOUNS
from whence.attributions.resolve import Resolver
from whence.attributions.rules import Rules
from whence.attributions.short_names import HONORIFICS
from whence.spans import TextSpan

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_NAMING: Final = frozenset({"flat", "appos", "compound", "nmod:desc", "amod", "nmod:unmarked"})
_TYPE_OF_KIND: Final[dict[str, AuthorityType]] = {"PERSON": "person", "OUTLET": "outlet"}
_TYPE_OF_ACTOR: Final[dict[str, AuthorityType]] = {
    "country": "government", "government": "government", "military": "military", "agency": "agency",
    "organisation": "organisation", "group": "organisation", "outlet": "outlet",
}  # fmt: skip
_ASKERS: Final = frozenset({"q", "question", "questioner", "reporter", "journalist"})
"""Who asks, in a transcript."""
_AGENTS: Final = ("er", "or", "ist", "ian", "ee", "man", "woman")
_MADE: Final = frozenset(
    {
        "keep",
        "compile",
        "maintain",
        "collect",
        "collate",
        "prepare",
        "write",
        "draft",
        "produce",
        "conduct",
        "announce",
        "issue",
        "provide",
        "give",
    }
)
"""What is done to a document by whoever's word it is; to see or to publish it is another thing."""
_RELEASED: Final = frozenset({"release", "publish"})
_STUDIES: Final = frozenset({"study", "paper", "research", "trial", "review", "experiment"})
"""What stands in a journal, and is not the journal's own word."""
_RECORDS: Final = frozenset(
    {
        "tally",
        "count",
        "list",
        "database",
        "register",
        "log",
        "record",
        "map",
        "census",
        "inventory",
        "tracker",
    }
)
"""What is kept and compiled, and of no kind of authority by itself."""
_OF_MANY: Final = frozenset({"un", "u.n.", "u.n", "union", "unions"})
_ONE_OF: Final = ("one of them", "another of them")
"""Somebody of a group that was named before, and not told apart from the others in it."""
_RUNNERS: Final = frozenset(
    {"owner", "landlord", "shareholder", "investor", "sponsor", "publisher", "tenant", "neighbour"}
    | {"employer", "rival", "partner", "bidder", "lender", "supplier", "parent", "builder", "broker"}
)
_JOINING: Final = frozenset({"and", "or", "nor", "&", "plus", "well", "but"})
_LEGAL: Final = frozenset({"court", "divorce", "legal", "charging", "bankruptcy", "position", "election"})
_LEADING: Final = frozenset({"TO", "VBD", "VBZ", "VBP", ",", "HYPH"})
_LEADING_WORDS: Final = frozenset(
    {"by", "from", "with", "for", "as", "if", "after", "because", "that", "(", "and"}
)
"""Tags, and words, that no description of somebody begins with."""
_CLAUSES: Final = ("acl", "advcl", "ccomp", "parataxis")


def _known_body(name: str) -> AuthorityType | None:
    """The type of a name that readers of names are apt to take for a person's: "Hayat Tahrir al-Sham"."""
    match = packaged_actors().resolve(name)
    return _TYPE_OF_ACTOR.get(match.actor.kind) if match is not None and match.how == "name" else None


class Sources:
    """Reads source spans of one Doc. Keeps who spoke, so that later pronouns can be resolved."""

    def __init__(
        self, doc: Doc, names: Names, resolver: Resolver, rules: Rules, authors: tuple[str, ...] = ()
    ) -> None:
        self.doc = doc
        self.authors = authors
        self.names = names
        self.resolver = resolver
        self.rules = rules

    def read(self, span: Range, parent: Bearer | None = None) -> tuple[Authority, Bearer | None]:
        """The authority in a source span, joint ones in its `also`; and its bearer, where known."""
        read = [self._one(self._without_link(part), parent) for part in self._joint(span)]
        first, bearer = read[0]
        if len(read) > 1:
            first = Authority(
                first.name, first.span, first.type, first.anonymous, first.resolved, first.actor,
                tuple(authority for authority, _ in read[1:]),
            )  # fmt: skip
        return first, bearer

    def _without_link(self, part: Range) -> Range:
        """A source without the "and" that joins it to what stands before."""
        a, b = part
        return (a + 1, b) if b - a > 1 and self.doc[a].lower_ in ("and", "or", ",") else part

    def _two_peoples(self, span: Range) -> bool:
        """Whether one noun stands for two: "an Israeli and a US official"."""
        words = self.doc[span[0] : span[1]]
        link = next((t.i for t in words if t.lower_ == "and"), None)
        if link is None or link != span[0] + 2 or span[1] - link < 3 or link + 1 >= span[1]:
            return False
        first, people, second = self.doc[span[0]], self.doc[span[0] + 1], self.doc[link + 1]
        return first.lower_ in ("a", "an") and second.lower_ in ("a", "an") and people.ent_type_ == "NORP"

    def _in_office(self, span: Range, head: Token) -> Bearer | None:
        """Who is named behind an office with a name in it: "Director of National Intelligence Ann Lee"."""
        found = list(self.names.within(span))
        if not found or head.pos_ != "PROPN":
            return None
        (begin, end), bearer = found[-1]
        before = self.doc[span[0] : begin]
        office = all(t.text[:1].isupper() or t.lower_ in ("of", "for", "the") for t in before)
        known = bearer.kind == "PERSON" and end == span[1] and head.i < begin
        return bearer if known and office and len(before) > 2 else None

    def _joint(self, span: Range) -> list[Range]:
        """Split "both X and Y" into X and Y; what is one name stays whole."""
        a, b = span
        head = head_of(self.doc, span)
        named = self._each_named(span, head)
        if len(named) > 1:
            return named
        if self._holds_both(span) or self._two_peoples(span):
            return [span]
        if (pair := self._two_titled(span)) is not None:
            return pair
        roots = [t for t in self.doc[a:b] if not a <= t.head.i < b and t.pos_ in ("NOUN", "PROPN")]
        links = [t.i for t in self.doc[a:b] if t.lower_ in ("and", ",")]
        if (
            len(roots) == 2
            and any(roots[0].i < i < roots[1].i for i in links)
            and not roots[0].head.i < a - 3
        ):
            link = next(i for i in links if roots[0].i < i < roots[1].i)
            pair = [self._trim((a, link)), self._trim((link + 1, b))]
            if self.doc[link].lower_ == "and" and all(x < y for x, y in pair):
                return pair  # "citing Reuters and two officials", each of which may hang on the verb
        heads = [head] + [t for t in self.doc[a:b] if t.dep_ == "conj" and self._root(t).i == head.i]
        modifies = head.pos_ == "NOUN" and head.dep_.startswith("nsubj") and head.head.tag_ == "VBZ"
        if len(heads) == 1 or (modifies and head.i < head.head.i):
            return [span]  # "The maker of biscuits and chocolate expects": one
        if len(heads) == 2 and self._beside(heads[0], heads[1]):
            return [span]
        bearers = [self.names.at(t.i) for t in heads]
        if any(x is not None and x is y for x, y in pairwise(bearers)):
            return [span]
        if any(t.pos_ not in ("NOUN", "PROPN", "PRON") for t in heads):
            return [span]
        if len(heads) == 2 and heads[0].ent_type_ == "NORP" and heads[1].tag_ == "NNS":
            return [span]  # "Qatari and Swiss mediators"
        if (
            any(x is None for x in bearers)
            and all(t.pos_ == "NOUN" for t in heads[1:])
            and heads[0].pos_ == "NOUN"
            and not all(self._by_itself(t) for t in heads[1:])
        ):
            # "critics and supporters": one group, said together; "the army and the rebels" are two
            return [span]
        cuts: list[Range] = []
        begin = a
        for i, conjunct in enumerate(heads[1:], 1):
            left = min((t.i for t in conjunct.subtree if t.i > heads[i - 1].i), default=conjunct.i)
            cuts.append((begin, left))
            begin = left
        cuts.append((begin, b))
        out = [self._trim(cut) for cut in cuts]
        return [part for part in out if part[0] < part[1]] or [span]

    def _beside(self, one: Token, other: Token) -> bool:
        """Whether a noun is only put beside another by a tree that joins them: "its owner, the firm X"."""
        between = [t.lower_ for t in self.doc[one.i + 1 : other.i]]
        joined = not _JOINING.isdisjoint(between)
        return not joined and between[:1] == [","] and one.tag_ == other.tag_ == "NN"

    def _holds_both(self, span: Range) -> bool:
        """Whether one person has two offices: "the senator and former astronaut Mark Kelly"."""
        people = [(x, who) for (x, _), who in self.names.within(span) if who.kind == "PERSON"]
        if len({id(who) for _, who in people}) != 1 or people[0][1].unnamed is not None:
            return False
        before = list(self.doc[span[0] : people[0][0]])
        while before and before[-1].text == ",":
            before.pop()
        ands = [k for k, t in enumerate(before) if t.lower_ == "and"]
        if len(ands) != 1 or not 0 < ands[0] < len(before) - 1:
            return False
        second = before[ands[0] + 1 :]
        offices = (before[ands[0] - 1], second[-1])
        own = any(t.tag_ in ("DT", "PRP$") for t in second)
        return not own and all(
            t.lemma_.lower() in self.rules.persons or t.lower_ in self.rules.persons for t in offices
        )

    def _two_titled(self, span: Range) -> list[Range] | None:
        """The two people of "Senator Chris Coons of Delaware and Senator Roger Wicker of Mississippi"."""
        people = [(x, who) for (x, _), who in self.names.within(span) if who.kind == "PERSON"]
        if len(people) != 2 or people[0][1] is people[1][1]:
            return None
        at = people[1][0]
        while at - 1 > people[0][0] and (
            self.doc[at - 1].lower_ in self.rules.persons | HONORIFICS and self.doc[at - 1].text[:1].isupper()
        ):
            at -= 1
        titled = at < people[1][0] and self.doc[at - 1].lower_ == "and"
        return [(span[0], at - 1), (at, span[1])] if titled else None

    def _each_named(self, span: Range, head: Token) -> list[Range]:
        """The names of "two agencies, Fars and Tasnim", which say it together."""
        if head.tag_ != "NNS":
            return []
        first = next((c for c in head.children if c.dep_ == "appos" and c.pos_ == "PROPN"), None)
        if first is None or not any(t.is_punct for t in self.doc[head.i + 1 : first.i]):
            return []
        found = []
        for name in (first, *(c for c in first.children if c.dep_ == "conj" and c.pos_ == "PROPN")):
            mention = next((there for there, _ in self.names.within((name.i, name.i + 1))), None)
            if mention is None or mention[1] > span[1]:
                return []
            found.append(mention)
        return found

    @staticmethod
    def _by_itself(noun: Token) -> bool:
        """Whether a noun has an article or an owner of its own."""
        return any(c.dep_ in ("det", "nmod:poss", "nummod") and c.i < noun.i for c in noun.children)

    def _root(self, token: Token) -> Token:
        while token.dep_ == "conj":
            token = token.head
        return token

    def _trim(self, span: Range) -> Range:
        a, b = span
        edge = {"and", "or", "both", "either", ",", "&", "as", "well", ";"}
        while a < b and (self.doc[a].lower_ in edge or self.doc[a].is_space):
            a += 1
        while b > a and (self.doc[b - 1].lower_ in edge or self.doc[b - 1].is_space):
            b -= 1
        return a, b

    def _one(self, span: Range, parent: Bearer | None) -> tuple[Authority, Bearer | None]:
        doc = self.doc
        span = self._what_it_calls(span) or span
        a, b = span
        words = doc[a:b]
        text = TextSpan(words.start_char, words.end_char, words.text)
        head = self._head(span)
        if b - a == 1 and head.lower_ in PRONOUNS and head.text not in NO_PRONOUNS:
            return self._pronoun(head, text, parent)
        owner = self._owner(span, head, parent)
        if owner is not None:
            return owner
        bearer, named = self._named(span, head)
        if bearer is None and (called := self._called(span)) is not None:
            bearer, named = called, True
        if bearer is None and (officer := self._in_office(span, head)) is not None:
            bearer, named = officer, True
        if bearer is None and (land := self._land(span)) is not None:
            return Authority(land, text, "unknown"), None
        if self._two_peoples(span):
            return Authority(text.text, text, "group", self._hidden(span, head, False)), None
        if bearer is None:
            known = self.names.unnamed_at(span)
            if (
                known is not None
                and known.first <= head.i < known.mentions[0][1]
                and known.unnamed is not None
            ):
                return replace(known.unnamed, span=text), known
            bearer = self.resolver.description(span)
            named = bearer is not None
        if bearer is not None and bearer.unnamed is not None:
            return replace(bearer.unnamed, span=text, also=()), bearer
        if bearer is not None and named:
            kind = self._type(bearer.name, bearer.kind, head)
            if bearer.kind == "PLACE" and head.pos_ == "NOUN":
                # "the club" that bears a town's name is a club.
                kind = self.rules.type_heads.get(head.lemma_.lower(), kind)
            return Authority(bearer.name, text, kind, self._hidden(span, head, True)), bearer
        name = " ".join(text.text.split())
        first = words[0].lower_
        begin = a + 1 if first in ("the", "either") and b - a > 1 else a
        if first == "both" and any(t.dep_ == "conj" for t in words):
            begin = a + 1  # "both sides" is another thing
        while begin < head.i and (doc[begin].tag_ in _LEADING or doc[begin].lower_ in _LEADING_WORDS):
            if doc[begin + 1].text in ("-", "–") or doc[begin + 1].lower_ == "well":
                break
            begin += 1  # "the letter went | to a judge", "| said an aide"
        # The name of somebody unnamed is what they are called, without the clause that follows.
        clauses = [
            min(t.i for t in c.subtree) for c in head.children if c.dep_.startswith("acl") and c.i > head.i
        ]
        ends = (
            i
            for i in range(max(head.i, begin) + 1, b)
            if doc[i].text in (",", "(")
            or doc[i].tag_ in ("WP", "WDT")
            or i in clauses
            or self._relayed(i, b)
        )
        name = " ".join(doc[begin : next(ends, b)].text.split()) or name
        if (name.endswith(("'s", "’s")) and " " in text.text.strip()) or name.endswith(("s'", "s’")):
            name = name[:-2] if name[-1] == "s" else name[:-1]  # "the governor's claim"
        kind = self._type(name, "", head)
        possessive = bool(PRONOUNS & {words[0].lower_}) and words[0].tag_ == "PRP$"
        if possessive and words[0].lower_ == "its" and (whose := self._of_whom_said(head)) is not None:
            # "Saudi Arabia has pledged more, its foreign minister said"
            name, possessive = f"{whose}'s {name.partition(' ')[2]}", False
        return Authority(name, text, kind, self._hidden(span, head, False), not possessive), None

    def _what_it_calls(self, span: Range) -> Range | None:
        """The secret memo of "citing what it called a secret memo"; None where nothing is called so."""
        doc, a = self.doc, span[0]
        if doc[a].lower_ != "what" or a + 3 >= len(doc):
            return None
        verb = next((t for t in doc[a + 2 : a + 5] if t.lemma_ in ("call", "describe")), None)
        if verb is None or doc[verb.i - 1].pos_ not in ("PRON", "NOUN", "PROPN"):
            return None
        begin = verb.i + 2 if doc[min(verb.i + 1, len(doc) - 1)].lower_ == "as" else verb.i + 1
        near = (t for t in doc[begin : begin + 8] if t.pos_ in ("NOUN", "PROPN"))
        noun = next((t for t in near if t.head.i < begin or t.head.i == verb.i), None)
        return (begin, noun.i + 1) if noun is not None else None

    def _called(self, span: Range) -> Bearer | None:
        """Who "one of them, who gave his name as Musa," or "a 24-year-old called Abel" is."""
        for (x, _), bearer in self.names.within(span):
            before = [t.lower_ for t in self.doc[max(span[0], x - 4) : x]]
            named = before[-1:] in (["called"], ["named"]) or (
                before[-1:] == ["as"] and bool({"name", "identified", "himself", "herself"} & {*before})
            ) or before[-2:] in (["only", "as"], ["known", "as"])  # fmt: skip
            if bearer.kind == "PERSON" and named:
                return bearer
        return None

    def _land(self, span: Range) -> str | None:
        """The country whose claim it is, in "an Israeli allegation"; None for any other words."""
        words = [t for t in self.doc[span[0] : span[1]] if t.tag_ != "DT"]
        if not words or any(t.ent_type_ != "NORP" for t in words) or words[-1].tag_ not in ("JJ", "NNP"):
            return None
        behind = self.doc[span[1]] if span[1] < len(self.doc) else None
        if behind is None or behind.pos_ != "NOUN" or words[-1].head.i < span[1]:
            return None
        actors = packaged_actors()
        party = actors.party(" ".join(t.text for t in words))
        actor = actors.get(party) if party is not None else None
        return actor.name if actor is not None and actor.kind == "country" else None

    def _head(self, span: Range) -> Token:
        """The head of a phrase, where an owner or an adjective may hang beside it on the verb."""
        a, b = span
        head = head_of(self.doc, span)
        if head.i + 2 < b and self.doc[head.i + 1].text == "-" and self.doc[head.i + 2].pos_ == "NOUN":
            return self.doc[head.i + 2]  # "its co-founder"
        owner = any(c.tag_ == "POS" for c in head.children) and head.dep_ in ("iobj", "obj", "nsubj")
        if not owner and head.pos_ != "ADJ":
            return head
        nouns = [t for t in self.doc[head.i + 1 : b] if not a <= t.head.i < b and t.pos_ in ("NOUN", "PROPN")]
        return nouns[-1] if nouns else head

    def _of_whom_said(self, head: Token) -> str | None:
        """Whom "its" means where who says something stands behind what it is about: the subject of that."""
        verb = head.head
        said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i < head.i), None)
        if said is None or not head.dep_.startswith("nsubj"):
            return None
        who = next((c for c in said.children if c.dep_.startswith("nsubj")), None)
        bearer = self.names.at(who.i) if who is not None else None
        if bearer is not None:
            return bearer.name if bearer.kind in ("PLACE", "ORG", "OUTLET") else None
        inside = (t.i for t in said.subtree if t.i < head.i)
        places = {b.name for i in inside if (b := self.names.at(i)) is not None and b.kind == "PLACE"}
        return (
            places.pop() if len(places) == 1 else None
        )  # "400,000 have fled in Thailand, its ministry said"

    def _relayed(self, index: int, end: int) -> bool:
        """Whether "contacted by", "interviewed by" and the like begins here, however it was parsed."""
        verb = self.doc[index]
        behind = {t.lower_ for t in self.doc[index + 1 : min(index + 4, end)]}
        relays = verb.lemma_.lower() in self.rules.through_verbs and verb.tag_ in ("VBN", "VBD")
        return relays and not behind.isdisjoint({"by", "with"})

    def _owner(
        self, span: Range, head: Token, parent: Bearer | None
    ) -> tuple[Authority, Bearer | None] | None:
        """Whose words a document or utterance is: "his message", "the president's report"."""
        word = head.lemma_.lower()
        written = self.rules.type_heads.get(word) == "document" or word in self.rules.through_nouns
        if head.pos_ == "PROPN" or not (written or word in _RECORDS):
            return None
        owners = [c for c in head.children if c.dep_ == "nmod:poss" and span[0] <= c.i < span[1]]
        if not owners or not written:
            return self._maker(span, head, parent)
        if owners[0].tag_ == "PRP$" and self.resolver.pronoun(owners[0], parent) is None:
            return None
        left = min(t.i for t in owners[0].subtree if t.i >= span[0])
        right = max(t.i for t in owners[0].subtree if t.i < head.i)
        while right > left and self.doc[right].text in ("'s", "’s", "'", "’"):
            right -= 1
        authority, bearer = self._one((left, right + 1), parent)
        words = self.doc[span[0] : span[1]]
        return replace(authority, span=TextSpan(words.start_char, words.end_char, words.text)), bearer

    def _maker(
        self, span: Range, head: Token, parent: Bearer | None
    ) -> tuple[Authority, Bearer | None] | None:
        """Who made a document, by the clause behind it: "a tally kept by the health ministry"."""
        for verb in head.children:
            lemma = verb.lemma_.lower()
            made = verb.dep_ == "acl" and verb.tag_ in ("VBN", "VBD") and lemma in _MADE | _RELEASED
            near = self.doc[verb.i + 1 : min(verb.i + 6, span[1] - 1)]
            by = next((t for t in near if t.lower_ == "by"), None)
            if not made or by is None or any(t.is_punct for t in self.doc[verb.i : by.i]):
                continue
            if lemma in _RELEASED:
                # Whoever releases a poll or a report made it, unless they bring news.
                who = self.names.at(by.i + 1) or self.names.at(by.i + 2)
                if who is None or who.kind != "ORG":
                    continue
            elif by.i != verb.i + 1:
                continue
            words = self.doc[span[0] : span[1]]
            end = next((i for i in range(by.i + 1, span[1]) if self.doc[i].text == ","), span[1])
            authority, bearer = self._one((by.i + 1, end), parent)
            return replace(authority, span=TextSpan(words.start_char, words.end_char, words.text)), bearer
        return None

    def _pronoun(
        self, token: Token, text: TextSpan, parent: Bearer | None
    ) -> tuple[Authority, Bearer | None]:
        if token.lower_ in ("who", "which", "that", "whom", "whose"):
            noun = self.resolver.relative(token)
            named = self.names.at(noun.head.i) if noun is not None and noun.dep_ == "appos" else None
            if named is None and noun is not None:
                # "the bill's sponsor, Ann Poe, who believes …"
                behind = (c for c in noun.children if c.dep_ == "appos" and noun.i < c.i < token.i)
                named = next((who for c in behind if (who := self.names.at(c.i)) is not None), None)
            if named is not None and named.kind == "PERSON" and named.unnamed is None:
                return Authority(named.name, text, "person"), named  # "Smith, an economist, who expects …"
            if noun is not None:
                span = self._phrase(noun, token.i)
                authority, bearer = self._one(span, parent)
                return Authority(
                    authority.name, text, authority.type, authority.anonymous, authority.resolved
                ), bearer
        if token.lower_ == "they" and parent is None and (several := self._several(token)) is not None:
            authority, bearer = self._one(self._phrase(several, token.i), parent)
            return replace(authority, span=text, also=()), bearer
        bearer = self.resolver.pronoun(token, parent)
        if bearer is None and token.lower_ in ("i", "my", "me") and parent is None and len(self.authors) == 1:
            return Authority(self.authors[0], text, "person"), None
        if bearer is None:
            low = token.lower_
            kind: AuthorityType = (
                "person"
                if low in ("he", "she", "i")
                else "group"
                if low in ("they", "we", "those")
                else "unknown"
            )
            return Authority(text.text, text, kind, False, False), None
        if bearer.unnamed is not None:
            return replace(bearer.unnamed, span=text, also=()), bearer
        return Authority(bearer.name, text, self._type(bearer.name, bearer.kind, token)), bearer

    def _several(self, token: Token) -> Token | None:
        """Who "they" are behind a colon: "Two engineers were blunter: they said …"."""
        doc, start = self.doc, token.sent.start
        if token.i - 1 <= start or doc[token.i - 1].text not in (":", ";"):
            return None
        for noun in doc[start : token.i - 1]:
            if noun.dep_ == "nsubj" and noun.tag_ == "NNS" and noun.lemma_.lower() in self.rules.persons:
                return noun
        return None

    def _phrase(self, noun: Token, before: int) -> Range:
        """The noun phrase around a noun, without its relative clause."""
        left = min((t.i for t in noun.subtree if t.i <= noun.i), default=noun.i)
        # ", according to the harbour master, who …": commas and prepositions are not of the name.
        while left < noun.i and (
            self.doc[left].is_punct
            or self.doc[left].pos_ in ("ADP", "CCONJ")
            or self.doc[left].tag_ in ("VBD", "VBZ")
            or self.doc[left].lower_ == "according"
        ):
            left += 1
        right = noun.i
        for t in sorted(noun.subtree, key=lambda t: t.i):
            if noun.i < t.i < before:
                if t.is_punct or t.i > right + 1:
                    break
                right = t.i
        return max(left, noun.sent.start), right + 1

    def _named(self, span: Range, head: Token) -> tuple[Bearer | None, bool]:
        """The bearer that the phrase itself names, and not one that it merely mentions."""
        a, b = span
        candidates: list[tuple[int, int, Bearer]] = []
        document = (
            self.rules.type_heads.get(head.lemma_.lower()) in ("document", "outlet") and head.pos_ != "PROPN"
        )
        for (x, y), bearer in self.names.within(span):
            last = max(x, min(y, b) - 1)
            if y < b and self.doc[y].text in ("'s", "’s") and head.i >= y:
                continue
            if bearer.kind == "PLACE" and self._owns_body(y, b):
                continue  # "The United Kingdom (UK) Ministry of Defence (MoD)"
            if self.doc[y - 1].text in ("'s", "’s") and y < b and self.names.at(y) not in (None, bearer):
                continue  # "Al Jazeera's Nour Odeh"
            top = head_of(self.doc, (max(x, a), min(y, b)))
            ends = all(self.doc[i].is_punct for i in range(y, b))
            titled = bearer.kind == "PERSON" and ends and (self._titled(a, x) or self._whose(a, x))
            if titled or (bearer.kind == "PERSON" and ends and self._introduced_by(head, x, span)):
                candidates.append((5 if titled else 4, -last, bearer))
                continue
            path = self._path(top, head)
            if path is None:
                if document and bearer.kind == "PERSON":
                    candidates.append((1, -last, bearer))
                continue
            if x <= head.i < y:
                rank = 3
            elif (
                bearer.kind == "PERSON" and set(path) == {"compound"} and y <= head.i and head.pos_ == "NOUN"
            ):
                rank = 0  # "Trump officials", "a Mattis campaign spokesman": whose they are
            elif all(dep in _NAMING for dep in path):
                rank = 2 if bearer.kind in ("PERSON", "OUTLET") or path[-1:] in (["appos"], ["flat"]) else 0
            elif head.lemma_.lower() in _STUDIES and self._in_journal(head, x):
                rank = 0  # "a study in the journal Nature"
            elif document and bearer.kind in ("PERSON", "OUTLET", "ORG"):
                # "Ostrian state media": what stands before the noun says whose they are, and not who.
                # So does what stands before another noun in it: "a report by a panel of UN experts".
                beside = path[-1:] in (["compound"], ["amod"]) or path[:1] in (["compound"], ["amod"])
                rank = int(bearer.kind != "ORG" or not beside)
            elif ends and (
                (
                    bearer.kind in ("ORG", "OUTLET")
                    and (self._named_behind(head, x) or self._body_behind(head, x))
                )
                or (bearer.kind == "ORG" and path == ["appos"] and self._runs(head))
            ):
                rank = 2
            else:
                rank = 0
            if bearer.kind == "NORP" or (bearer.kind == "PLACE" and rank < 3):
                continue
            if (
                rank
                and head.pos_ == "NOUN"
                and bearer.kind not in ("PERSON", "OUTLET")
                and rank < 3
                and not document
                and not (path == ["appos"] and x == head.i + 1 and y >= b)  # "the rights group Hadar"
                and not (ends and (self._named_behind(head, x) or self._body_behind(head, x)))
                and not (ends and path == ["appos"] and self._runs(head))
            ):
                continue
            if rank:
                candidates.append((rank + (bearer.kind == "PERSON"), -last, bearer))
        if not candidates:
            return None, False
        return max(candidates, key=lambda c: c[:2])[2], True

    def _introduced_by(self, head: Token, name: int, span: Range) -> bool:
        """Whether the person named last in a span is the one that its head describes.

        "President of Ukraine Volodymyr Zelensky", where the parser may hang the name on the country, and
        "a lawmaker briefed by the agency, Lee Seong-kweun", where it may hang it on the agency.
        """
        if (
            not span[0] <= head.i < name
            or head.lemma_.lower() not in self.rules.persons
            or head.tag_ in ("NNS", "NNPS")
        ):
            return False
        before = self.doc[name - 1]
        if before.i == head.i:
            return True  # "its sporting director Per Aas"
        if before.text == ",":
            return not any(t.lower_ in ("and", "or", "including") for t in self.doc[head.i : name])
        known = self.names.at(before.i)
        return known is not None and known.kind != "PERSON" and before.text not in ("'s", "’s", "'", "’")

    def _titled(self, begin: int, name: int) -> bool:
        """Whether a title stands right before a name: "Rosatom Director General Alexey Likhachev"."""
        title = self.doc[name - 1] if name > begin else None
        return (
            title is not None
            and title.text[:1].isupper()
            and title.lower_ in self.rules.persons
            and not any(
                (t.is_punct and t.text not in "()")
                or (t.lower_ in ("and", "of") and self.names.at(t.i) is None)
                for t in self.doc[begin:name]
            )
        )

    def _owns_body(self, end: int, last: int) -> bool:
        """Whether a body's name stands behind a country's and its letters in brackets."""
        if end + 3 >= last or self.doc[end].text != "(" or self.doc[end + 2].text != ")":
            return False
        body = self.names.at(end + 3)
        return body is not None and body.kind == "ORG"

    def _whose(self, begin: int, name: int) -> bool:
        """Whether a name stands right behind a role, or an owner: "a Jefferies analyst X", "the BBC's X"."""
        before = self.doc[name - 1] if name > begin else None
        if before is None or not self.doc[name].text[:1].isupper():
            return False
        role = before.tag_ == "NN" and before.lower_ in self.rules.persons
        owned = before.text in ("'s", "’s") and (who := self.names.at(name - 2)) is not None
        return (role and not any(t.is_punct for t in self.doc[begin:name])) or (
            owned and who is not None and who.kind in ("OUTLET", "ORG")
        )

    def _named_behind(self, head: Token, name: int) -> bool:
        """Whether a body's name stands behind what it is: "a monitoring group, the Rights Watch"."""
        before = name - 1
        if before > head.i and self.doc[before].lower_ == "the":
            before -= 1
        word = head.lemma_.lower()
        body = word in self.rules.type_heads and word not in self.rules.persons and head.tag_ == "NN"
        commas = sum(t.text == "," for t in self.doc[head.i : name])
        return body and commas == 1 and before > head.i and self.doc[before].text == ","

    def _body_behind(self, head: Token, name: int) -> bool:
        """Whether a name stands behind a body's noun that is put beside: "its owner, the Greek firm X"."""
        noun = self.doc[name - 1]
        between = self.doc[head.i + 1 : noun.i]
        if len(between) < 2 or between[0].text != "," or between[1].lower_ not in ("the", "a", "an"):
            return False
        plain = not any(t.pos_ in ("ADP", "CCONJ", "PRON") or t.text == "," for t in between[1:])
        return plain and noun.tag_ == "NN" and self.rules.type_heads.get(noun.lower_) in BODIES

    def _in_journal(self, head: Token, name: int) -> bool:
        """Whether a name stands behind "in" after a noun: where that was published."""
        between = {t.lower_ for t in self.doc[head.i + 1 : name]}
        return "in" in between and between.isdisjoint({"by", "from", "of"})

    @staticmethod
    def _runs(head: Token) -> bool:
        """Whether a noun may be a firm as well as somebody: "the club's owner, Redwood Capital"."""
        return head.lemma_.lower() in _RUNNERS

    def _path(self, token: Token, head: Token) -> list[str] | None:
        """Relations from a token up to the head, or None where a clause stands between."""
        out: list[str] = []
        while token.i != head.i:
            if not out and token.head.i == head.head.i and token.i > head.i and token.pos_ == "PROPN":
                # "the president, X": the parser may hang both on the verb.
                return ["appos"]
            if token.dep_.startswith(_CLAUSES) or token.head.i == token.i or len(out) > 5:
                # In "the president, X", the parser may hang the first on the second.
                return out if head.head.i == token.i and head.dep_ in _NAMING else None
            out.append(token.dep_)
            token = token.head
        return out

    def _type(self, name: str, kind: str, head: Token) -> AuthorityType:
        rules = self.rules
        low = name.lower()
        if kind == "PERSON" and (known := _known_body(name)) is not None:
            return known
        if kind in _TYPE_OF_KIND:
            return _TYPE_OF_KIND[kind]
        for form in (low, low.removeprefix("the ")):
            if form in rules.stands_for:
                return rules.stands_for[form]
            if form in rules.outlets:
                return "outlet"
        words = low.split()
        for phrase, found in rules.stands_for.items():
            if " " in phrase and low.endswith(phrase):
                return found
        last = words[-1].strip("().,") if words else ""
        if low in _ASKERS:
            return "person"
        if (kind or head.pos_ == "PROPN") and last in rules.outlet_endings:
            return "outlet"
        lemma = head.lemma_.lower()
        plural = head.tag_ in ("NNS", "NNPS")
        if not kind and last == "papers" and _LEGAL & set(words):
            return "document"
        if last == "staff" and not {"general", "chiefs", "joint"} & set(words):
            return "group"  # "the mayor's staff"
        if kind == "ORG" and not _OF_MANY.isdisjoint(words):
            return "organisation"  # "U.N. human rights office", "Trades Union Congress"
        if low.startswith(_ONE_OF) or (low.startswith("one of ") and self._of_persons(head)):
            return "person"
        if not kind and lemma == "paper" and {"in", "published"} & {t.lower_ for t in head.subtree}:
            return "document"
        if not kind and (lemma in rules.persons or lemma in rules.type_heads):
            if lemma in rules.persons:
                return "group" if plural else "person"
            return rules.type_heads[lemma]
        for word in (last, *reversed(words[:-1])):
            found = rules.type_heads.get(word, "group")
            if kind == "ORG" and (found == "document" or word == "network"):
                continue  # "Office for National Statistics", "Sudan Doctors Network"
            if found != "group":
                return found
        if kind == "PLACE":
            return "government"
        if kind == "ORG":
            return "organisation"
        if not kind and head.pos_ == "NOUN" and lemma.endswith(_AGENTS):
            return "group" if plural else "person"
        return "group" if plural else "unknown"

    def _of_persons(self, one: Token) -> bool:
        """Whether "one" is of persons: "one of the soldiers"."""
        near = self.doc[one.i + 1 : one.i + 7]
        noun = next((t for t in near if t.tag_ == "NNS"), None)
        return noun is not None and noun.lemma_.lower() in self.rules.persons

    def _hidden(self, span: Range, head: Token, named: bool) -> bool:
        """Whether who speaks is left unnamed."""
        text = self.doc[span[0] : span[1]].text.lower()
        if any(phrase in text for phrase in self.rules.anonymous_phrases):
            return True
        if text in _ASKERS:
            return True
        if named:
            return False
        if text.startswith(_ONE_OF):
            return True
        lemma = head.lemma_.lower()
        if lemma in self.rules.persons and self.doc[span[0]].lower_ in ("a", "an", "one", "another"):
            return True
        if lemma not in self.rules.anonymous_heads:
            return False
        if head.tag_ == "NN" and lemma == "report" and any(self.names.at(i) for i in range(span[0], head.i)):
            return False  # "a Pentagon report" hides nobody
        definite = self.doc[span[0]].lower_ in ("the", "his", "her", "its", "their", "this", "that")
        return head.tag_ in ("NNS", "NNPS") or not definite or lemma in ("source", "official", "person")
