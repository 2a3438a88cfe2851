"""What travels over the wire: message classes of every set, and their EXI, XML and JSON forms.

    sap din iso2 xmldsig iso20_common iso20_ac iso20_dc iso20_wpt iso20_acdp iso20_ac_der_iec iso20_ac_der_sae

The classes of a set live in the module of its name (`from secc.messages import iso2`). A class stands for one
element; `encode` finds the root element by the class. Where a message leaves its schema it holds
`secc.exi.content.AnyElement`.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

import msgspec

from secc.errors import EncodeError, ExiError
from secc.exi.content import AnyElement
from secc.exi.decoder import Decoder
from secc.exi.encoder import Encoder
from secc.exi.grammar import Grammar, Tables
from secc.exi.states import Edge
from secc.exi.validate import Violation
from secc.exi.validate import violations as find_violations
from secc.messages.deviations import retry

R = TypeVar("R")
SETS = (
    "sap",
    "din",
    "iso2",
    "xmldsig",
    "iso20_common",
    "iso20_ac",
    "iso20_dc",
    "iso20_wpt",
    "iso20_acdp",
    "iso20_ac_der_iec",
    "iso20_ac_der_sae",
)
SHARED_MODULES = {"iso20_types": "iso20_common"}
"""A set whose grammar knows the classes of a module that several sets share."""


FOLDER = __file__.rpartition("/")[0]
GRAMMARS: dict[str, Grammar] = {}
"""The grammars loaded so far."""


def grammar(set_name: str) -> Grammar:
    """The grammar of a message set, loaded on first use. Raises `EncodeError` for an unknown name."""
    if set_name in GRAMMARS:
        return GRAMMARS[set_name]
    if set_name not in SETS:
        raise EncodeError(f"no message set is called {set_name}; known are {' '.join(SETS)}")
    classes = vars(import_module(f"secc.messages._generated.{set_name}"))
    with open(f"{FOLDER}/_generated/{set_name}.json", "rb") as file:
        tables = msgspec.json.decode(file.read(), type=Tables)
    return GRAMMARS.setdefault(set_name, Grammar(tables, classes))


def decode(set_name: str, data: bytes, strict: bool = False, deviations: bool = True) -> object:
    """Read a document: an object of its root element's class.

    Raises `ExiError` for bytes that are no document of the set, and with `strict` for any value outside its limits.
    Pad bits and trailing octets are ignored. With `deviations` the known mistakes of other encoders are understood, see
    `secc.messages.deviations`.
    """
    decoder = Decoder(GRAMMARS.get(set_name) or grammar(set_name), data)
    try:
        message = decoder.document()
    except ExiError:
        meant = retry(set_name, grammar(set_name), data) if deviations else None
        if meant is None:
            raise
        return meant
    return settle(set_name, data, decoder, message, strict, deviations) if decoder.doubt else message


def settle(set_name: str, data: bytes, decoder: Decoder, message: object, strict: bool, deviations: bool) -> object:
    """A message with something odd about it: what was meant by it, or with `strict` the refusal of what it breaks."""
    if deviations and (decoder.end - decoder.pos >= 8 or isinstance(message, AnyElement)):
        meant = retry(set_name, grammar(set_name), data)
        message = message if meant is None else meant
    if strict:
        refuse_violations(find_violations(grammar(set_name), message))
    return message


def encode(set_name: str, message: object, strict: bool = True) -> bytes:
    """Write a document. Raises `EncodeError` for an object that the schema of the set does not allow.

    With `strict` false, values outside a facet that still have a code are written.
    """
    return Encoder(GRAMMARS.get(set_name) or grammar(set_name), strict).document(message)


def decode_fragment(set_name: str, data: bytes) -> tuple[str, object]:
    """Read a fragment of one element: its name, and a message object, a bare value or a node. Raises `ExiError`."""
    edge, value = Decoder(grammar(set_name), data).fragment()
    if edge is not None:
        return edge.name[1], value
    return value.name[1] if isinstance(value, AnyElement) else type(value).__name__, value


def encode_fragment(set_name: str, element_name: str, value: object, strict: bool = True) -> bytes:
    """Write one element as a fragment, the form that is signed. Raises `EncodeError`."""
    return Encoder(grammar(set_name), strict).fragment(fragment_edge(set_name, element_name, value), value)


def fragment_edge(set_name: str, element_name: str, value: object) -> Edge | None:
    """The fragment production of an element; None for a node that the set does not declare."""
    found = [e for e in grammar(set_name).fragment.edges if e.name[1] == element_name]
    if isinstance(value, AnyElement):
        return next((e for e in found if e.name == value.name), None)
    if not found:
        raise EncodeError(f"no element of {set_name} is called {element_name}")
    return next((e for e in found if e.maker is type(value)), found[0])


def violations(message: object) -> list[Violation]:
    """Every value of a message that its schema does not allow, with path and limit. Empty for a valid message."""
    module = type(message).__module__.rpartition(".")[2]
    set_name = SHARED_MODULES.get(module, module)
    return find_violations(grammar(set_name if set_name in SETS else "xmldsig"), message)


def refuse_violations(found: list[Violation]) -> None:
    if found:
        first = found[0]
        raise ExiError(f"{first.value!r} is not allowed, but {first.limit}", path=first.path, root=first.path.partition("/")[0])


def to_xml(set_name: str, message: object, element_name: str | None = None) -> str:
    """One line of XML. With `element_name`: of a fragment's value.

    What XML 1.0 cannot hold is written as U+FFFD, and the line then ends with ` <!-- lossy -->`.
    """
    from secc.exi.xml_writer import XmlWriter

    edge = None if element_name is None else fragment_edge(set_name, element_name, message)
    return XmlWriter(grammar(set_name)).root(edge, message)


def from_xml(set_name: str, xml: str) -> object:
    """The message object of an XML document. Raises `EncodeError` for text that is no XML or has another root."""
    from secc.exi.xml_reader import XmlReader, parse

    return XmlReader(grammar(set_name)).document(parse(xml))


def fragment_from_xml(set_name: str, xml: str) -> tuple[str, object]:
    """Name and value of an element given as XML, as `decode_fragment` returns them."""
    from secc.exi.xml_reader import XmlReader, parse

    return XmlReader(grammar(set_name)).fragment(parse(xml))


def to_json(set_name: str, message: object, element_name: str | None = None) -> str:
    """One line of JSON, always exact. With `element_name`: of a fragment's value. The form is that of `secc.exi.json_form`."""
    from secc.exi.json_form import JsonWriter

    edge = None if element_name is None else fragment_edge(set_name, element_name, message)
    return msgspec.json.encode(JsonWriter(grammar(set_name)).root(edge, message)).decode()


def from_json(set_name: str, text: str) -> object:
    """The message object of a JSON document as `to_json` writes it. Raises `EncodeError`."""
    from secc.exi.json_form import JsonReader

    return within_depth(lambda: JsonReader(grammar(set_name)).document(parse_json(text)))


def fragment_from_json(set_name: str, text: str) -> tuple[str, object]:
    """Name and value of an element given as JSON, as `decode_fragment` returns them."""
    from secc.exi.json_form import JsonReader

    return within_depth(lambda: JsonReader(grammar(set_name)).fragment(parse_json(text)))


def within_depth(read: Callable[[], R]) -> R:
    """What `read` gives. Raises `EncodeError` where JSON is nested beyond any message."""
    try:
        return read()
    except RecursionError:
        raise EncodeError("nested too deep for a message") from None


def parse_json(text: str) -> object:
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise EncodeError(f"not JSON: {error}") from None
