"""The settings are those of the manifest, and those that EVerest's own module has are called and preset like there."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest
import yaml

import secc.everest
from secc.everest.contract import Contract
from secc.everest.evse_manager.hlc import Hlc
from secc.everest.evse_manager.settings import Settings
from secc.testing.clock import VirtualClock

MANIFEST = Path(secc.everest.__file__).parent / "_modules" / "SeccEvseManager" / "manifest.yaml"
FIELDS = {field.name: field.default for field in msgspec.structs.fields(Settings)}
OURS = {
    "evse_id", "connector_type", "charge_mode", "payment_enable_contract", "ac_enforce_hlc", "contract_certificate_installation_enabled",
}  # fmt: skip
"""Preset differently: a station by itself is a DC outlet that accepts everybody it is told to."""


def test_the_manifest_has_every_setting_with_its_preset():
    config = yaml.safe_load(MANIFEST.read_text())["config"]
    assert config.pop("store")["default"] == ""
    assert {name: option["default"] for name, option in config.items()} == FIELDS


def test_settings_that_everest_has_are_preset_as_there(shared):
    text = (shared / "facts" / "everest.md").read_text()
    rows = text[text.index("**EvseManager**") :].split("\n\n")[1]
    told = {name: yaml.safe_load(value) for name, value in re.findall(r"^\| `(\w+)` \| \w+ \| `(.*?)` \|", rows, re.MULTILINE)}
    both = told.keys() & FIELDS.keys() - OURS
    assert len(both) > 20
    assert {name: told[name] for name in both} == {name: FIELDS[name] for name in both}


@pytest.mark.parametrize(
    "wrong", [{"soft_over_current_timeout_ms": 5999}, {"internal_over_voltage_duration_ms": -1}, {"charge_mode": "XC"}, {"nothing": 1}]
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(wrong, Settings)


class Told:
    """An ISO 15118 module that notes what it is told."""

    def __init__(self) -> None:
        self.said: dict[str, dict] = {}

    def tell(self, command: str, **arguments: dict) -> None:
        self.said[command] = arguments


def test_bidirectional_setup_is_told_only_where_it_is_set():
    both = {"bpt_channel": "Unified", "bpt_generator_mode": "GridFollowing"}
    for settings, setup in [
        ({}, None), ({"bpt_channel": "Unified"}, None), (both, {"bpt_channel": "Unified", "generator_mode": "GridFollowing"}),
        ({**both, "bpt_grid_code_island_method": "Active"},
         {"bpt_channel": "Unified", "generator_mode": "GridFollowing", "grid_code_detection": "Active"}),
    ]:  # fmt: skip
        peer = Told()
        VirtualClock.starting_at(0).run(Hlc(Settings(**settings), peer, None).set_up, None)
        assert peer.said.get("bpt_setup", {}).get("bpt_config") == setup
        if setup is not None:
            Contract.shipped().interface("ISO15118_charger").command("bpt_setup").check_arguments({"bpt_config": setup})
