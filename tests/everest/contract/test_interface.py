"""The shipped interfaces are EVerest's, name for name; values are checked against them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from secc.everest.contract import Contract, ContractError, ViolationError

FOLDER = Path(__file__).resolve().parents[3] / "interfaces"


def without_texts(part: object) -> object:
    """A schema without its descriptions. A property may itself be called `description`; then it is a mapping."""
    if isinstance(part, dict):
        return {key: without_texts(value) for key, value in part.items() if not (key == "description" and isinstance(value, str))}
    if isinstance(part, list):
        return [without_texts(value) for value in part]
    return part


def ordered(part: object) -> object:
    """`required` is a set, the rest has its order."""
    if isinstance(part, dict):
        return {key: sorted(value) if key == "required" else ordered(value) for key, value in part.items()}
    if isinstance(part, list):
        return [ordered(value) for value in part]
    return part


def read(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


DEVICES = ("connector_lock", "over_voltage_monitor")
"""Interfaces of the station side that the tables describe in words: name, commands with their arguments, variables."""


def test_every_interface_equals_the_table(interface_table):
    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(interface_table["interfaces"]) | set(DEVICES)
    for name, wanted in interface_table["interfaces"].items():
        found = read(FOLDER / f"{name}.yaml")
        commands = {
            command: {"arguments": parts.get("arguments", {}), "result": parts.get("result", {"type": "null"})}
            for command, parts in found.get("cmds", {}).items()
        }
        assert ordered(without_texts(commands)) == ordered(without_texts(wanted["cmds"])), name
        assert ordered(without_texts(found.get("vars", {}))) == ordered(without_texts(wanted["vars"])), name
        assert [entry["reference"] for entry in found.get("errors", [])] == wanted["errors"], name


@pytest.mark.parametrize("name", DEVICES)
def test_the_lock_and_the_over_voltage_monitor_have_the_commands_and_variables_of_the_description(shared, name):
    row = re.search(rf"^\| {name} \| (.*) \| (.*) \|$", (shared / "facts" / "everest.md").read_text(), re.MULTILINE)
    interface = Contract.shipped().interface(name)
    commands = {command: set(re.findall(r"\w+", arguments or "")) for command, arguments in re.findall(r"(\w+)(?:\(([^)]*)\))?", row[1])}
    assert {command: set(declared.arguments) for command, declared in interface.commands.items()} == commands
    assert set(interface.variables) == set(re.findall(r"\w+", row[2]))
    assert all(error.startswith(f"{name}/") for error in interface.errors)


def test_every_type_equals_the_table(type_table):
    assert {f"/{path.stem}" for path in (FOLDER / "types").glob("*.yaml")} == set(type_table)
    for file, wanted in type_table.items():
        found = read(FOLDER / "types" / f"{file[1:]}.yaml")["types"]
        assert list(found) == list(wanted), file
        for name, schema in wanted.items():
            assert ordered(without_texts(found[name])) == ordered(without_texts(schema)), f"{file}#/{name}"


def test_every_error_equals_the_table(interface_table):
    for file, wanted in interface_table["errors"].items():
        assert [entry["name"] for entry in read(FOLDER / "errors" / f"{file}.yaml")["errors"]] == wanted


def test_every_name_of_the_mission_document_is_there(shared):
    text = (shared / "mission" / "seed-interfaces.txt").read_text()
    wanted = {
        "evse_manager": ["get_evse", "enable_disable", "authorize_response", "stop_transaction", "session_event", "limits", "ev_info",
                         "powermeter", "ready"],
        "ISO15118_charger": ["setup", "set_charging_parameters", "session_setup", "authorization_response"],
        "energy": ["enforce_limits", "energy_flow_request"],
        "powermeter": ["start_transaction", "stop_transaction", "powermeter", "public_key_ocmf"],
    }  # fmt: skip
    contract = Contract.shipped()
    for name, members in wanted.items():
        assert f"File: interfaces/{name}.yaml" in text
        interface = contract.interface(name)
        for member in members:
            assert member in text
            assert member in interface.commands or member in interface.variables, f"{name}.{member}"
    for file, glued in set(re.findall(r"\$ref: /(\w+)#/(\w+)", text)) - {("some_type", "TypeNameerrors")}:
        assert any(glued.startswith(name) for name in contract.types(file)), f"{file}#/{glued}"
    arguments = {"evse_id", "sae_j2847_mode", "debug_mode"}
    assert set(contract.interface("ISO15118_charger").command("setup").arguments) == arguments


def test_all_elements_have_a_description_of_some_length():
    contract = Contract.shipped()
    for name in contract.interface_names():
        interface = contract.interface(name)
        assert len(interface.description) > 10
        assert all(len(command.description) > 4 for command in interface.commands.values()), name


def test_the_charger_has_28_commands_and_46_variables_and_the_station_14_and_15():
    contract = Contract.shipped()
    charger, station = contract.interface("ISO15118_charger"), contract.interface("evse_manager")
    assert (len(charger.commands), len(charger.variables)) == (28, 46)
    assert (len(station.commands), len(station.variables)) == (14, 15)


@pytest.mark.parametrize(
    ("command", "arguments", "text"),
    [
        ("update_ac_max_current", {"max_current": 500}, "ISO15118_charger.update_ac_max_current.max_current: 500 is above the maximum 400"),
        ("update_ac_max_current", {"max_current": True}, "ISO15118_charger.update_ac_max_current.max_current: True is no number"),
        ("update_ac_max_current", {}, "ISO15118_charger.update_ac_max_current: the argument max_current is missing"),
        ("update_ac_max_current", {"max_current": 1, "x": 2}, "ISO15118_charger.update_ac_max_current: the argument 'x' is unknown"),
        ("update_ac_max_current", [], "ISO15118_charger.update_ac_max_current: the arguments are no object"),
        ("send_error", {"error": "Error_Nothing"}, "'Error_Nothing' is none of Error_Contactor, Error_RCD"),
        ("update_energy_transfer_modes", {"supported_energy_transfer_modes": []}, "0 items, allowed are 1 to 18"),
        ("update_energy_transfer_modes", {"supported_energy_transfer_modes": ["DC"] * 19}, "19 items, allowed are 1 to 18"),
        (
            "update_energy_transfer_modes",
            {"supported_energy_transfer_modes": ["DC", 3]},
            "supported_energy_transfer_modes[1]: 3 is no string",
        ),
        ("update_dc_present_values", {"present_voltage_current": {"evse_present_voltage": float("nan")}}, "nan is no number"),
        ("update_dc_present_values", {"present_voltage_current": {"evse_present_voltage": 1, "y": 1}}, "the field 'y' is unknown"),
    ],
)
def test_a_wrong_argument_is_refused_with_its_path_and_limit(command, arguments, text):
    with pytest.raises(ViolationError, match=re.escape(text)):
        Contract.shipped().interface("ISO15118_charger").command(command).check_arguments(arguments)


def test_what_is_not_declared_is_refused():
    interface = Contract.shipped().interface("energy")
    for ask, text in (
        (lambda: interface.command("explode"), "energy: has no command 'explode'"),
        (lambda: interface.variable("limits"), "energy: has no variable 'limits'"),
        (lambda: interface.check_error("generic/VendorError"), "energy: declares no error 'generic/VendorError'"),
        (lambda: interface.command("enforce_limits").check_result(3), "energy.enforce_limits.result: 3 is not null"),
    ):
        with pytest.raises(ViolationError, match=re.escape(text)):
            ask()


def test_a_tree_nested_without_end_is_a_violation():
    leaf: dict[str, object] = {"uuid": "u", "node_type": "Evse", "children": [], "schedule_import": [], "schedule_export": []}
    leaf["schedule_setpoints"] = []
    tree = leaf
    for _ in range(5000):
        tree = {**leaf, "children": [tree]}
    with pytest.raises(ViolationError, match="nested too deeply"):
        Contract.shipped().interface("energy").variable("energy_flow_request").check(tree)


BROKEN = {
    "description: x\ncommands: {}\n": "2: commands: unknown key",
    "cmds: {}\n": "1: the key description is missing",
    "description: x\nvars:\n  a b: {type: string, description: d}\n": "3: vars.a b: a name has letters",
    "description: x\nvars:\n  a: {description: d}\n": "3: vars.a: the key type is missing",
    "description: x\nvars:\n  a: {type: strnig, description: d}\n": "3: vars.a.type: a type name",
    "description: x\nvars:\n  a: {type: number, description: d, minimum: 3, maximum: 1}\n": "3: vars.a: minimum 3 is above maximum 1",
    "description: x\nvars:\n  a: {type: number, description: d, default: 1}\n": "a default is not allowed here",
    "description: x\nvars:\n  a: {type: number, description: d, $ref: energy}\n": "a reference /file#/Type is needed here",
    "description: x\nvars:\n  a: {type: object, description: d, $ref: /nowhere#/T}\n": "/nowhere#/T leads nowhere",
    "description: x\ncmds:\n  c:\n    arguments: {}\n": "3: cmds.c: the key description is missing",
    "description: x\ncmds:\n  c:\n    description: d\n    result: {type: 'null', description: d}\n": "5: cmds.c.result.type: null is not allowed",
    "description: x\nerrors:\n  - reference: generic\n": "3: errors.0.reference: a reference /errors/file",
    "description: x\nvars: {}\nvars: {}\n": "3: vars: the key stands twice",
    "description: [x\n": "no valid YAML",
}


@pytest.mark.parametrize(("text", "message"), BROKEN.items())
def test_a_broken_interface_file_is_refused_with_file_and_line(tmp_path, text, message):
    (tmp_path / "broken.yaml").write_text(text)
    with pytest.raises(ContractError) as caught:
        Contract(tmp_path).interface("broken")
    assert str(caught.value).startswith(str(tmp_path / "broken.yaml"))
    assert message in str(caught.value)


def test_a_broken_type_file_is_named_by_the_interface_that_needs_it(tmp_path):
    (tmp_path / "types").mkdir()
    (tmp_path / "types" / "t.yaml").write_text("description: x\ntypes:\n  A:\n    type: object\n    description: d\n    required: [z]\n"
                                               "    properties:\n      a: {type: string}\n")  # fmt: skip
    (tmp_path / "i.yaml").write_text("description: x\nvars:\n  a: {type: object, description: d, $ref: /t#/A}\n")
    with pytest.raises(ContractError, match=r"t\.yaml:6: types\.A\.required: required names z"):
        Contract(tmp_path).interface("i")
