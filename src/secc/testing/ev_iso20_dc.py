"""The ISO 15118-20 EV in DC: scheduled and dynamic control, one way and both ways."""

from __future__ import annotations

from secc.messages import iso20_common as common
from secc.messages import iso20_dc as dc
from secc.testing.ev import CABLE_CHECK_S, DISCHARGED_V, PRECHARGE_TOLERANCE_V, Pilot, Script
from secc.testing.ev_iso20 import Iso20Ev, number, rational

LOOP_TIMEOUT_S = 0.5
PRECHARGE_S = 10.0

ControlMode = (
    dc.Scheduled_DC_CLReqControlMode | dc.BPT_Scheduled_DC_CLReqControlMode | dc.Dynamic_DC_CLReqControlMode
    | dc.BPT_Dynamic_DC_CLReqControlMode
)


class Iso20DcEv(Iso20Ev):
    """`car.bidirectional` asks for DC_BPT, `car.energy` "mcs" for megawatt charging."""

    @property
    def services(self) -> tuple[int, ...]:
        first = 8 if self.car.energy == "mcs" else 2
        return ({2: 6, 8: 9}[first],) if self.car.bidirectional else (first,)

    def discover_parameters(self) -> Script[None]:
        yield from self.ask("iso20_dc", dc.DC_ChargeParameterDiscoveryReq(
            header=self.header(), dc_cpd_req_energy_transfer_mode=self.limits(),
        ), dc.DC_ChargeParameterDiscoveryRes)

    def limits(self) -> dc.DC_CPDReqEnergyTransferMode | dc.BPT_DC_CPDReqEnergyTransferMode:
        """What the car can take, and give."""
        car = self.car
        zero, power, current = rational(0), rational(car.max_power_w), rational(car.max_current_a)
        most_v, least_v = rational(car.max_voltage_v), rational(car.voltage_v / 2)
        if not car.bidirectional:
            return dc.DC_CPDReqEnergyTransferMode(
                ev_maximum_charge_power=power, ev_minimum_charge_power=zero, ev_maximum_charge_current=current,
                ev_minimum_charge_current=zero, ev_maximum_voltage=most_v, ev_minimum_voltage=least_v, target_soc=80,
            )
        return dc.BPT_DC_CPDReqEnergyTransferMode(
            ev_maximum_charge_power=power, ev_minimum_charge_power=zero, ev_maximum_charge_current=current, ev_minimum_charge_current=zero,
            ev_maximum_voltage=most_v, ev_minimum_voltage=least_v, target_soc=80, ev_maximum_discharge_power=power,
            ev_minimum_discharge_power=zero, ev_maximum_discharge_current=current, ev_minimum_discharge_current=zero,
        )

    def energise(self) -> Script[None]:
        yield Pilot("C")
        yield from self.until(
            lambda: self.ask("iso20_dc", dc.DC_CableCheckReq(header=self.header()), dc.DC_CableCheckRes),
            lambda answer: answer.evse_processing == common.processingType.Finished, CABLE_CHECK_S, "cable check",
        )
        yield from self.until(
            lambda: self.precharge(common.processingType.Ongoing),
            lambda answer: abs(number(answer.evse_present_voltage) - self.car.voltage_v) <= PRECHARGE_TOLERANCE_V, PRECHARGE_S, "pre-charge",
        )
        yield from self.precharge(common.processingType.Finished)
        yield from self.deliver(common.chargeProgressType.Start)

    def precharge(self, processing: common.processingType) -> Script[dc.DC_PreChargeRes]:
        """One DC_PreCharge."""
        return (yield from self.ask("iso20_dc", dc.DC_PreChargeReq(
            header=self.header(), ev_processing=processing, ev_present_voltage=rational(self.present_v),
            ev_target_voltage=rational(self.car.voltage_v),
        ), dc.DC_PreChargeRes))

    def once(self) -> Script[common.EVSEStatusType | None]:
        before = self.now
        answer = yield from self.ask("iso20_dc", dc.DC_ChargeLoopReq(
            header=self.header(), meter_info_requested=True, ev_present_voltage=rational(self.car.voltage_v), cl_req_control_mode=self.demand(),
            display_parameters=self.display(),
        ), dc.DC_ChargeLoopRes, LOOP_TIMEOUT_S)
        self.present_v, self.present_a = number(answer.evse_present_voltage), number(answer.evse_present_current)
        self.charged_wh += self.present_v * self.present_a * (self.now - before + self.car.loop_s) / 3600
        return answer.evse_status

    def demand(self) -> ControlMode:
        """What the car asks for in the loop, in the variant that the selected service has."""
        car = self.car
        power, current, zero = rational(car.max_power_w), rational(car.max_current_a), rational(0)
        if car.control == "scheduled":
            target = rational(min(car.max_current_a, car.max_power_w / car.voltage_v))
            if car.bidirectional:
                return dc.BPT_Scheduled_DC_CLReqControlMode(
                    ev_target_current=target, ev_target_voltage=rational(car.voltage_v + 10), ev_maximum_discharge_power=power,
                    ev_maximum_discharge_current=current,
                )
            return dc.Scheduled_DC_CLReqControlMode(
                ev_target_current=target, ev_target_voltage=rational(car.voltage_v + 10), ev_maximum_charge_power=power,
                ev_maximum_charge_current=current, ev_maximum_voltage=rational(car.max_voltage_v),
            )
        wanted, most, least = rational(car.energy_wh), rational(car.energy_wh * 1.2), rational(car.energy_wh * 0.5)
        if car.bidirectional:
            return dc.BPT_Dynamic_DC_CLReqControlMode(
                ev_target_energy_request=wanted, ev_maximum_energy_request=most, ev_minimum_energy_request=least,
                ev_maximum_charge_power=power, ev_minimum_charge_power=zero, ev_maximum_charge_current=current,
                ev_maximum_voltage=rational(car.max_voltage_v), ev_minimum_voltage=rational(car.voltage_v / 2),
                ev_maximum_discharge_power=power, ev_minimum_discharge_power=zero, ev_maximum_discharge_current=current,
            )
        return dc.Dynamic_DC_CLReqControlMode(
            ev_target_energy_request=wanted, ev_maximum_energy_request=most, ev_minimum_energy_request=least, ev_maximum_charge_power=power,
            ev_minimum_charge_power=zero, ev_maximum_charge_current=current, ev_maximum_voltage=rational(car.max_voltage_v),
            ev_minimum_voltage=rational(car.voltage_v / 2),
        )

    def leave(self) -> Script[None]:
        """DC_WeldingDetection until the voltage has gone, then once more to say so."""
        if not self.car.welding:
            return
        yield from self.until(
            lambda: self.weld(common.processingType.Ongoing), lambda answer: number(answer.evse_present_voltage) < DISCHARGED_V, 10.0, "welding",
        )
        yield from self.weld(common.processingType.Finished)

    def weld(self, processing: common.processingType) -> Script[dc.DC_WeldingDetectionRes]:
        """One DC_WeldingDetection."""
        return (yield from self.ask("iso20_dc", dc.DC_WeldingDetectionReq(header=self.header(), ev_processing=processing), dc.DC_WeldingDetectionRes))
