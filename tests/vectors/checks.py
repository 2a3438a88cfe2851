"""What must hold for every vector, as one function a claim. Each returns a reason, or "" if it holds."""

from __future__ import annotations

from secc import messages
from secc.exi.content import AnyElement
from tests.vectors.records import Record, infoset

REASONS = {
    "cap-pub-03997": "SessionID of one octet where the schema has eight: read, but encode refuses what breaks a facet",
}
"""Records for which strict encoding is not possible."""


def decode(record: Record, key: str = "exi") -> object:
    data = bytes.fromhex(record[key])
    if record["kind"] == "document":
        return messages.decode(record["protocol"], data, deviations=False)
    return messages.decode_fragment(record["protocol"], data)


def encode(record: Record, value: object, strict: bool = True) -> str:
    name = record["protocol"]
    if record["kind"] == "document":
        return messages.encode(name, value, strict).hex()
    assert isinstance(value, tuple)
    return messages.encode_fragment(name, value[0], value[1], strict).hex()


def expected(record: Record) -> tuple[str, ...]:
    """The bytes that an encoder may give: those of the record, or where its source wrote needless bits, the reference's."""
    return (record["exi"], record["exi_reencoded"]) if "exi_reencoded" in record else (record["exi"],)


def to_xml(record: Record, value: object) -> str:
    if record["kind"] == "document":
        return messages.to_xml(record["protocol"], value)
    assert isinstance(value, tuple)
    return messages.to_xml(record["protocol"], value[1], value[0])


def from_xml(record: Record) -> object:
    read = messages.from_xml if record["kind"] == "document" else messages.fragment_from_xml
    return read(record["protocol"], record["xml"])


def through_json(record: Record, value: object) -> object:
    name = record["protocol"]
    if record["kind"] == "document":
        return messages.from_json(name, messages.to_json(name, value))
    assert isinstance(value, tuple)
    return messages.fragment_from_json(name, messages.to_json(name, value[1], value[0]))


def failures(record: Record) -> list[str]:
    """Everything that does not hold for a record."""
    value, strict = decode(record), record["id"] not in REASONS
    found = []
    if encode(record, value, strict) not in expected(record):
        found.append("decoded and encoded again, other bytes come out")
    found += [f"{key} decodes to something else" for key in ("exi_tables", "exi_ee") if key in record and decode(record, key) != value]
    if through_json(record, value) != value:
        found.append("JSON loses something")
    if "xml" not in record:
        return found
    if infoset(to_xml(record, value)) != infoset(record["xml"]):
        found.append("decodes to other XML")
    if encode(record, from_xml(record), strict) not in expected(record):
        found.append("the XML encodes to other bytes")
    return found


def breaks_schema(record: Record) -> bool:
    """Whether a decoded document holds anything its schema does not allow."""
    value = decode(record)
    return record["kind"] == "document" and not isinstance(value, AnyElement) and bool(messages.violations(value))
