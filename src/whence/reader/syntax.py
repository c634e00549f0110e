"""A Doc as it was read, in plain Python objects: what every stage behind the reader looks at.

spaCy makes a new object of a token at each look, and a string of a number at each attribute; the stages
behind the reader look at every word some hundred times. Names and meanings are those of spaCy's own
classes, so that what reads these reads spaCy's as well.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast, overload

if TYPE_CHECKING:
    import spacy.tokens

    from whence.reader.passing import Passing
    from whence.reader.relations import Relation


class Token:
    """A word with its place in the tree, or white space; nothing is changed once its Doc is made."""

    __slots__ = (
        "_subtree", "children", "dep_", "doc", "ent_iob_", "ent_type_", "head", "i", "idx", "is_alpha",
        "is_punct", "is_quote", "is_sent_start", "is_space", "is_stop", "left_edge", "lemma_", "like_num",
        "lower_", "pos_", "right_edge", "sent", "tag_", "text", "whitespace_",
    )  # fmt: skip

    def __init__(self, doc: Doc, given: spacy.tokens.Token) -> None:
        """Of spaCy's token, still outside the tree: `Doc` hangs it in."""
        self.doc = doc
        self.i: int = given.i
        self.idx: int = given.idx
        self.text: str = given.text
        self.lower_: str = given.lower_
        self.whitespace_: str = given.whitespace_
        self.lemma_: str = given.lemma_
        self.tag_: str = given.tag_
        self.pos_: str = given.pos_
        self.dep_: str = given.dep_
        self.ent_type_: str = given.ent_type_
        self.ent_iob_: str = given.ent_iob_
        self.is_sent_start: bool | None = given.is_sent_start
        self.is_space: bool = given.is_space
        self.is_punct: bool = given.is_punct
        self.is_quote: bool = given.is_quote
        self.is_alpha: bool = given.is_alpha
        self.is_stop: bool = given.is_stop
        self.like_num: bool = given.like_num
        self.head = self
        self.left_edge = self
        self.right_edge = self
        self.children: tuple[Token, ...] = ()
        self.sent: Span
        self._subtree: tuple[Token, ...] | None = None

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> tuple[Token, ...]:
        """The children before it."""
        return tuple(child for child in self.children if child.i < self.i)

    @property
    def ancestors(self) -> Iterator[Token]:
        """Its head, the head of that, and so on."""
        token = self
        while token.head is not token:
            token = token.head
            yield token

    @property
    def subtree(self) -> tuple[Token, ...]:
        """It with all that hangs on it: what hangs on its left first, then itself, then its right."""
        if not self.children:
            return (self,)
        if self._subtree is None:
            self._subtree = tuple(self._walk())
        return self._subtree

    def _walk(self) -> Iterator[Token]:
        # A list without full stops may be deeper than the interpreter recurses.
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, opened = waiting.pop()
            if opened or not token.children:
                yield token
                continue
            waiting += [(child, False) for child in reversed(token.children) if child.i > token.i]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.children) if child.i < token.i]

    def nbor(self, by: int = 1) -> Token:
        """The token that stands `by` places behind it. Raises IndexError outside the text."""
        at = self.i + by
        if at < 0:
            raise IndexError(f"no token stands {-by} places before {self.i}")
        return self.doc.tokens[at]


class Span:
    """Tokens [start, end) of a Doc."""

    __slots__ = ("doc", "end", "label_", "start")

    def __init__(self, doc: Doc, start: int, end: int, label: str = "") -> None:
        """`label` is the kind of a name, where it is one."""
        self.doc = doc
        self.start = start
        self.end = end
        self.label_ = label

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[Token]:
        return iter(self.doc.tokens[self.start : self.end])

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, stop, _ = at.indices(self.end - self.start)
            return Span(self.doc, self.start + start, self.start + max(start, stop))
        return self.doc.tokens[self.start : self.end][at]

    def __repr__(self) -> str:
        return self.text

    @property
    def text(self) -> str:
        """Its words as they stand in the text."""
        return self.doc.text[self.start_char : self.end_char]

    @property
    def start_char(self) -> int:
        """Where its first word begins in the text."""
        tokens = self.doc.tokens
        return tokens[self.start].idx if self.start < len(tokens) else len(self.doc.text)

    @property
    def end_char(self) -> int:
        """Where its last word ends in the text."""
        if self.start == self.end:
            return self.start_char
        last = self.doc.tokens[self.end - 1]
        return last.idx + len(last.text)

    @property
    def root(self) -> Token:
        """The token nearest to the root of the sentence; the first of several."""
        tokens = self.doc.tokens[self.start : self.end]
        for token in tokens:
            if token.head is token:
                return token
        outward = [t for t in tokens if not self.start <= t.head.i < self.end]
        return min(outward, key=lambda t: sum(1 for _ in t.ancestors), default=tokens[0])


class Doc:
    """A text's tokens, sentences and names, and the relations and passing that the reader found in it."""

    __slots__ = (
        "_annotated",
        "_starts",
        "answers",
        "ents",
        "passing",
        "relations",
        "sents",
        "text",
        "tokens",
    )

    def __init__(self, given: spacy.tokens.Doc) -> None:
        """Of spaCy's Doc as it is now; what is changed there later is not seen."""
        self.text: str = given.text
        self.tokens: list[Token] = [Token(self, token) for token in given]
        self._starts = [token.idx for token in self.tokens]
        self._annotated = frozenset(name for name in ("DEP", "TAG") if given.has_annotation(name))
        self._hang(given)
        self.sents: tuple[Span, ...] = tuple(self._sentences())
        self.ents: tuple[Span, ...] = tuple(Span(self, e.start, e.end, e.label_) for e in given.ents)
        self.relations: tuple[Relation, ...] = given._.relations if given.has_extension("relations") else ()
        self.answers: dict[object, dict[int, object]] = {}
        """What functions said of its tokens that are asked only `once`."""
        self.passing: Passing | None = given._.passing if given.has_extension("passing") else None

    def _hang(self, given: spacy.tokens.Doc) -> None:
        tokens = self.tokens
        # Only words with children get a list: what is made for each word brings on a search for cycles.
        children: defaultdict[int, list[Token]] = defaultdict(list)
        for token, their in zip(tokens, given, strict=True):
            token.left_edge = tokens[their.left_edge.i]
            token.right_edge = tokens[their.right_edge.i]
            head = their.head.i
            if head != token.i:
                token.head = tokens[head]
                children[head].append(token)
        for i, some in children.items():
            tokens[i].children = tuple(some)

    def _sentences(self) -> Iterator[Span]:
        tokens = self.tokens
        edges = [i for i, token in enumerate(tokens) if i and token.is_sent_start]
        for start, end in zip([0, *edges], [*edges, len(tokens)], strict=True):
            sentence = Span(self, start, end)
            for token in tokens[start:end]:
                token.sent = sentence
            if start < end:
                yield sentence

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, at: int) -> Token: ...
    @overload
    def __getitem__(self, at: slice) -> Span: ...
    def __getitem__(self, at: int | slice) -> Token | Span:
        if isinstance(at, slice):
            start, stop, _ = at.indices(len(self.tokens))
            return Span(self, start, max(start, stop))
        return self.tokens[at]

    def has_annotation(self, name: str) -> bool:
        """Whether it was tagged ("TAG"), or parsed ("DEP")."""
        return name in self._annotated

    def covering(self, start: int, end: int) -> Span | None:
        """The tokens that characters [start, end) touch; None outside the text."""
        if not 0 <= start < len(self.text) or not 0 < end <= len(self.text):
            return None
        first, last = (bisect_right(self._starts, at) - 1 for at in (start, end - 1))
        token = self.tokens[first]
        if start == token.idx + len(token.text):  # the space behind a word is not of it
            first += 1
        return Span(self, first, last + 1)


Answer = TypeVar("Answer")


def once(function: Callable[[Token], Answer]) -> Callable[[Token], Answer]:
    """Ask a function about each token once. What it says must rest on the Doc alone, and not be changed."""

    @wraps(function)
    def asked(token: Token) -> Answer:
        # By function and then by token: a key of both would be one more object for each answer.
        answers = token.doc.answers.get(function)
        if answers is None:
            answers = token.doc.answers[function] = {}
        if token.i not in answers:
            answers[token.i] = function(token)
        return cast(Answer, answers[token.i])

    return asked
