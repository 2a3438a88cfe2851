"""A polite ISO 15118-2 EV: AC and DC, external identification, renegotiation, pause and resume."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from secc.messages import iso2
from secc.session.commands import PilotState
from secc.testing.ev import (
    CABLE_CHECK_S,
    DISCHARGED_V,
    LOOP_TIMEOUT_S,
    ONGOING_S,
    PRECHARGE_S,
    PRECHARGE_TOLERANCE_V,
    SLOW,
    SLOW_TIMEOUT_S,
    TIMEOUT_S,
    Car,
    Ev,
    EvFailure,
    Pilot,
    Script,
)

B = TypeVar("B", bound=msgspec.Struct)

MODES: Final = {
    ("ac", 1): iso2.EnergyTransferModeType.AC_single_phase_core, ("ac", 3): iso2.EnergyTransferModeType.AC_three_phase_core,
}
MULTIPLIER: Final = {"V": -1, "A": -1, "W": 1, "Wh": 1, "s": 0}


def quantity(value: float, unit: str) -> iso2.PhysicalValueType:
    """A physical value as this car writes it."""
    multiplier = MULTIPLIER[unit]
    return iso2.PhysicalValueType(multiplier=multiplier, unit=iso2.unitSymbolType(unit), value=round(value / 10.0**multiplier))


def amount(value: iso2.PhysicalValueType) -> float:
    """The number behind a physical value."""
    return value.value * 10.0**value.multiplier


class Iso2Ev(Ev):
    """`session_id` of an earlier, paused session asks to resume it. `resumed` tells whether it was."""

    def __init__(
        self, car: Car, *, session_id: bytes = b"\0", on_pilot: Callable[[PilotState], None] | None = None, handshake: bool = True,
    ) -> None:
        super().__init__(car, on_pilot=on_pilot)
        self.session_id = session_id
        self.handshake = handshake
        self.resumed = False
        self.schedule_id = 1
        self.payment = iso2.paymentOptionType.ExternalPayment
        self._first_wh: int | None = None

    # ---- the charge -------------------------------------------------------------------------------------------------------------------

    def drive(self) -> Script[None]:
        if self.handshake:
            yield from self.shake_hands()
        yield from self.set_up()
        yield from self.choose_services()
        yield from self.authorize()
        yield from self.charge()
        yield from self.end()

    def charge(self) -> Script[None]:
        """From ChargeParameterDiscovery to PowerDelivery(Stop), with the renegotiations between."""
        renegotiate_s = self.car.renegotiate_s
        while True:
            yield from self.discover_parameters()
            if self.car.energy == "dc":
                yield from self.check_cable()
                yield from self.precharge()
            yield from self.start_power()
            again = yield from self.loop(renegotiate_s)
            renegotiate_s = None
            if not again:
                break
            yield from self.deliver(iso2.chargeProgressType.Renegotiate)
        yield from self.stop_power()

    def set_up(self) -> Script[None]:
        """SessionSetup."""
        answer = yield from self.ask(iso2.SessionSetupReq(evcc_id=self.car.evcc_id), iso2.SessionSetupRes)
        self.resumed = answer.response_code == iso2.responseCodeType.OK_OldSessionJoined

    def choose_services(self) -> Script[None]:
        """ServiceDiscovery and PaymentServiceSelection."""
        offered = yield from self.ask(iso2.ServiceDiscoveryReq(), iso2.ServiceDiscoveryRes)
        if self.mode not in offered.charge_service.supported_energy_transfer_mode.energy_transfer_mode:
            raise EvFailure("refused", f"{self.mode} is not offered")
        self.payment = self.choose_payment(offered)
        selected = iso2.SelectedServiceType(service_id=offered.charge_service.service_id)
        yield from self.ask(iso2.PaymentServiceSelectionReq(
            selected_payment_option=self.payment,
            selected_service_list=iso2.SelectedServiceListType(selected_service=(selected,)),
        ), iso2.PaymentServiceSelectionRes)

    def choose_payment(self, offered: iso2.ServiceDiscoveryRes) -> iso2.paymentOptionType:
        """How this car pays."""
        return iso2.paymentOptionType.ExternalPayment

    def authorize(self) -> Script[None]:
        """Authorization until it is finished; waiting for a person has no limit, anything else 60 s."""
        began = self.now

        def satisfied(answer: iso2.AuthorizationRes) -> bool:
            if answer.evse_processing == iso2.EVSEProcessingType.Ongoing and self.now - began > ONGOING_S:
                raise EvFailure("timeout", "authorization")
            return answer.evse_processing == iso2.EVSEProcessingType.Finished

        yield from self.until(lambda: self.ask(iso2.AuthorizationReq(), iso2.AuthorizationRes), satisfied, None, "authorization")

    def discover_parameters(self) -> Script[None]:
        """ChargeParameterDiscovery until the schedules are there."""
        answer = yield from self.until(lambda: self.ask(iso2.ChargeParameterDiscoveryReq(
            requested_energy_transfer_mode=self.mode, ev_charge_parameter=self.parameters(), max_entries_sa_schedule_tuple=12,
        ), iso2.ChargeParameterDiscoveryRes), _finished, ONGOING_S, "schedules")
        if isinstance(answer.sa_schedules, iso2.SAScheduleList):
            self.schedule = answer.sa_schedules.sa_schedule_tuple[0]
            self.schedule_id = self.schedule.sa_schedule_tuple_id

    def check_cable(self) -> Script[None]:
        """CableCheck with the pilot in C."""
        yield Pilot("C")
        yield from self.until(
            lambda: self.ask(iso2.CableCheckReq(dc_ev_status=self.status()), iso2.CableCheckRes), _finished, CABLE_CHECK_S, "cable check",
        )

    def precharge(self) -> Script[None]:
        """PreCharge until the voltage fits the battery's."""
        def satisfied(answer: iso2.PreChargeRes) -> bool:
            self.present_v = amount(answer.evse_present_voltage)
            return abs(self.present_v - self.car.voltage_v) <= PRECHARGE_TOLERANCE_V

        yield from self.until(lambda: self.ask(iso2.PreChargeReq(
            dc_ev_status=self.status(), ev_target_voltage=quantity(self.car.voltage_v, "V"), ev_target_current=quantity(1, "A"),
        ), iso2.PreChargeRes), satisfied, PRECHARGE_S, "pre-charge")

    def start_power(self) -> Script[None]:
        """PowerDelivery(Start); in AC with the pilot in C."""
        if self.car.energy == "ac":
            yield Pilot("C")
        yield from self.deliver(iso2.chargeProgressType.Start)

    def loop(self, renegotiate_s: float | None) -> Script[bool]:
        """The charge loop; True: renegotiate, False: stop."""
        return (yield from self.loop_until(self.demand if self.car.energy == "dc" else self.ask_status, renegotiate_s))

    def demand(self) -> Script[str]:
        """One CurrentDemand; the notification in its answer."""
        car, before = self.car, self.now
        answer = yield from self.ask(iso2.CurrentDemandReq(
            dc_ev_status=self.status(), ev_target_current=quantity(min(car.max_current_a, car.max_power_w / car.voltage_v), "A"),
            charging_complete=False, ev_target_voltage=quantity(car.voltage_v + 10, "V"),
            ev_maximum_voltage_limit=quantity(car.max_voltage_v, "V"), ev_maximum_current_limit=quantity(car.max_current_a, "A"),
            ev_maximum_power_limit=quantity(car.max_power_w, "W"), bulk_charging_complete=False,
            remaining_time_to_full_soc=quantity(2 * car.charge_s, "s"), remaining_time_to_bulk_soc=quantity(car.charge_s, "s"),
        ), iso2.CurrentDemandRes, LOOP_TIMEOUT_S)
        self.present_v, self.present_a = amount(answer.evse_present_voltage), amount(answer.evse_present_current)
        self.charged_wh += self.present_v * self.present_a * (self.now - before + car.loop_s) / 3600
        yield from self.demanded(answer)
        return str(answer.dc_evse_status.evse_notification)

    def ask_status(self) -> Script[str]:
        """One ChargingStatus; the notification in its answer."""
        answer = yield from self.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)
        if answer.meter_info is not None and answer.meter_info.meter_reading is not None:
            self._first_wh = answer.meter_info.meter_reading if self._first_wh is None else self._first_wh
            self.charged_wh = float(answer.meter_info.meter_reading - self._first_wh)
        yield from self.demanded(answer)
        return str(answer.ac_evse_status.evse_notification)

    def demanded(self, answer: iso2.CurrentDemandRes | iso2.ChargingStatusRes) -> Script[None]:
        """What an answer in the charge loop asks for besides."""
        return
        yield

    def stop_power(self) -> Script[None]:
        """PowerDelivery(Stop); the pilot goes to B, in DC after the answer."""
        if self.car.energy == "ac":
            yield Pilot("B")
        yield from self.deliver(iso2.chargeProgressType.Stop)
        yield Pilot("B")
        if self.car.energy == "dc" and self.car.welding:
            yield from self.detect_welding()

    def detect_welding(self) -> Script[None]:
        """WeldingDetection until the voltage has gone."""
        def satisfied(answer: iso2.WeldingDetectionRes) -> bool:
            self.present_v = amount(answer.evse_present_voltage)
            return self.present_v < DISCHARGED_V

        yield from self.until(
            lambda: self.ask(iso2.WeldingDetectionReq(dc_ev_status=self.status()), iso2.WeldingDetectionRes), satisfied, 10.0, "welding",
        )

    def end(self) -> Script[None]:
        """SessionStop."""
        kind = iso2.chargingSessionType.Pause if self.car.pause else iso2.chargingSessionType.Terminate
        yield from self.ask(iso2.SessionStopReq(charging_session=kind), iso2.SessionStopRes)

    # ---- pieces -----------------------------------------------------------------------------------------------------------------------

    @property
    def mode(self) -> iso2.EnergyTransferModeType:
        """The energy transfer mode the car asks for."""
        return MODES.get((self.car.energy, self.car.phases), iso2.EnergyTransferModeType.DC_extended)

    def ask(self, body: msgspec.Struct, expected: type[B], timeout_s: float | None = None) -> Script[B]:
        """Send a request, return its response. Raises EvFailure for a FAILED code or another message."""
        name = type(body).__name__
        self.phase(name.removesuffix("Req"))
        content = iso2.BodyType(body_element=body)  # type: ignore[arg-type]  # any body element; the codec refuses the rest
        document = iso2.V2G_Message(header=self.header(body), body=content)
        answer = yield from self.exchange(
            "iso2", document, iso2.V2G_Message, timeout_s if timeout_s is not None else SLOW_TIMEOUT_S if name in SLOW else TIMEOUT_S,
        )
        response = answer.body.body_element
        if not isinstance(response, expected):
            raise EvFailure("unexpected", f"{type(response).__name__} to {name}")
        code = str(getattr(response, "response_code", ""))
        if code.startswith("FAILED"):
            raise EvFailure("refused", f"{name}: {code}")
        if isinstance(response, iso2.SessionSetupRes):
            self.session_id = answer.header.session_id
        elif answer.header.session_id != self.session_id:
            raise EvFailure("unexpected", f"session id {answer.header.session_id.hex()}")
        return response

    def header(self, body: msgspec.Struct) -> iso2.MessageHeaderType:
        """The header of the next request."""
        return iso2.MessageHeaderType(session_id=self.session_id)

    def deliver(self, progress: iso2.chargeProgressType) -> Script[None]:
        """One PowerDelivery."""
        dc = iso2.DC_EVPowerDeliveryParameter(dc_ev_status=self.status(), charging_complete=progress == iso2.chargeProgressType.Stop)
        yield from self.ask(iso2.PowerDeliveryReq(
            charge_progress=progress, sa_schedule_tuple_id=self.schedule_id,
            charging_profile=self.profile() if progress == iso2.chargeProgressType.Start else None,
            ev_power_delivery_parameter=dc if self.car.energy == "dc" else None,
        ), iso2.PowerDeliveryRes)

    def profile(self) -> iso2.ChargingProfileType:
        """The profile: what the schedule allows, and not more than the car can take."""
        most = self.car.max_power_w if self.car.energy == "dc" else 230 * self.car.ac_current_a * self.car.phases
        return iso2.ChargingProfileType(profile_entry=tuple(
            iso2.ProfileEntryType(
                charging_profile_entry_start=entry.time_interval.start,
                charging_profile_entry_max_power=quantity(int(min(most, amount(entry.p_max)) / 10) * 10, "W"),
            )
            for entry in self.schedule.p_max_schedule.p_max_schedule_entry[:24]
            if isinstance(entry.time_interval, iso2.RelativeTimeInterval)
        ))

    def status(self) -> iso2.DC_EVStatusType:
        """The state of the battery."""
        soc = min(100, self.car.soc_percent + int(100 * self.charged_wh / self.car.capacity_wh))
        return iso2.DC_EVStatusType(ev_ready=True, ev_error_code=iso2.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=soc)

    def parameters(self) -> iso2.AC_EVChargeParameter | iso2.DC_EVChargeParameter:
        """What the car says of itself in ChargeParameterDiscovery."""
        car = self.car
        if car.energy == "ac":
            return iso2.AC_EVChargeParameter(
                departure_time=car.departure_s, e_amount=quantity(car.energy_wh, "Wh"), ev_max_voltage=quantity(400, "V"),
                ev_max_current=quantity(car.ac_current_a, "A"), ev_min_current=quantity(6, "A"),
            )
        return iso2.DC_EVChargeParameter(
            departure_time=car.departure_s, dc_ev_status=self.status(), ev_maximum_current_limit=quantity(car.max_current_a, "A"),
            ev_maximum_voltage_limit=quantity(car.max_voltage_v, "V"), ev_maximum_power_limit=quantity(car.max_power_w, "W"),
            ev_energy_capacity=quantity(car.capacity_wh, "Wh"), ev_energy_request=quantity(car.energy_wh, "Wh"), full_soc=100, bulk_soc=80,
        )


def _finished(answer: iso2.ChargeParameterDiscoveryRes | iso2.CableCheckRes) -> bool:
    return answer.evse_processing == iso2.EVSEProcessingType.Finished
