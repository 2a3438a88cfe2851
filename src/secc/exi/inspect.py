"""A stream explained bit by bit: what each code is, how wide it is and what it means."""

from __future__ import annotations

from collections.abc import Iterator

from secc.exi import builtin
from secc.exi.builtin import LearnedState, Production
from secc.exi.content import AnyAttribute, AnyElement, Content, QName
from secc.exi.decoder import Decoder
from secc.exi.fault import Fault
from secc.exi.grammar import Grammar
from secc.exi.open import ANY_AT, ANY_SE, CHARACTERS, CLOSE, NIL, TYPE, UNTYPED_AT, Node, second_level, simple_type
from secc.exi.open_reader import OpenReader
from secc.exi.states import ANY, ANY_ATTRIBUTE, ATTRIBUTE, ELEMENT, FINISH, MIXED, TEXT, Datatype, Edge, State, width_of

EVENTS = {ATTRIBUTE: "AT", ELEMENT: "SE", ANY: "SE(*)", TEXT: "CH", MIXED: "CH", FINISH: "EE", ANY_ATTRIBUTE: "AT(*)"}
SECOND = {
    TYPE: "AT(xsi:type)",
    NIL: "AT(xsi:nil)",
    ANY_AT: "AT(*)",
    UNTYPED_AT: "AT untyped",
    ANY_SE: "SE(*)",
    CHARACTERS: "CH untyped",
    CLOSE: "EE",
}
LEARNED = {builtin.END: "EE", builtin.ATTRIBUTE: "AT", builtin.ELEMENT: "SE", builtin.CHARACTERS: "CH"}


def describe(edge: Edge) -> str:
    """An edge in words: event and name."""
    name = EVENTS[edge.form]
    return f"{name}({edge.name[1]})" if edge.form in (ATTRIBUTE, ELEMENT) else name


class Inspector(OpenReader):
    """Reads like `OpenReader`, takes every element the long way, and notes each step."""

    def __init__(self, decoder: Decoder, data: bytes) -> None:
        super().__init__(decoder)
        self.bits = decoder
        self.data = data
        self.level = 0
        self.lines: list[str] = []

    def note(self, start: int, meaning: str) -> None:
        """A line for the bits since `start`."""
        end = min(self.bits.pos, len(self.data) * 8)
        width = end - start
        number = int.from_bytes(self.data, "big") >> (len(self.data) * 8 - end) & ((1 << width) - 1)
        digits = f"{number:0{width}b}" if 0 < width <= 24 else "-" if width <= 0 else f"({width} bits)"
        self.lines.append(f"{start:6}  {digits:<26}{'  ' * self.level}{meaning}")

    def document(self, fragment: bool) -> None:
        """The whole stream. Raises `Fault` where it cannot be read."""
        header = self.bits.take(8)
        self.note(0, "header" if header == 0x80 else "no EXI header of the V2G kind")
        state = self.grammar.fragment if fragment else self.grammar.document
        start = self.bits.pos
        code = self.bits.take(state.width)
        if code < state.count:
            self.note(start, f"{'fragment' if fragment else 'document'}: SE({state.edges[code].name[1]}), code {code} of {state.count}")
            self.element(state.edges[code])
        elif code == state.count:
            self.note(start, "SE(*)")
            self.wildcard()
        else:
            raise self.bits.fault("no such root element")
        if fragment:
            start = self.bits.pos
            self.note_code(start, self.bits.take(state.width), "ED")
        self.bits.need(0)
        start = self.bits.pos
        self.bits.pos = len(self.data) * 8
        if self.bits.pos > start:
            self.note(start, "padding" if self.bits.pos - start < 8 else "padding and trailing octets")

    def note_code(self, start: int, code: int, meaning: str) -> None:
        self.note(start, f"{meaning}, code {code}")

    # elements

    def element(self, edge: Edge) -> AnyElement:
        """A declared element, as a node."""
        if edge.type is not None:
            first = edge.type.ready().first
        else:
            first = simple_type(edge.datatype).first if edge.datatype is not None else self.grammar.relaxed.first
        self.level += 1
        made = self.resume(edge, first, Node())
        self.level -= 1
        return made

    def resume(self, edge: Edge, state: State, node: Node) -> AnyElement:
        after: State | None = state
        while after is not None:
            state, start = after, self.bits.pos
            self.bits.need(0)
            code = self.bits.take(state.width)
            if code > state.count:
                raise self.bits.fault("no such event code")
            if code == state.count:
                self.note(start, "escape to the second level")
                after = self.second(edge, state, state.owner, node)
                continue
            found = state.edges[code]
            self.note(start, f"{describe(found)}, code {code} of {state.count}")
            after = None if found.form == FINISH else self.first(edge, found, node)
        return node.element(edge.name)

    def item(self, edge: Edge, owner: Edge) -> Content | AnyElement:
        self.tick()
        if edge.form == MIXED:
            return self.read_text(owner.partition)
        return self.wildcard() if edge.form == ANY else self.element(edge)

    def wildcard(self) -> Content | AnyElement:
        name = self.qname()
        root = self.grammar.roots.get(name)
        return self.builtin(name) if root is None else self.element(root)

    def first(self, owner: Edge, edge: Edge, node: Node) -> State | None:
        if edge.form not in (ATTRIBUTE, TEXT):
            return super().first(owner, edge, node)
        self.read_value(edge.datatype, owner.partition if edge.form == TEXT else edge.partition)
        return edge.next

    def second(self, edge: Edge, state: State, owner: object, node: Node) -> State | None:
        start, events = self.bits.pos, second_level(state)
        width = width_of(len(events))
        code = self.bits.take(width)
        self.note_code(start, code, f"second level: {SECOND[events[code]] if code < len(events) else 'unknown'}")
        self.bits.pos = start
        return super().second(edge, state, state.owner, node)

    # values

    def read_value(self, datatype: Datatype, partition: object) -> None:
        start = self.bits.pos
        value = self.bits.value(datatype, partition)
        shown = value.hex().upper() if isinstance(value, bytes) else repr(str(value)) if isinstance(value, str) else str(value)
        self.note(start, f"  = {shown}")

    def read_text(self, partition: object) -> str:
        start = self.bits.pos
        text = self.bits.text(partition)
        self.note(start, f"  = {text!r}")
        return text

    def any_attribute(self, node: Node) -> None:
        name = self.qname()
        node.attributes.append(AnyAttribute(name, self.read_text(self.key(name))))

    def qname(self) -> QName:
        start = self.bits.pos
        name = super().qname()
        self.note(start, f"  name {{{name[0]}}}{name[1]}")
        return name

    def production(self, state: LearnedState) -> Production:
        start, known = self.bits.pos, len(state.productions)
        production = super().production(state)
        name = f"({production.name[1]})" if production.name else ""
        self.note(start, f"built-in: {LEARNED[production.event]}{name}, {known} learned before")
        return production

    def builtin_content(self, production: Production, owner: QName) -> Content | AnyElement:
        if production.name is None:
            return self.read_text(self.key(owner))
        root = self.grammar.roots.get(production.name)
        return self.builtin(production.name) if root is None else self.element(root)


def explain(grammar: Grammar, data: bytes, fragment: bool = False) -> Iterator[str]:
    """Lines `bit  digits  meaning` for a stream; where it cannot be read any further, the last line says why."""
    inspector = Inspector(Decoder(grammar, data), data)
    try:
        inspector.document(fragment)
    except Fault as fault:
        inspector.lines.append(f"! {fault.reason} at bit {fault.bit}")
    yield from inspector.lines
