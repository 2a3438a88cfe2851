"""The grammar of an element that no schema describes: it starts empty and learns each event that was coded the long way."""

from __future__ import annotations

from msgspec import Struct

from secc.exi.content import QName

END, ATTRIBUTE, ELEMENT, CHARACTERS = range(4)  # also the order of the second code level in a start-tag


class Production(Struct, frozen=True):
    """What a learned code stands for; `name` is that of the attribute or element."""

    event: int
    name: QName | None = None


class LearnedState:
    """One of the two states of a built-in grammar: learned productions, newest first, then an escape."""

    def __init__(self, second: tuple[int, ...], productions: list[Production]) -> None:
        self.second = second  # events of the second level, in code order
        self.productions = productions

    @property
    def width(self) -> int:
        return len(self.productions).bit_length()

    @property
    def second_width(self) -> int:
        return (len(self.second) - 1).bit_length()

    def learn(self, production: Production, once: bool) -> None:
        """Put a production in front; one that is learned `once` is not added again."""
        if not (once and production in self.productions):
            self.productions.insert(0, production)


class BuiltinGrammar:
    """Start-tag state and content state of one name."""

    def __init__(self) -> None:
        self.start = LearnedState((END, ATTRIBUTE, ELEMENT, CHARACTERS), [])
        self.content = LearnedState((ELEMENT, CHARACTERS), [Production(END)])
