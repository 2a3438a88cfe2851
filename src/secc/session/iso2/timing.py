"""Timers and performance times of ISO 15118-2, as data."""

from __future__ import annotations

from typing import Final

from secc.messages import iso2
from secc.session.table import Timer

SEQUENCE: Final = Timer("V2G_SECC_Sequence_Timeout", 60.0, "close", "V2G2-443 V2G2-536 V2G2-537")
ONGOING: Final = Timer("V2G_SECC_Ongoing_Performance_Time", 55.0, "refuse", "V2G2-687 V2G2-688")
CABLE_CHECK: Final = Timer("V2G_SECC_CableCheck_Performance_Time", 38.0, "refuse")
"""General knowledge: the EV gives up after 40 s."""
SCHEDULES: Final = Timer("schedules", 0.5, "note")
"""How long ChargeParameterDiscoveryRes waits for schedules before it makes one from the limits; far below its performance time."""
CERTIFICATE: Final = Timer("certificate", 4.4, "note")
"""Facts 4.7.1: there is no Ongoing for certificate messages."""


def eim_authorization(seconds: float) -> Timer:
    """The operator's limit for external identification; 0: none. The protocol itself has none [V2G2-854]."""
    return Timer("eim_authorization", seconds, "refuse", "V2G2-854")


def pnc_authorization(seconds: float) -> Timer:
    """The limit for the decision on a contract; its EV gives up after 60 s of Ongoing."""
    return Timer(ONGOING.name, seconds, "refuse", ONGOING.req)


PERFORMANCE: Final[dict[type, float]] = {
    iso2.SessionSetupReq: 1.5, iso2.ServiceDiscoveryReq: 1.5, iso2.PaymentServiceSelectionReq: 1.5, iso2.AuthorizationReq: 1.5,
    iso2.ChargeParameterDiscoveryReq: 1.5, iso2.ChargingStatusReq: 1.5, iso2.MeteringReceiptReq: 1.5, iso2.CableCheckReq: 1.5,
    iso2.PreChargeReq: 1.5, iso2.WeldingDetectionReq: 1.5, iso2.SessionStopReq: 1.5, iso2.ServiceDetailReq: 4.5,
    iso2.PaymentDetailsReq: 4.5, iso2.CertificateInstallationReq: 4.5, iso2.CertificateUpdateReq: 4.5, iso2.PowerDeliveryReq: 4.5,
    iso2.CurrentDemandReq: 0.025,
}
"""Seconds within which the station answers (facts 3.13); held replies keep below them."""
