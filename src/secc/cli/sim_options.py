"""From the options of `secc-sim` to the one `Config`: file first, options over it."""

from __future__ import annotations

import argparse
from typing import get_args

import msgspec

from secc import config as settings
from secc.cli.sim_pki import operates
from secc.config import Config
from secc.errors import ConfigError
from secc.session.profile import switches

LISTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "energy": ("outlet.energy", get_args(settings.Energy)),
    "protocols": ("outlet.protocols", get_args(settings.Protocol)),
    "payment": ("outlet.payment", get_args(settings.Payment)),
}
PLAIN = {
    "interface": "outlet.interface", "profile": "profile", "tls": "tls.mode", "pki": "tls.pki",
    "tls_profile": "tls.profile", "control": "control",
}
"""Option → field of `Config` that it sets."""


def configuration(options: argparse.Namespace) -> Config:
    """Raises ConfigError with one line that names the file or option, and what to do."""
    config = Config.load(options.config) if options.config else Config()
    _known_switches(config, options.config or "settings")
    given: dict[str, object] = {field: getattr(options, name) for name, field in PLAIN.items() if getattr(options, name) is not None}
    for name, (field, allowed) in LISTS.items():
        text = getattr(options, name)
        if text is not None:
            given[field] = _list(f"--{name}", text, allowed)
    if options.allow_insecure_20:
        given["tls.allow_insecure_20"] = True
    if options.pki and options.tls is None and config.tls.mode == "off":
        given["tls.mode"] = "optional"
    if options.pki and not options.config:
        given = {**_with_pki(options), **given}
    for field, value in given.items():
        config = _replace(config, field, value)
    config = _both_ways(config)
    config.check("settings")
    return config


def _known_switches(config: Config, source: str) -> None:
    try:
        switches(config.profile, config.switches)
    except ConfigError as error:
        raise ConfigError(error.reason, source=source, field=error.field) from None


def _both_ways(config: Config) -> Config:
    """A simulated outlet that is to take energy back takes as much as it gives, unless the configuration says how much."""
    outlet = config.outlet
    dc, ac = outlet.dc, outlet.ac
    if {"dc_bpt", "mcs_bpt"} & set(outlet.energy) and dc.max_discharge_power_w is None:
        dc = msgspec.structs.replace(dc, max_discharge_power_w=dc.max_power_w, max_discharge_current_a=dc.max_discharge_current_a or dc.max_current_a)
    if "ac_bpt" in outlet.energy and ac.max_discharge_power_w is None:
        ac = msgspec.structs.replace(ac, max_discharge_power_w=ac.nominal_voltage_v * ac.max_current_a * ac.phases)
    return config if (dc, ac) == (outlet.dc, outlet.ac) else _replace(_replace(config, "outlet.dc", dc), "outlet.ac", ac)


def _with_pki(options: argparse.Namespace) -> dict[str, object]:
    """What a folder of certificates makes possible, unless an option says otherwise: Plug & Charge, new contracts, lab material on TLS 1.3."""
    contract = "contract" in (options.payment or "contract")
    lab = options.profile != "strict"
    return {
        "outlet.payment": ("eim", "contract"),
        "outlet.certificate_service": contract and operates(options.pki),
        "tls.profile": "interop" if lab else "strict",
    }


def _list(option: str, text: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    words = tuple(dict.fromkeys(word.strip() for word in text.split(",")))
    for word in words:
        if word not in allowed:
            raise ConfigError(f"{word!r} is none of {', '.join(allowed)}", source=option)
    return words


def _replace(config: Config, field: str, value: object) -> Config:
    section, _, name = field.rpartition(".")
    if not section:
        return msgspec.structs.replace(config, **{name: value})
    changed = msgspec.structs.replace(getattr(config, section), **{name: value})
    return msgspec.structs.replace(config, **{section: changed})
