from __future__ import annotations

import msgspec
import pytest

from secc.messages import iso2
from secc.messages.xmldsig import SignatureValue
from secc.security import authorization
from secc.security.keys import SoftwareSigner
from secc.security.pki import Pki
from secc.testing.contract_ev import Contract, signed

CHALLENGE = bytes(range(16))
METER = iso2.MeterInfoType(meter_id="M1", meter_reading=12345, sig_meter_reading=b"sig", meter_status=1, t_meter=1_700_000_000)
SESSION = bytes(range(8))


@pytest.fixture(scope="module")
def contract(p256: Pki) -> Contract:
    return Contract.of(p256)


def check(one: Pki, body: iso2.AuthorizationReq, signature, challenge: bytes = CHALLENGE) -> str:
    return authorization.check_authorization(body, signature, challenge, one["contract"].key.public_key())


def test_a_signed_request_with_the_challenge_is_ok(p256: Pki, contract: Contract) -> None:
    assert check(p256, *contract.authorization(CHALLENGE)) == "OK"


@pytest.mark.parametrize("challenge", [bytes(16), b"", CHALLENGE[:15], CHALLENGE + b"\0"])
def test_another_challenge_is_invalid_though_it_is_signed(p256: Pki, contract: Contract, challenge: bytes) -> None:
    body = iso2.AuthorizationReq(id="ID1", gen_challenge=challenge)
    signature = contract.authorization(CHALLENGE)[1]  # the schema lets nobody sign another length than 16
    if len(challenge) == 16:
        signature = signed("AuthorizationReq", body, contract.signer)
    assert check(p256, body, signature) == "FAILED_ChallengeInvalid"


def test_no_challenge_is_invalid_though_it_is_signed(p256: Pki, contract: Contract) -> None:
    body = iso2.AuthorizationReq(id="ID1", gen_challenge=None)
    assert check(p256, body, signed("AuthorizationReq", body, contract.signer)) == "FAILED_ChallengeInvalid"


def test_the_challenge_of_another_session_is_a_replay(p256: Pki, contract: Contract) -> None:
    body, signature = contract.authorization(CHALLENGE)
    assert check(p256, body, signature, bytes(reversed(CHALLENGE))) == "FAILED_ChallengeInvalid"


def test_no_signature_another_key_and_a_changed_body_are_signature_errors(p256: Pki, contract: Contract) -> None:
    body, signature = contract.authorization(CHALLENGE)
    assert check(p256, body, None) == "FAILED_SignatureError"
    assert check(p256, body, signed("AuthorizationReq", body, SoftwareSigner(p256["provisioning"].key))) == "FAILED_SignatureError"
    assert check(p256, iso2.AuthorizationReq(id="ID2", gen_challenge=CHALLENGE), signature) == "FAILED_SignatureError"
    broken = msgspec.structs.replace(signature, signature_value=SignatureValue(value=bytes(64)))
    assert check(p256, body, broken) == "FAILED_SignatureError"


def receipt(one: Pki, body, signature, sent: iso2.MeterInfoType = METER, session: bytes = SESSION) -> str:
    return authorization.check_receipt(body, signature, session, sent, one["contract"].key.public_key())


def test_a_receipt_over_what_was_sent_is_ok(p256: Pki, contract: Contract) -> None:
    assert receipt(p256, *contract.receipt(SESSION, METER)) == "OK"


@pytest.mark.parametrize(
    "change",
    [{"meter_reading": 12344}, {"meter_id": "M2"}, {"sig_meter_reading": None}, {"meter_status": None}, {"t_meter": 1_700_000_001}],
)
def test_a_receipt_over_other_values_is_not_valid_though_it_is_signed(p256: Pki, contract: Contract, change: dict[str, object]) -> None:
    body, signature = contract.receipt(SESSION, msgspec.structs.replace(METER, **change))
    assert receipt(p256, body, signature) == "FAILED_MeteringSignatureNotValid"


def test_a_receipt_of_another_session_or_key_is_not_valid(p256: Pki, contract: Contract) -> None:
    body, signature = contract.receipt(bytes(8), METER)
    assert receipt(p256, body, signature) == "FAILED_MeteringSignatureNotValid"
    body, signature = contract.receipt(SESSION, METER)
    assert receipt(p256, body, None) == "FAILED_MeteringSignatureNotValid"
    assert receipt(p256, body, signed("MeteringReceiptReq", body, SoftwareSigner(p256["cps"].key))) == "FAILED_MeteringSignatureNotValid"
