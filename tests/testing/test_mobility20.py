from __future__ import annotations

import secrets
from datetime import UTC, datetime

import msgspec
import pytest

from secc import messages
from secc.errors import SignatureError
from secc.messages import iso20_common as common
from secc.security import iso20, pki
from secc.security.keys import SoftwareSigner
from secc.security.pki import Pki
from secc.session import events
from secc.testing import mobility20
from secc.testing.mobility20 import MobilityOperator20

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SESSION = bytes(range(8))


@pytest.fixture(scope="module")
def one() -> Pki:
    return pki.create("secp521r1", NOW)


@pytest.fixture
def operator(one: Pki) -> MobilityOperator20:
    return MobilityOperator20(one, lambda: NOW, secrets.token_bytes)


def header(signature) -> common.MessageHeaderType:
    return common.MessageHeaderType(session_id=SESSION, time_stamp=int(NOW.timestamp()), signature=signature)


def wanted(request: common.CertificateInstallationReq) -> events.CertificateWanted:
    exi = messages.encode("iso20_common", request)
    return events.CertificateWanted(request=3, action="install", namespace="urn:iso:std:iso:15118:-20:CommonMessages", exi=exi, deadline=55.0)


def test_a_car_gets_a_contract_that_it_can_use(one: Pki, operator: MobilityOperator20) -> None:
    request = mobility20.installation(one, header)
    assert iso20.check_installation(request, request.header.signature, one.stores(), NOW, revocation=None, strictness="strict") == ("OK", "")
    answer = operator.answer(wanted(request))
    assert answer.exi is not None
    response, oddity = iso20.installation_response(answer.exi)
    assert response is not None
    assert oddity == ""
    provider = one["cps"].certificate.public_key
    assert provider is not None
    key = mobility20.accept_contract(response, response.header.signature, one, provider)
    assert key.private_numbers() == operator.issued[-1].key.private_numbers()
    chain = tuple(c.der for c in operator.issued[-1].chain)
    verdict = operator.authorize(events.AuthorizationWanted(request=1, method="contract", emaid=operator.issued[-1].emaid, chain=chain))
    assert verdict.verdict == "accepted"


def test_what_was_tampered_with_is_refused(one: Pki, operator: MobilityOperator20) -> None:
    response, _ = iso20.installation_response(operator.answer(wanted(mobility20.installation(one, header))).exi or b"")
    assert response is not None
    provider = one["cps"].certificate.public_key
    assert provider is not None
    data = msgspec.structs.replace(response.signed_installation_data, dh_public_key=bytes(133))
    changed = msgspec.structs.replace(response, signed_installation_data=data)
    with pytest.raises(SignatureError):
        mobility20.accept_contract(changed, response.header.signature, one, provider)
    with pytest.raises(SignatureError):
        mobility20.accept_contract(response, None, one, provider)


def test_a_request_signed_by_another_key_gets_no_contract(one: Pki, operator: MobilityOperator20) -> None:
    request = mobility20.installation(one, header, SoftwareSigner(one["vehicle"].key))
    assert operator.answer(wanted(request)).exi is None


def test_the_authorization_of_a_car_is_accepted_and_a_bent_one_is_not(one: Pki) -> None:
    challenge = bytes(range(16))
    block, signature = mobility20.authorization(one, challenge)
    assert iso20.check_authorization(block, signature, challenge, "strict") == "OK"
    assert iso20.check_authorization(block, signature, bytes(16), "strict") == "WARNING_ChallengeInvalid"
    assert iso20.check_authorization(block, None, challenge, "strict") == "WARNING_GeneralPnCAuthorizationError"
    _, forged = mobility20.authorization(one, challenge, SoftwareSigner(one["vehicle"].key))
    assert iso20.check_authorization(block, forged, challenge, "strict") == "WARNING_GeneralPnCAuthorizationError"
