"""Twin of secc.session.din.parameters: ChargeParameterDiscovery."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from secc.messages import din
from secc.messages.din import EVRequestedEnergyTransferType as Type
from secc.messages.din import EVSEProcessingType as Processing
from secc.messages.din import responseCodeType as Code
from secc.session import commands
from secc.session.din import states
from secc.session.din.values import amps, si, volts, watt_hours

from ..bench import Bench, Hardware
from .steps import bench, parameters, reach


def at(state: str, hardware: Hardware | None = None) -> Bench:
    return reach(bench(hardware=hardware), state)


@pytest.mark.parametrize(("request_", "code"), [
    (parameters(), Code.OK), (parameters(Type.DC_core), Code.FAILED_WrongEnergyTransferType),
    (parameters(Type.AC_three_phase_core), Code.FAILED_WrongEnergyTransferType), (parameters(current_a=-100.0), Code.FAILED_WrongChargeParameter),
    (parameters(voltage_v=149.0), Code.FAILED_WrongChargeParameter),
])
def test_parameters_are_judged(request_: object, code: Code) -> None:
    ev = at(states.PARAMETERS)
    assert ev.ask(request_, din.ChargeParameterDiscoveryRes).response_code is code


def test_the_schedule_is_a_short_and_the_true_limit_stands_beside_it() -> None:
    answer = at(states.PARAMETERS).ask(parameters(), din.ChargeParameterDiscoveryRes)
    station = answer.evse_charge_parameter
    assert isinstance(station, din.DC_EVSEChargeParameter)
    assert station.evse_maximum_power_limit is not None
    assert si(station.evse_maximum_power_limit) == 350_000.0
    assert isinstance(answer.sa_schedules, din.SAScheduleList)
    (entry,) = answer.sa_schedules.sa_schedule_tuple[0].p_max_schedule.p_max_schedule_entry
    assert (entry.p_max, entry.time_interval) == (32_767, din.RelativeTimeInterval(start=0, duration=86_400))


def test_ongoing_while_there_is_no_power() -> None:
    ev = at(states.PARAMETERS)
    ev.push(commands.PowerAvailable(available=False))
    assert ev.ask(parameters(), din.ChargeParameterDiscoveryRes).evse_processing is Processing.Ongoing
    ev.push(commands.PowerAvailable(available=True))
    assert ev.ask(parameters(), din.ChargeParameterDiscoveryRes).evse_processing is Processing.Finished


def test_parameters_of_another_mode_are_wrong() -> None:
    told = din.AC_EVChargeParameter(
        departure_time=3600, e_amount=watt_hours(1000.0), ev_max_voltage=volts(230.0), ev_max_current=amps(16.0), ev_min_current=amps(6.0),
    )
    answer = at(states.PARAMETERS).ask(replace(parameters(), ev_charge_parameter=told), din.ChargeParameterDiscoveryRes)
    assert answer.response_code is Code.FAILED_WrongChargeParameter
