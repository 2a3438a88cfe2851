"""Small stand-ins for what a real system has as modules of their own: matching, authorisation, energy management."""

from __future__ import annotations

import asyncio
import logging
import math
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import cast

from secc.everest.clock import instant
from secc.everest.module import Implementation, Module, Peer

log = logging.getLogger(__name__)

Plain = Mapping[str, object]
MATCH_S = 0.05
REMATCH_S = 8.0
PERIOD_S = 1.0
VALID_S = 10
AT_ONCE = 10
SPREAD_S = 0.8
CONTRACT_S = 5.0
LOCAL: Plain = {"id_token": {"value": "SECC-STATION", "type": "Local"}, "authorization_type": "RFID"}


class SlacStandIn:
    """`slac`: matched as soon as the pilot is in B; there is no power-line modem."""

    def __init__(self, module: Module) -> None:
        self._timer: asyncio.TimerHandle | None = None
        self._plugged = False
        self.slac: Implementation = module.provide(
            "slac", "slac",
            {
                "reset": lambda enable: self._set(False), "enter_bcd": self._enter, "leave_bcd": self._leave,
                "dlink_terminate": lambda: self._set(False), "dlink_error": self._again, "dlink_pause": lambda: None,
            },
        )  # fmt: skip

    def _enter(self) -> None:
        self._plugged = True
        self._later(MATCH_S)

    def _leave(self) -> None:
        self._plugged = False
        self._set(False)

    def _again(self) -> None:
        self._set(False)
        self._later(REMATCH_S)

    def _later(self, seconds: float) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, lambda: self._set(self._plugged))

    def _set(self, matched: bool) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self.slac.publish("state", "MATCHED" if matched else "UNMATCHED")
        self.slac.publish("dlink_ready", matched)


class AuthStandIn:
    """`auth`: decides on whoever is plugged in. `decide(what)` is true, false, or takes its time; `what` is the token.

    Without contracts it decides as soon as a car is there. With `contracts` (Plug & Charge is offered) the car first gets the chance to come
    with one: external payment is decided some seconds after the car has named itself.
    """

    def __init__(
        self, module: Module, outlets: Sequence[tuple[Peer, Peer]], decide: Callable[[str], Awaitable[bool]], *, contracts: bool = False
    ) -> None:
        self._decide, self._contracts = decide, contracts
        self._tasks: dict[Peer, asyncio.Task[None]] = {}
        self.auth: Implementation = module.provide(
            "auth", "auth",
            {
                "set_connection_timeout": lambda connection_timeout: None,
                "set_master_pass_group_id": lambda master_pass_group_id: None,
                "withdraw_authorization": lambda request: "AuthorizationNotFound",
            },
        )  # fmt: skip
        for evse, tokens in outlets:
            if contracts:
                evse.on("car_manufacturer", lambda _, evse=evse: self._ask(evse, LOCAL, CONTRACT_S))  # type: ignore[misc]
            evse.on("session_event", lambda event, evse=evse: self._session(evse, cast(Plain, event)))  # type: ignore[misc]
            tokens.on("provided_token", lambda token, evse=evse: self._ask(evse, cast(Plain, token)))  # type: ignore[misc]

    def _session(self, evse: Peer, event: Plain) -> None:
        if event["event"] == "AuthRequired" and not self._contracts:
            self._ask(evse, LOCAL)
        elif event["event"] in ("SessionFinished", "Deauthorized") and evse in self._tasks:
            self._tasks.pop(evse).cancel()

    def _ask(self, evse: Peer, token: Plain, after_s: float = 0.0) -> None:
        if evse in self._tasks:
            self._tasks[evse].cancel()
        self._tasks[evse] = asyncio.get_running_loop().create_task(self._answer(evse, token, after_s))

    async def _answer(self, evse: Peer, token: Plain, after_s: float) -> None:
        await asyncio.sleep(after_s)
        value = str(cast(Plain, token["id_token"])["value"])
        accepted = await self._decide(value)
        status = "Accepted" if accepted else "Invalid"
        self.auth.publish("token_validation_status", {"token": token, "status": "Accepted" if accepted else "Rejected"})
        evse.tell("authorize_response", provided_token=token, validation_result={"authorization_status": status, "tariff_messages": []})
        if not accepted:
            evse.tell("withdraw_authorization")


class EnergyManager:
    """One site fuse split over the outlets: every second a limit, valid for ten.

    First each outlet that wants power gets its least current, all or nothing, in the order of the outlets; then they share what is left
    equally, and nobody gets more than he can use.
    """

    def __init__(self, outlets: Mapping[str, Peer], *, fuse_a: float, nominal_v: float = 230.0, phases: int = 3) -> None:
        self._outlets, self._fuse_a, self._nominal_v, self._phases = outlets, fuse_a, nominal_v, phases
        self._requests: dict[str, Plain] = {}
        self._urgent = False
        for uuid, peer in outlets.items():
            peer.on("energy_flow_request", lambda request, uuid=uuid: self._asked(uuid, cast(Plain, request)))  # type: ignore[misc]

    async def run(self) -> None:
        """Enforce limits, for ever."""
        while True:
            self.enforce()
            await asyncio.sleep(PERIOD_S)

    def enforce(self) -> None:
        """Split the fuse now and tell every outlet that has asked."""
        self._urgent = False
        wishes = {uuid: _wish(request, self._nominal_v, self._phases) for uuid, request in self._requests.items()}
        loop = asyncio.get_running_loop()
        for number, (uuid, ampere) in enumerate(split(wishes, self._fuse_a).items()):
            if number < AT_ONCE:
                self._tell(uuid, ampere)
            else:  # so that a big site does not hold everything up once a second
                loop.call_later(SPREAD_S * number / len(wishes), self._tell, uuid, ampere)

    def _tell(self, uuid: str, ampere: float) -> None:
        limits: dict[str, object] = {"ac_max_current_A": {"value": ampere, "source": "site fuse"}}
        watts = _leaf_watts(self._requests[uuid])
        if watts is not None:
            power = round(min(watts, ampere * self._nominal_v * self._phases), 1)
            limits["total_power_W"] = {"value": power, "source": "site fuse"}
        schedule = [{"timestamp": instant(), "limits_to_root": limits}]
        value = {"uuid": uuid, "valid_for": VALID_S, "limits_root_side": limits, "schedule": schedule}
        self._outlets[uuid].tell("enforce_limits", value=value)

    def _asked(self, uuid: str, request: Plain) -> None:
        self._requests[uuid] = request
        if request.get("priority_request") and not self._urgent:
            self._urgent = True
            asyncio.get_running_loop().call_soon(self.enforce)


def split(wishes: Mapping[str, tuple[float, float]], fuse_a: float) -> dict[str, float]:
    """Least and most ampere of each outlet to what it gets; the sum is at most the fuse."""
    given = dict.fromkeys(wishes, 0.0)
    left = fuse_a
    for uuid, (least, most) in wishes.items():
        if most > 0 and least <= left:
            given[uuid] = min(least, most)
            left -= given[uuid]
    served = [uuid for uuid, (least, most) in wishes.items() if most > 0 and (given[uuid] > 0 or least == 0)]
    served.sort(key=lambda uuid: wishes[uuid][1] - given[uuid])
    while served and left > 0:  # who wants least more is satisfied first; the others share what is left equally
        uuid = served[0]
        share = min(wishes[uuid][1] - given[uuid], left / len(served))
        given[uuid] += share
        left -= share
        served.pop(0)
    return {uuid: math.floor(ampere * 1000) / 1000 for uuid, ampere in given.items()}


def _wish(request: Plain, nominal_v: float, phases: int) -> tuple[float, float]:
    entry = cast(Sequence[Plain], request["schedule_import"])[0]
    root, leaves = cast(Plain, entry["limits_to_root"]), cast(Plain, entry["limits_to_leaves"])
    most = min(_value(root, "ac_max_current_A"), _value(leaves, "ac_max_current_A", default=1e9))
    watts = _leaf_watts(request)
    if watts is not None:
        most = min(most, watts / nominal_v / phases)
    return _value(root, "ac_min_current_A"), most


def _leaf_watts(request: Plain) -> float | None:
    leaves = cast(Plain, cast(Sequence[Plain], request["schedule_import"])[0]["limits_to_leaves"])
    return _value(leaves, "total_power_W") if "total_power_W" in leaves else None


def _value(limits: Plain, name: str, default: float = 0.0) -> float:
    return float(str(cast(Plain, limits[name])["value"])) if name in limits else default
