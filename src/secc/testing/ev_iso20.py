"""A polite ISO 15118-20 EV: what all energy modes have in common, with external identification. The modes are in `ev_iso20_ac` and `_dc`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from secc import v2gtp
from secc.messages import iso20_common as common
from secc.session.commands import PilotState
from secc.testing.ev import ONGOING_S, SLOW, SLOW_TIMEOUT_S, TIMEOUT_S, Car, Ev, EvFailure, Pilot, Script
from secc.testing.wire import name_of

R = TypeVar("R", bound=msgspec.Struct)

NEW = bytes(8)
UNIX_S = 1_700_000_000
DAY_S = 86_400
SUPPORTING_POINTS = 24
TARGET_SOC = 80
ENDING = common.chargingSessionType
STOPPING = {"Terminate": ENDING.Terminate, "Pause": ENDING.Pause, "ServiceRenegotiation": ENDING.ServiceRenegotiation}
"""Notifications after which the car leaves the charge loop, and how it ends the session then."""


def rational(value: float) -> common.RationalNumberType:
    """A number as this car writes it: tenths where they count, powers of ten where 16 bits do not do."""
    exponent = 0 if value == int(value) or abs(value) >= 3000 else -1
    while abs(value) / 10.0**exponent > 32_767:
        exponent += 1
    return common.RationalNumberType(exponent=exponent, value=round(value / 10.0**exponent))


def number(value: common.RationalNumberType | None) -> float:
    """What a rational number says; 0 for none."""
    return 0.0 if value is None else value.value * 10.0**value.exponent


class Iso20Ev(Ev):
    """`session_id` of an earlier, paused session asks to resume it. `resumed` tells whether it was.

    Subclasses give `services`, `discover_parameters`, `energise`, `once`, `leave`.
    """

    def __init__(self, car: Car, *, session_id: bytes = NEW, on_pilot: Callable[[PilotState], None] | None = None) -> None:
        super().__init__(car, on_pilot=on_pilot)
        self.session_id = session_id
        self.resumed = False
        self.ending = ENDING.Pause if car.pause else ENDING.Terminate
        self.schedule: common.ScheduleTupleType | None = None
        self.schedule_anchor = 0

    # ---- the charge -------------------------------------------------------------------------------------------------------------------

    def drive(self) -> Script[None]:
        yield from self.shake_hands()
        yield from self.set_up()
        if not self.resumed:
            yield from self.authorize()
            yield from self.choose_services()
        yield from self.charge()
        while self.ending == ENDING.ServiceRenegotiation:
            self.ending = ENDING.Terminate
            yield from self.choose_services()
            yield from self.charge()

    def charge(self) -> Script[None]:
        """From ChargeParameterDiscovery to SessionStop, with the renegotiations of the schedule between."""
        yield from self.discover_parameters()
        yield from self.exchange_schedules()
        yield from self.energise()
        renegotiate_s = self.car.renegotiate_s
        while (yield from self.loop_until(self.loop_once, renegotiate_s)):
            renegotiate_s = None
            yield from self.exchange_schedules(v2gtp.ISO20_SCHEDULE_RENEGOTIATION)
            yield from self.deliver(common.chargeProgressType.ScheduleRenegotiation)
        yield from self.deliver(common.chargeProgressType.Stop)
        yield Pilot("B")
        yield from self.leave()
        yield from self.ask("iso20_common", common.SessionStopReq(
            header=self.header(), charging_session=self.ending, ev_termination_code="Done", ev_termination_explanation="charged enough",
        ), common.SessionStopRes)

    def set_up(self) -> Script[None]:
        """SessionSetup."""
        answer = yield from self.ask("iso20_common", common.SessionSetupReq(
            header=self.header(), evcc_id=f"WMIV{self.car.evcc_id.hex().upper()}",
        ), common.SessionSetupRes)
        self.resumed = answer.response_code == common.responseCodeType.OK_OldSessionJoined

    def authorize(self) -> Script[None]:
        """AuthorizationSetup, then Authorization in the way this car has."""
        offered = yield from self.ask("iso20_common", common.AuthorizationSetupReq(header=self.header()), common.AuthorizationSetupRes)
        yield from self.identify(offered)

    def identify(self, offered: common.AuthorizationSetupRes) -> Script[None]:
        """Authorization by external means, until it is finished."""
        if common.authorizationType.EIM not in offered.authorization_services:
            raise EvFailure("refused", "EIM is not offered")
        answer = yield from self.until(lambda: self.ask("iso20_common", common.AuthorizationReq(
            header=self.header(), selected_authorization_service=common.authorizationType.EIM,
            eim_a_req_authorization_mode=common.EIM_AReqAuthorizationModeType(),
        ), common.AuthorizationRes), lambda answer: answer.evse_processing == common.processingType.Finished, None, "authorization")
        if str(answer.response_code).startswith("WARNING"):
            raise EvFailure("refused", name_of(answer))

    def choose_services(self) -> Script[None]:
        """ServiceDiscovery, ServiceDetail and ServiceSelection: the first service and parameter set that suit."""
        found = yield from self.ask("iso20_common", common.ServiceDiscoveryReq(header=self.header()), common.ServiceDiscoveryRes)
        offered = [service.service_id for service in found.energy_transfer_service_list.service]
        chosen = next((number for number in self.services if number in offered), None)
        if chosen is None:
            raise EvFailure("refused", f"only services {offered} are offered")
        detail = yield from self.ask(
            "iso20_common", common.ServiceDetailReq(header=self.header(), service_id=chosen), common.ServiceDetailRes,
        )
        sets = [one.parameter_set_id for one in detail.service_parameter_list.parameter_set if self.suits(one)]
        if not sets:
            raise EvFailure("refused", f"no parameter set for {self.car.control} control")
        yield from self.ask("iso20_common", common.ServiceSelectionReq(
            header=self.header(),
            selected_energy_transfer_service=common.SelectedServiceType(service_id=chosen, parameter_set_id=sets[0]),
        ), common.ServiceSelectionRes)

    def suits(self, offered: common.ParameterSetType) -> bool:
        """The parameter set has the control mode of this car."""
        wanted = 1 if self.car.control == "scheduled" else 2
        return any(parameter.name == "ControlMode" and parameter.int_value == wanted for parameter in offered.parameter)

    def exchange_schedules(self, payload_type: int | None = None) -> Script[None]:
        """ScheduleExchange until it is finished; in the charge loop on its own stream."""
        answer = yield from self.until(
            lambda: self.ask("iso20_common", self.schedule_request(), common.ScheduleExchangeRes, payload_type=payload_type),
            lambda answer: answer.evse_processing == common.processingType.Finished, ONGOING_S, "schedules",
        )
        if answer.scheduled_se_res_control_mode is not None:
            self.schedule = answer.scheduled_se_res_control_mode.schedule_tuple[0]

    def schedule_request(self) -> common.ScheduleExchangeReq:
        """What the car wants until when."""
        car = self.car
        wanted, most, least = rational(car.energy_wh), rational(car.energy_wh * 1.2), rational(car.energy_wh * 0.5)
        if car.control == "dynamic":
            dynamic = common.Dynamic_SEReqControlModeType(
                departure_time=car.departure_s or DAY_S, ev_target_energy_request=wanted, ev_maximum_energy_request=most,
                ev_minimum_energy_request=least,
            )
            return common.ScheduleExchangeReq(
                header=self.header(), maximum_supporting_points=SUPPORTING_POINTS, dynamic_se_req_control_mode=dynamic,
            )
        scheduled = common.Scheduled_SEReqControlModeType(
            departure_time=car.departure_s, ev_target_energy_request=wanted, ev_maximum_energy_request=most, ev_minimum_energy_request=least,
        )
        return common.ScheduleExchangeReq(
            header=self.header(), maximum_supporting_points=SUPPORTING_POINTS, scheduled_se_req_control_mode=scheduled,
        )

    # ---- what a mode has to give ------------------------------------------------------------------------------------------------------

    @property
    def services(self) -> tuple[int, ...]:
        """Service ids, the one it likes best first."""
        raise NotImplementedError

    def discover_parameters(self) -> Script[None]:
        """ChargeParameterDiscovery."""
        raise NotImplementedError
        yield

    def energise(self) -> Script[None]:
        """All from the schedules to PowerDelivery(Start)."""
        raise NotImplementedError
        yield

    def once(self) -> Script[common.EVSEStatusType | None]:
        """One exchange of the charge loop; the status in its answer."""
        raise NotImplementedError
        yield

    def leave(self) -> Script[None]:
        """What comes between PowerDelivery(Stop) and SessionStop."""
        return
        yield

    def display(self) -> common.DisplayParametersType:
        """What the car shows of its battery."""
        car = self.car
        return common.DisplayParametersType(
            present_soc=car.soc_percent, target_soc=TARGET_SOC, charging_complete=False, battery_energy_capacity=rational(car.capacity_wh),
            remaining_time_to_target_soc=int(car.charge_s),
        )

    # ---- pieces -----------------------------------------------------------------------------------------------------------------------

    def loop_once(self) -> Script[str]:
        """One exchange of the loop; "StopCharging" when the station wants it to end, "ReNegotiation" when it has other schedules."""
        status = yield from self.once()
        told = "" if status is None else str(status.evse_notification)
        if told in STOPPING:
            self.ending = STOPPING[told]
            return "StopCharging"
        return "ReNegotiation" if told == "ScheduleRenegotiation" else ""

    def deliver(self, progress: common.chargeProgressType) -> Script[None]:
        """One PowerDelivery."""
        yield from self.ask("iso20_common", common.PowerDeliveryReq(
            header=self.header(), ev_processing=common.processingType.Finished, charge_progress=progress,
            ev_power_profile=None if progress == common.chargeProgressType.Stop else self.profile(),
        ), common.PowerDeliveryRes)

    def profile(self) -> common.EVPowerProfileType:
        """What the schedule allows and the car can take; in dynamic control one entry for the day."""
        most = self.car.max_power_w if self.car.energy != "ac" else 230 * self.car.ac_current_a * self.car.phases
        entries = tuple(
            common.PowerScheduleEntryType(duration=entry.duration, power=rational(min(most, number(entry.power))))
            for entry in (self.schedule.charging_schedule.power_schedule.power_schedule_entries.power_schedule_entry if self.schedule else ())
        ) or (common.PowerScheduleEntryType(duration=DAY_S, power=rational(most)),)
        anchor = self.schedule.charging_schedule.power_schedule.time_anchor if self.schedule else self.unix()
        scheduled = None if self.schedule is None else common.Scheduled_EVPPTControlModeType(
            selected_schedule_tuple_id=self.schedule.schedule_tuple_id,
        )
        return common.EVPowerProfileType(
            time_anchor=anchor, ev_power_profile_entries=common.EVPowerProfileEntryListType(ev_power_profile_entry=entries),
            dynamic_evppt_control_mode=common.Dynamic_EVPPTControlModeType() if scheduled is None else None,
            scheduled_evppt_control_mode=scheduled,
        )

    def unix(self) -> int:
        """The car's idea of the time."""
        return UNIX_S + int(self.now)

    def header(self) -> common.MessageHeaderType:
        """The header of the next request."""
        return common.MessageHeaderType(session_id=self.session_id, time_stamp=self.unix())

    def ask(
        self, set_name: str, request: msgspec.Struct, expected: type[R], timeout_s: float | None = None, payload_type: int | None = None,
    ) -> Script[R]:
        """Send a request, return its response. Raises EvFailure for a FAILED code or another message."""
        name = type(request).__name__
        self.phase(name.removesuffix("Req"))
        limit = timeout_s if timeout_s is not None else SLOW_TIMEOUT_S if name in SLOW else TIMEOUT_S
        response = yield from self.exchange(set_name, request, expected, limit, payload_type)
        code, header = str(getattr(response, "response_code", "")), getattr(response, "header", None)
        if code.startswith("FAILED"):
            raise EvFailure("refused", f"{name}: {code}")
        if isinstance(header, common.MessageHeaderType):
            if isinstance(response, common.SessionSetupRes):
                self.session_id = header.session_id
            elif header.session_id != self.session_id:
                raise EvFailure("unexpected", f"session id {header.session_id.hex()}")
        return response
