"""The switches: where the field needs what the text forbids, or the reverse. One row each, with both values; handlers ask, they never choose.

`Config.profile` picks the column, `Config.switches` overrides single rows by name. Sources `facts …` are sections of the behaviour
reference the project works from; rows without a requirement id rest on general knowledge or on the behaviour of several stations.
"""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from secc.errors import ConfigError


class Switch(msgspec.Struct, frozen=True):
    """One row: its name, the value in each column, where it comes from and why there are two values."""

    name: str
    strict: bool
    field: bool
    source: str
    reason: str


SWITCHES: Final = (
    Switch("close_after_failed", True, True, "facts 3.4.4",
           "every test case expects the connection to be closed after FAILED; off keeps the session for laboratory work"),
    Switch("pilot_b_required", True, False, "V2G2-920 V2G2-921",
           "control pilot B before WeldingDetectionRes, SessionStopRes and the AC PowerDeliveryRes(Stop); many cars show B only after it"),
    Switch("stop_before_first_loop", False, True, "facts 5.2",
           "PowerDelivery(Stop) straight after PowerDelivery(Start): a car that aborts at once does not send a loop message first"),
    Switch("renegotiation_shortcut", False, False, "V2G2-582",
           "DC: PowerDelivery(Start) right after a renegotiated ChargeParameterDiscovery, without CableCheck and PreCharge; some cars try"),
    Switch("profile_tolerance", False, True, "V2G2-224 V2G2-225",
           "a charging profile may exceed the schedule by 1 W or 0.5 %: cars round"),
    Switch("profile_at_entry_start", False, True, "facts 3.11.4 V2G2-305",
           "hold an entry of a charging profile only against the limit at its start: VW ID.3, ID.4 and Skoda Enyaq send one entry for a schedule"
           " of several steps and renegotiate when the next begins"),
    Switch("clamp_table_limits", False, False, "facts 3.12",
           "never announce more than 400 A, 1000 V and 200 kW in DIN and ISO 15118-2; today's stations announce what they have"),
    Switch("timer_slack", False, True, "V2G20-1500 V2G20-1502",
           "2 s instead of 0.5 s for the next request of an ISO 15118-20 charge loop: cars pace their loop slower than the text wants"),
    Switch("power_during_precharge", False, True, "facts 2.5.1",
           "ISO 15118-20 DC: PowerDelivery after a PreCharge in which the EV said that it was not finished; several EVs send it"),
    Switch("profile_violation_fails", True, False, "V2G20-1864",
           "ISO 15118-20: FAILED_EVPowerProfileViolation for a profile above the schedule, or power above the profile; off warns"),
    Switch("pause_only_when_asked", False, False, "facts 2.3.10",
           "ISO 15118-20: refuse a pause in Dynamic mode that the station did not ask for, and in Scheduled mode while the profile has power"),
    Switch("resume_without_certificate", False, False, "V2G20-2545",
           "ISO 15118-20 in the laboratory: let an EV without vehicle certificate resume by its EVCCID"),
    Switch("idle_discharge_reading", True, False, "facts 2.9",
           "ISO 15118-20 bidirectional: a discharged-energy reading before anything was discharged; the EVs of one widespread stack cannot read it"),
    Switch("negative_discharge_limits", False, False, "facts 2.4.4",
           "ISO 15118-20: announce discharge limits as negative numbers; either sign is accepted"),
    Switch("sdp_after_setup_timeout", False, True, "V2G2-714 V2G2-716",
           "go on answering SDP when the 18 s of communication setup are over: late cars charge instead of waiting for a new link"),
    Switch("revoked_in_authorization", False, False, "facts 3.4.3",
           "FAILED_CertificateRevoked in AuthorizationRes; the code table knows it for PaymentDetailsRes only"),
    Switch("wrong_precharge_current_fails", False, False, "facts 3.8.2",
           "refuse PreCharge above 2 A instead of clamping to 2 A"),
    Switch("rejected_eim_fails", False, False, "V2G2-854",
           "ISO 15118-2: end the session when the station rejects the card, instead of waiting for another one"),
    Switch("unset_scope_passes", False, True, "facts 3.7.2",
           "ServiceDiscovery with a ServiceScope: services that have none stay in the list, so that no car misses the certificate service"),
    Switch("verify_receipts", True, True, "V2G2-904",
           "refuse a metering receipt whose signature or content is wrong; off hands it to the application as it is"),
)
"""The table. Its names are stable: configurations use them."""


class Switches(msgspec.Struct, frozen=True):
    """One column of the table, with overrides: ask with `switches["name"]`."""

    values: dict[str, bool]

    def __getitem__(self, name: str) -> bool:
        return self.values[name]


def switches(profile: Literal["strict", "field"], overrides: dict[str, bool] | None = None) -> Switches:
    """The values that hold. Raises ConfigError for an override that names no row."""
    values = {switch.name: switch.strict if profile == "strict" else switch.field for switch in SWITCHES}
    for name in overrides or {}:
        if name not in values:
            raise ConfigError(f"{name!r} is no switch; there are {', '.join(values)}", field="switches")
    return Switches({**values, **(overrides or {})})
