"""Car, station's checks and mobility operator against one another, every key and signature real."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from secc import messages
from secc.errors import ChainError, SignatureError
from secc.messages import iso2
from secc.messages.xmldsig import Signature
from secc.security import contract_key, pki, provisioning
from secc.security import signature as xml
from secc.security.pki import Credential, Pki
from secc.security.trust import TrustStores
from secc.session import events
from secc.testing import contract_ev
from secc.testing.contract_ev import Contract
from secc.testing.mobility import MobilityOperator

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SESSION = bytes(range(8))


@pytest.fixture(scope="module")
def one() -> Pki:
    return pki.create("secp256r1", NOW)


@pytest.fixture
def operator(one: Pki) -> MobilityOperator:
    return MobilityOperator(one, lambda: NOW, secrets.token_bytes)


def wanted(body: object, signature: Signature | None, action: str = "install") -> events.CertificateWanted:
    header = iso2.MessageHeaderType(session_id=SESSION, signature=signature)
    exi = messages.encode("iso2", iso2.V2G_Message(header=header, body=iso2.BodyType(body_element=body)))  # type: ignore[arg-type]
    return events.CertificateWanted(request=7, action=action, namespace="urn:iso:15118:2:2013:MsgDef", exi=exi, deadline=4.5)  # type: ignore[arg-type]


def private(one: Pki, role: str) -> ec.EllipticCurvePrivateKey:
    key = one[role].key
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return key


def response(exi: bytes | None):
    assert exi is not None
    message = messages.decode("iso2", exi)
    assert isinstance(message, iso2.V2G_Message)
    return message.body.body_element, message.header


def test_a_car_gets_a_contract_that_it_can_use(one: Pki, operator: MobilityOperator) -> None:
    body, signature = contract_ev.installation(one["provisioning"], one.root("v2g"))
    assert provisioning.check_installation(body, signature, one.stores(), NOW).ok
    answer = operator.answer(wanted(body, signature))
    assert (answer.request, answer.outcome) == (7, "ok")
    found, header = response(answer.exi)
    assert header.session_id == SESSION
    assert provisioning.check_response(answer.exi, SESSION) == (found, "")
    contract = contract_ev.accept_contract(found, header.signature, private(one, "provisioning"), one.stores(), NOW)
    assert contract.chain == operator.issued[-1].chain
    assert contract.key.private_numbers() == operator.issued[-1].key.private_numbers()
    verdict = operator.authorize(
        events.AuthorizationWanted(request=1, method="contract", emaid=contract.emaid, chain=tuple(c.der for c in contract.chain))
    )
    assert (verdict.verdict, verdict.certificate) == ("accepted", "accepted")


def test_an_update_is_wrapped_for_the_old_contract_key(one: Pki, operator: MobilityOperator) -> None:
    body, signature = Contract.of(one).update(one.root("v2g"))
    assert provisioning.check_update(body, signature, one.stores(), NOW).ok
    found, header = response(operator.answer(wanted(body, signature, "update")).exi)
    assert isinstance(found, iso2.CertificateUpdateRes)
    assert found.retry_counter == 0
    contract = contract_ev.accept_contract(found, header.signature, private(one, "contract"), one.stores(), NOW)
    assert contract.key.private_numbers() != private(one, "contract").private_numbers()
    with pytest.raises(contract_key.KeyTransportError):
        contract_ev.accept_contract(found, header.signature, private(one, "provisioning"), one.stores(), NOW)


def test_a_careful_car_refuses_an_answer_that_was_tampered_with(one: Pki, operator: MobilityOperator) -> None:
    body, signature = contract_ev.installation(one["provisioning"], one.root("v2g"))
    found, header = response(operator.answer(wanted(body, signature)).exi)
    key = private(one, "provisioning")
    for change in (
        {"emaid": iso2.EMAIDType(id="id4", value="DEABCC99999999")},
        {"dh_public_key": iso2.DiffieHellmanPublickeyType(id="id3", value=bytes(65))},
        {"contract_signature_cert_chain": msgspec.structs.replace(found.contract_signature_cert_chain, sub_certificates=None)},
    ):
        with pytest.raises(SignatureError):
            contract_ev.accept_contract(msgspec.structs.replace(found, **change), header.signature, key, one.stores(), NOW)
    with pytest.raises(SignatureError):
        contract_ev.accept_contract(found, None, key, one.stores(), NOW)
    with pytest.raises(ChainError):
        contract_ev.accept_contract(found, header.signature, key, TrustStores(), NOW)


def test_a_cancelled_contract_is_neither_updated_nor_accepted(one: Pki, operator: MobilityOperator) -> None:
    operator.known.clear()
    body, signature = Contract.of(one).update(one.root("v2g"))
    assert operator.answer(wanted(body, signature, "update")).outcome == "cancelled"
    chain = tuple(c.der for c in one.chain("contract"))
    verdict = operator.authorize(events.AuthorizationWanted(request=1, method="contract", emaid=Contract.of(one).emaid, chain=chain))
    assert (verdict.verdict, verdict.certificate) == ("rejected", "contract_cancelled")


def test_the_operator_says_what_it_is_told_to_say(one: Pki, operator: MobilityOperator) -> None:
    operator.outcome = "no_certificate"
    body, signature = contract_ev.installation(one["provisioning"], one.root("v2g"))
    assert operator.answer(wanted(body, signature)).outcome == "no_certificate"
    operator.verdict, operator.certificate = "rejected", "revoked"
    chain = tuple(c.der for c in one.chain("contract"))
    verdict = operator.authorize(events.AuthorizationWanted(request=1, method="contract", emaid=Contract.of(one).emaid, chain=chain))
    assert (verdict.verdict, verdict.certificate) == ("rejected", "revoked")


def test_a_stranger_contract_is_no_contract_of_this_operator(one: Pki, operator: MobilityOperator) -> None:
    stranger = pki.create("secp256r1", NOW)
    wanted_ = events.AuthorizationWanted(
        request=1, method="contract", emaid=Contract.of(stranger).emaid, chain=tuple(c.der for c in stranger.chain("contract"))
    )
    assert operator.authorize(wanted_).verdict == "rejected"


@pytest.mark.parametrize("exi", [b"", b"\x80", b"garbage", bytes(2000)])
def test_bytes_that_are_no_request_get_no_certificate(operator: MobilityOperator, exi: bytes) -> None:
    found = operator.answer(events.CertificateWanted(request=1, action="install", namespace="", exi=exi, deadline=0.0))
    assert (found.exi, found.outcome) == (None, "failed")


def test_a_backend_answer_is_only_sent_on_if_it_is_one(one: Pki, operator: MobilityOperator) -> None:
    assert provisioning.check_response(b"no EXI at all", SESSION)[0] is None
    body, signature = contract_ev.installation(one["provisioning"], one.root("v2g"))
    request = wanted(body, signature)
    assert provisioning.check_response(request.exi, SESSION)[0] is None, "a request is no response"
    answer = operator.answer(request)
    found, oddity = provisioning.check_response(answer.exi, bytes(8))
    assert found is not None
    assert "SessionID" in oddity


def test_a_chain_signed_by_the_wrong_service_is_refused(one: Pki) -> None:
    impostor = Pki(one.kind, NOW, {**one.credentials, "cps": Credential(one["secc"].certificate, one["secc"].key)})
    operator = MobilityOperator(impostor, lambda: NOW, secrets.token_bytes)
    body, signature = contract_ev.installation(one["provisioning"], one.root("v2g"))
    found, header = response(operator.answer(wanted(body, signature)).exi)
    with pytest.raises(ChainError):
        contract_ev.accept_contract(found, header.signature, private(one, "provisioning"), one.stores(), NOW)


def test_signed_tariffs_verify_with_the_operators_sub_ca_2(one: Pki, operator: MobilityOperator) -> None:
    interval = iso2.RelativeTimeInterval(start=0, duration=86_400)
    offered = [
        iso2.SalesTariffType(
            id=f"t{n}", sales_tariff_id=n, num_e_price_levels=1, sales_tariff_entry=(iso2.SalesTariffEntry(time_interval=interval, e_price_level=1),)
        )
        for n in (1, 2, 3)
    ]
    fragments, signature = operator.tariffs(offered)
    _, found = messages.decode_fragment("xmldsig", signature)
    tariffs = [messages.decode_fragment("iso2", fragment) for fragment in fragments]
    key = one["mo_sub2"].certificate.public_key
    assert key is not None
    assert xml.verify("iso2", found, tariffs, key, xml.ISO2_KEYS) == "xmldsig"  # type: ignore[arg-type]
    with pytest.raises(SignatureError):
        xml.verify("iso2", found, tariffs[:2], key, xml.ISO2_KEYS)  # type: ignore[arg-type]
