"""Complex type → the states of its EXI grammar.

Construction: every place where an element may stand becomes a *position* (Glushkov); a state is the ordered list of
positions that may come next, plus whether the element may end. An element that repeats needs one position for
the forced copies' loop and a limit, instead of one state a copy: the codes are the same, only the last copy differs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from secc.exi.schema.model import UNBOUNDED, Attribute, ComplexType, Group, Particle, SchemaError

LIST_CAP = 1024  # items of a list that the schema leaves unbounded

FIRST, START, CONTENT = 0, 1, 2  # kinds of state; they differ in what the second code level holds


@dataclass(eq=False)
class Position:
    """A place for one element (or wildcard) in a content model."""

    index: int
    particle: Particle
    follow: list[Position] = field(default_factory=list)
    ends: bool = False  # the content may end after it
    loops: bool = False  # the same particle may repeat, until the list is full


@dataclass
class Span:
    """Positions that can open and close a part of a content model, and whether the part may be absent."""

    first: list[Position]
    last: list[Position]
    nullable: bool


@dataclass(frozen=True)
class Edge:
    """A production: what is read, and the state after it. `full` is the state after the last copy that is allowed."""

    event: str  # attribute, element, any, text, mixed, end
    item: Attribute | Particle | None = None
    next: int = -1
    full: int = -1
    limit: int = 0


@dataclass
class State:
    """An element's grammar state: its kind and its first-level productions in code order."""

    kind: int
    edges: list[Edge] = field(default_factory=list)


Key = tuple[object, ...]


class Automaton:
    """The states of one complex type; `states[0]` is the first one, `content` the initial content state."""

    def __init__(self, source: ComplexType) -> None:
        self.source = source
        self.positions: list[Position] = []
        self.states: list[State] = []
        self.known: dict[Key, int] = {}
        self.attributes = sorted(source.attributes, key=lambda a: (a.name[1], a.name[0]))
        span = self.group(source.content) if source.content else Span([], [], True)
        for position in span.last:
            position.ends = True
        self.opening = span
        self.attribute_state(0)
        self.content = self.content_state(span.first, span.nullable)

    # positions

    def place(self, particle: Particle) -> Position:
        self.positions.append(Position(len(self.positions), particle))
        return self.positions[-1]

    def particle(self, particle: Particle) -> Span:
        copies = [self.place(particle) for _ in range(max(particle.low, 1))]
        for before, after in pairwise(copies):
            before.follow.append(after)
        last = copies[-1]
        if particle.high == UNBOUNDED or particle.high > len(copies):
            last.follow.append(last)
            last.loops = True
        return Span(copies[:1], [last], particle.low == 0)

    def group(self, group: Group) -> Span:
        if group.high not in (UNBOUNDED, 1):
            raise SchemaError(f"{self.source.name}: a group that repeats {group.high} times is not supported")
        parts = [self.group(i) if isinstance(i, Group) else self.particle(i) for i in group.items]
        span = self.choice(parts) if group.is_choice else self.sequence(parts)
        if group.high == UNBOUNDED:
            connect(span, span)
        return Span(span.first, span.last, span.nullable or group.low == 0)

    def choice(self, parts: list[Span]) -> Span:
        return Span([p for s in parts for p in s.first], [p for s in parts for p in s.last], any(s.nullable for s in parts) or not parts)

    def sequence(self, parts: list[Span]) -> Span:
        whole = Span([], [], True)
        for part in parts:
            connect(whole, part)
            first = whole.first + part.first if whole.nullable else whole.first
            last = whole.last + part.last if part.nullable else part.last
            whole = Span(first, last, whole.nullable and part.nullable)
        return whole

    # states

    def attribute_state(self, index: int) -> int:
        """The state in which the attributes before `index` have been passed."""
        key: Key = ("attribute", index)
        if key in self.known:
            return self.known[key]
        number = self.add(key, FIRST if index == 0 else START)
        edges: list[Edge] = []
        for offset, attribute in enumerate(self.attributes[index:], index):
            edges.append(Edge("attribute", attribute, self.attribute_state(offset + 1)))
            if attribute.required:
                break
        else:
            edges += self.content_edges(self.opening.first, self.opening.nullable, None)
        self.states[number].edges = edges
        return number

    def content_state(self, following: list[Position], ends: bool) -> int:
        """The state in which content has been read and one of `following` may come next."""
        ordered = sorted(set(following), key=lambda p: p.index)
        key: Key = ("content", tuple(p.index for p in ordered), ends)
        if key not in self.known:
            number = self.add(key, CONTENT)
            self.states[number].edges = self.content_edges(ordered, ends, number)
        return self.known[key]

    def add(self, key: Key, kind: int) -> int:
        self.known[key] = len(self.states)
        self.states.append(State(kind))
        return self.known[key]

    def content_edges(self, following: list[Position], ends: bool, own: int | None) -> list[Edge]:
        """Productions for content. `own` is the number of the state itself, None before the content has begun."""
        if self.source.value is not None:
            return [Edge("text", None, self.end_state())]
        ordered = sorted(set(following), key=lambda p: p.index)
        edges = [self.edge(p) for p in ordered if p.particle.element is not None]
        edges += [self.edge(p) for p in ordered if p.particle.element is None]
        if ends:
            edges.append(Edge("end"))
        if self.source.mixed:
            initial = self.content_state(self.opening.first, self.opening.nullable) if own is None else own
            edges.append(Edge("mixed", None, initial))
        return edges

    def edge(self, position: Position) -> Edge:
        event = "any" if position.particle.element is None else "element"
        after = self.content_state(position.follow, position.ends)
        if not position.loops or position.particle.high == UNBOUNDED:
            return Edge(event, position.particle, after, after, LIST_CAP if position.loops else 0)
        full = self.content_state([p for p in position.follow if p is not position], position.ends)
        return Edge(event, position.particle, after, full, position.particle.high)

    def end_state(self) -> int:
        key: Key = ("end",)
        if key not in self.known:
            self.states[self.add(key, CONTENT)].edges = [Edge("end")]
        return self.known[key]


def connect(before: Span, after: Span) -> None:
    """Let every opening of `after` follow every close of `before`."""
    for position in before.last:
        position.follow += [p for p in after.first if p not in position.follow]
