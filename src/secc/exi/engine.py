"""The EXI engine: walks a grammar, and reads or writes one message. Knows no message.

One source: runs as plain Python, or compiled by Cython with the C types of engine.pxd. The numbers of ops and kinds
(see grammar.py) are written out here, because compiled code compares literals and would look names up.

    op    0 STRUCT   1 LEAF  2 VALUE  3 END       4 CONTENT
    kind  0 BOOLEAN  1 ENUM  2 NBIT   3 UNSIGNED  4 SIGNED  5 WIDE  6 STRING  7 BINARY
"""

from __future__ import annotations

from msgspec.structs import astuple

from secc.errors import EncodeError
from secc.exi.content import AnyElement, Content
from secc.exi.fault import Fault
from secc.exi.grammar import TEXT, Datatype, Edge, Grammar, State, Type, width_of
from secc.exi.open import Node, as_value, second_level, simple_type, wrap
from secc.exi.open_reader import OpenReader
from secc.exi.open_writer import OpenWriter
from secc.exi.strings import ValueTable

COMPILED = type(lambda: None).__name__ != "function"
MAX_DEPTH = 32
EVENT_ROOM = 64  # octets that an event without text or binary never exceeds
PADDING = bytes(16)  # so that a fixed-width read needs no check of its own; checked once an event


def join_groups(groups: bytearray) -> int:
    """7-bit groups, least significant first, as a number."""
    number = 0
    for group in reversed(groups):
        number = number << 7 | group
    return number


class Decoder:
    """Reads one stream. Create one a message."""

    def __init__(self, grammar: Grammar, data: bytes) -> None:
        self.grammar = grammar
        self.data = data + PADDING
        self.view = self.data  # a C pointer when compiled
        self.end = len(data) * 8
        self.pos = 0
        self.depth = 0
        self.strayed = False  # the element just read left its declaration
        self.suspect = False  # a value is outside a facet of its type
        self.misses: list[object] = []  # strings seen: partition and value in turn
        self.values: ValueTable | None = None
        self.detour: OpenReader | None = None

    # bits

    def bits(self, count: int) -> int:
        """The next `count` bits, at most 16, as a number. Beyond the end: zeros, and `pos` behind `end`."""
        i = self.pos >> 3
        data = self.view
        shift = 24 - (self.pos & 7) - count
        self.pos += count
        return ((data[i] << 16 | data[i + 1] << 8 | data[i + 2]) >> shift) & ((1 << count) - 1)

    def take(self, count: int) -> int:
        """`bits` for callers in plain Python."""
        return self.bits(count)

    def need(self, count: int) -> None:
        """Refuse a stream that ends before `count` more bits."""
        if self.pos + count > self.end:
            raise self.fault("truncated")

    def natural(self, groups: int) -> int:
        """An Unsigned Integer of at most `groups` 7-bit groups, at most 9."""
        value = 0
        shift = 0
        while shift < groups * 7:
            if self.pos + 8 > self.end:
                raise self.fault("truncated")
            octet = self.bits(8)
            value |= (octet & 127) << shift
            if octet < 128:
                return value
            shift += 7
        raise self.fault("integer too large")

    def note(self, datatype: Datatype, number: int) -> None:
        """Remember that a value or length is outside the limits of its type; `violations` says which."""
        if number < datatype.low or number > datatype.high:
            self.suspect = True

    def wide(self, datatype: Datatype) -> int:
        """An integer of any size."""
        negative = datatype.signed and self.bits(1)
        start = self.pos
        number = 0
        for shift in range(0, 56, 7):
            if self.pos + 8 > self.end:
                raise self.fault("truncated")
            octet = self.bits(8)
            number |= (octet & 127) << shift
            if octet < 128:
                if negative:
                    number = -number - 1
                self.note(datatype, number)
                return number
        self.pos = start
        huge = self.huge(datatype.limit)
        self.suspect = True  # rare, and the walk compares exactly
        return -huge - 1 if negative else huge

    def huge(self, limit: int) -> int:
        """An Unsigned Integer of many groups, at most `limit`."""
        groups = bytearray()
        octet = 128
        while octet > 127:
            if len(groups) == limit:
                raise self.fault("integer too large")
            self.need(8)
            octet = self.bits(8)
            groups.append(octet & 127)
        return join_groups(groups)

    def octets(self, count: int) -> bytes:
        """`count` octets from any bit offset."""
        self.need(count * 8)
        i = self.pos >> 3
        shift = self.pos & 7
        self.pos += count * 8
        data = self.view
        if shift == 0:
            return data[i : i + count]
        if not COMPILED or count < 2:
            window = int.from_bytes(data[i : i + count + 1], "big") >> (8 - shift)
            return (window & ((1 << count * 8) - 1)).to_bytes(count, "big")
        fresh = data[i : i + count]
        out = fresh  # compiled: a pointer into the new object, which nobody else has seen
        for j in range(count):
            out[j] = (data[i + j] << shift | data[i + j + 1] >> (8 - shift)) & 255  # type: ignore[index]
        return fresh

    def string(self, partition: object) -> str:
        """A string value: a miss is read and kept for later hits, a hit is looked up."""
        length = self.natural(5)
        if length < 2:
            return self.hit(partition if length == 0 else None)
        value = self.characters(length - 2)
        self.misses.append(partition)
        self.misses.append(value)
        return value

    def hit(self, partition: object) -> str:
        """A string that came before, in a partition (None: anywhere)."""
        if self.values is None:
            self.values = ValueTable(self.misses)
        known = self.values.entries(partition)
        width = width_of(len(known))
        number = self.bits(width) if width <= 16 else self.bits(width - 16) << 16 | self.bits(16)
        if number >= len(known):
            raise self.fault("no such value in the string table")
        return known[number]

    def characters(self, count: int) -> str:
        """`count` code points."""
        start = self.pos
        octets = self.octets(count)
        try:
            return octets.decode("ascii")
        except UnicodeDecodeError:
            self.pos = start
        points = []
        for _ in range(count):
            point = self.natural(3)
            if point > 0x10FFFF or 0xD800 <= point < 0xE000:
                raise self.fault("no code point")
            points.append(chr(point))
        return "".join(points)

    # values

    def value(self, datatype: Datatype, partition: object) -> object:
        """A value of a simple type; `partition` is the key of its name in the string table."""
        kind = datatype.kind
        if kind == 6:
            text = self.string(partition)
            self.note(datatype, len(text))
            return text
        if kind == 7:
            number = self.natural(5)
            self.note(datatype, number)
            return self.octets(number)
        if kind == 3 or kind == 4:
            negative = kind == 4 and self.bits(1)
            number = self.natural(datatype.limit)
            if negative:
                number = -number - 1
            self.note(datatype, number)
            return number
        if kind == 5:
            return self.wide(datatype)
        code = self.bits(datatype.width)
        return self.coded(datatype, code)

    def coded(self, datatype: Datatype, code: int) -> object:
        """The value of a fixed-width code."""
        kind = datatype.kind
        if kind == 0:
            return code == 1
        if kind == 1:
            if code > datatype.high:
                raise self.fault("enumeration code above its range")
            return datatype.values[code]
        code += datatype.low
        if code > datatype.high:
            raise self.fault("integer code above its range")
        return code

    # elements

    def leaf(self, edge: Edge, datatype: Datatype) -> object:
        """The content and end of an element of simple type."""
        if datatype.kind < 3:
            width = datatype.width
            code = self.bits(width + 2)
            if code >> (width + 1) or code & 1:
                self.pos -= width + 2
                return self.stray_leaf(edge, 0, None)
            return self.coded(datatype, code >> 1)
        if self.bits(1):
            self.pos -= 1
            return self.stray_leaf(edge, 0, None)
        value = self.value(datatype, edge.partition)
        if self.bits(1):
            self.pos -= 1
            return self.stray_leaf(edge, 2, value)
        return value

    def record(self, owner: Edge) -> object:
        """The content and end of an element of complex type, as an object of its message class."""
        kind = owner.type
        fields = kind.spare
        if fields is None:
            fields = kind.blank[:]
        kind.spare = None
        state = kind.first
        op = 4
        try:
            while True:
                code = self.bits(state.width)
                if code >= state.count:
                    op = 4
                    return self.stray(owner, state, fields)
                edge = state.edges[code] if code else state.lead
                op = edge.op
                if op == 1:
                    value = self.leaf(edge, edge.datatype)
                elif op == 0:
                    value = self.child(edge)
                elif op == 3:
                    return self.build(owner, kind, fields)
                elif op == 2:
                    value = self.value(edge.datatype, owner.partition if edge.form == 3 else edge.partition)
                else:
                    value = self.open().item(edge, owner)
                if self.pos > self.end:
                    raise self.fault("truncated")
                if edge.many:
                    state = self.append(fields, edge, value)
                else:
                    fields[edge.slot] = value
                    state = edge.next
                if self.strayed:
                    op = 4
                    return self.resume(owner, state, fields)
        except Fault as fault:
            if op == 1 or op == 2:
                fault.step(edge.name[1])
            fault.step(owner.name[1])
            raise

    def build(self, owner: Edge, kind: Type, fields: list[object]) -> object:
        """An object of a message class. Compiled, the list of fields is kept for the next object of the type."""
        if self.pos > self.end:
            raise self.fault("truncated")
        for slot in kind.lists:
            fields[slot] = tuple(fields[slot] or ())
        made = self.make(owner.maker, kind.size, fields)
        if COMPILED:
            for slot in range(kind.size):
                fields[slot] = None
            kind.spare = fields
        return made

    def make(self, maker: type, size: int, fields: list[object]) -> object:
        """Call a message class. With few fields without an argument tuple."""
        if size == 3:
            return maker(fields[0], fields[1], fields[2])
        if size == 2:
            return maker(fields[0], fields[1])
        if size == 4:
            return maker(fields[0], fields[1], fields[2], fields[3])
        if size == 1:
            return maker(fields[0])
        return maker(*fields)

    def child(self, edge: Edge) -> object:
        """An element of complex type, one level down."""
        if self.depth >= MAX_DEPTH:
            raise self.fault("nested too deep")
        self.depth += 1
        value = self.record(edge)
        self.depth -= 1
        return value

    def append(self, fields: list[object], edge: Edge, value: object) -> State:
        """Add an item to a list; the state after it."""
        items = fields[edge.slot]
        if items is None:
            fields[edge.slot] = items = []
        items.append(value)
        count = len(items)
        if edge.limit and count > edge.limit:
            raise self.fault(f"more than {edge.limit} items")
        return edge.full if count == edge.limit else edge.next

    # off the declared path

    def open(self) -> OpenReader:
        if self.detour is None:
            self.detour = OpenReader(self)
        return self.detour

    def text(self, partition: object) -> str:
        return self.string(partition)

    def enter(self) -> None:
        """Go one element down."""
        if self.depth >= MAX_DEPTH:
            raise self.fault("nested too deep")
        self.depth += 1

    def leave(self) -> None:
        self.depth -= 1

    def node(self, edge: Edge) -> Content | AnyElement:
        """An element in open content."""
        if edge.type is not None:
            value = self.child(edge)
        elif edge.datatype is not None:
            value = self.leaf(edge, edge.datatype)
        else:
            self.enter()
            value = self.open().resume(edge, self.grammar.relaxed.first, Node())
            self.leave()
        self.strayed = False
        return wrap(edge, value)

    def stray_leaf(self, edge: Edge, state: int, value: object) -> object:
        """An element of simple type that holds anything but one value of it. Nothing at all is an empty value."""
        node = Node()
        if value is not None:
            node.content.append(as_value(value))
        self.enter()
        made = self.open().resume(edge, simple_type(edge.datatype).states[state], node)
        self.leave()
        if edge.datatype.kind >= 6 and made == AnyElement(edge.name):
            return "" if edge.datatype.kind == 6 else b""
        self.strayed = True
        return made

    def stray(self, owner: Edge, state: State, fields: list[object]) -> object:
        """An element that escapes from its declaration at `state`; the code for that has been read."""
        text = state.edges[state.count - 1]
        if text.form == TEXT and text.datatype.kind >= 6:
            start = self.pos
            if self.bits(width_of(len(second_level(state)))) == 0:
                fields[text.slot] = "" if text.datatype.kind == 6 else b""
                return self.build(owner, owner.type, fields)
            self.pos = start
        self.pos -= state.width
        return self.resume(owner, state, fields)

    def resume(self, owner: Edge, state: State, fields: list[object]) -> object:
        """Go on with an element as an `AnyElement`."""
        self.strayed = False
        made = self.open().resume(owner, state, Node.from_fields(owner.type, fields))
        self.strayed = True
        return made

    # whole streams

    def header(self) -> None:
        if self.end < 8:
            raise self.fault("empty")
        if self.bits(8) != 0x80:
            self.pos = 0
            raise self.fault("no EXI header of the V2G kind")

    def document(self) -> object:
        """A document: an object of its root element's class. Raises `ExiError`."""
        try:
            return self.read_document()
        except Fault as fault:
            raise fault.exi_error() from None

    def fragment(self) -> tuple[Edge | None, object]:
        """A fragment of one element: its production (None: not of the set), and its value. Raises `ExiError`."""
        try:
            return self.read_fragment()
        except Fault as fault:
            raise fault.exi_error() from None

    def read_document(self) -> object:
        self.header()
        state = self.grammar.document
        code = self.bits(state.width)
        self.need(0)
        if code > state.count:
            raise self.fault("no such root element")
        if code == state.count:
            return self.open().wildcard()
        edge = state.edges[code]
        return self.child(edge) if edge.type is not None else self.node(edge)

    def read_fragment(self) -> tuple[Edge | None, object]:
        self.header()
        state = self.grammar.fragment
        code = self.bits(state.width)
        self.need(0)
        if code > state.count:
            raise self.fault("no element in the fragment")
        edge = None if code == state.count else state.edges[code]
        value = self.open().wildcard() if edge is None else self.member(edge)
        if self.bits(state.width) != state.count + 1 or self.pos > self.end:
            raise self.fault("the fragment does not end after its element")
        return edge, value

    def member(self, edge: Edge) -> object:
        """The element of a fragment: a message object, a bare value, or a node."""
        if edge.datatype is not None:
            return self.leaf(edge, edge.datatype)
        return self.child(edge) if edge.type is not None else self.node(edge)

    def fault(self, reason: str) -> Fault:
        return Fault(reason, min(self.pos, self.end))


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
        return out[:count] if COMPILED else bytes(out[:count])

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
        if value.isascii():
            self.octets(value.encode())
        else:
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
        values = astuple(message)
        state = kind.first
        done = -1
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
                            self.exclusive(kind, values, done)
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
            return self.member(state, values[state.edges[0].slot])
        for edge in state.edges:
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
        names = " or ".join([edge.name[1] for edge in state.edges if edge.slot >= 0])
        raise self.fault(None, f"{names} is missing")

    def member(self, state: State, value: object) -> Edge:
        """The production for a member of a large substitution group."""
        if value is None and state.edges[state.count - 1].op == 3:
            return state.edges[state.count - 1]
        edge = state.makers.get(type(value))
        if edge is None:
            raise self.fault(state.edges[0], f"{type(value).__name__} does not belong here")
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
        count = 0
        slot = edge.slot
        for item in items:
            found = self.find(state, slot)
            if found is None:
                raise self.fault(edge, f"{len(items)} items are too many")
            self.reserve(EVENT_ROOM)
            if found.op == 0:
                self.put(found.code, state.width)
                self.child(found, item)
            else:
                self.leaf(found, item, found.code, state.width)
            count += 1
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

    def exclusive(self, kind: Type, values: tuple[object, ...], done: int) -> None:
        """Refuse a field that a choice shut out."""

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
        edge = self.grammar.makers.get(type(message))
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
