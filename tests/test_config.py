"""Settings: each wrong value is one line that names file and field, and whatever is accepted can be put on the wire."""

from __future__ import annotations

import pathlib
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import inspect

from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Config
from secc.errors import ConfigError
from secc.session import events
from secc.session.link import Link
from secc.testing.drive import charge
from secc.testing.ev import Car, Ev
from secc.testing.ev_din import DinEv
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.pair import Pair


def fields(kind: inspect.Type, path: str = "") -> Iterator[tuple[str, inspect.Type]]:
    """Every plain field with its dotted name; sections are entered."""
    assert isinstance(kind, inspect.StructType)
    for field in kind.fields:
        if isinstance(field.type, inspect.StructType):
            yield from fields(field.type, f"{path}{field.name}.")
        else:
            yield f"{path}{field.name}", plain(field.type)


def plain(kind: inspect.Type) -> inspect.Type:
    """What a field holds if it holds anything."""
    if isinstance(kind, inspect.UnionType):
        return next(one for one in kind.types if not isinstance(one, inspect.NoneType))
    return kind


FIELDS = dict(fields(inspect.type_info(Config)))
NUMBERS = {path: kind for path, kind in FIELDS.items() if isinstance(kind, inspect.FloatType)}
TEXTS = {path: kind for path, kind in FIELDS.items() if isinstance(kind, inspect.StrType)}


def nested(path: str, value: object) -> dict[str, Any]:
    for name in reversed(path.split(".")):
        value = {name: value}
    assert isinstance(value, dict)
    return value


def refusal(path: str, value: object) -> str:
    with pytest.raises(ConfigError) as caught:
        Config.of(nested(path, value), "station.toml")
    return str(caught.value)


@pytest.mark.parametrize("path", FIELDS)
def test_a_value_of_the_wrong_type_is_one_line_that_names_file_and_field(path: str) -> None:
    text = refusal(path, [[{"no": "such thing"}]])
    assert text.startswith(f"station.toml: {path}")
    assert "\n" not in text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf"), -1.0, 1e12], ids=str)
@pytest.mark.parametrize("path", NUMBERS)
def test_a_number_that_no_station_has_is_refused(path: str, value: float) -> None:
    assert refusal(path, value).startswith(f"station.toml: {path}: ")


@pytest.mark.parametrize("path", TEXTS)
def test_control_characters_in_a_text_are_refused(path: str) -> None:
    text = refusal(path, "a\x00\x1b[31m")
    assert text.startswith(f"station.toml: {path}: ")
    assert text.isprintable()


def test_a_wrong_word_is_answered_with_the_words_there_are() -> None:
    assert refusal("tls.mode", "on").endswith("it is one of off, optional, required")
    assert refusal("outlet.energy", ["dc", "hydrogen"]).endswith("it is one of ac, ac_bpt, dc, dc_bpt, mcs, mcs_bpt")


def test_an_unknown_field_is_answered_with_the_fields_there_are() -> None:
    assert "known are max_voltage_v, min_voltage_v" in refusal("outlet.dc.max_voltage", 500.0)


@pytest.mark.parametrize(("path", "value", "field"), [
    ("outlet.evse_id", "DE*ABC*E" + 30 * "1", "outlet.evse_id"), ("outlet.evse_id", "x", "outlet.evse_id"), ("outlet.energy", [], "outlet.energy"),
    ("outlet.payment", [], "outlet.payment"), ("outlet.payment", ["contract"], "outlet.payment"), ("outlet.protocols", [], "outlet.protocols"),
    ("outlet", {"energy": ["ac"], "protocols": ["din", "iso20_dc"]}, "outlet.protocols"), ("outlet.tcp_port", 15118, "outlet.tcp_port"),
    ("outlet.dc", {"min_voltage_v": 600.0, "max_voltage_v": 500.0}, "outlet.dc.min_voltage_v"),
    ("outlet.ac", {"min_current_a": 33.0}, "outlet.ac.min_current_a"), ("max_frame", 8191, "max_frame"),
    ("outlet.services", [{"id": 2, "name": "mine"}], "outlet.services[0].id"),
    ("outlet.services", [{"id": 3, "name": "web"}], "outlet.services[0].category"),
    ("outlet.services", [{"id": 60_001, "name": "a"}, {"id": 60_001, "name": "b"}], "outlet.services[1].id"),
    ("outlet.services", [{"id": 60_001, "name": "a", "parameter_sets": [{"id": 1, "values": {}}]}], "outlet.services[0].parameter_sets[0].values"),
    ("outlet.services", [{"id": 60_001, "name": "a", "parameter_sets": [{"id": 1, "values": {"p": "x" * 81}}]}],
     "outlet.services[0].parameter_sets[0].values.p"),
])  # fmt: skip
def test_what_types_cannot_say_is_said_with_the_field(path: str, value: object, field: str) -> None:
    assert refusal(path, value).startswith(f"station.toml: {field}: ")


def test_a_config_that_a_program_made_is_checked_alike() -> None:
    config = msgspec.structs.replace(Config(), max_frame=1)
    with pytest.raises(ConfigError, match=r"^here: max_frame: "):
        config.check("here")
    Config().check()


@pytest.mark.parametrize(("content", "says"), [
    (b"[outlet\n", "is not TOML"), (b"\xff\xfe", "is not TOML"), (b"outlet = 3", "outlet: Expected `object`"), (None, "cannot be read"),
])
def test_a_broken_or_missing_file_is_named(tmp_path: pathlib.Path, content: bytes | None, says: str) -> None:
    file = tmp_path / "station.toml"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        Config.load(file)
    assert str(caught.value).startswith(f"{file}: ")
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_empty_file_is_the_defaults(tmp_path: pathlib.Path) -> None:
    (tmp_path / "station.toml").write_text("")
    assert Config.load(tmp_path / "station.toml") == Config()


EVS: dict[str, tuple[type[Ev], str]] = {
    "din": (DinEv, "dc"), "iso2": (Iso2Ev, "dc"), "iso20_ac": (Iso20AcEv, "ac"), "iso20_dc": (Iso20DcEv, "dc"),
}


def amounts(section: str) -> st.SearchStrategy[dict[str, float]]:
    """Numbers for a section, from the very edges of what is accepted and from between."""
    known = {path.rpartition(".")[2]: kind for path, kind in NUMBERS.items() if path.startswith(section)}
    return st.fixed_dictionaries({}, optional={name: within(kind) for name, kind in known.items()})


def within(kind: inspect.Type) -> st.SearchStrategy[float]:
    assert isinstance(kind, inspect.FloatType)
    low, high = kind.ge if kind.ge is not None else 1e-3, kind.le
    assert high is not None
    return st.sampled_from((low, high)) | st.floats(low, high)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(dc=amounts("outlet.dc."), ac=amounts("outlet.ac."), protocol=st.sampled_from(sorted(EVS)))
def test_whatever_is_accepted_every_protocol_can_put_on_the_wire(dc: dict[str, float], ac: dict[str, float], protocol: str) -> None:
    make, energy = EVS[protocol]
    try:
        config = Config.of({
            "outlet": {"energy": [energy], "protocols": [protocol], "dc": dc, "ac": ac}, "tls": {"mode": "required"} if "20" in protocol else {},
        })
    except ConfigError:
        return
    link = Link(tls="1.3", peer_chain=(b"car",)) if "20" in protocol else Link()
    pair = Pair(config, SimulatedCharger(config.outlet, authorization=Authorization()), link=link)
    pair.watch.enabled = False  # a supply of 30 000 A has its own idea of tolerances
    charge(pair, make(Car(energy="ac" if energy == "ac" else "dc", protocols=(protocol,), charge_s=2.0)))
    end, = (event for event in pair.events if isinstance(event, events.SessionEnded))
    assert end.reason != "internal_error", pair.story()
    pair.close()
