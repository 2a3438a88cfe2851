"""Timers and performance times of ISO 15118-20, as data."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from secc.messages import iso20_ac, iso20_common, iso20_dc
from secc.session import hold
from secc.session.iso20.states import LOOPS, STANDBY
from secc.session.table import Response, Timer

SEQUENCE: Final = Timer("V2G_SECC_Sequence_Timeout", 60.0, "close", "V2G20-441 V2G20-443 V2G20-445")
LOOP: Final = Timer(SEQUENCE.name, 0.5, "close", "V2G20-1500 V2G20-1502", slack=2.0)
ONGOING: Final = Timer("V2G_SECC_Ongoing_Performance_Time", 55.0, "refuse")
"""The EV gives up after 60 s of Ongoing."""
CABLE_CHECK: Final = Timer("V2G_SECC_CableCheck_Performance_Time", 38.0, "refuse")
"""General knowledge: the EV gives up after 40 s."""
CERTIFICATE: Final = Timer("certificate", 55.0, "refuse")
CONTACTOR: Final = Timer("contactor", 1.4, "note", "V2G20-847")
"""For the pilot and the contactor together: PowerDeliveryRes is due after 1.5 s."""
PILOT: Final = replace(hold.PILOT, seconds=1.4)
OUTPUT_ZERO: Final = replace(hold.OUTPUT_ZERO, seconds=1.4)
"""Held answers are due after 1.5 s, so what they wait for has less."""
SCHEDULES: Final = Timer("schedules", 0.5, "note")
"""How long ScheduleExchangeRes waits for schedules before it makes one from the limits."""


def eim_authorization(seconds: float) -> Timer:
    """The operator's limit for external identification; 0: none. Handlers answer with a warning when it is over."""
    return Timer("eim_authorization", seconds, "note", "V2G20-2219")


def pnc_authorization(seconds: float) -> Timer:
    """The limit for the decision on a contract."""
    return Timer(ONGOING.name, seconds, "refuse")


def sequence_after(response: Response, state: str) -> Timer | None:
    """While energy flows the EV has half a second; in standby, and before and after, a minute (facts 4.1)."""
    if state in STANDBY:
        return None
    if isinstance(response, iso20_ac.AC_ChargeLoopRes | iso20_dc.DC_ChargeLoopRes):
        return LOOP
    aside = isinstance(response, iso20_common.ScheduleExchangeRes | iso20_common.MeteringConfirmationRes)
    return LOOP if aside and state in LOOPS else None


_COMMON: Final = (
    iso20_common.SessionSetupReq, iso20_common.AuthorizationSetupReq, iso20_common.AuthorizationReq, iso20_common.ServiceDiscoveryReq,
    iso20_common.ServiceSelectionReq, iso20_common.ScheduleExchangeReq, iso20_common.PowerDeliveryReq, iso20_common.MeteringConfirmationReq,
    iso20_common.SessionStopReq, iso20_common.VehicleCheckInReq, iso20_common.VehicleCheckOutReq, iso20_ac.AC_ChargeParameterDiscoveryReq,
    iso20_dc.DC_ChargeParameterDiscoveryReq, iso20_dc.DC_CableCheckReq, iso20_dc.DC_PreChargeReq, iso20_dc.DC_WeldingDetectionReq,
)
PERFORMANCE: Final[dict[type, float]] = {
    **dict.fromkeys(_COMMON, 1.5), iso20_common.CertificateInstallationReq: 4.5, iso20_common.ServiceDetailReq: 4.5,
    iso20_ac.AC_ChargeLoopReq: 0.25, iso20_dc.DC_ChargeLoopReq: 0.25,
}
"""Seconds within which the station answers (facts 4.2); held replies keep below them."""
