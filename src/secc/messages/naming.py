"""How names of the schemas become names of Python: the only place that decides it."""

from __future__ import annotations

import keyword
import re

EXCEPTIONS = {
    "EVCCID": "evcc_id",
    "EVSEID": "evse_id",
    "eMAID": "emaid",
    "EVRESSSOC": "ev_ress_soc",
    "EVRESSConditioning": "ev_ress_conditioning",
    "DHpublickey": "dh_public_key",
    "CapacitiveEnergyReadingVARh": "capacitive_energy_reading_varh",
    "BPT_InductiveEnergyReadingVARh": "bpt_inductive_energy_reading_varh",
}
"""What the rule of `field_name` gets wrong."""

BOUNDARY = re.compile(r"_+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


WORDS = re.compile(r"SoC|IDs")
"""Words whose capitals say nothing of where a word begins."""


def _word(match: re.Match[str]) -> str:
    return match[0].capitalize()


def field_name(schema_name: str) -> str:
    """The Python field for an element or attribute: words split at underscores, aB and ABc, in snake_case."""
    name = EXCEPTIONS.get(schema_name) or "_".join(filter(None, BOUNDARY.split(WORDS.sub(_word, schema_name)))).lower()
    return f"{name}_" if keyword.iskeyword(name) else name


def member_name(value: str) -> str:
    """The Python name of an enumeration value."""
    name = re.sub(r"\W", "_", value) or "_"
    if name[0].isdigit():
        return f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) or name in ("name", "value", "mro") else name
