"""The states of a DIN SPEC 70121 session: each is named for what the station waits for."""

from typing import Final

SESSION_SETUP: Final = "SessionSetup"
SERVICE_DISCOVERY: Final = "ServiceDiscovery"
SERVICE_SELECTION: Final = "ServicePaymentSelection"
AUTHORIZATION: Final = "ContractAuthentication"
PARAMETERS: Final = "ChargeParameterDiscovery"
CABLE_CHECK: Final = "CableCheck"
PRE_CHARGE: Final = "PreCharge"
PRE_CHARGING: Final = "PreCharge or PowerDelivery"
CHARGING_FIRST: Final = "first CurrentDemand"
CHARGING: Final = "CurrentDemand"
WELDING: Final = "WeldingDetection"
END: Final = "End"
