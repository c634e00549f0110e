"""Authority chains: outermost the outlet cited, then whom it cites, last where the content comes from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from whence.attributions.attribution import Authority
from whence.attributions.drafts import Draft, Range, head_of, inside
from whence.attributions.names import BODIES, Bearer
from whence.attributions.pronouns import PRONOUNS
from whence.attributions.rules import Rules
from whence.attributions.sources import Sources

if TYPE_CHECKING:
    from whence.reader.syntax import Doc, Token

_PLACES: Final = frozenset({"police", "power", "railway", "train", "bus", "fire", "polling", "filling"})
"""Words before "station" and the like by which it is no broadcaster."""

_LINKS: Final = 4
"""Links of a chain that one statement may give."""
_BEHIND: Final = 6
"""Words behind whom a report cites in which a clause on them begins."""
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_SPEAK_AGAIN: Final = frozenset({"person", "group", "document", *BODIES})
"""Types of the unnamed who may be "he" or "it" later."""
_CLOSE: Final = frozenset({"familiar", "close", "briefed", "involved"})
_ANSWERS: Final = frozenset({"reply", "answer", "respond", "retort"})
_NEAR: Final = 60
"""Words before an answer's sentence in which the question stands."""

_VERBS: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


_SEEN: Final = frozenset({"see", "review", "obtain", "view", "read"})
_WRITTEN: Final = frozenset(
    {"email", "letter", "memo", "message", "recording", "note", "filing", "transcript", "text"}
)


class Chains:
    """Builds the chain of each draft of one Doc, parents before those inside them."""

    def __init__(
        self,
        doc: Doc,
        sources: Sources,
        rules: Rules,
        cues: frozenset[int] = frozenset(),
        quoted: Sequence[bool] = (),
    ) -> None:
        """`cues` are the tokens of all cues, so that no verb is counted twice; `quoted` says of each token
        whether it is given as it was spoken.
        """
        self.quoted = quoted
        self.doc = doc
        self.cues = cues
        self.sources = sources
        self.rules = rules
        self._asked: list[tuple[int, Bearer]] = []
        """Where somebody asked something, and who."""
        self._said_by: dict[Range, Bearer] = {}
        """Who said what stands in a range of tokens."""
        self._built: dict[int, tuple[tuple[Authority, ...], Bearer | None]] = {}

    def of(self, draft: Draft) -> tuple[Authority, ...]:
        """The chain of a draft. Its parent's must have been asked for before."""
        above, speaker = self._built.get(id(draft.parent), ((), None)) if draft.parent else ((), None)
        own: list[Authority] = []
        bearer: Bearer | None = None
        last: Range | None = None
        seen = self._seen(draft)
        pronoun = above and above[-1].name.lower() in PRONOUNS
        spoken = draft.source is not None and bool(self.quoted) and self.quoted[draft.source[0]]
        if above and speaker is None and not pronoun and not spoken and self._is_pronoun(draft.source):
            # "One had said he believed …": he is the one whose words these are.
            self._built[id(draft)] = (above, None)
            return above
        if draft.source is not None:
            source = draft.source if seen is None else (draft.source[0], seen[0])
            # In their own words people are "I": "he" is somebody else.
            own_words = spoken and self._is_pronoun(draft.source)
            self.sources.resolver.barred = (
                speaker if own_words else self._asker(draft) or self._accuser(draft)
            )
            self.sources.resolver.told = self._told_before(draft)
            self.sources.resolver.quoted = self._quoted_in(draft)
            authority, bearer = self.sources.read(source, speaker)
            self.sources.resolver.barred = None
            self.sources.resolver.quoted = frozenset()
            self.sources.resolver.told = frozenset()
            own.append(authority)
        outlet = seen[1] if seen is not None else self._through(draft)
        if outlet is not None:
            authority, _ = self.sources.read(outlet)
            if authority.name not in {a.name for a in (*own[:1], *above)}:
                own.insert(0, authority)
        if draft.rests_on is not None:
            authority, behind = self.sources.read(draft.rests_on, speaker)
            if own and own[0].type == "outlet" and authority.name.lower() in self.rules.cited_outlets:
                authority = replace(authority, type="outlet")
            if all(authority.name != a.name for a in own):
                own.append(authority)
                bearer = behind
            while len(own) < _LINKS and (further := self._cites(last or draft.rests_on)) is not None:
                authority, behind = self.sources.read(further, speaker)
                if any(authority.name == a.name for a in own):
                    break
                own.append(authority)
                bearer, last = behind, further
        if bearer is not None and bearer.unnamed is not None and not above:
            own = [*(a for a in bearer.above if a.name not in {o.name for o in own}), *own]
        chain = _joined(above, tuple(own))
        if own and bearer is None and own[-1].resolved and own[-1].type in _SPEAK_AGAIN:
            span = last or draft.rests_on or draft.source
            if span is not None:
                # Whom nobody names is known through whoever cites them; an army and an ambassador without.
                known = own[-1].type in BODIES or not own[-1].anonymous
                # Through how many hands the next statement of theirs came is not said again.
                above_it = () if known or last is not None else chain[:-1]
                bearer = self.sources.names.describe_unnamed(span, own[-1], above_it)
        if bearer is not None:
            self.sources.resolver.note(
                (draft.source or draft.cue)[0],
                bearer,
                nested=draft.parent is not None,
                joint=bool(own and own[-1].also),
            )
        if bearer is not None and self.doc[draft.cue[0]].lemma_.lower() in ("ask", "question", "press"):
            self._asked.append((draft.cue[0], bearer))
        if bearer is not None:
            self._said_by.setdefault(draft.content[-1], bearer)
        self._built[id(draft)] = (chain, bearer or (speaker if not own else None))
        return chain

    def _cites(self, span: Range) -> Range | None:
        """Whom somebody cited cites in turn: ", which in turn quoted US officials", "a post that cites X"."""
        doc = self.doc
        last = min(span[1] + _BEHIND, doc[span[0]].sent.end)
        for verb in doc[span[0] + 1 : last]:
            if verb.tag_ not in _FINITE or verb.lemma_.lower() not in self.rules.citing:
                continue
            before = [t.lower_ for t in doc[max(span[0], verb.i - 4) : verb.i]]
            while before and before[-1] in ("in", "turn", "itself", "themselves", "also", "then", "had"):
                before.pop()
            if before[-1:] not in (["which"], ["that"], ["who"]):
                continue
            named = next((c for c in verb.children if c.dep_ == "obj" and c.i > verb.i), None)
            if named is None:
                return None
            a, b = phrase_of(doc, named, verb.i + 1)
            end = next((i for i in range(a, b) if doc[i].text in (",", ";") or doc[i].tag_ == "WDT"), b)
            return (a, end) if a < end else None
        return None

    def _quoted_in(self, draft: Draft) -> frozenset[int]:
        """The tokens that a draft gives as they were spoken: whoever is named in them does not speak them."""
        if not self.quoted:
            return frozenset()
        return frozenset(i for a, b in draft.content for i in range(a, b) if self.quoted[i])

    def _is_pronoun(self, source: Range | None) -> bool:
        return (
            source is not None and source[1] - source[0] == 1 and self.doc[source[0]].lower_ in ("he", "she")
        )

    def _told_before(self, draft: Draft) -> frozenset[int]:
        """The tokens of what stands before ", he said" in its sentence, in no quotation."""
        source = draft.source
        if source is None or draft.parent is not None or not self._is_pronoun(source):
            return frozenset()
        if any(b > source[0] for _, b in draft.content):
            return frozenset()
        start = self.doc[draft.cue[0]].sent.start
        return frozenset(
            i
            for a, b in draft.content
            if a >= start
            for i in range(a, b)
            if not (self.quoted and self.quoted[i])
        )

    def _accuser(self, draft: Draft) -> Bearer | None:
        """Whose accusation "which it denies" denies: that is not who denies it."""
        source = draft.source
        pronoun = source is not None and source[1] - source[0] == 1 and self.doc[source[0]].lower_ == "it"
        if not pronoun or self.doc[draft.cue[0]].lemma_.lower() not in self.rules.denials:
            return None
        return self._said_by.get(draft.content[-1])

    def _asker(self, draft: Draft) -> Bearer | None:
        """Who asked what this answers: "Ms Hale asked Oakes why. “I had a mortgage,” he replied"."""
        if not self._is_pronoun(draft.source) or self.doc[draft.cue[0]].lemma_.lower() not in _ANSWERS:
            return None
        start = self.doc[draft.cue[0]].sent.start
        return next((b for i, b in reversed(self._asked) if start - _NEAR < i < draft.cue[0]), None)

    def _seen(self, draft: Draft) -> tuple[int, Range] | None:
        """Where a clause like "seen by X" begins in or behind a source, and its outlet.

        Read off the words, since the outlet is apt to be taken for the subject of what follows.
        """
        if draft.source is None:
            return None
        a, b = draft.source
        for verb in self.doc[a + 1 : min(b + 2, len(self.doc) - 2)]:
            if verb.tag_ not in ("VBN", "VBD") or verb.lemma_.lower() not in self.rules.seen:
                continue
            if self.doc[verb.i + 1].lower_ not in ("by", "with", "to") or inside(verb.i, (draft.cue,)):
                continue
            near = self.sources.names.within((verb.i + 2, min(verb.i + 5, len(self.doc))))
            outlet = next((span for span, bearer in near if self._publishes(span, bearer)), None)
            if outlet is None or not self._free_of(outlet, draft):
                continue
            begin = verb.i
            while begin > a + 1 and (self.doc[begin - 1].is_punct or self.doc[begin - 1].pos_ == "ADV"):
                begin -= 1
            return (min(begin, b), outlet)
        return self._has_seen(draft.source, draft)

    def _has_seen(self, source: Range, draft: Draft) -> tuple[int, Range] | None:
        """The same of ", which Reuters has seen," behind a source."""
        b = source[1]
        if b + 3 >= len(self.doc) or self.doc[b].text != "," or self.doc[b + 1].lower_ != "which":
            return None
        for verb in self.doc[b + 3 : b + 8]:
            if verb.tag_ != "VBN" or verb.lemma_.lower() not in self.rules.seen:
                continue
            near = self.sources.names.within((b + 2, verb.i))
            outlet = next((span for span, bearer in near if self._publishes(span, bearer)), None)
            return (b, outlet) if outlet is not None and self._free_of(outlet, draft) else None
        return None

    def _publishes(self, span: Range, bearer: Bearer) -> bool:
        """Whether a name is an outlet's, or a body's that has seen something and tells of it."""
        return bearer.kind in ("OUTLET", "ORG") or self.sources.read(span)[0].type == "outlet"

    def _free_of(self, span: Range, draft: Draft) -> bool:
        return not any(a < span[1] and span[0] < b for a, b in (draft.cue, *draft.content))

    def _free(self, token: Token, draft: Draft) -> bool:
        """Whether a token of the sentence stands outside of the draft's content and source."""
        return not inside(token.i, draft.content) and not (draft.source and inside(token.i, (draft.source,)))

    def _through(self, draft: Draft) -> Range | None:
        """The outlet through which somebody spoke: "told RFE/RL", "in an interview with the BBC"."""
        if draft.through is not None:
            return self._with_name(draft.through)
        if draft.source is None:
            return None
        names = self.sources.names
        cue = head_of(self.doc, draft.cue)
        sentence = self.doc[draft.cue[0]].sent
        for (a, b), bearer in names.within((sentence.start, sentence.end)):
            if bearer.kind != "OUTLET":
                continue
            if inside(a, (draft.source,)):
                if self._relays(head_of(self.doc, (a, b)), draft.source):
                    return a, b
                continue
            if not self._free(self.doc[a], draft) or self._cited((a, b), draft):
                continue
            if self._reports(head_of(self.doc, (a, b)), cue, draft):
                return a, b
            if a == draft.cue[1] and cue.lemma_.lower() in self.rules.told:
                return a, b
            if self._leads(head_of(self.doc, (a, b)), cue, draft) or self._saw((a, b), draft):
                return a, b
        return self._described(draft) or self._told(cue, draft) or self._it(cue, draft)

    def _saw(self, span: Range, draft: Draft) -> bool:
        """Whether an outlet has seen the document in which it is said: "In emails reviewed by X, he …"."""
        at = span[0] - 2 if self.doc[span[0] - 1].lower_ == "the" else span[0] - 1
        if at < 2 or self.doc[at].lower_ != "by":
            return False
        seen = self.doc[at - 1]
        if seen.tag_ not in ("VBN", "VBD") or seen.lemma_ not in _SEEN:
            return False
        document = seen.head
        written = self.rules.type_heads.get(document.lemma_.lower()) == "document"
        if not (written or document.lemma_.lower() in _WRITTEN) or document.i > seen.i:
            return False
        # The document stands in the clause of the cue, in front of it or right behind.
        return any(a.i in range(*draft.cue) for a in document.ancestors) and self._free(document, draft)

    def _cited(self, span: Range, draft: Draft) -> bool:
        """Whether an outlet is what another cites: "the Guardian, citing AFP, said …"."""
        if draft.rests_on is not None and inside(span[0], (draft.rests_on,)):
            return True
        verb = head_of(self.doc, span).head
        return verb.tag_ == "VBG" and verb.i < span[0] and verb.lemma_.lower() in self.rules.citing

    def _it(self, cue: Token, draft: Draft) -> Range | None:
        """An outlet named before, by its pronoun: "officials it quotes say", "officials tell it that …"."""
        source = draft.source
        if source is None:
            return None
        found = [
            t
            for t in self.doc[source[0] : source[1] - 1]
            if t.lower_ == "it" and self.doc[t.i + 1].lemma_.lower() in self.rules.citing
        ]
        if cue.lemma_.lower() in self.rules.told:
            found += [
                c for c in cue.children if c.dep_ == "iobj" and c.lower_ == "it" and self._free(c, draft)
            ]
        for token in found:
            who = self.sources.resolver.pronoun(token, None)
            if who is not None and who.kind == "OUTLET":
                return token.i, token.i + 1
        return None

    def _described(self, draft: Draft) -> Range | None:
        """An outlet by description that relays a source: "his lawyer, cited by the news agency, said"."""
        if draft.source is None:
            return None
        for verb in self.doc[draft.source[0] : min(draft.source[1] + 3, len(self.doc))]:
            if verb.tag_ not in ("VBN", "VBD") or verb.lemma_.lower() not in self.rules.citing:
                continue
            if not inside(verb.head.i, (draft.source,)):
                continue
            agent = next((c for c in verb.children if c.dep_.startswith("obl") and c.i > verb.i), None)
            by = next((c for c in agent.children if c.lower_ == "by"), None) if agent is not None else None
            if agent is None or by is None:
                continue
            span = phrase_of(self.doc, agent, by.i + 1)
            if self._is_outlet(span):
                return self._with_name(span)
        return None

    def _told(self, cue: Token, draft: Draft) -> Range | None:
        """An outlet by description somebody spoke to: "told state radio", "told the newspaper El Sol"."""
        if cue.lemma_.lower() not in self.rules.told:
            return None
        told = next((c for c in cue.children if c.dep_ in ("iobj", "obj") and c.i > cue.i), None)
        if told is None or not self._free(told, draft):
            return None
        span = phrase_of(self.doc, told, min(t.i for t in told.subtree if t.i > cue.i))
        return self._with_name(span) if self._is_outlet(span) else None

    def _with_name(self, span: Range) -> Range:
        """A description with the name right behind it, wherever the parser hung that."""
        end = span[1]
        if self.doc[end - 1].pos_ == "NOUN" and end + 1 < len(self.doc) and self.doc[end].text == "The":
            end += 1
        while end < len(self.doc) and self.doc[end].pos_ == "PROPN":
            end += 1
        return span[0], end

    def _is_outlet(self, span: Range) -> bool:
        """Whether a phrase says of itself that it is an outlet, or describes one that the report names."""
        head = head_of(self.doc, span)
        word = head.lemma_.lower()
        beside = {t.lower_ for t in head.children if t.dep_ == "compound"}
        singular = head.tag_ in ("NN", "NNP")
        if singular and self.rules.type_heads.get(word) == "outlet" and word not in ("press", "media"):
            return not beside & _PLACES
        if singular and word in ("agency", "service") and beside & {"news", "wire", "press"}:
            return True
        known = self.sources.resolver.description(span)
        return known is not None and known.kind == "OUTLET"

    def _reports(self, token: Token, cue: Token, draft: Draft) -> bool:
        """Whether an outlet reports the clause that the cue is in: "X reported that, according to Y, …".

        Only where no attribution was read from that verb: otherwise the outlet has one of its own.
        """
        verb = token.head
        if draft.parent is not None or not token.dep_.startswith("nsubj") or verb.i in self.cues:
            return False
        if verb.lemma_.lower() not in self.rules.signals or verb.i >= draft.cue[0]:
            return False
        first = min(a for a, _ in (draft.cue, *draft.content))
        heads = {cue.i, *(head_of(self.doc, part).i for part in draft.content)}
        return verb.i < first and any(
            child.dep_ in ("ccomp", "parataxis") and any(t.i in heads for t in child.subtree)
            for child in verb.children
        )

    def _relays(self, token: Token, source: Range) -> bool:
        """Whether an outlet within a source relays it: "officials quoted by Reuters"."""
        verb = token.head
        return (
            verb.lemma_.lower() in self.rules.through_verbs
            and verb.tag_ in ("VBN", "VBD")
            and source[0] < verb.i < source[1]
            and any(c.dep_ == "case" and c.lower_ in ("by", "to", "with") for c in token.children)
        )

    def _leads(self, token: Token, cue: Token, draft: Draft) -> bool:
        """Whether an outlet hangs on the cue as the one spoken to, or through whom it was spoken."""
        for _ in range(5):
            head = token.head
            if token.dep_.startswith("nsubj") or head.i == token.i:
                return False
            if token.dep_ == "nmod:poss":
                # "the president's remarks to Reuters" leads; "Reuters' remark" does not
                return False
            if (
                head.pos_ == "VERB"
                and not draft.cue[0] <= head.i < draft.cue[1]
                and any(c.dep_.startswith("nsubj") for c in head.children)
            ):
                # "the firm said …, but two employees told the Courier": that clause has a speaker of its own.
                return False
            word = head.lemma_.lower()
            answered = cue.lemma_.lower() in self.rules.denials or cue.lemma_.lower() == "confirm"
            if answered and inside(token.i, (draft.cue,)) and token.i > cue.i:
                return (
                    False  # "denied a report in the Herald that …": it answers the report, and is not in it
                )
            if draft.source is not None and inside(head.i, (draft.source,)):
                # "officials, quoted by Reuters, said": the clause hangs on the source.
                return token.dep_.startswith("acl") and token.lemma_.lower() in self.rules.through_verbs
            if head.i == cue.i or draft.cue[0] <= head.i < draft.cue[1]:
                return (
                    word in self.rules.through_verbs
                    or word in self.rules.through_nouns
                    or token.dep_ in ("iobj", "obl")
                )
            if (
                word not in self.rules.through_nouns
                and word not in self.rules.through_verbs
                and head.dep_ not in ("flat", "appos", "compound")
            ):
                return False
            token = head
        return False


def phrase_of(doc: Doc, noun: Token, begin: int) -> Range:
    """The noun phrase from `begin` on that a noun heads, up to the next comma that is not in a name."""
    indices = sorted(t.i for t in noun.subtree if t.i >= begin)
    end = begin
    for i in indices:
        if i != end and end > begin:
            break
        if doc[i].text in (",", ";", ":", "—", "–", "(") and i > noun.i:
            break
        end = i + 1
    # "data in a report by X": prepositional phrases belong, wherever the parser hung them.
    while end < len(doc) and doc[end].lower_ in ("in", "by", "of", "from", "at") and doc[end].dep_ == "case":
        last = max(t.i for t in doc[end].head.subtree if t.i <= doc[end].head.i + 12)
        stop = next((i for i in range(end, last + 1) if doc[i].text in (",", ";", ":", "(")), last + 1)
        if stop <= end:
            break
        end = stop
    if end < len(doc) - 1 and doc[end].lower_ in _CLOSE and doc[end + 1].lower_ in ("with", "to", "on", "in"):
        # "people familiar with the plan", whatever the parser made of them
        while (
            end < len(doc) and not doc[end].is_punct and not doc[end].is_space and doc[end].tag_ not in _VERBS
        ):
            end += 1
    while begin < end and doc[begin].is_punct:
        begin += 1
    return (begin, end) if begin < end else (noun.i, noun.i + 1)


def _joined(above: tuple[Authority, ...], own: tuple[Authority, ...]) -> tuple[Authority, ...]:
    """One chain of two, without saying the same authority twice in a row."""
    if above and own and above[-1].name == own[0].name:
        return above + own[1:]
    return above + own
