"""What a grammar is made of: data types, edges, states and types. The engine walks them.

A `State` says how wide the next event code is and what each code means; an `Edge` says what to read and where it
leads; a `Type` is the states of a complex type, a `Datatype` the code of a simple one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from secc.exi.content import QName

ABSENT: Any = None
"""What an object does not have. Typed as if it were there: `op` and `form` say what is, and the engine asks them first."""

# What an edge reads. The engine has these numbers and those of the next line written out: keep them in step.
STRUCT, LEAF, VALUE, END, CONTENT = range(5)
# How a value is coded.
BOOLEAN, ENUM, NBIT, UNSIGNED, SIGNED, WIDE, STRING, BINARY = range(8)
# What an edge stands for in XML.
ATTRIBUTE, ELEMENT, ANY, TEXT, MIXED, FINISH, ANY_ATTRIBUTE = range(7)
# Kinds of state.
FIRST, START, INNER = range(3)

HUGE = 1 << 62  # stands for no bound where a C number is compared
NBIT_RANGE = 4096
BIG_GROUPS = 512  # 7-bit groups of an integer that the schema leaves unbounded; 1 079 decimal digits
NARROW = 1 << 32  # integers up to here are coded in C numbers


def width_of(count: int) -> int:
    """Bits of a code that tells `count` things apart."""
    return (count - 1).bit_length() if count > 1 else 0


class Datatype:
    """A simple type: how its values are coded (`kind`, `width`) and which are allowed (`low` … `high`)."""

    __slots__ = ("codes", "high", "kind", "lexical", "limit", "low", "maximum", "minimum", "signed", "values", "width")

    def __init__(self, kind: str, low: int | None, high: int | None, detail: str, members: tuple[object, ...] = ()) -> None:
        self.lexical = detail if kind == "binary" else kind
        self.minimum, self.maximum = low, high  # None is no bound
        self.values, self.codes = members, {value: code for code, value in enumerate(members)}
        self.signed = kind == "integer" and (low is None or low < 0)
        self.low = max(low if low is not None else -HUGE if self.signed else 0, -HUGE)
        self.high = min(high if high is not None else HUGE, HUGE)
        self.kind, self.width, self.limit = BOOLEAN, 1, 0
        if kind == "enumeration":
            self.kind, self.width, self.low, self.high = ENUM, width_of(len(members)), 0, len(members) - 1
        elif kind == "string":
            self.kind = STRING
        elif kind == "binary":
            self.kind = BINARY
        elif kind == "integer":
            self.integer(low, high)

    def integer(self, low: int | None, high: int | None) -> None:
        """Choose the code of an integer: n bits for a small range, else 7-bit groups, at most `limit` of them."""
        largest = max(abs(low or 0), abs(high or 0)).bit_length()
        self.limit = BIG_GROUPS if low is None or high is None else (largest + 6) // 7
        if low is not None and high is not None and high - low < NBIT_RANGE:
            self.kind, self.width = NBIT, width_of(high - low + 1)
        elif low is None or high is None or abs(low) > NARROW or abs(high) > NARROW:
            self.kind = WIDE
        else:
            self.kind = UNSIGNED if low >= 0 else SIGNED


class Edge:
    """A production of a state."""

    __slots__ = ("code", "datatype", "form", "full", "is_root", "limit", "maker", "many", "name", "next", "op", "order", "partition", "slot", "type")

    def __init__(self, op: int, form: int) -> None:
        self.op, self.form = op, form
        self.code = 0
        self.slot = self.order = -1
        self.limit = 0
        self.many = False
        self.name: QName = ("", "")
        self.partition: object = None  # key of the name's value strings: its number, or the name itself
        self.is_root = False  # `maker` is the class of a global element, and stands for the element with its name
        self.datatype: Datatype = ABSENT
        self.type: Type = ABSENT
        self.maker: type = ABSENT  # message class
        self.next: State = ABSENT
        self.full: State = ABSENT


class State:
    """Where an element's grammar can be: `width` bits of event code, `count` codes declared, one more to escape."""

    __slots__ = ("count", "edges", "kind", "lead", "makers", "owner", "width")

    def __init__(self, kind: int, owner: Type) -> None:
        self.kind, self.owner = kind, owner
        self.edges: tuple[Edge, ...] = ()
        self.lead: Edge = ABSENT  # the first edge: reaching it does not wait for the code
        self.count = self.width = 0
        self.makers: dict[type, Edge] = ABSENT  # by message class, where many edges fill one field

    def fill(self, edges: tuple[Edge, ...]) -> None:
        self.edges, self.count, self.width = edges, len(edges), len(edges).bit_length()
        self.lead = edges[0]
        for code, edge in enumerate(edges):
            edge.code = code
        heads = [e for e in edges if e.op == STRUCT]
        if len(heads) > 2 and len({e.slot for e in heads}) == 1:
            self.makers = {e.maker: e for e in heads if e.maker is not None}


class Type:
    """A complex type: its first state, its initial content state, and the fields of its message classes.

    The states of a generated type are built when it is first used, by `build`; ask for them through `ready`.
    """

    __slots__ = ("blank", "build", "content", "fields", "first", "has_choice", "is_open", "lists", "number", "size", "spare", "states")

    def __init__(self, flags: int, slots: tuple[tuple[int, int], ...], build: Callable[[Type, int], None] | None = None, number: int = -1) -> None:
        self.is_open, self.has_choice = bool(flags & 1), bool(flags & 2)
        self.build, self.number = build, number
        self.size = len(slots)
        self.blank: list[object] = [None] * self.size
        self.spare: list[object] | None = None  # a blank list that the decoder keeps for reuse
        self.lists: tuple[int, ...] = tuple(slot for slot, many in slots if many)
        self.first: State = ABSENT
        self.content: State = ABSENT
        self.states: tuple[State, ...] = ()
        self.fields: dict[int, Edge] = {}  # in schema order: slot → an edge that fills it

    def ready(self) -> Type:
        """This type with its states built."""
        if self.first is None and self.build is not None:
            self.build(self, self.number)
        return self

    def make_states(self) -> State:
        """Give a type without a row its first and its content state; the first one."""
        self.first, self.content = State(FIRST, self), State(INNER, self)
        self.states = (self.first, self.content)
        return self.first
