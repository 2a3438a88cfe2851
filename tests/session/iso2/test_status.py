"""Twin of secc.session.iso2.status: what the station says of itself on the wire."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from secc.messages import iso2
from secc.messages.iso2 import DC_EVSEStatusCodeType as StatusCode
from secc.messages.iso2 import EVSENotificationType as Notification
from secc.messages.iso2 import isolationLevelType as Isolation
from secc.session import commands, evse
from secc.session.iso2 import facts, status
from secc.session.iso2.facts import Ctx
from secc.session.link import Link
from secc.session.profile import switches
from secc.session.table import Context
from secc.session.trust import Trust

from .steps import AC, DC


def context(config: Any = DC, *, checked: bool = True, stopped: bool = False, **station: Any) -> Ctx:
    known = replace(facts.first(config, Link(), None), cable_checked=checked, stopped=stopped)
    return Context(
        config=config,
        switches=switches("strict"),
        link=Link(),
        trust=Trust(),
        evse=replace(evse.of(config.outlet), **station),
        facts=known,
        now=10.0,
        unix=None,
        session_id=b"",
        expired=frozenset(),
        header=None,
        raw=b"",
        entropy=bytes,
        state="",
        stage="off",
    )


def dc(**station: Any) -> iso2.DC_EVSEStatusType:
    return status.dc(iso2.DC_EVSEStatusType, context(**station), loop=True)


@pytest.mark.parametrize(("station", "code"), [
    ({}, StatusCode.EVSE_Ready), ({"faults": frozenset({"not_ready"})}, StatusCode.EVSE_NotReady),
    ({"faults": frozenset({"utility_interrupt"})}, StatusCode.EVSE_UtilityInterruptEvent), ({"stopped": True}, StatusCode.EVSE_Shutdown),
    ({"faults": frozenset({"malfunction"})}, StatusCode.EVSE_Malfunction), ({"emergency": "x"}, StatusCode.EVSE_EmergencyShutdown),
])
def test_the_status_code_is_the_true_condition(station: dict[str, Any], code: StatusCode) -> None:
    assert dc(**station).evse_status_code is code


@pytest.mark.parametrize(("isolation", "told"), [
    (None, Isolation.Invalid), ("invalid", Isolation.Invalid), ("valid", Isolation.Valid), ("warning", Isolation.Warning), ("fault", Isolation.Fault),
    ("no_imd", Isolation.No_IMD),
])
def test_the_insulation_is_told_as_it_was_measured(isolation: Any, told: Isolation) -> None:
    assert dc(isolation=isolation).evse_isolation_status is told
    assert dc(isolation=isolation, checked=False).evse_isolation_status is Isolation.Invalid


def test_a_stop_is_told_with_the_seconds_that_are_left() -> None:
    told = dc(stop=commands.Stop(grace_s=30.0), stop_at=5.0)
    assert (told.evse_notification, told.notification_max_delay) == (Notification.StopCharging, 25)


def test_rcd_is_true_when_it_has_tripped() -> None:
    trips = [status.ac(iso2.AC_EVSEStatusType, context(AC, faults=faults)).rcd for faults in (frozenset(), frozenset({"rcd"}))]
    assert trips == [False, True]


def test_power_delivery_carries_the_status_of_its_energy_mode() -> None:
    assert isinstance(status.delivery(context(AC)), iso2.AC_EVSEStatus)
    assert isinstance(status.delivery(context(DC)), iso2.DC_EVSEStatus)
