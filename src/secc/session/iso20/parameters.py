"""ChargeParameterDiscovery: what the EV is able to do, and what the station is (facts 2.4.2, 2.5.2)."""

from __future__ import annotations

from msgspec.structs import replace

from secc.messages import iso20_ac, iso20_dc
from secc.messages.iso20_common import responseCodeType as Code
from secc.session.decimals import DOWN
from secc.session.events import EvNeeds
from secc.session.iso20 import limits, values
from secc.session.iso20.facts import Ctx, Facts, Selected
from secc.session.iso20.states import SCHEDULES
from secc.session.iso20.values import HEADER, magnitude, si
from secc.session.table import Refuse, Reply

AcMode = iso20_ac.AC_CPDReqEnergyTransferMode | iso20_ac.BPT_AC_CPDReqEnergyTransferMode
DcMode = iso20_dc.DC_CPDReqEnergyTransferMode | iso20_dc.BPT_DC_CPDReqEnergyTransferMode


def ac_charge_parameter_discovery(request: iso20_ac.AC_ChargeParameterDiscoveryReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The selected service binds the kind of parameters [V2G20-1619]."""
    told, service = request.ac_cpd_req_energy_transfer_mode, context.facts.service
    if isinstance(told, iso20_ac.BPT_AC_CPDReqEnergyTransferMode) != service.bidirectional:
        return Refuse(Code.FAILED_WrongChargeParameter, f"{type(told).__name__} for {service.mode}")
    needs = _ac_needs(told, service)
    wrong = _wrong(needs) or _beyond(needs, sum(limits.ac_nominal(context)))
    if wrong:
        return Refuse(Code.FAILED_WrongChargeParameter, wrong)
    response = iso20_ac.AC_ChargeParameterDiscoveryRes(header=HEADER, response_code=Code.OK, ac_cpd_res_energy_transfer_mode=ac_station(context))
    return _reply(response, needs, context)


def dc_charge_parameter_discovery(request: iso20_dc.DC_ChargeParameterDiscoveryReq, context: Ctx) -> Reply[Facts] | Refuse:
    """The selected service binds the kind of parameters, and the voltages must meet [V2G20-2272]."""
    told, service = request.dc_cpd_req_energy_transfer_mode, context.facts.service
    if isinstance(told, iso20_dc.BPT_DC_CPDReqEnergyTransferMode) != service.bidirectional:
        return Refuse(Code.FAILED_WrongChargeParameter, f"{type(told).__name__} for {service.mode}")
    needs = _dc_needs(told, service)
    nominal = context.config.outlet.dc
    wrong = _wrong(needs) or _apart(needs, nominal.min_voltage_v, nominal.max_voltage_v)
    if wrong:
        return Refuse(Code.FAILED_WrongChargeParameter, wrong)
    response = iso20_dc.DC_ChargeParameterDiscoveryRes(header=HEADER, response_code=Code.OK, dc_cpd_res_energy_transfer_mode=dc_station(context))
    return _reply(response, needs, context)


def _reply(
    response: iso20_ac.AC_ChargeParameterDiscoveryRes | iso20_dc.DC_ChargeParameterDiscoveryRes, needs: EvNeeds, context: Ctx,
) -> Reply[Facts]:
    return Reply(response=response, to=SCHEDULES, facts=replace(context.facts, needs=needs, schedules_wanted=False), do=(needs,))


def _ac_needs(told: AcMode, service: Selected) -> EvNeeds:
    return values.ac_powers(told, EvNeeds(energy=service.mode, phases=service.phases))


def _dc_needs(told: DcMode, service: Selected) -> EvNeeds:
    needs = EvNeeds(
        energy=service.mode, max_power_w=si(told.ev_maximum_charge_power), min_power_w=si(told.ev_minimum_charge_power),
        max_current_a=si(told.ev_maximum_charge_current), min_current_a=si(told.ev_minimum_charge_current),
        max_voltage_v=si(told.ev_maximum_voltage), min_voltage_v=si(told.ev_minimum_voltage),
        full_soc_percent=None if told.target_soc is None else float(told.target_soc),
    )
    if isinstance(told, iso20_dc.DC_CPDReqEnergyTransferMode):
        return needs
    return replace(
        needs, max_discharge_power_w=magnitude(told.ev_maximum_discharge_power), min_discharge_power_w=magnitude(told.ev_minimum_discharge_power),
        max_discharge_current_a=magnitude(told.ev_maximum_discharge_current),
    )


_PAIRS = (("min_power_w", "max_power_w"), ("min_current_a", "max_current_a"), ("min_voltage_v", "max_voltage_v"),
          ("min_discharge_power_w", "max_discharge_power_w"))


def _wrong(needs: EvNeeds) -> str:
    """Negative values for charging, and minima above maxima."""
    for low, high in _PAIRS:
        least, most = getattr(needs, low), getattr(needs, high)
        if least is not None and most is not None and (least < 0 or most < least):
            return f"{high} {most:g}, {low} {least:g}"
    return ""


def _beyond(needs: EvNeeds, station_w: float) -> str:
    least = needs.min_power_w or 0.0
    return f"EV takes {least:g} W at least, the station gives {station_w:g} W" if least > station_w else ""


def _apart(needs: EvNeeds, low_v: float, high_v: float) -> str:
    least, most = needs.min_voltage_v or 0.0, needs.max_voltage_v or 0.0
    if most <= 0 or most < low_v or least > high_v:
        return f"EV from {least:g} V to {most:g} V, the station from {low_v:g} V to {high_v:g} V"
    return ""


def ac_station(context: Ctx) -> iso20_ac.AC_CPDResEnergyTransferMode | iso20_ac.BPT_AC_CPDResEnergyTransferMode:
    """The outlet as it is built; what holds at the moment is told in the loop."""
    outlet, service = context.config.outlet.ac, context.facts.service
    first, second, third = values.phases(limits.ac_nominal(context), DOWN)
    power, power_l2, power_l3 = values.phases(context.evse.power_w) if context.evse.power_w else (None, None, None)
    plain = iso20_ac.AC_CPDResEnergyTransferMode(
        evse_maximum_charge_power=first, evse_maximum_charge_power_l2=second, evse_maximum_charge_power_l3=third,
        evse_minimum_charge_power=values.least(outlet.nominal_voltage_v * outlet.min_current_a * service.phases),
        evse_nominal_frequency=values.rational(outlet.frequency_hz), evse_present_active_power=power, evse_present_active_power_l2=power_l2,
        evse_present_active_power_l3=power_l3,
        maximum_power_asymmetry=None if outlet.max_power_asymmetry_va is None else values.most(outlet.max_power_asymmetry_va),
        evse_power_ramp_limitation=None if outlet.power_ramp_percent is None else values.most(outlet.power_ramp_percent),
    )
    if not service.bidirectional:
        return plain
    negative = context.switches["negative_discharge_limits"]
    return iso20_ac.BPT_AC_CPDResEnergyTransferMode(
        **{name: getattr(plain, name) for name in plain.__struct_fields__},
        evse_maximum_discharge_power=values.back(outlet.max_discharge_power_w or 0.0, negative=negative),
        evse_minimum_discharge_power=values.back(outlet.min_discharge_power_w or 0.0, negative=negative),
    )


def dc_station(context: Ctx) -> iso20_dc.DC_CPDResEnergyTransferMode | iso20_dc.BPT_DC_CPDResEnergyTransferMode:
    """The supply as it is built; what holds at the moment is told in the loop."""
    dc = context.config.outlet.dc
    plain = iso20_dc.DC_CPDResEnergyTransferMode(
        evse_maximum_charge_power=values.most(dc.max_power_w), evse_minimum_charge_power=values.least(dc.min_power_w),
        evse_maximum_charge_current=values.most(dc.max_current_a), evse_minimum_charge_current=values.least(dc.min_current_a),
        evse_maximum_voltage=values.most(dc.max_voltage_v), evse_minimum_voltage=values.least(dc.min_voltage_v),
    )
    if not context.facts.service.bidirectional:
        return plain
    negative = context.switches["negative_discharge_limits"]
    return iso20_dc.BPT_DC_CPDResEnergyTransferMode(
        **{name: getattr(plain, name) for name in plain.__struct_fields__},
        evse_maximum_discharge_power=values.back(dc.max_discharge_power_w or 0.0, negative=negative),
        evse_minimum_discharge_power=values.back(dc.min_discharge_power_w or 0.0, negative=negative),
        evse_maximum_discharge_current=values.back(dc.max_discharge_current_a or 0.0, negative=negative),
        evse_minimum_discharge_current=values.back(dc.min_discharge_current_a or 0.0, negative=negative),
    )
