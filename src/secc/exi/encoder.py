"""Writes a message object as an EXI stream along a grammar. Knows no message.

One source: runs as plain Python, or compiled by Cython with the C types of encoder.pxd. The
numbers of ops and kinds (see states.py) are written out here, because compiled code compares literals and looks names up.

    op    0 STRUCT   1 LEAF  2 VALUE  3 END       4 CONTENT
    kind  0 BOOLEAN  1 ENUM  2 NBIT   3 UNSIGNED  4 SIGNED  5 WIDE  6 STRING  7 BINARY
"""

from __future__ import annotations

from msgspec.structs import astuple

from secc.errors import EncodeError
from secc.exi.content import AnyElement
from secc.exi.fault import Fault
from secc.exi.grammar import Grammar
from secc.exi.open_writer import OpenWriter
from secc.exi.states import Datatype, Edge, State, Type

COMPILED = type(lambda: None).__name__ != "function"
MAX_DEPTH = 32
EVENT_ROOM = 64  # octets that an event without text or binary never exceeds


class Encoder:
    """Writes one stream. Create one a message."""

    def __init__(self, grammar: Grammar, strict: bool = True) -> None:
        self.grammar = grammar
        self.strict = strict  # refuse values outside a facet, not only those that have no code
        self.buffer = bytearray(256)
        self.room = 256
        self.out = self.buffer  # a C pointer when compiled
        self.size = 0
        self.word = 0
        self.fill = 0
        self.depth = 0
        self.detour: OpenWriter | None = None
        self.put(0x80, 8)

    # bits

    def put(self, value: int, count: int) -> None:
        """Write `count` bits, at most 32. There must be room, see `reserve`."""
        self.word = self.word << count | value
        self.fill += count
        if self.fill >= 32:
            self.flush()

    def emit(self, value: int, count: int) -> None:
        """`put` for callers that do not see to the room."""
        self.reserve(EVENT_ROOM)
        self.put(value, count)

    def flush(self) -> None:
        """Move 32 bits from the word to the buffer."""
        self.fill -= 32
        word = self.word >> self.fill
        self.word &= (1 << self.fill) - 1
        out = self.out
        i = self.size
        out[i] = word >> 24
        out[i + 1] = (word >> 16) & 255
        out[i + 2] = (word >> 8) & 255
        out[i + 3] = word & 255
        self.size = i + 4

    def reserve(self, count: int) -> None:
        """Make room for `count` more octets. Called once an event, and before anything long."""
        if self.size + count > self.room:
            self.room = max(self.room * 2, self.size + count)
            self.buffer.extend(bytes(self.room - len(self.buffer)))
            self.out = self.buffer

    def finish(self) -> bytes:
        """The stream, padded with zero bits to a whole octet."""
        count = self.size + ((self.fill + 7) >> 3)
        self.put(0, 32 - self.fill)
        out = self.out
        return out[:count] if COMPILED else bytes(out[:count])  # type: ignore[return-value]  # compiled: a pointer, a slice is bytes

    def natural(self, value: int) -> None:
        """A number below 2^63 in 7-bit groups."""
        while value > 127:
            self.put(value & 127 | 128, 8)
            value >>= 7
        self.put(value, 8)

    def octets(self, data: bytes) -> None:
        """Octets at any bit offset."""
        count = len(data)
        if not COMPILED and count > 4:
            self.splice(data)
            return
        self.reserve(count + EVENT_ROOM)
        octets = data  # a C pointer when compiled
        whole = count & ~3
        for j in range(0, whole, 4):
            word = octets[j]
            word = word << 8 | octets[j + 1]
            word = word << 8 | octets[j + 2]
            self.put(word << 8 | octets[j + 3], 32)
        for j in range(whole, count):
            self.put(octets[j], 8)

    def splice(self, data: bytes) -> None:
        """Octets in one go: shift them as one large number."""
        odd = self.fill & 7
        bits = self.fill + len(data) * 8
        number = self.word << len(data) * 8 | int.from_bytes(data, "big")
        self.reserve(bits // 8 + 8)
        self.buffer[self.size : self.size + bits // 8] = (number >> odd).to_bytes(bits // 8, "big")
        self.size += bits // 8
        self.word = number & ((1 << odd) - 1)
        self.fill = odd

    # values

    def value(self, edge: Edge, datatype: Datatype, value: object) -> None:
        """A value of a simple type."""
        kind = datatype.kind
        if kind < 3:
            self.put(self.code(edge, datatype, value), datatype.width)
        elif kind == 6:
            self.string(edge, datatype, value)
        elif kind == 7:
            if not isinstance(value, bytes):
                raise self.fault(edge, f"{value!r} is not bytes")
            self.check(edge, datatype, len(value), "octets")
            self.natural(len(value))
            self.octets(value)
        else:
            self.integer(edge, datatype, value)

    def code(self, edge: Edge, datatype: Datatype, value: object) -> int:
        """The fixed-width code of a value."""
        kind = datatype.kind
        if kind == 1:
            code = datatype.codes.get(value)
            if code is None:
                raise self.fault(edge, f"{value!r} is not in the enumeration")
            return code
        if kind == 0:
            if not isinstance(value, bool):
                raise self.fault(edge, f"{value!r} is not a boolean")
            return 1 if value else 0
        if type(value) is not int:
            raise self.fault(edge, f"{value!r} is not an integer")
        number = value  # a C number when compiled, or an OverflowError that `record` turns into a fault
        if number < datatype.low or number > datatype.high:
            raise self.fault(edge, f"{value} is outside {datatype.low} to {datatype.high}")
        return number - datatype.low

    def integer(self, edge: Edge, datatype: Datatype, value: object) -> None:
        """An integer in 7-bit groups."""
        if type(value) is not int:
            raise self.fault(edge, f"{value!r} is not an integer")
        if datatype.kind == 5:
            self.large(edge, datatype, value)
            return
        number = value  # a C number when compiled, or an OverflowError that `record` turns into a fault
        if self.strict and (number < datatype.low or number > datatype.high):
            raise self.fault(edge, f"{number} is outside {datatype.low} to {datatype.high}")
        if datatype.kind == 4:
            self.put(1 if number < 0 else 0, 1)
            number = -number - 1 if number < 0 else number
        elif number < 0:
            raise self.fault(edge, f"{number} is negative")
        self.natural(number)

    def large(self, edge: Edge, datatype: Datatype, value: int) -> None:
        """An integer of any size."""
        low, high = datatype.minimum, datatype.maximum
        if self.strict and ((low is not None and value < low) or (high is not None and value > high)):
            raise self.fault(edge, f"{value} is outside {low} to {high}")
        if datatype.signed:
            self.put(1 if value < 0 else 0, 1)
            value = -value - 1 if value < 0 else value
        elif value < 0:
            raise self.fault(edge, f"{value} is negative")
        if not COMPILED:
            self.reserve(value.bit_length() // 7 + EVENT_ROOM)
        try:
            number = value  # a C number when compiled
            self.natural(number)
        except OverflowError:
            self.reserve(value.bit_length() // 7 + EVENT_ROOM)
            while value > 127:
                self.put(value & 127 | 128, 8)
                value >>= 7
            self.put(value, 8)

    def string(self, edge: Edge, datatype: Datatype, value: object) -> None:
        """A string, always as a miss."""
        if not isinstance(value, str):
            raise self.fault(edge, f"{value!r} is not a string")
        self.check(edge, datatype, len(value), "characters")
        self.characters(value)

    def characters(self, value: str) -> None:
        """A string value without checks."""
        self.reserve(EVENT_ROOM)
        self.natural(len(value) + 2)
        self.points(value)

    def points(self, value: str) -> None:
        """The code points of a string."""
        try:
            raw = value.encode()
        except UnicodeEncodeError:
            raise self.fault(None, "a lone surrogate is no text") from None
        if len(raw) == len(value):
            self.octets(raw)
            return
        self.reserve(len(value) * 3 + EVENT_ROOM)
        for character in value:
            self.natural(ord(character))

    def check(self, edge: Edge, datatype: Datatype, length: int, unit: str) -> None:
        if self.strict and (length < datatype.low or length > datatype.high):
            raise self.fault(edge, f"{length} {unit}, allowed are {datatype.low} to {datatype.maximum}")

    # elements

    def leaf(self, edge: Edge, value: object, code: int = 0, width: int = 0) -> None:
        """Event code, content and end of an element of simple type."""
        datatype = edge.datatype
        if datatype.kind < 3:
            bits = datatype.width + 2
            self.put(code << bits | self.code(edge, datatype, value) << 1, width + bits)
        else:
            self.put(code << 1, width + 1)
            self.value(edge, datatype, value)
            self.put(0, 1)

    def record(self, owner: Edge, message: object) -> None:
        """Content and end of an element of complex type."""
        kind = owner.type
        values = astuple(message)  # type: ignore[arg-type]  # `child` has compared the class
        state = kind.first
        if state is None:
            state = kind.ready().first
        done = -1
        written = 0
        try:
            while True:
                if self.size + 64 > self.room:
                    self.reserve(EVENT_ROOM)
                edge = state.lead
                value = None if edge.op > 1 else values[edge.slot]
                if value is None or edge.many or (edge.op == 0 and type(value) is not edge.maker):
                    edge = self.choose(state, values, done)
                    op = edge.op
                    if op == 3:
                        self.put(edge.code, state.width)
                        if kind.has_choice:
                            self.exclusive(kind, values, written)
                        return
                    value = values[edge.slot]
                op = edge.op
                if op == 4:
                    state = self.open().content(owner, state, value)
                elif edge.many:
                    state = self.items(edge, state, value)
                else:
                    if op == 1:
                        self.leaf(edge, value, edge.code, state.width)
                    else:
                        self.put(edge.code, state.width)
                        if op == 0:
                            self.child(edge, value)
                        else:
                            self.value(edge, edge.datatype, value)
                    state = edge.next
                done = edge.order
                written += 1
        except Fault as fault:
            fault.step(owner.name[1])
            raise
        except OverflowError:
            far = self.fault(edge, f"{value} is far outside its limits")
            far.step(owner.name[1])
            raise far from None

    def choose(self, state: State, values: tuple[object, ...], done: int) -> Edge:
        """The production for the next field that is set."""
        if state.makers is not None:
            return self.member(state, values[state.lead.slot])
        odd = None  # an edge whose field holds an object of another class
        for edge in state.edges:
            if odd is not None and odd.slot != edge.slot:
                break
            if edge.op == 3:
                return edge
            value = values[edge.slot]
            if value is None:
                continue
            if edge.many:
                if edge.order > done and value:
                    return edge
            elif edge.op != 0 or type(value) is edge.maker:
                return edge
            else:
                odd = edge
        if odd is not None:
            raise self.fault(odd, f"{type(values[odd.slot]).__name__} does not belong here")
        names = " or ".join([edge.name[1] for edge in state.edges if edge.slot >= 0])
        raise self.fault(None, f"{names} is missing")

    def member(self, state: State, value: object) -> Edge:
        """The production for a member of a large substitution group."""
        if value is None and state.edges[state.count - 1].op == 3:
            return state.edges[state.count - 1]
        edge = state.makers.get(type(value))
        if edge is None:
            raise self.fault(None, f"{type(value).__name__} does not belong here")
        return edge

    def child(self, edge: Edge, value: object) -> None:
        if type(value) is not edge.maker:
            raise self.fault(edge, f"{type(value).__name__} instead of {edge.maker.__name__}")
        if self.depth >= MAX_DEPTH:
            raise self.fault(edge, "nested too deep")
        self.depth += 1
        self.record(edge, value)
        self.depth -= 1

    def enter(self) -> None:
        """Go one element down."""
        if self.depth >= MAX_DEPTH:
            raise self.fault(None, "nested too deep")
        self.depth += 1

    def leave(self) -> None:
        self.depth -= 1

    def open(self) -> OpenWriter:
        if self.detour is None:
            self.detour = OpenWriter(self)
        return self.detour

    def items(self, edge: Edge, state: State, items: object) -> State:
        """All items of a list; the state after them."""
        if not isinstance(items, tuple):
            raise self.fault(edge, f"{items!r} is not a tuple")
        slot = edge.slot
        for count, item in enumerate(items, 1):
            found = self.find(state, slot)
            if found is None:
                raise self.fault(edge, f"{len(items)} items are too many")
            self.reserve(EVENT_ROOM)
            if found.op == 0:
                self.put(found.code, state.width)
                self.child(found, item)
            else:
                self.leaf(found, item, found.code, state.width)
            state = found.full if count == found.limit else found.next
            if found.limit and count > found.limit:
                raise self.fault(edge, f"{len(items)} items are too many")
        return state

    def find(self, state: State, slot: int) -> Edge | None:
        """The production that fills a slot."""
        for edge in state.edges:
            if edge.slot == slot:
                return edge
        return None

    def exclusive(self, kind: Type, values: tuple[object, ...], written: int) -> None:
        """Refuse fields that a choice shuts out."""
        given = [edge.name[1] for slot, edge in kind.fields.items() if values[slot] is not None and values[slot] != ()]
        if len(given) != written:
            raise self.fault(None, f"{', '.join(given)} exclude one another")

    # whole streams

    def document(self, message: object) -> bytes:
        """A document with a message object or a node as its root. Raises `EncodeError`."""
        try:
            return self.write_document(message)
        except Fault as fault:
            raise fault.encode_error() from None
        except OverflowError:
            raise EncodeError("an integer is far outside its limits") from None

    def fragment(self, edge: Edge | None, value: object) -> bytes:
        """A fragment of one element; `edge` None is an element that the set does not declare. Raises `EncodeError`."""
        try:
            return self.write_fragment(edge, value)
        except Fault as fault:
            raise fault.encode_error() from None
        except OverflowError:
            raise EncodeError("an integer is far outside its limits") from None

    def write_document(self, message: object) -> bytes:
        state = self.grammar.document
        edge = state.makers.get(type(message))
        if edge is None and isinstance(message, AnyElement):
            edge = self.grammar.roots.get(message.name)
            self.put(state.count if edge is None else edge.code, state.width)
            self.open().root(edge, message)
        elif edge is None:
            raise self.fault(None, f"{type(message).__name__} is no root element of the set")
        else:
            self.put(edge.code, state.width)
            if edge.type is not None:
                self.child(edge, message)
            else:
                self.open().node(edge, message)
        return self.finish()

    def write_fragment(self, edge: Edge | None, value: object) -> bytes:
        state = self.grammar.fragment
        self.put(state.count if edge is None else edge.code, state.width)
        if edge is not None and edge.type is not None and type(value) is edge.maker:
            self.child(edge, value)
        elif edge is not None and edge.datatype is not None and not isinstance(value, AnyElement):
            self.leaf(edge, value)
        else:
            self.open().member(edge, value)
        self.reserve(EVENT_ROOM)
        self.put(state.count + 1, state.width)
        return self.finish()

    def fault(self, edge: Edge | None, reason: str) -> Fault:
        return Fault(reason, 0, "" if edge is None else edge.name[1])
