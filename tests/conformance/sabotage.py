"""Ways to break a SECC on purpose, so that the checks can be seen to fail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace as dataclass_replace
from enum import Enum
from typing import Any

import msgspec
import pytest
from msgspec.structs import replace

from secc import sdp, v2gtp
from secc.charger import orders
from secc.charger.simulated import LocalHardware
from secc.conformance.check import Check
from secc.errors import FramingError
from secc.net.client_hello import ClientHello
from secc.net.outlet import OutletRules
from secc.net.tls import TlsServer
from secc.net.tls_choice import Choice
from secc.security import contract
from secc.session import machine
from secc.session.table import Timer
from secc.session.timers import Timers

Break = Callable[[pytest.MonkeyPatch], None]


def answer(name: str, **changes: object) -> Break:
    """Every response of this name gets these fields; `code` stands for its response code, a text for an enumeration's value."""

    def change(response: msgspec.Struct) -> msgspec.Struct:
        wanted = {("response_code" if field == "code" else field): value for field, value in changes.items()}
        return replace(response, **{field: _like(getattr(response, field), value) for field, value in wanted.items()})

    return responses(lambda response, count: change(response) if type(response).__name__ == name else response)


def _like(old: object, new: object) -> object:
    return type(old)(new) if isinstance(old, Enum) and isinstance(new, str) else new


def responses(change: Callable[[msgspec.Struct, int], msgspec.Struct]) -> Break:
    """Every response goes through `change`, with its number in the run."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        original, count = machine.Session._send, iter(range(1, 1_000_000))

        def send(self: machine.Session, pending: Any, response: Any, raw: bytes, signature: object) -> None:
            changed = change(response, next(count))
            original(self, pending, changed, raw if changed is response else b"", signature)

        patch.setattr(machine.Session, "_send", send)

    return apply


def raw_answer(change: Callable[[bytes], bytes]) -> Break:
    """Everything that the SECC sends goes through `change`."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        original = machine.Session.data_to_send
        patch.setattr(machine.Session, "data_to_send", lambda self: change(original(self)))

    return apply


def timer(name: str, factor: float) -> Break:
    """The timer of this name takes `factor` times as long."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        original = Timers.until

        def until(self: Timers, one: Timer, deadline: float, now: float) -> None:
            original(self, one, now + (deadline - now) * factor if one.name == name else deadline, now)

        patch.setattr(Timers, "until", until)

    return apply


def never_closes(patch: pytest.MonkeyPatch) -> None:
    """The SECC leaves connections open."""
    patch.setattr(machine.Session, "closing", property(lambda self: False))


def deaf(*kinds: type[orders.Order]) -> Break:
    """The hardware does not hear these orders."""

    def apply(patch: pytest.MonkeyPatch) -> None:
        original = LocalHardware.order

        def order(self: LocalHardware, one: orders.Order) -> None:
            if not isinstance(one, kinds):
                original(self, one)

        patch.setattr(LocalHardware, "order", order)

    return apply


def set_to(where: object, name: str, value: object) -> Break:
    """An attribute is replaced."""
    return lambda patch: patch.setattr(where, name, value)


def no_setup_limit(patch: pytest.MonkeyPatch) -> None:
    """The 18 s never end."""
    patch.setattr(OutletRules, "deadline", lambda self: None)
    patch.setattr(OutletRules, "setup_deadline", lambda self, connection, now: now + 1e6)


def closes_on_bad_frames(patch: pytest.MonkeyPatch) -> None:
    """A malformed frame is taken for the end of the connection."""
    original = v2gtp.FrameBuffer.next

    def following(self: v2gtp.FrameBuffer) -> object:
        item = original(self)
        if isinstance(item, v2gtp.Malformed):
            raise FramingError("length", str(item))
        return item

    patch.setattr(v2gtp.FrameBuffer, "next", following)


def noise_counts(patch: pytest.MonkeyPatch) -> None:
    """Whatever comes keeps the session alive."""
    original = machine.Session._spoiled

    def spoiled(self: machine.Session, item: Any) -> None:
        original(self, item)
        self._timers.restart(self._protocol.sequence, self._now)

    patch.setattr(machine.Session, "_spoiled", spoiled)


def half_the_supply(patch: pytest.MonkeyPatch) -> None:
    """The hardware regulates to half of what it is told."""
    original = LocalHardware.order

    def order(self: LocalHardware, one: orders.Order) -> None:
        original(self, replace(one, voltage_v=one.voltage_v / 2, current_a=one.current_a / 2) if isinstance(one, orders.Regulate) else one)

    patch.setattr(LocalHardware, "order", order)


def forgets_fragments(patch: pytest.MonkeyPatch) -> None:
    """A frame that comes in more than one piece is lost."""
    original = machine.Session.receive_data
    patch.setattr(machine.Session, "receive_data", lambda self, data, now: original(self, data, now) if len(data) > 8 else None)


def sdp_answers_anything(patch: pytest.MonkeyPatch) -> None:
    """Any datagram counts as a request without TLS."""
    patch.setattr(sdp, "decode_request", lambda datagram: sdp.Security.NONE)


def any_contract(patch: pytest.MonkeyPatch) -> None:
    """Every chain is good."""
    original = contract.check_contract

    def check(certificates: Any, requested: str, *rest: Any, **named: Any) -> contract.ContractVerdict:
        verdict = original(certificates, requested, *rest, **named)
        return dataclass_replace(verdict, code="OK")

    patch.setattr("secc.session.iso2.contract.check_contract", check)


def any_signature(patch: pytest.MonkeyPatch) -> None:
    """No signature is verified."""
    patch.setattr("secc.security.signature.verify", lambda *arguments: "xmldsig")


def first_chain(patch: pytest.MonkeyPatch) -> None:
    """The roots that the EV names are not looked at."""
    original = TlsServer.choose

    def choose(self: TlsServer, hello: ClientHello) -> Choice:
        return dataclass_replace(original(self, hello), identity=self.credentials.identities[0])

    patch.setattr(TlsServer, "choose", choose)


def switched(check: Check, **switches: bool) -> Check:
    """The same check against a station with other switches."""
    return replace(check, config=replace(check.config, switches=switches))
