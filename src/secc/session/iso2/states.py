"""The states of an ISO 15118-2 session: each is named for what the station waits for."""

from typing import Final

SESSION_SETUP: Final = "SessionSetup"
SERVICE_DISCOVERY: Final = "ServiceDiscovery"
SERVICE_SELECTION: Final = "ServiceSelection"
"""ServiceDetail, any number of times, then PaymentServiceSelection."""
CONTRACT: Final = "Contract"
"""Contract was selected: CertificateInstallation or CertificateUpdate once, or PaymentDetails."""
PAYMENT_DETAILS: Final = "PaymentDetails"
AUTHORIZATION: Final = "Authorization"
PARAMETERS: Final = "ChargeParameterDiscovery"

AC_POWER_DELIVERY: Final = "AC PowerDelivery"
AC_CHARGING_FIRST: Final = "AC first ChargingStatus"
AC_CHARGING: Final = "AC ChargingStatus"
AC_RECEIPT: Final = "AC MeteringReceipt"

CABLE_CHECK: Final = "CableCheck"
PRE_CHARGE: Final = "PreCharge"
PRE_CHARGING: Final = "PreCharge or PowerDelivery"
DC_CHARGING_FIRST: Final = "first CurrentDemand"
DC_CHARGING: Final = "CurrentDemand"
DC_RECEIPT: Final = "DC MeteringReceipt"
WELDING: Final = "WeldingDetection"

SESSION_STOP: Final = "SessionStop"
END: Final = "End"
