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
from collections.abc import Iterator
from typing import Annotated, Any, Literal, get_args

import msgspec
from msgspec import Meta

from secc.errors import ConfigError

Protocol = Literal["din", "iso2", "iso20_ac", "iso20_dc"]
Energy = Literal["ac", "dc", "ac_bpt", "dc_bpt", "mcs", "mcs_bpt"]
Payment = Literal["eim", "contract"]

PROTOCOLS: tuple[Protocol, ...] = ("din", "iso2", "iso20_ac", "iso20_dc")
NEEDS: dict[Protocol, tuple[Energy, ...]] = {
    "din": ("dc", "dc_bpt"), "iso2": ("ac", "dc", "ac_bpt", "dc_bpt"), "iso20_ac": ("ac", "ac_bpt"), "iso20_dc": ("dc", "dc_bpt", "mcs", "mcs_bpt"),
}
"""What an outlet must offer, one of them, for a protocol to be chosen."""

# The ranges keep what every message set can carry, with room above the largest stations (MCS: 1250 V, 3000 A).
Volts = Annotated[float, Meta(gt=0, le=10_000)]
LowVolts = Annotated[float, Meta(ge=0, le=10_000)]
Amps = Annotated[float, Meta(ge=0, le=30_000)]
Watts = Annotated[float, Meta(ge=0, le=30_000_000)]
WattHours = Annotated[float, Meta(ge=0, le=30_000_000)]
Seconds = Annotated[float, Meta(ge=0, le=31_536_000)]
SomeSeconds = Annotated[float, Meta(gt=0, le=3600)]
Port = Annotated[int, Meta(ge=0, le=65_535)]
Connector = Annotated[int, Meta(ge=1, le=127)]
Text = Annotated[str, Meta(pattern="^[^\\x00-\\x1f]*$")]
Names = Annotated[str, Meta(pattern="^[^\\x00-\\x1f]+$", max_length=80)]


class _Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class Dc(_Section, frozen=True, kw_only=True):
    """Nominal capability of the DC supply at the connector: volts, amps, watts. Discharge values are positive."""

    max_voltage_v: Volts = 1000.0
    min_voltage_v: LowVolts = 150.0
    max_current_a: Amps = 200.0
    min_current_a: Amps = 0.0
    max_power_w: Watts = 150_000.0
    min_power_w: Watts = 0.0
    peak_ripple_a: Amps = 2.0
    regulation_tolerance_a: Amps | None = None
    energy_to_deliver_wh: WattHours | None = None
    max_discharge_current_a: Amps | None = None
    min_discharge_current_a: Amps | None = None
    max_discharge_power_w: Watts | None = None
    min_discharge_power_w: Watts | None = None
    transfer_modes: Annotated[tuple[Literal["DC_core", "DC_extended", "DC_combo_core", "DC_unique"], ...], Meta(min_length=1, max_length=4)] = (
        "DC_extended",
    )


class Ac(_Section, frozen=True, kw_only=True):
    """Nominal capability of the AC outlet: volts phase to neutral, amps per phase.

    For -20: discharge in W over all phases, `max_power_asymmetry_va` between phases, `power_ramp_percent` of the maximum per second.
    """

    nominal_voltage_v: Volts = 230.0
    max_current_a: Amps = 32.0
    min_current_a: Amps = 0.0
    phases: Literal[1, 3] = 3
    frequency_hz: Annotated[float, Meta(ge=10, le=500)] = 50.0
    max_discharge_power_w: Watts | None = None
    min_discharge_power_w: Watts | None = None
    max_power_asymmetry_va: Watts | None = None
    power_ramp_percent: Annotated[float, Meta(gt=0, le=10_000)] | None = None


class ServiceParameters(_Section, frozen=True, kw_only=True):
    """One parameter set of a value-added service. Values: bool, int, float (rational in -20, text in -2, whose numbers need a unit) or text.

    `narrow` names the whole numbers that go out as byte or short; one that does not fit goes out as int.
    """

    id: Annotated[int, Meta(ge=0, le=32_767)]
    values: Annotated[
        dict[Names, bool | Annotated[int, Meta(ge=-(2**31), le=2**31 - 1)] | Annotated[float, Meta(ge=-1e9, le=1e9)] | Text],
        Meta(min_length=1, max_length=16),
    ]
    narrow: dict[Names, Literal["byte", "short"]] = {}

    def width(self, name: str) -> Literal["byte", "short", "int"]:
        """How a whole number goes out."""
        value, wanted = self.values[name], self.narrow.get(name)
        most = {"byte": 2**7, "short": 2**15}.get(wanted or "", 0)
        return wanted if wanted and isinstance(value, int) and -most <= value < most else "int"


class Service(_Section, frozen=True, kw_only=True):
    """A value-added service (offered on TLS only). 1 and 2 are taken: charging, and the certificate service. Category as in -2."""

    id: Annotated[int, Meta(ge=3, le=65_535)]
    name: Annotated[str, Meta(pattern="^[^\\x00-\\x1f]+$", max_length=32)]
    category: Literal["Internet", "ContractCertificate", "OtherCustom"] = "OtherCustom"
    scope: Annotated[str, Meta(pattern="^[^\\x00-\\x1f]*$", max_length=64)] | None = None
    free: bool = True
    parameter_sets: Annotated[tuple[ServiceParameters, ...], Meta(max_length=32)] = ()


class Timeouts(_Section, frozen=True, kw_only=True):
    """Limits in seconds that the standards leave to the operator. For the two authorizations, 0 means: no limit."""

    eim_authorization_s: Seconds = 300.0
    pnc_authorization_s: Seconds = 55.0
    stop_margin_s: SomeSeconds = 10.0
    pause_context_s: Seconds = 86_400.0
    frame_s: SomeSeconds = 5.0


class Tls(_Section, frozen=True, kw_only=True):
    """TLS policy and credentials; `pki` names a folder in the layout of `secc pki create`, or single files are given.

    `client_certificate`, on TLS 1.3: `required`, `optional` (no -20 without one) or `tls12-unless-20` (a hello that looks like -2 gets 1.2).
    `platform_suites` adds AES-GCM to TLS 1.2, for lab peers that lack the -2 suite. `key_log` is a file for NSS key log lines.
    """

    mode: Literal["off", "optional", "required"] = "off"
    profile: Literal["strict", "interop"] = "strict"
    pki: Text = ""
    chain: Text = ""
    key: Text = ""
    key_password: Text = ""
    v2g_roots: tuple[Text, ...] = ()
    mo_roots: tuple[Text, ...] = ()
    oem_roots: tuple[Text, ...] = ()
    ocsp: tuple[Text, ...] = ()
    key_log: Text = ""
    crls: tuple[Text, ...] = ()
    client_certificate: Literal["required", "optional", "tls12-unless-20"] = "required"
    platform_suites: bool = False
    handshake_s: SomeSeconds = 15.0
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
    language: Annotated[str, Meta(pattern="^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$")] = "en"
    providers: Annotated[tuple[Names, ...], Meta(max_length=128)] = ()
    power_tolerance_w: Watts | None = None
    ac_three_phase_connector: Connector = 2
    dc_connector: Connector = 2
    mcs_connector: Connector = 1
    bpt_channel: Literal["unified", "separated"] = "unified"
    bpt_generator: Literal["grid_following", "grid_forming"] = "grid_following"
    islanding: Literal["active", "passive"] = "active"


class Outlet(_Section, frozen=True, kw_only=True):
    """One outlet: what it is called, what it can do, what it offers."""

    interface: Text = ""
    evse_id: str = "ZZ00000"
    din_evse_id: Annotated[str, Meta(pattern="^[\\x21-\\x7e]{1,66}$")] = "00"
    energy: tuple[Energy, ...] = ("dc",)
    protocols: tuple[Protocol, ...] = PROTOCOLS
    payment: tuple[Payment, ...] = ("eim",)
    free: bool = False
    certificate_service: bool = False
    central_contract_validation: bool = False
    receipts_every_s: SomeSeconds | None = None
    ac: Ac = Ac()
    dc: Dc = Dc()
    services: Annotated[tuple[Service, ...], Meta(max_length=6)] = ()
    iso20: Iso20 = Iso20()
    sae_j2847_mode: Literal["none", "v2g", "v2h"] = "none"
    tcp_port: Port = 0
    tls_port: Port = 0


class Config(_Section, frozen=True, kw_only=True):
    """Everything a session or station needs to know before it starts.

    `profile` picks the column of the switch table (`secc.session.profile`); `switches` overrides single rows by name.
    `clock_trusted`: the station's wall clock may be given to cars. `max_frame` is the V2GTP payload cap in bytes; certificate messages need 8192.
    """

    outlet: Outlet = Outlet()
    profile: Literal["strict", "field"] = "field"
    switches: dict[str, bool] = {}
    link: Literal["always", "slac"] = "always"
    timeouts: Timeouts = Timeouts()
    tls: Tls = Tls()
    clock_trusted: bool = True
    max_frame: Annotated[int, Meta(ge=8192, le=1_048_576)] = 65_536
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
        config = _converted(data, source)
        config.check(source)
        return config

    def check(self, source: str = "") -> None:
        """Types and ranges, also of a Config that a program made, and what concerns several fields. Raises ConfigError."""
        _converted(msgspec.to_builtins(self), source)
        for field, wrong in (*_outlet_faults(self), *_limit_faults(self.outlet), *_service_faults(self.outlet.services)):
            raise ConfigError(wrong, source=source, field=field)


Faults = Iterator[tuple[str, str]]
"""Field, and what is wrong with it and to be done."""


def _outlet_faults(config: Config) -> Faults:
    outlet = config.outlet
    if len(outlet.evse_id) > 37 or not re.fullmatch(r"[A-Za-z]{2}\*?[A-Za-z0-9]{3}\*?E[A-Za-z0-9*]{1,30}|[A-Za-z0-9*+]{7,37}", outlet.evse_id):
        yield "outlet.evse_id", f"{outlet.evse_id[:40]!r} is no EVSE id: write it like DE*ABC*E123456, 7 to 37 characters"
    for name, choices in (("energy", get_args(Energy)), ("protocols", PROTOCOLS), ("payment", get_args(Payment))):
        if not getattr(outlet, name):
            yield f"outlet.{name}", f"name at least one of {', '.join(choices)}"
    if not any(set(NEEDS[protocol]) & set(outlet.energy) for protocol in outlet.protocols):
        yield "outlet.protocols", f"{', '.join(outlet.protocols)} cannot charge with energy {', '.join(outlet.energy)}: change one of them"
    if "contract" in outlet.payment and config.tls.mode == "off":
        yield "outlet.payment", "contract needs TLS: set tls.mode to optional or required"
    for name, port in (("tcp_port", outlet.tcp_port), ("tls_port", outlet.tls_port)):
        if 0 < port < 49_152:
            yield f"outlet.{name}", f"{port} is outside 49152 to 65535; 0 picks a free one"


def _limit_faults(outlet: Outlet) -> Faults:
    """Least above most."""
    for section, limits in (("dc", outlet.dc), ("ac", outlet.ac)):
        for name in limits.__struct_fields__:
            least, most = getattr(limits, name), getattr(limits, name.replace("min_", "max_"))
            if name.startswith("min_") and least is not None and most is not None and least > most:
                yield f"outlet.{section}.{name}", f"{least:g} is more than {name.replace('min_', 'max_')}, {most:g}"


def _service_faults(services: tuple[Service, ...]) -> Faults:
    """Ids 3 and 4 have their categories (facts 3.7.2); texts are what ISO 15118-20 can carry."""
    seen: set[int] = set()
    for number, service in enumerate(services):
        expected = {3: "Internet", 4: "OtherCustom"}.get(service.id, service.category)
        if service.category != expected:
            yield f"outlet.services[{number}].category", f"service {service.id} is of category {expected}"
        if service.id in seen:
            yield f"outlet.services[{number}].id", f"{service.id} is there twice"
        seen.add(service.id)
        for at, known in enumerate(service.parameter_sets):
            long = [name for name, value in known.values.items() if isinstance(value, str) and len(value) > 80]
            if long:
                yield f"outlet.services[{number}].parameter_sets[{at}].values.{long[0]}", "a text has 80 characters at most: shorten it"


def _converted(data: object, source: str) -> Config:
    try:
        return msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at `$")
        field = where.strip("`. ")
        raise ConfigError(f"{reason}{_hint(reason, field)}", source=source, field=field) from None


def _hint(reason: str, field: str) -> str:
    """What could stand there instead, where only a few things can."""
    from msgspec import inspect

    kind: object = inspect.type_info(Config)
    for name in re.findall(r"\w+|\[", field):
        if isinstance(kind, inspect.StructType):
            kind = next((known.type for known in kind.fields if known.name == name), None)
        elif isinstance(kind, inspect.VarTupleType):
            kind = kind.item_type
    if "unknown field" in reason and isinstance(kind, inspect.StructType):
        return f"; known are {', '.join(known.name for known in kind.fields)}"
    return f"; it is one of {', '.join(map(str, kind.values))}" if isinstance(kind, inspect.LiteralType) else ""
