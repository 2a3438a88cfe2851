"""Network interfaces of this machine: which exist, their index, and the link-local address that an outlet announces (Linux)."""

from __future__ import annotations

import pathlib
import socket
from ipaddress import IPv6Address

import msgspec

from secc.errors import ConfigError

_TABLE = pathlib.Path("/proc/net/if_inet6")
_LINK_LOCAL, _LOOPBACK = 0x20, 0x10
_DAD_FAILED, _TENTATIVE, _OPTIMISTIC = 0x08, 0x40, 0x04


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """An interface that can be served: its name, its index (the scope of its addresses) and the address to announce."""

    interface: str
    index: int
    address: IPv6Address

    def __str__(self) -> str:
        return f"{self.address}%{self.interface}"


def names() -> list[str]:
    """Names of the interfaces that exist now, in order of their index."""
    return [name for _, name in socket.if_nameindex()]


def require(interface: str, field: str = "outlet.interface") -> None:
    """The interface exists. Raises ConfigError with a line that names those that do."""
    existing = names()
    if not interface:
        raise ConfigError(f"name the interface that leads to the car; this machine has {', '.join(existing)}", field=field)
    if interface not in existing:
        raise ConfigError(f"there is no interface {interface!r}; this machine has {', '.join(existing)}", field=field)


def find(interface: str, table: str | None = None) -> Place | str:
    """Where to serve on this interface, or in a few words why that is not possible now.

    The address is the link-local one (fe80::/10) that the kernel considers usable; on the loopback interface, for trials on one machine,
    it is ::1. `table` stands in for the kernel's list of addresses.
    """
    try:
        index = socket.if_nametoindex(interface)
    except OSError:
        return f"there is no interface {interface}"
    reason = f"{interface} has no IPv6 link-local address (is it up?)"
    for line in (_TABLE.read_text(encoding="ascii") if table is None else table).splitlines():
        digits, _, _, scope, flags, name = line.split()
        if name != interface or int(scope, 16) not in (_LINK_LOCAL, _LOOPBACK):
            continue
        state = int(flags, 16)
        if state & _DAD_FAILED:
            reason = f"the link-local address of {interface} is taken by somebody else"
        elif state & _TENTATIVE and not state & _OPTIMISTIC:
            reason = f"the link-local address of {interface} is still being checked for duplicates"
        else:
            return Place(interface=interface, index=index, address=IPv6Address(bytes.fromhex(digits)))
    return reason
