"""Reads an EXI stream along a grammar. Knows no message.

One source: runs as plain Python, or compiled by Cython with the C types of decoder.pxd. The
numbers of ops and kinds (see states.py) are written out here, because compiled code compares literals and looks names up.

    op    0 STRUCT   1 LEAF  2 VALUE  3 END       4 CONTENT
    kind  0 BOOLEAN  1 ENUM  2 NBIT   3 UNSIGNED  4 SIGNED  5 WIDE  6 STRING  7 BINARY
"""

from __future__ import annotations

from secc.exi.content import AnyElement, Content
from secc.exi.fault import Fault
from secc.exi.grammar import Grammar
from secc.exi.open import Node, as_value, second_level, simple_type, wrap
from secc.exi.open_reader import OpenReader
from secc.exi.states import TEXT, Datatype, Edge, State, Type, width_of
from secc.exi.strings import ValueTable

COMPILED = type(lambda: None).__name__ != "function"
ENGINE = "compiled" if COMPILED else "plain"
"""Which engine this is."""
MAX_DEPTH = 32
PADDING = bytes(16)  # so that a fixed-width read needs no check of its own; checked once an event


def join_groups(groups: bytearray) -> int:
    """7-bit groups, least significant first, as a number."""
    number = 0
    for group in reversed(groups):
        number = number << 7 | group
    return number


class Decoder:
    """Reads one stream. Create one a message."""

    def __init__(self, grammar: Grammar, data: bytes, loose: int = 0) -> None:
        self.grammar = grammar
        self.loose = loose  # lists that hold this many or more are followed, when full, by the codes of one that may go on; 0: none
        self.data = data + PADDING
        self.view = self.data  # a C pointer when compiled
        self.end = len(data) * 8
        self.pos = 0
        self.depth = 0
        self.strayed = False  # the element just read left its declaration
        self.suspect = False  # a value is outside a facet of its type
        self.doubt = False  # suspect, or strayed, or octets are left over: nothing of that in a stream as it should be
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
        if negative:
            huge = -huge - 1
        low, high = datatype.minimum, datatype.maximum
        if (low is not None and huge < low) or (high is not None and huge > high):
            self.suspect = True
        return huge

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
        if state is None:
            state = kind.ready().first
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
            items = fields[slot]
            fields[slot] = tuple(items) if isinstance(items, list) else ()
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
        if not isinstance(items, list):
            fields[edge.slot] = items = []
        items.append(value)
        count = len(items)
        if edge.limit and count > edge.limit:
            raise self.fault(f"more than {edge.limit} items")
        if count == edge.limit and not 0 < self.loose <= count:
            return edge.full
        return edge.next

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
            message = self.read_document()
        except Fault as fault:
            raise fault.exi_error() from None
        self.doubt = self.suspect or self.strayed or self.end - self.pos >= 8
        return message

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
        edge = state.edges[code] if code < state.count else None
        if edge is not None and edge.type is not None:
            return self.child(edge)
        value = self.open().wildcard() if edge is None else self.node(edge)
        self.strayed = isinstance(value, AnyElement)
        self.need(0)
        return value

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
