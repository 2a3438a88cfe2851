"""Value-added services of other modules: what `ISO15118_vas` providers offer is offered to the EV, and they hear what it selects.

Parameter sets are asked for when a service is offered, when a car comes and goes, and never while it waits for a message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import Literal

import msgspec

from secc.config import Service, ServiceParameters
from secc.everest._generated.iso15118_vas import OfferedService, OfferedServices, ParameterSet, ParameterValue
from secc.everest.charger import EverestCharger
from secc.everest.envelope import CommandError
from secc.everest.module import Peer
from secc.session.events import ServicesSelected

log = logging.getLogger(__name__)

ANSWER_S = 5.0
INTERNET = {3, 65}
RESERVED = frozenset({1, 2, 28_472, 28_473})
"""Charging, the certificate service and SAE J2847/2: no provider's."""


class Providers:
    """The providers in the order of their connections; of two that offer the same service the first counts."""

    def __init__(self, peers: Sequence[Peer], charger: EverestCharger) -> None:
        self._peers, self._charger = peers, charger
        self._offers: dict[Peer, tuple[OfferedService, ...]] = {}
        self._services: dict[Peer, tuple[Service, ...]] = {}
        self._asking: asyncio.Task[None] | None = None
        self._stale = False
        self._own = charger.known.base.outlet.services
        for peer in peers:
            peer.on("offered_vas", lambda value, peer=peer: self._offered(peer, value))  # type: ignore[misc]
        if peers:
            charger.selected = self.selected

    def ask(self) -> None:
        """Have the parameter sets anew."""
        if not self._offers:
            return
        if self._asking is not None:
            self._stale = True
        else:
            self._asking = asyncio.get_running_loop().create_task(self._ask())

    def selected(self, event: ServicesSelected) -> None:
        """Each provider hears which of its services the EV took."""
        for peer, services in self._services.items():
            mine = {service.id: service for service in services}
            chosen = [
                {"service_id": number, "parameter_set_id": _set_id(mine[number], parameter_set)}
                for number, parameter_set in event.services if number in mine
            ]
            if chosen:
                peer.tell("selected_services", selected_services=chosen)

    def _offered(self, peer: Peer, value: object) -> None:
        self._offers[peer] = msgspec.convert(value, OfferedServices).services
        self.ask()

    async def _ask(self) -> None:
        self._stale = True
        while self._stale:
            self._stale = False
            for peer, offers in tuple(self._offers.items()):
                self._services[peer] = tuple([service for offer in offers if (service := await self._service(peer, offer)) is not None])
        self._asking = None
        known = self._charger.known
        every = {service.id: service for service in self._own}
        for peer in self._peers:
            every = {service.id: service for service in self._services.get(peer, ())} | every
        every = dict(sorted(every.items()))
        known.outlet(services=tuple(every.values()))
        self._charger.changed()

    async def _service(self, peer: Peer, offer: OfferedService) -> Service | None:
        if offer.service_id in RESERVED:
            log.warning("service %d of %s is not offered: the number is taken", offer.service_id, peer.target)
            return None
        try:
            answer = await peer.call("get_service_parameters", {"service_id": offer.service_id}, timeout_s=ANSWER_S)
        except CommandError as error:
            log.warning("service %d of %s is not offered: %s", offer.service_id, peer.target, error)
            return None
        internet = offer.service_id in INTERNET
        service = Service(
            id=offer.service_id, name=offer.service_name or ("Internet" if internet else f"Service {offer.service_id}"),
            category="Internet" if internet else "OtherCustom", scope=offer.service_scope, free=offer.free_service is not False,
            parameter_sets=tuple(_parameters(one) for one in msgspec.convert(answer, tuple[ParameterSet, ...]) if one.parameters),
        )  # fmt: skip
        try:
            return msgspec.convert(msgspec.to_builtins(service), Service)
        except msgspec.ValidationError as error:
            log.warning("service %d of %s is not offered: %s", offer.service_id, peer.target, error)
            return None


def _parameters(offered: ParameterSet) -> ServiceParameters:
    values = {one.name: value for one in offered.parameters if (value := _value(one.value)) is not None}
    narrow = {one.name: kind for one in offered.parameters if (kind := _kind(one.value)) is not None}
    return ServiceParameters(id=offered.set_id, values=values, narrow=narrow)


def _value(told: ParameterValue) -> bool | int | float | str | None:
    """The first that is there: one is, in what a provider means to say."""
    every = (told.bool_value, told.int_value, told.short_value, told.byte_value, told.rational_number, told.finite_string)
    return next((found for found in every if found is not None), None)


def _kind(told: ParameterValue) -> Literal["byte", "short"] | None:
    if told.bool_value is not None or told.int_value is not None:
        return None
    return "short" if told.short_value is not None else "byte" if told.byte_value is not None else None


def _set_id(service: Service, chosen: int | None) -> int:
    """-2 leaves the number out where there is one set."""
    return chosen if chosen is not None else next((one.id for one in service.parameter_sets), 0)
