"""A charger that follows a recorded station: it knows, before each request, what that station must have known to answer as it did.

`knowledge` reads it off an answer, as commands. `FollowingCharger.expect` pushes measurements, limits, schedules and notifications, and
lets authorization and insulation test finish when the recorded ones did. The pilot is inferred as in `SimulatedCharger`.
"""

from __future__ import annotations

import asyncio
from typing import Literal

import msgspec

from secc import config
from secc.charger.api import Charger
from secc.config import Config
from secc.messages import din, iso2
from secc.session import commands, events
from secc.session.commands import AcLimits, Command, Isolation, PowerInterval, Schedule
from secc.testing.recording import Recording

Quantity = din.PhysicalValueType | iso2.PhysicalValueType
NAMES: dict[str, Isolation] = {"Valid": "valid", "Warning": "warning", "Fault": "fault", "No_IMD": "no_imd"}
LONG_S = 86_400.0


class FollowingCharger(Charger):
    """Give it each recorded answer with `expect` before the request that it answers is played."""

    measurement_age_s = None
    """Values come with the recorded answers, whenever those came."""

    def __init__(self) -> None:
        self._authorized = asyncio.Event()
        self._isolation: Isolation = "valid"
        self._checked = asyncio.Event()
        self._pilot: commands.PilotState = "B"
        self._notified = ""

    def expect(self, answer: msgspec.Struct | None) -> None:
        """The recorded station is about to say `answer`."""
        for command in knowledge(answer):
            match command:
                case commands.Authorized():
                    self._authorized.set()
                case commands.CableChecked():
                    self._isolation = command.isolation
                    self._checked.set()
                case commands.Stop() | commands.Renegotiate():
                    if self._notified != type(command).__name__:
                        self._notified = type(command).__name__
                        self.outlet.push(command)
                case _:
                    self.outlet.push(command)

    async def start(self) -> None:
        self._show("B")
        self.outlet.push(commands.ContactorChanged(closed=False))

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        await self._authorized.wait()
        return commands.Authorized(verdict="accepted", request=request.request)

    async def check_cable(self, voltage_v: float) -> Isolation:
        self._checked.clear()
        self.outlet.push(commands.ContactorChanged(closed=True))
        await self._checked.wait()
        return self._isolation

    async def close_contactor(self, three_phase: bool) -> bool:
        return True

    async def open_contactor(self) -> bool:
        return True

    def emergency_stop(self, reason: str) -> None:
        self.outlet.push(commands.ContactorChanged(closed=False))

    async def on_event(self, event: events.Event) -> None:
        match event:
            case events.PilotAwaited() if self._pilot not in event.states:
                self._show(event.states[0])
            case events.ChargingStopped() | events.SessionEnded():
                self._show("B")
            case events.Renegotiating():
                self._notified = ""
            case _:
                pass

    def _show(self, state: commands.PilotState) -> None:
        self._pilot = state
        self.outlet.push(commands.PilotChanged(state=state))


def knowledge(answer: msgspec.Struct | None) -> list[Command]:
    """What a station knew when it gave this answer; nothing for a refusal."""
    if answer is None or str(getattr(answer, "response_code", "FAILED")).startswith("FAILED"):
        return []
    known: list[Command] = []
    finished = str(getattr(answer, "evse_processing", "")) == "Finished"
    match answer:
        case din.ContractAuthenticationRes() | iso2.AuthorizationRes():
            known += [commands.Authorized(verdict="accepted")] if finished else []
        case din.ChargeParameterDiscoveryRes() | iso2.ChargeParameterDiscoveryRes():
            offered = schedules(answer)
            known += [commands.PowerAvailable(available=finished)]
            known += [commands.SchedulesOffered(schedules=offered)] if offered else []
        case din.CableCheckRes() | iso2.CableCheckRes():
            isolation = NAMES.get(str(answer.dc_evse_status.evse_isolation_status), "valid")
            known += [commands.CableChecked(isolation=isolation)] if finished else []
        case din.PreChargeRes() | iso2.PreChargeRes() | din.WeldingDetectionRes() | iso2.WeldingDetectionRes():
            known.append(commands.Measured(voltage_v=amount(answer.evse_present_voltage)))
        case din.CurrentDemandRes() | iso2.CurrentDemandRes():
            known.append(commands.Measured(voltage_v=amount(answer.evse_present_voltage), current_a=amount(answer.evse_present_current)))
        case iso2.ChargingStatusRes() if answer.evse_max_current is not None:
            known.append(commands.LimitsChanged(ac=AcLimits(max_current_a=amount(answer.evse_max_current))))
        case _:
            pass
    return known + metered(answer) + notified(answer)


def metered(answer: msgspec.Struct) -> list[Command]:
    """The meter reading in an answer."""
    if isinstance(answer, (iso2.CurrentDemandRes, iso2.ChargingStatusRes)) and answer.meter_info is not None:
        info = answer.meter_info
        return [commands.MeterRead(meter_id=info.meter_id, energy_wh=float(info.meter_reading or 0), status=info.meter_status)]
    return []


def notified(answer: msgspec.Struct) -> list[Command]:
    """The notification in the status of an answer; only the charge loop acts on it."""
    if not isinstance(answer, (din.CurrentDemandRes, iso2.CurrentDemandRes, iso2.ChargingStatusRes)):
        return []
    status = answer.ac_evse_status if isinstance(answer, iso2.ChargingStatusRes) else answer.dc_evse_status
    match str(status.evse_notification):
        case "StopCharging":
            return [commands.Stop(reason="recorded", grace_s=LONG_S)]
        case "ReNegotiation":
            return [commands.Renegotiate()]
        case _:
            return []


def schedules(answer: din.ChargeParameterDiscoveryRes | iso2.ChargeParameterDiscoveryRes) -> tuple[Schedule, ...]:
    """The schedules in an answer, prices left out."""
    if not isinstance(answer.sa_schedules, (din.SAScheduleList, iso2.SAScheduleList)):
        return ()
    offered = []
    for entry in answer.sa_schedules.sa_schedule_tuple:
        steps = [
            (step.time_interval, float(step.p_max) if isinstance(step.p_max, int) else amount(step.p_max))
            for step in entry.p_max_schedule.p_max_schedule_entry
        ]
        power = tuple(
            PowerInterval(start_s=interval.start, power_w=watts)
            for interval, watts in steps if isinstance(interval, (din.RelativeTimeInterval, iso2.RelativeTimeInterval))
        )
        last = steps[-1][0] if steps else None
        duration = last.duration if isinstance(last, (din.RelativeTimeInterval, iso2.RelativeTimeInterval)) else None
        if power:
            offered.append(Schedule(id=entry.sa_schedule_tuple_id, power=power, duration_s=power[-1].start_s + (duration or LONG_S)))
    return tuple(offered)


def config_of(recording: Recording) -> Config:
    """A station that offers what the recorded one offered: protocol, modes, limits."""
    protocol: Literal["din", "iso2"] = "din" if recording.protocol == "din" else "iso2"
    dc, ac = config.Dc(), config.Ac()
    energy: tuple[config.Energy, ...] = ("dc",)
    for _, _, answer in recording.messages():
        if isinstance(answer, iso2.ServiceDiscoveryRes):
            modes = tuple(str(mode) for mode in answer.charge_service.supported_energy_transfer_mode.energy_transfer_mode)
            kinds: tuple[config.Energy, ...] = ("ac", "dc")
            energy = tuple(kind for kind in kinds if any(mode.startswith(kind.upper()) for mode in modes))
            ac = config.Ac(phases=3 if "AC_three_phase_core" in modes else 1)
            dc = msgspec.convert({"transfer_modes": [mode for mode in modes if mode.startswith("DC")] or ["DC_extended"]}, config.Dc)
        elif isinstance(answer, din.ServiceDiscoveryRes):
            dc = msgspec.convert({"transfer_modes": [str(answer.charge_service.energy_transfer_type)]}, config.Dc)
        elif isinstance(answer, (din.ChargeParameterDiscoveryRes, iso2.ChargeParameterDiscoveryRes)):
            dc, ac = _limits(answer, dc, ac)
    outlet = msgspec.structs.replace(config.Outlet(), protocols=(protocol,), energy=energy, dc=dc, ac=ac)
    return Config(outlet=outlet)


def _limits(
    answer: din.ChargeParameterDiscoveryRes | iso2.ChargeParameterDiscoveryRes, dc: config.Dc, ac: config.Ac,
) -> tuple[config.Dc, config.Ac]:
    told = answer.evse_charge_parameter
    if isinstance(told, iso2.AC_EVSEChargeParameter):
        return dc, msgspec.structs.replace(
            ac, nominal_voltage_v=amount(told.evse_nominal_voltage), max_current_a=amount(told.evse_max_current),
        )
    if not isinstance(told, (din.DC_EVSEChargeParameter, iso2.DC_EVSEChargeParameter)):
        return dc, ac
    current, voltage = amount(told.evse_maximum_current_limit), amount(told.evse_maximum_voltage_limit)
    limit = told.evse_maximum_power_limit
    power = current * voltage if limit is None else amount(limit)
    scheduled = [interval.power_w for schedule in schedules(answer) for interval in schedule.power]
    return msgspec.structs.replace(
        dc, max_current_a=current, max_voltage_v=voltage, max_power_w=max(power, *scheduled, 0.0),
        min_current_a=amount(told.evse_minimum_current_limit), min_voltage_v=amount(told.evse_minimum_voltage_limit),
        peak_ripple_a=amount(told.evse_peak_current_ripple),
    ), ac


def amount(value: Quantity) -> float:
    """The number behind a physical value."""
    return value.value * 10.0**value.multiplier
