"""The ISO 15118-20 EV in AC: scheduled and dynamic control, one way and both ways."""

from __future__ import annotations

from secc.messages import iso20_ac as ac
from secc.messages import iso20_common as common
from secc.testing.ev import Pilot, Script
from secc.testing.ev_iso20 import Iso20Ev, number, rational

LOOP_TIMEOUT_S = 0.5
VOLTAGE_V = 230.0
LEAST_A = 6.0

ControlMode = (
    ac.Scheduled_AC_CLReqControlMode | ac.BPT_Scheduled_AC_CLReqControlMode | ac.Dynamic_AC_CLReqControlMode
    | ac.BPT_Dynamic_AC_CLReqControlMode
)


class Iso20AcEv(Iso20Ev):
    """The car takes `ac_current_a` on each of its phases; `car.bidirectional` asks for AC_BPT."""

    @property
    def services(self) -> tuple[int, ...]:
        return (5,) if self.car.bidirectional else (1,)

    @property
    def power_w(self) -> float:
        """All phases together."""
        return VOLTAGE_V * self.car.ac_current_a * self.car.phases

    def discover_parameters(self) -> Script[None]:
        most, least = rational(self.power_w), rational(VOLTAGE_V * LEAST_A)
        yield from self.ask("iso20_ac", ac.AC_ChargeParameterDiscoveryReq(
            header=self.header(),
            ac_cpd_req_energy_transfer_mode=ac.BPT_AC_CPDReqEnergyTransferMode(
                ev_maximum_charge_power=most, ev_minimum_charge_power=least, ev_maximum_discharge_power=most, ev_minimum_discharge_power=least,
            ) if self.car.bidirectional else ac.AC_CPDReqEnergyTransferMode(ev_maximum_charge_power=most, ev_minimum_charge_power=least),
        ), ac.AC_ChargeParameterDiscoveryRes)

    def energise(self) -> Script[None]:
        yield Pilot("C")
        yield from self.deliver(common.chargeProgressType.Start)

    def once(self) -> Script[common.EVSEStatusType | None]:
        before = self.now
        answer = yield from self.ask("iso20_ac", ac.AC_ChargeLoopReq(
            header=self.header(), meter_info_requested=True, cl_req_control_mode=self.demand(), display_parameters=self.display(),
        ), ac.AC_ChargeLoopRes, LOOP_TIMEOUT_S)
        mode = answer.cl_res_control_mode
        if isinstance(mode, (ac.Dynamic_AC_CLResControlMode, ac.BPT_Dynamic_AC_CLResControlMode)):
            self.charged_wh += number(mode.evse_target_active_power) * (self.now - before + self.car.loop_s) / 3600
        else:
            self.charged_wh += self.power_w * (self.now - before + self.car.loop_s) / 3600
        return answer.evse_status

    def demand(self) -> ControlMode:
        """What the car says in the loop, in the variant that the selected service has."""
        car = self.car
        present, zero, most, least = rational(self.power_w), rational(0), rational(self.power_w), rational(VOLTAGE_V * LEAST_A)
        if car.control == "scheduled":
            if car.bidirectional:
                return ac.BPT_Scheduled_AC_CLReqControlMode(ev_present_active_power=present)
            return ac.Scheduled_AC_CLReqControlMode(ev_present_active_power=present)
        wanted, top, bottom = rational(car.energy_wh), rational(car.energy_wh * 1.2), rational(car.energy_wh * 0.5)
        if car.bidirectional:
            return ac.BPT_Dynamic_AC_CLReqControlMode(
                ev_target_energy_request=wanted, ev_maximum_energy_request=top, ev_minimum_energy_request=bottom,
                ev_maximum_charge_power=most, ev_minimum_charge_power=least, ev_present_active_power=present, ev_present_reactive_power=zero,
                ev_maximum_discharge_power=most, ev_minimum_discharge_power=least,
            )
        return ac.Dynamic_AC_CLReqControlMode(
            ev_target_energy_request=wanted, ev_maximum_energy_request=top, ev_minimum_energy_request=bottom, ev_maximum_charge_power=most,
            ev_minimum_charge_power=least, ev_present_active_power=present, ev_present_reactive_power=zero,
        )
