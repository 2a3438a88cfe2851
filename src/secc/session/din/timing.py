"""Timers and performance times of DIN SPEC 70121, as data (facts 5.7)."""

from __future__ import annotations

from typing import Final

from secc.messages import din
from secc.session.table import Timer

SEQUENCE: Final = Timer("V2G_SECC_Sequence_Timeout", 60.0, "close", "V2G-DC-432")
READY_TO_CHARGE: Final = Timer("V2G_SECC_ReadyToCharge_Performance_Time", 148.0, "refuse")
"""General knowledge: SessionSetupRes to PowerDelivery(true); the EV gives up after 150 s."""
CABLE_CHECK: Final = Timer("V2G_SECC_CableCheck_Performance_Time", 38.0, "refuse")
"""General knowledge: the EV gives up after 40 s."""
SCHEDULES: Final = Timer("schedules", 0.5, "note")
"""How long ChargeParameterDiscoveryRes waits for a schedule before it makes one from the limits."""
OSCILLATOR_RETAIN_S: Final = 1.5
"""V2G_SECC_CPOscillator_Retain: from SessionStopRes until the oscillator may be switched off [V2G-DC-116]."""


def authorization(seconds: float) -> Timer:
    """The operator's limit for external identification; 0: none."""
    return Timer("eim_authorization", seconds, "refuse")


PERFORMANCE: Final[dict[type, float]] = {
    **dict.fromkeys((
        din.SessionSetupReq, din.ServiceDiscoveryReq, din.ServicePaymentSelectionReq, din.ContractAuthenticationReq, din.ChargeParameterDiscoveryReq,
        din.CableCheckReq, din.PreChargeReq, din.PowerDeliveryReq, din.WeldingDetectionReq, din.SessionStopReq,
    ), 1.5),
    din.CurrentDemandReq: 0.025,
}
"""Seconds within which the station answers; held replies keep below them."""
