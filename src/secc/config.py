"""One frozen settings object, read from TOML. Unknown keys and wrong values are errors that name file, field and fix.

    [outlet]            evse_id, interface, energy, protocols, payment …
    [outlet.dc]         nominal capability of the DC supply
    [outlet.ac]         nominal capability of the AC outlet
    [tls]               see `Tls`
    [timeouts]          see `Timeouts`
"""

from __future__ import annotations

import pathlib
import re
import tomllib
from typing import Any, Literal

import msgspec

from secc.errors import ConfigError

Protocol = Literal["din", "iso2", "iso20_ac", "iso20_dc"]
Energy = Literal["ac", "dc", "ac_bpt", "dc_bpt", "mcs", "mcs_bpt"]
Payment = Literal["eim", "contract"]

PROTOCOLS: tuple[Protocol, ...] = ("din", "iso2", "iso20_ac", "iso20_dc")


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Dc(_Section, frozen=True, kw_only=True):
    """Nominal capability of the DC supply at the connector: volts, amps, watts. Discharge values are positive."""

    max_voltage_v: float = 1000.0
    min_voltage_v: float = 150.0
    max_current_a: float = 200.0
    min_current_a: float = 0.0
    max_power_w: float = 150_000.0
    min_power_w: float = 0.0
    peak_ripple_a: float = 2.0
    regulation_tolerance_a: float | None = None
    energy_to_deliver_wh: float | None = None
    max_discharge_current_a: float | None = None
    min_discharge_current_a: float | None = None
    max_discharge_power_w: float | None = None
    min_discharge_power_w: float | None = None
    transfer_modes: tuple[Literal["DC_core", "DC_extended", "DC_combo_core", "DC_unique"], ...] = ("DC_extended",)


class Ac(_Section, frozen=True, kw_only=True):
    """Nominal capability of the AC outlet: volts phase to neutral, amps per phase."""

    nominal_voltage_v: float = 230.0
    max_current_a: float = 32.0
    min_current_a: float = 0.0
    phases: Literal[1, 3] = 3
    frequency_hz: float = 50.0
    max_discharge_power_w: float | None = None


class ServiceParameters(_Section, frozen=True, kw_only=True):
    """One parameter set of a value-added service. Values: bool, int, float (a physical value is not offered here) or text."""

    id: int
    values: dict[str, bool | int | str] = {}


class Service(_Section, frozen=True, kw_only=True):
    """A value-added service (offered on TLS only). Category as in -2: Internet, ContractCertificate, OtherCustom."""

    id: int
    name: str
    category: Literal["Internet", "ContractCertificate", "OtherCustom"] = "OtherCustom"
    scope: str | None = None
    free: bool = True
    parameter_sets: tuple[ServiceParameters, ...] = ()


class Timeouts(_Section, frozen=True, kw_only=True):
    """Limits in seconds that the standards leave to the operator."""

    eim_authorization_s: float = 300.0
    pnc_authorization_s: float = 55.0
    stop_margin_s: float = 10.0
    pause_context_s: float = 86_400.0
    frame_s: float = 5.0


class Tls(_Section, frozen=True, kw_only=True):
    """TLS policy and credentials; `pki` names a folder in the layout of `secc pki create`, or single files are given.

    `client_certificate`, on TLS 1.3: `required`, `optional` (no -20 without one) or `tls12-unless-20` (a hello that looks like -2 gets 1.2).
    `platform_suites` adds AES-GCM to TLS 1.2, for lab peers that lack the -2 suite. `key_log` is a file for NSS key log lines.
    """

    mode: Literal["off", "optional", "required"] = "off"
    profile: Literal["strict", "interop"] = "strict"
    pki: str = ""
    chain: str = ""
    key: str = ""
    key_password: str = ""
    v2g_roots: tuple[str, ...] = ()
    mo_roots: tuple[str, ...] = ()
    oem_roots: tuple[str, ...] = ()
    ocsp: tuple[str, ...] = ()
    key_log: str = ""
    crls: tuple[str, ...] = ()
    client_certificate: Literal["required", "optional", "tls12-unless-20"] = "required"
    platform_suites: bool = False
    handshake_s: float = 15.0
    allow_insecure_20: bool = False


class Iso20(_Section, frozen=True, kw_only=True):
    """What ISO 15118-20 leaves to the operator.

    `pricing` is what charging schedules carry; with "none", Scheduled mode still gets one flat price level unless `flat_price` is off, for
    many EVs want one. `providers` names the e-mobility providers whose contracts are accepted (none: all). `power_tolerance_w` is how
    far an EV may leave its own profile. The connector numbers are those of ServiceDetailRes; `bpt_*` and `islanding` describe the inverter.
    """

    service_renegotiation: bool = True
    pause: bool = True
    standby: bool = True
    mobility_needs_by_station: bool = False
    pricing: Literal["none", "absolute", "levels"] = "none"
    flat_price: bool = True
    language: str = "en"
    providers: tuple[str, ...] = ()
    power_tolerance_w: float | None = None
    ac_three_phase_connector: int = 2
    dc_connector: int = 2
    mcs_connector: int = 1
    bpt_channel: Literal["unified", "separated"] = "unified"
    bpt_generator: Literal["grid_following", "grid_forming"] = "grid_following"
    islanding: Literal["active", "passive"] = "active"


class Outlet(_Section, frozen=True, kw_only=True):
    """One outlet: what it is called, what it can do, what it offers."""

    interface: str = ""
    evse_id: str = "ZZ00000"
    din_evse_id: str = "00"
    energy: tuple[Energy, ...] = ("dc",)
    protocols: tuple[Protocol, ...] = PROTOCOLS
    payment: tuple[Payment, ...] = ("eim",)
    free: bool = False
    certificate_service: bool = False
    central_contract_validation: bool = False
    receipts_every_s: float | None = None
    ac: Ac = Ac()
    dc: Dc = Dc()
    services: tuple[Service, ...] = ()
    iso20: Iso20 = Iso20()
    sae_j2847_mode: Literal["none", "v2g", "v2h"] = "none"
    tcp_port: int = 0
    tls_port: int = 0


class Config(_Section, frozen=True, kw_only=True):
    """Everything a session or station needs to know before it starts.

    `profile` picks the column of the switch table (`secc.session.profile`); `switches` overrides single rows by name.
    `clock_trusted`: the station's wall clock may be given to cars. `max_frame` is the V2GTP payload cap in bytes.
    """

    outlet: Outlet = Outlet()
    profile: Literal["strict", "field"] = "field"
    switches: dict[str, bool] = {}
    link: Literal["always", "slac"] = "always"
    timeouts: Timeouts = Timeouts()
    tls: Tls = Tls()
    clock_trusted: bool = True
    max_frame: int = 65_536
    control: Literal["scheduled", "dynamic"] = "scheduled"

    @staticmethod
    def load(path: str | pathlib.Path) -> Config:
        """Read a TOML file. Raises ConfigError with one line that names file, field and fix."""
        source = str(path)
        try:
            data = tomllib.loads(pathlib.Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise ConfigError(f"cannot be read: {error.strerror}", source=source) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise ConfigError(f"is not TOML: {error}", source=source) from None
        return Config.of(data, source)

    @staticmethod
    def of(data: dict[str, Any], source: str = "") -> Config:
        """Check a mapping such as `tomllib` gives. Raises ConfigError."""
        try:
            config = msgspec.convert(data, Config)
        except msgspec.ValidationError as error:
            reason, _, where = str(error).partition(" - at `$")
            raise ConfigError(reason, source=source, field=where.strip("`. ")) from None
        config.check(source)
        return config

    def check(self, source: str = "") -> None:
        """What types cannot say. Raises ConfigError."""
        outlet = self.outlet
        if not re.fullmatch(r"[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?E[A-Za-z0-9*]{1,30}|ZZ00000|[A-Za-z0-9*+]{7,37}", outlet.evse_id):
            fix = "write it like DE*ABC*E123456, 7 to 37 characters"
            raise ConfigError(f"{outlet.evse_id!r} is no EVSE id: {fix}", source=source, field="outlet.evse_id")
        if not outlet.energy:
            raise ConfigError("name at least one of ac, dc, ac_bpt, dc_bpt, mcs, mcs_bpt", source=source, field="outlet.energy")
        if not outlet.protocols:
            raise ConfigError("name at least one of din, iso2, iso20_ac, iso20_dc", source=source, field="outlet.protocols")
        if not outlet.payment:
            raise ConfigError("name at least one of eim, contract", source=source, field="outlet.payment")
        if "contract" in outlet.payment and self.tls.mode == "off":
            raise ConfigError("contract needs TLS: set tls.mode to optional or required", source=source, field="outlet.payment")
        for name in ("tcp_port", "tls_port"):
            port = getattr(outlet, name)
            if port and not 49_152 <= port <= 65_535:
                raise ConfigError(f"{port} is outside 49152 to 65535; 0 picks a free one", source=source, field=f"outlet.{name}")
        if self.max_frame < 8192:
            raise ConfigError(f"{self.max_frame} is too small for certificate messages; use at least 8192", source=source, field="max_frame")
