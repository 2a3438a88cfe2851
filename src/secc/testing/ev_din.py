"""A polite DIN SPEC 70121 EV: DC, external payment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

import msgspec

from secc.messages import din
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

MULTIPLIER: Final = {"V": -1, "A": -1, "W": 1, "Wh": 1, "s": 0}


def quantity(value: float, unit: str) -> din.PhysicalValueType:
    """A physical value as this car writes it."""
    multiplier = MULTIPLIER[unit]
    return din.PhysicalValueType(multiplier=multiplier, unit=din.unitSymbolType(unit), value=round(value / 10.0**multiplier))


def amount(value: din.PhysicalValueType) -> float:
    """The number behind a physical value."""
    return value.value * 10.0**value.multiplier


class DinEv(Ev):
    """The car. It asks for DC_extended."""

    def __init__(self, car: Car, *, on_pilot: Callable[[PilotState], None] | None = None, handshake: bool = True) -> None:
        super().__init__(car, on_pilot=on_pilot)
        self.session_id = b"\0"
        self.handshake = handshake
        self.mode = din.EVRequestedEnergyTransferType.DC_extended

    # ---- the charge -------------------------------------------------------------------------------------------------------------------

    def drive(self) -> Script[None]:
        if self.handshake:
            yield from self.shake_hands()
        yield from self.ask(din.SessionSetupReq(evcc_id=self.car.evcc_id), din.SessionSetupRes)
        yield from self.choose_services()
        yield from self.authorize()
        yield from self.discover_parameters()
        yield from self.check_cable()
        yield from self.precharge()
        yield from self.deliver(True)
        yield from self.loop_until(self.demand, None)
        yield from self.stop_power()
        yield from self.ask(din.SessionStopReq(), din.SessionStopRes)

    def choose_services(self) -> Script[None]:
        """ServiceDiscovery and ServicePaymentSelection."""
        offered = yield from self.ask(din.ServiceDiscoveryReq(service_category=din.serviceCategoryType.EVCharging), din.ServiceDiscoveryRes)
        selected = din.SelectedServiceType(service_id=offered.charge_service.service_tag.service_id)
        yield from self.ask(din.ServicePaymentSelectionReq(
            selected_payment_option=din.paymentOptionType.ExternalPayment,
            selected_service_list=din.SelectedServiceListType(selected_service=(selected,)),
        ), din.ServicePaymentSelectionRes)

    def authorize(self) -> Script[None]:
        """ContractAuthentication until it is finished."""
        yield from self.until(
            lambda: self.ask(din.ContractAuthenticationReq(), din.ContractAuthenticationRes), _finished, ONGOING_S, "authorization",
        )

    def discover_parameters(self) -> Script[None]:
        """ChargeParameterDiscovery until the limits are there."""
        car = self.car
        parameters = din.DC_EVChargeParameter(
            dc_ev_status=self.status(), ev_maximum_current_limit=quantity(car.max_current_a, "A"),
            ev_maximum_power_limit=quantity(car.max_power_w, "W"), ev_maximum_voltage_limit=quantity(car.max_voltage_v, "V"),
            ev_energy_capacity=quantity(car.capacity_wh, "Wh"), ev_energy_request=quantity(car.energy_wh, "Wh"), full_soc=100, bulk_soc=80,
        )
        yield from self.until(lambda: self.ask(din.ChargeParameterDiscoveryReq(
            ev_requested_energy_transfer_type=self.mode, ev_charge_parameter=parameters,
        ), din.ChargeParameterDiscoveryRes), _finished, ONGOING_S, "limits")

    def check_cable(self) -> Script[None]:
        """CableCheck with the pilot in C."""
        yield Pilot("C")
        yield from self.until(
            lambda: self.ask(din.CableCheckReq(dc_ev_status=self.status()), din.CableCheckRes), _finished, CABLE_CHECK_S, "cable check",
        )

    def precharge(self) -> Script[None]:
        """PreCharge until the voltage fits the battery's."""
        def satisfied(answer: din.PreChargeRes) -> bool:
            self.present_v = amount(answer.evse_present_voltage)
            return abs(self.present_v - self.car.voltage_v) <= PRECHARGE_TOLERANCE_V

        yield from self.until(lambda: self.ask(din.PreChargeReq(
            dc_ev_status=self.status(), ev_target_voltage=quantity(self.car.voltage_v, "V"), ev_target_current=quantity(1, "A"),
        ), din.PreChargeRes), satisfied, PRECHARGE_S, "pre-charge")

    def demand(self) -> Script[str]:
        """One CurrentDemand; the notification in its answer."""
        car, before = self.car, self.now
        answer = yield from self.ask(din.CurrentDemandReq(
            dc_ev_status=self.status(), ev_target_current=quantity(min(car.max_current_a, car.max_power_w / car.voltage_v), "A"),
            charging_complete=False, ev_target_voltage=quantity(car.voltage_v + 10, "V"),
            ev_maximum_voltage_limit=quantity(car.max_voltage_v, "V"), ev_maximum_current_limit=quantity(car.max_current_a, "A"),
            ev_maximum_power_limit=quantity(car.max_power_w, "W"), bulk_charging_complete=False,
            remaining_time_to_full_soc=quantity(2 * car.charge_s, "s"), remaining_time_to_bulk_soc=quantity(car.charge_s, "s"),
        ), din.CurrentDemandRes, LOOP_TIMEOUT_S)
        self.present_v, self.present_a = amount(answer.evse_present_voltage), amount(answer.evse_present_current)
        self.charged_wh += self.present_v * self.present_a * (self.now - before + car.loop_s) / 3600
        return str(answer.dc_evse_status.evse_notification)

    def stop_power(self) -> Script[None]:
        """PowerDelivery off, the pilot to B, WeldingDetection until the voltage has gone."""
        yield from self.deliver(False)
        yield Pilot("B")

        def satisfied(answer: din.WeldingDetectionRes) -> bool:
            self.present_v = amount(answer.evse_present_voltage)
            return self.present_v < DISCHARGED_V

        if self.car.welding:
            yield from self.until(
                lambda: self.ask(din.WeldingDetectionReq(dc_ev_status=self.status()), din.WeldingDetectionRes), satisfied, 10.0, "welding",
            )

    # ---- pieces -----------------------------------------------------------------------------------------------------------------------

    def ask(self, body: msgspec.Struct, expected: type[B], timeout_s: float | None = None) -> Script[B]:
        """Send a request, return its response. Raises EvFailure for a FAILED code or another message."""
        name = type(body).__name__
        self.phase(name.removesuffix("Req"))
        content = din.BodyType(body_element=body)  # type: ignore[arg-type]  # any body element; the codec refuses the rest
        document = din.V2G_Message(header=din.MessageHeaderType(session_id=self.session_id), body=content)
        limit = timeout_s if timeout_s is not None else SLOW_TIMEOUT_S if name in SLOW else TIMEOUT_S
        answer = yield from self.exchange("din", document, din.V2G_Message, limit)
        response = answer.body.body_element
        if not isinstance(response, expected):
            raise EvFailure("unexpected", f"{type(response).__name__} to {name}")
        code = str(getattr(response, "response_code", ""))
        if code.startswith("FAILED"):
            raise EvFailure("refused", f"{name}: {code}")
        if isinstance(response, din.SessionSetupRes):
            self.session_id = answer.header.session_id
        elif answer.header.session_id != self.session_id:
            raise EvFailure("unexpected", f"session id {answer.header.session_id.hex()}")
        return response

    def deliver(self, ready: bool) -> Script[None]:
        """One PowerDelivery."""
        yield from self.ask(din.PowerDeliveryReq(
            ready_to_charge_state=ready,
            ev_power_delivery_parameter=din.DC_EVPowerDeliveryParameter(dc_ev_status=self.status(), charging_complete=not ready),
        ), din.PowerDeliveryRes)

    def status(self) -> din.DC_EVStatusType:
        """The state of the battery."""
        soc = min(100, self.car.soc_percent + int(100 * self.charged_wh / self.car.capacity_wh))
        return din.DC_EVStatusType(ev_ready=True, ev_error_code=din.DC_EVErrorCodeType.NO_ERROR, ev_ress_soc=soc)


def _finished(answer: din.ContractAuthenticationRes | din.ChargeParameterDiscoveryRes | din.CableCheckRes) -> bool:
    return answer.evse_processing == din.EVSEProcessingType.Finished
