"""Where things came from, and who has them: "two-thirds of the shells came from …"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from whence.exchanges.categories import Thing
from whence.exchanges.clauses import MAKING, agents_of, is_passive, surface_subjects
from whence.exchanges.draft import Draft
from whence.exchanges.nominal import conjuncts, preposition
from whence.exchanges.people import PEOPLE
from whence.exchanges.places import Roles, roles
from whence.exchanges.recipients import Recipients
from whence.exchanges.rules import Frame
from whence.exchanges.side import Side
from whence.exchanges.standing import tense

if TYPE_CHECKING:
    from whence.reader.syntax import Token

_NEAR: Final = 8
"""Words behind a thing among which a clause about it begins."""
_TAKEN: Final = frozenset({"seize", "recover", "capture", "confiscate", "take", "collect", "find"})
_FELLING: Final = frozenset({"shoot", "down", "destroy", "intercept", "hit", "repel"})
_ORDERING: Final = frozenset({"order", "buy", "purchase", "request", "need", "seek", "want"})
UNFREEZING: Final = frozenset({"release", "unfreeze", "unblock", "free", "return"})


class Origins(Recipients):
    """Drafts of verbs of origin: what came from, or was made in, a place went to whoever has it."""

    def _origin(self, verb: Token, lemma: str) -> Draft | None:
        for origin in self.rules.origins[lemma]:
            if origin.passive != is_passive(verb) or tense(verb) not in ("past", "present", "none"):
                continue  # what is to be built somewhere has not come from there
            places = roles(verb)
            if "abroad" in (t.lower_ for t in self.doc[verb.i + 1 : verb.i + 3]):
                continue  # whoever is named further on gave only a part
            subjects = surface_subjects(verb)
            taken_up = self._taken_up(subjects)
            if taken_up is not None:
                subjects = [taken_up]
            frames = self.rules.verbs.get(lemma, ())
            given = any("giver" not in frame.needs for frame in frames)
            if origin.passive and given and not any(map(self._shared, subjects)):
                continue
            gives = [t for s in subjects if not self._is_party(s) for t in self.items.things(s)]
            shares = [s for s in subjects if self._shared(s)]
            if not gives and shares:
                whole = [t for o in places.get("of", ()) for t in self.items.things(o)]
                gives = [
                    Thing(s.i, self.items.share_end(s), s.i, whole[0].category) for s in shares[:1] if whole
                ]
                gives = gives or [t for s in shares for t in self.items.left_out(s)]
            if lemma in ("come", "stem", "originate", "hail"):
                gives = [t for t in gives if t.category not in ("territory", "political", "prisoners")]
            if not gives or self._felled(gives):
                continue
            sides = self._sides(origin.giver, places, {t.head for t in gives})
            sides = [
                s for s in sides if s.actor is not None or self.doc[s.start].ent_type_ in ("PLACE", "ORG")
            ]
            if not sides:
                # "comes from a Romanian power station"
                made = [t for place in origin.giver for t in places.get(place, ()) if t.pos_ == "NOUN"]
                sides = [s for t in made[:1] if (s := self.parties.modifier(t)) is not None and s.actor]
            if not sides:
                continue
            frame = Frame(("from",), (), ("subject",), plover="AID", standing="delivered")
            draft = Draft(verb, frame, sides, [], gives, plover="AID", origin=True)
            draft.receivers = self._sides(("to", "for"), places, {t.head for t in gives}) or self._holders(
                subjects, gives, draft
            )
            draft.receivers = draft.receivers or [s for t in gives for s in self._user(t, draft)][:1]
            return draft
        return None

    def _felled(self, things: list[Thing]) -> bool:
        """As in "shot down a drone that came from Sudan": nobody was given it."""
        nouns = [self.doc[t.head] for t in things]
        return any(n.dep_ == "obj" and n.head.lemma_ in _FELLING for n in nouns)

    def _taken_up(self, subjects: list[Token]) -> Token | None:
        """The noun just before a pronoun that only takes it up: "the missiles they were made in Isfahan"."""
        if len(subjects) != 1 or subjects[0].lower_ not in ("it", "they") or subjects[0].is_sent_start:
            return None
        before = self.doc[subjects[0].i - 1]
        return before if before.pos_ == "NOUN" else None

    def _shared(self, token: Token) -> bool:
        if any(c.lower_ in ("most", "many") and c.i < token.i for c in token.children):
            return True  # "Most rifles were bought in Sofia"
        return (
            token.pos_ in ("NUM", "DET") or token.text == "%" or token.lemma_.lower() in self.rules.containers
        )

    def _holders(self, subjects: list[Token], gives: list[Thing], draft: Draft) -> list[Side]:
        """Who has what came from elsewhere: "in Russia", "fired by Russia", "that Russian guns fire"."""
        nouns = [self.doc[t.head] for t in gives] + subjects
        for noun in nouns:
            for child in noun.children:
                side = None
                if child.dep_ == "nmod" and preposition(child) == "in" and child.ent_type_ == "PLACE":
                    side = self.parties.side(child)
                elif child.dep_ == "acl" and child.lemma_ in _TAKEN and is_passive(child):
                    # "seized from gangs", "found on fighters": theirs till then
                    whose = [c for c in child.children if preposition(c) in ("from", "on", "with", "among")]
                    found = [s for t in whose if (s := self.parties.side(t)) is not None]
                    side = found[0] if found else None
                elif child.dep_ in ("acl", "acl:relcl") and not any(
                    c.dep_ == "mark" and c.lower_ == "as" for c in child.children
                ):
                    for user in roles(child).get("subject", []):
                        if user.i != noun.i and user.i not in self.parties.speakers:
                            side = self.parties.side(user) or self.parties.modifier(user)
                elif child.dep_ == "nmod:poss":
                    side = self.parties.side(child)
                if side is not None and not any(side.same(g) for g in draft.givers):
                    return [side]
        return []

    def _got_from(self, draft: Draft) -> list[Side]:
        """As in "tanks bought from Minsk were handed over": a participle behind the thing says from whom."""
        for thing in draft.gives:
            after = self.doc[thing.head + 1] if thing.head + 1 < draft.trigger.i else None
            if after is None or after.tag_ != "VBN" or after.lemma_.lower() not in self.rules.verbs:
                continue
            for token in after.children:
                side = (
                    self.parties.side(token) if preposition(token) == "from" and token.i > after.i else None
                )
                if side is not None and side.actor and not any(side.same(r) for r in draft.receivers):
                    return [side]
        return []

    def _donors(self, draft: Draft) -> list[Side]:
        """As in "Wheat donated by Rome and Paris reached Aden": who gave what has come."""
        for thing in draft.gives if not any(t.category in PEOPLE for t in draft.gives) else ():
            noun = self.doc[thing.head]
            for node in (noun, noun.head):
                for clause in node.children:
                    given = clause.dep_ == "acl" and clause.lemma_.lower() in self.rules.verbs
                    if clause.lemma_.lower() in MAKING:
                        continue  # "the boats, made by Saab, arrived": whose they were is not said
                    if not given or clause.i < node.i or not is_passive(clause):
                        continue
                    frames = self.rules.verbs[clause.lemma_.lower()]
                    if not any("subject" in f.giver for f in frames):
                        continue
                    found = [
                        s
                        for t in agents_of(clause)
                        for n in conjuncts(t)
                        if (s := self.parties.side(n)) is not None and s.sure
                    ]
                    if found and not any(s.same(r) for s in found for r in draft.receivers):
                        return found
        return []

    def _frozen(self, places: Roles, draft: Draft) -> list[Side]:
        """As in "released frozen Syrian funds": whose the money is."""
        for token in places.get("object", ()):
            nouns = [n for n in conjuncts(token) if self.items.category(n)[0] == "money"]
            for noun in [*nouns, *(c for c in token.children if c.dep_ == "nmod")]:
                side = self.parties.modifier(noun)
                if side is not None and side.actor and not any(side.same(g) for g in draft.givers):
                    return [side]
        for thing in draft.gives:
            # "$6 billion in frozen Iranian funds", wherever the funds hang
            for word in self.doc[thing.head + 1 : thing.head + 8]:
                if word.pos_ == "NOUN" and self.items.category(word)[0] in ("money", "sanctions-relief"):
                    side = self.parties.modifier(word)
                    if side is not None and side.actor and not any(side.same(g) for g in draft.givers):
                        return [side]
        return []

    def _who_ordered(self, draft: Draft) -> list[Side]:
        """As in "has not delivered rifles that Minsk ordered": the clause behind the thing says who gets."""
        last = draft.gives[-1]
        for token in self.doc[last.end : min(last.end + _NEAR, draft.trigger.sent.end)]:
            verb = token.head
            if token.lower_ not in ("that", "which") or token.dep_ != "obj" or verb.i < token.i:
                continue
            if verb.lemma_.lower() in _ORDERING:
                found = [self.parties.side(c, draft.givers) for c in verb.children if c.dep_ == "nsubj"]
                return [s for s in found if s is not None and s.actor and not s.same(draft.givers[0])]
        return []
