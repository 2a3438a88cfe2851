"""The protocols by name. One is loaded when a configuration first names it, so that nobody waits for one at the first message."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import import_module
from typing import Final

from secc import messages
from secc.session.table import Protocol

FIRST: Final = "sap"

_HOMES: Final = {
    "sap": ("secc.session.sap", "SAP"),
    "din": ("secc.session.din", "DIN"),
    "iso2": ("secc.session.iso2", "ISO2"),
    "iso20_ac": ("secc.session.iso20", "ISO20_AC"),
    "iso20_dc": ("secc.session.iso20", "ISO20_DC"),
}
"""Name → module and attribute that hold the protocol value."""


@cache
def load(name: str) -> Protocol:
    """The protocol value `name`, the message sets that it serves ready. Raises KeyError for a name that is not known."""
    module, attribute = _HOMES[name]
    protocol = getattr(import_module(module), attribute)
    if not isinstance(protocol, Protocol):
        raise TypeError(f"{module}.{attribute} is no protocol")
    for stream in protocol.streams.values():
        if not stream.refusals:
            messages.grammar(stream.set_name)
    return protocol


def known(name: str) -> bool:
    """Whether there is a protocol of that name."""
    return name in _HOMES


def prepare(names: Iterable[str]) -> None:
    """Load what will be needed: SupportedAppProtocol and all of `names` that are known, with the grammars of their messages."""
    for name in (FIRST, *names):
        if known(name):
            load(name)
