"""The EVerest pages of docs/: the mapping table from the tables in the source, the sequence diagram from a recorded run."""

from __future__ import annotations

import json
import pathlib
import sys
from collections import Counter

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from secc.everest.contract import Contract
from secc.everest.mapping import COMMANDS, EXTENSIONS, VARIABLES
from secc.testing.drive import charge
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from tests.everest.site import Bench

NOTE = "<!-- Drawn by tools/docs.py from the tables and a recorded run; edit those. -->\n"
WHO = {"evse1": "evse_manager", "evse1_iso15118": "ISO15118_charger", "evse1_board": "board", "evse1_supply": "supply", "evse1_imd": "imd",
       "evse1_meter": "powermeter", "evse1_slac": "slac", "evse1_lock": "lock", "evse1_ovm": "over-voltage monitor",
       "energy_manager": "energy manager", "auth": "auth"}  # fmt: skip
ORDER = ("auth", "energy_manager", "evse1", "evse1_meter", "evse1_iso15118", "evse1_slac", "evse1_board", "evse1_lock", "evse1_supply", "evse1_imd",
         "evse1_ovm")
MOST = 2
"""How often the same line is drawn."""
PERIODIC = frozenset({"powermeter", "energy_flow_request", "enforced_limits", "limits", "update_meter_info", "enforce_limits", "ev_info",
                      "voltage_current", "update_dc_present_values", "isolation_measurement", "voltage_measurement_V"})  # fmt: skip


def _table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in (head, ("---",) * len(head), *rows)]
    return "\n".join(lines) + "\n"


def mapping_page() -> str:
    """docs/everest_mapping.md"""
    contract = Contract.shipped()
    charger = contract.interface("ISO15118_charger")
    parts = [NOTE, "# EVerest's interfaces and what stands behind them\n",
             "\n`ISO15118_charger` at the charger door. A command holds from when it comes: what a session can use now is pushed into it, what only"
             " a new session can use waits for the next one. –: the protocol has nothing of the kind.\n"]  # fmt: skip
    parts.append(f"\n## ISO15118_charger: {len(COMMANDS)} commands\n\n")
    parts.append(_table(("command", "meaning", "DIN SPEC 70121", "ISO 15118-2", "ISO 15118-20"),
                        [(f"`{row.name}`", charger.commands[row.name].description, row.din, row.iso2, row.iso20) for row in COMMANDS]))  # fmt: skip
    parts.append(f"\n## ISO15118_charger: {len(VARIABLES)} variables\n\nIn the order in which those of one event are published.\n\n")
    said = {row.name: ", ".join(kind.__name__ for kind in row.events) or "the module itself" for row in VARIABLES}
    parts.append(_table(("variable", "published on", "DIN SPEC 70121", "ISO 15118-2", "ISO 15118-20"),
                        [(f"`{row.name}`", said[row.name], row.din, row.iso2, row.iso20) for row in VARIABLES]))  # fmt: skip
    parts.append(f"\n## iso15118_extensions: {len(EXTENSIONS)} variables\n\n")
    parts.append(_table(("variable", "published on", "DIN SPEC 70121", "ISO 15118-2", "ISO 15118-20"),
                        [(f"`{row.name}`", ", ".join(kind.__name__ for kind in row.events) or "the module itself", row.din, row.iso2, row.iso20)
                         for row in EXTENSIONS]))  # fmt: skip
    parts.append("\nIts command `set_get_certificate_response` brings the answer to iso15118_certificate_request: the response as the EV gets it.\n")
    for name in ("evse_manager", "energy", "powermeter"):
        interface = contract.interface(name)
        parts.append(f"\n## {name}: {len(interface.commands)} commands, {len(interface.variables)} variables\n\n")
        rows = [(f"`{key}`", "command", command.description) for key, command in interface.commands.items()]
        rows += [(f"`{key}`", "variable", str(variable.schema["description"])) for key, variable in interface.variables.items()]
        parts.append(_table(("name", "kind", "meaning"), rows))
    return "".join(parts)


def session_page() -> str:
    """docs/everest_session.md"""
    return (
        f"{NOTE}# One DC session across the interfaces\n\nRecorded on the in-memory bus: ISO 15118-2, external payment, a car that charges for ten"
        " seconds and leaves.\nSolid arrows are commands, dotted ones variables. What repeats (measurements, limits, meter records, targets)"
        f" is shown once or twice.\n\n```mermaid\nsequenceDiagram\n{_recorded()}\n```\n"
    )


def _recorded() -> str:
    bench = Bench("dc", plugged=False)
    lines: list[str] = []
    shown: set[str] = set()
    times: Counter[str] = Counter()

    def heard(topic: str, payload: bytes) -> None:
        parts = topic.split("/")
        if len(parts) != 7 or parts[5] not in ("var", "cmd"):
            return
        data = json.loads(payload)["data"]
        line = _command(parts, data) if parts[5] == "cmd" else _variable(parts, data["data"])
        name = parts[6]
        times[line] += 1
        if not (name in PERIODIC and name in shown) and times[line] <= MOST:
            shown.add(name)
            lines.append(line)

    bench.bus.subscribe("everest/#", heard)
    bench.run(lambda: bench.outlet.board.show("B"))
    bench.pair.advance(1)
    assert charge(bench.pair, Iso2Ev(Car())).failure is None
    bench.run(bench.outlet.board.unplug)
    bench.pair.advance(3)
    people = [f"    participant {key} as {WHO[key]}" for key in ORDER]
    return "\n".join([*people, *lines])


def _command(parts: list[str], data: dict) -> str:
    return f"    {data['origin']}->>{parts[2]}: {parts[6]}{_short(data['args'])}"


def _variable(parts: list[str], value: object) -> str:
    to = {"evse1": "auth", "auth": "evse1"}.get(parts[2], "evse1")
    name = f"session_event {value['event']}" if parts[6] == "session_event" else f"{parts[6]}{_short(value)}"
    return f"    {parts[2]}-->>{to}: {name}"


def _short(value: object) -> str:
    """Small scalar values are worth showing."""
    if isinstance(value, dict):
        value = next(iter(value.values())) if len(value) == 1 and isinstance(next(iter(value.values())), dict) else value
        plain = [str(inner) for inner in value.values() if isinstance(inner, bool | str) and len(str(inner)) < 24]
        return f"({', '.join(plain[:2])})" if plain and len(value) <= 3 else ""
    return f" {value}" if isinstance(value, bool | str) and len(str(value)) < 24 else ""


EVEREST_PAGES = {"everest_mapping.md": mapping_page, "everest_session.md": session_page}
