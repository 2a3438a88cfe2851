"""What travels over the wire: message classes of every set, and their EXI and XML forms.

    sap din iso2 xmldsig iso20_common iso20_ac iso20_dc iso20_wpt iso20_acdp iso20_ac_der_iec iso20_ac_der_sae

The classes of a set live in the module of its name (`from secc.messages import iso2`).
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from secc.errors import EncodeError
from secc.exi.content import AnyElement
from secc.exi.engine import Decoder, Encoder
from secc.exi.grammar import Edge, Grammar

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


@cache
def grammar(set_name: str) -> Grammar:
    """The grammar of a message set, loaded on first use."""
    if set_name not in SETS:
        raise EncodeError(f"no message set is called {set_name}")
    tables = import_module(f"secc.messages._generated.{set_name}_tables")
    return Grammar(tables, vars(import_module(f"secc.messages.{set_name}")))  # type: ignore[arg-type]


def decode(set_name: str, data: bytes, strict: bool = False) -> object:
    """Read a document. Raises `ExiError` for bytes that are none of the set, and with `strict` for any violation."""
    return Decoder(grammar(set_name), data).document()


def encode(set_name: str, message: object) -> bytes:
    """Write a document. Raises `EncodeError` for an object that the schema of the set cannot carry."""
    return Encoder(grammar(set_name)).document(message)


def fragment_edge(set_name: str, element_name: str, value: object) -> Edge | None:
    """The fragment production of an element; None for a node that the set does not declare."""
    found = [e for e in grammar(set_name).fragment.edges if e.name[1] == element_name]
    if isinstance(value, AnyElement):
        return next((e for e in found if e.name == value.name), None)
    if not found:
        raise EncodeError(f"no element of {set_name} is called {element_name}")
    return next((e for e in found if e.maker is type(value)), found[0])


def decode_fragment(set_name: str, data: bytes) -> tuple[str, object]:
    """Read a fragment of one element: its name and its value."""
    edge, value = Decoder(grammar(set_name), data).fragment()
    if edge is not None:
        return edge.name[1], value
    return value.name[1] if isinstance(value, AnyElement) else type(value).__name__, value


def encode_fragment(set_name: str, element_name: str, value: object) -> bytes:
    """Write one element as a fragment, the form that is signed."""
    return Encoder(grammar(set_name)).fragment(fragment_edge(set_name, element_name, value), value)
