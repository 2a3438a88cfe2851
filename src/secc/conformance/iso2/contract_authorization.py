"""Authorization by contract: challenge, signature, and what the backend says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from msgspec.structs import replace

from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import contract, requests, walk
from secc.conformance.iso2.contract import PNC
from secc.messages import iso2 as m
from secc.messages.xmldsig import Signature, SignatureValue
from secc.session.commands import Authorized

area = Area("ISO-2", "Authorization")
AREAS = [area]
ONGOING_S = 55.0
Signed = tuple[m.AuthorizationReq, Signature | None]


def identified(ev: Ev) -> bytes:
    """PaymentDetails was answered OK; the challenge."""
    contract.select(ev)
    return contract.identify(ev)


def signed(ev: Ev, request: m.AuthorizationReq, role: str = "contract") -> Signature:
    """A request signed with the key of a role of the bench's PKI."""
    return contract.sign("AuthorizationReq", request, ev.bench.pki[role].key)


def _value(signature: Signature, value: bytes) -> Signature:
    return replace(signature, signature_value=SignatureValue(value=value))


@area.check("ISO2-AUT-005", "the signed challenge is accepted", "V2G2-684", PNC)
def accepted(ev: Ev) -> None:
    """Finished, or Ongoing until the backend has decided; no customer is waited for."""
    processing = contract.request_authorization(ev, identified(ev)).evse_processing
    awaited = (m.EVSEProcessingType.Finished, m.EVSEProcessingType.Ongoing)
    require(processing in awaited, f"EVSEProcessing {processing.value}")


@area.check("ISO2-AUT-006", "while it is Ongoing the request is repeated empty and unsigned", "V2G2-684", PNC)
def repeated(ev: Ev) -> None:
    """That is no signature error."""
    response = contract.request_authorization(ev, identified(ev))
    require(response.evse_processing is m.EVSEProcessingType.Ongoing, f"EVSEProcessing {response.evse_processing.value} without a decision")
    ev.ask(requests.authorization(), m.AuthorizationRes)
    ev.station.tell(Authorized(verdict="accepted"))
    walk.poll(ev, requests.authorization, m.AuthorizationRes, 2.0)


def _other_challenge(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(bytes(byte ^ 0xFF for byte in challenge))
    return request, signed(ev, request)


def _no_challenge(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(None)
    return request, signed(ev, request)


def _other_key(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(challenge)
    return request, signed(ev, request, "vehicle")


def _altered(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(challenge)
    other = contract.authorization(bytes(16))
    return request, signed(ev, other)


def _unsigned(ev: Ev, challenge: bytes) -> Signed:
    return contract.authorization(challenge), None


def _elsewhere(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(challenge)
    return request, signed(ev, replace(request, id="ID2"))


def _der(ev: Ev, challenge: bytes) -> Signed:
    request = contract.authorization(challenge)
    signature = signed(ev, request)
    raw = signature.signature_value.value
    return request, _value(signature, encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big")))


WRONG: dict[str, tuple[str, str, Callable[[Ev, bytes], Signed], str]] = {
    "007": ("another challenge", "V2G2-475; TC Authorization_007", _other_challenge, "FAILED_ChallengeInvalid"),
    "008": ("no challenge", "V2G2-475", _no_challenge, "FAILED_ChallengeInvalid"),
    "009": ("the signature of another key", "TC Authorization_010", _other_key, "FAILED_SignatureError"),
    "010": ("a body altered after signing", "TC Authorization_011", _altered, "FAILED_SignatureError"),
    "011": ("no signature", "", _unsigned, "FAILED_SignatureError"),
    "012": ("a signature over an element that is not there", "", _elsewhere, "FAILED_SignatureError"),
    "013": ("a signature value in DER", "", _der, "FAILED_SignatureError"),
}


def wrong(make: Callable[[Ev, bytes], Signed], code: str, ev: Ev) -> None:
    """A challenge or signature that is not right."""
    request, signature = make(ev, identified(ev))
    ev.refused(request, m.AuthorizationRes, code, signature=signature)


for _number, (_title, _requirement, _make, _code) in WRONG.items():
    area.add(f"ISO2-AUT-{_number}", f"{_title}: {_code}", _requirement, PNC, partial(wrong, _make, _code))


@area.check("ISO2-AUT-014", "a signature whose r begins with a zero byte is accepted", "", PNC)
def padded(ev: Ev) -> None:
    """Left padded to 32 bytes."""
    request = contract.authorization(identified(ev))
    signature = signed(ev, request)
    while signature.signature_value.value[0]:
        signature = signed(ev, request)
    ev.ask(request, m.AuthorizationRes, signature=signature)


@area.check("ISO2-AUT-015", "a contract that the backend rejects does not charge", "", PNC)
def rejected(ev: Ev) -> None:
    """FAILED, other than in EIM."""
    contract.request_authorization(ev, identified(ev))
    ev.station.tell(Authorized(verdict="rejected"))
    ev.wait(0.1)
    ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED")


@area.check("ISO2-AUT-016", "a backend that never answers ends the session at 55 s", "TC Authorization_014", PNC)
def never(ev: Ev) -> None:
    """Ongoing until then; FAILED or closed."""
    challenge = identified(ev)
    begin = ev.now()
    response = contract.request_authorization(ev, challenge)
    while ev.now() - begin < ONGOING_S - 2.0:
        require(response.evse_processing is m.EVSEProcessingType.Ongoing, f"EVSEProcessing {response.evse_processing.value}")
        ev.wait(1.0)
        response = ev.ask(requests.authorization(), m.AuthorizationRes)
    ev.wait(begin + ONGOING_S + 0.5 - ev.now())
    if not ev.connection.closed:
        ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED")
