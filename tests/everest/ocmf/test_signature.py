"""The verdict on every public record is the known one, and ours verify with nothing but a standard library."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import given
from hypothesis import strategies as st

from secc.everest.ocmf import OcmfError, PublicKey, check_signature, parse, sign
from secc.everest.ocmf.key import CURVES
from tests.everest.conftest import SHARED

FILE: Path = SHARED / "ocmf" / "samples.jsonl"
SAMPLES = [json.loads(line) for line in FILE.read_text().splitlines()] if FILE.exists() else []


def key_and_hex(curve: str = "secp256r1") -> tuple[ec.EllipticCurvePrivateKey, str]:
    key = ec.generate_private_key(CURVES[curve]())
    return key, PublicKey(key.public_key(), curve, bare=False).hex()


def test_the_samples_are_here(shared):
    assert len(SAMPLES) >= 56


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{number}-{sample['origin'][-30:]}" for number, sample in enumerate(SAMPLES)])
def test_the_verdict_on_a_public_record_is_the_known_one(sample):
    verdict = check_signature(parse(sample["record"]), sample["public_key"] or "").outcome
    if not sample["public_key"]:
        assert verdict == "no key"
    elif "secp192k1" in sample["note"]:
        assert verdict == "unsupported"
    else:
        assert verdict == ("valid" if sample["verifies"] else "invalid")


@pytest.mark.parametrize("sample", [sample for sample in SAMPLES if sample["verifies"]][::5], ids=lambda sample: sample["origin"][-20:])
def test_one_changed_digit_makes_a_public_record_invalid(sample):
    record = sample["record"]
    at = record.index('"RV"') + 5
    while not record[at].isdigit():
        at += 1
    changed = record[:at] + str((int(record[at]) + 1) % 10) + record[at + 1 :]
    assert check_signature(parse(changed), sample["public_key"]).outcome in ("invalid", "unsupported")


@pytest.mark.parametrize("curve", [curve for curve, make in CURVES.items() if make])
def test_what_we_sign_verifies_with_a_standard_library_alone(curve):
    key, text = key_and_hex(curve)
    record = sign('{"FV":"1.0","PG":"T1"}', key, curve)
    _, payload, signature = record.split("|")
    der = serialization.load_der_public_key(bytes.fromhex(text))
    der.verify(bytes.fromhex(json.loads(signature)["SD"]), payload.encode(), ec.ECDSA(hashes.SHA256()))
    assert check_signature(parse(record), text).outcome == "valid"


def test_the_five_reasons_against_a_record_are_told_apart():
    key, text = key_and_hex()
    record = sign('{"FV":"1.0"}', key, "secp256r1")
    other = key_and_hex("secp384r1")[1]
    assert check_signature(parse(record), "").outcome == "no key"
    assert check_signature(parse(record), other).outcome == "key does not fit"
    assert check_signature(parse(record), key_and_hex()[1]).outcome == "invalid"
    assert check_signature(parse(record.replace("-SHA256", "-SHA1")), text).outcome == "unsupported"
    assert check_signature(parse('OCMF|{"FV":"1.0"}|{"SD":"zz"}'), text).outcome == "unreadable"
    assert check_signature(parse(record), "not a key").outcome == "unreadable"


def test_the_record_never_chooses_the_key():
    key, text = key_and_hex("secp384r1")
    lying = sign('{"FV":"1.0"}', key, "secp256r1")
    assert check_signature(parse(lying), text).outcome == "key does not fit"


def test_keys_are_read_in_every_usual_shape():
    key, text = key_and_hex()
    record = parse(sign('{"FV":"1.0"}', key, "secp256r1"))
    der = bytes.fromhex(text)
    public = key.public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo).decode()
    point = public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint).hex()
    import base64

    in_base64 = base64.b64encode(der).decode()
    oca = base64.b64encode(f"oca:base16:asn1:{text}".encode()).decode()
    spaced = " ".join(text[at : at + 2] for at in range(0, len(text), 2))
    for shape in (text, text.lower(), spaced, in_base64, pem, point, point[2:], oca, f"oca:base16:asn1:{text}"):
        assert check_signature(record, shape).outcome == "valid", shape[:40]


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text):
    for candidate in (text, f"OCMF|{text}", f"OCMF|{{}}|{text}", f'OCMF|{{"PG":"{text}'):
        try:
            record = parse(candidate)
        except OcmfError:
            continue
        check_signature(record, text)
