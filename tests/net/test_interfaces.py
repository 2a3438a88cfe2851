"""Interfaces as the kernel lists them."""

from __future__ import annotations

import socket
from ipaddress import IPv6Address

import pytest

from secc.errors import ConfigError
from secc.net import interfaces

LO = socket.if_nametoindex("lo")


def line(flags: str, scope: str = "20", name: str = "lo") -> str:
    return f"fe80000000000000021122fffe334455 {LO:02x} 40 {scope} {flags} {name}\n"


def test_the_loopback_interface_serves_on_its_own_address() -> None:
    assert interfaces.find("lo") == interfaces.Place(interface="lo", index=LO, address=IPv6Address("::1"))


def test_a_link_local_address_is_found_and_printed_with_its_scope() -> None:
    place = interfaces.find("lo", line("80"))
    assert isinstance(place, interfaces.Place)
    assert place.address == IPv6Address("fe80::211:22ff:fe33:4455")
    assert str(place) == "fe80::211:22ff:fe33:4455%lo"


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("", "no IPv6 link-local address"),
        (line("80", scope="00"), "no IPv6 link-local address"),
        (line("80", name="other"), "no IPv6 link-local address"),
        (line("c0"), "still being checked"),
        (line("88"), "taken by somebody else"),
    ],
)
def test_an_interface_that_cannot_serve_says_why(table: str, reason: str) -> None:
    assert reason in str(interfaces.find("lo", table))


def test_an_optimistic_address_is_usable_while_it_is_checked() -> None:
    assert isinstance(interfaces.find("lo", line("44")), interfaces.Place)


def test_an_unknown_interface_is_a_reason_or_an_error_that_lists_the_known_ones() -> None:
    assert interfaces.find("nowhere0") == "there is no interface nowhere0"
    with pytest.raises(ConfigError, match=r"outlet.interface: there is no interface 'nowhere0'; this machine has .*lo"):
        interfaces.require("nowhere0")
    with pytest.raises(ConfigError, match="name the interface that leads to the car"):
        interfaces.require("")
