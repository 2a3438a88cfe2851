"""CertificateInstallation and CertificateUpdate: what is verified here, what goes to the backend and comes back unchanged."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from msgspec.structs import replace

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import contract
from secc.conformance.iso2.contract import INSTALL, PNC, SERVICE, UPDATE
from secc.messages import iso2 as m
from secc.messages.xmldsig import Signature
from secc.security import contract_key, pki
from secc.security import signature as xml
from secc.security.certificate import read
from secc.security.contract_key import WrappedKey
from secc.session.commands import CertificateAnswered
from secc.session.events import CertificateWanted

install = Area("ISO-2", "CertificateInstallation")
update = Area("ISO-2", "CertificateUpdate")
AREAS = [install, update]
Signed = tuple[m.CertificateInstallationReq, Signature] | tuple[m.CertificateUpdateReq, Signature]
R = TypeVar("R", m.CertificateInstallationRes, m.CertificateUpdateRes)
NOTHING_HERE = ("FAILED", "FAILED_NoCertificateAvailable")


def installation(ev: Ev, role: str = "provisioning") -> tuple[m.CertificateInstallationReq, Signature]:
    """A good request, signed with the key of a role."""
    request = contract.installation(ev.bench.pki["provisioning"])
    return request, contract.sign("CertificateInstallationReq", request, ev.bench.pki[role].key)


def renewal(ev: Ev, known: pki.Pki | None = None, role: str = "contract") -> tuple[m.CertificateUpdateReq, Signature]:
    """A good request with the contract of a PKI, signed with the key of a role."""
    known = known or ev.bench.pki
    request = contract.update(known.chain("contract"))
    return request, contract.sign("CertificateUpdateReq", request, known[role].key)


def wanted(ev: Ev) -> CertificateWanted:
    """What the backend was asked last."""
    asked = ev.station.told(CertificateWanted)
    if not asked:
        raise CheckFailed("the backend was not asked")
    return asked[-1]


def unchanged(ev: Ev, request: object, signature: Signature, kind: type[R]) -> R:
    """The backend gets the request's bytes, the EV gets the backend's bytes: signature of the provisioning service, key that opens."""
    sent = ev.payload(request, signature=signature)
    ev.send(request, signature=signature)
    ev.wait(0.5)
    asked = wanted(ev)
    require(asked.exi == sent, "the backend did not get the request as it was sent")
    answer = ev.bench.mobility(asked)
    require(answer.exi is not None, f"the backend refused the request: {answer.outcome}")
    ev.station.tell(answer)
    response = ev.expect(kind)
    require(ev.last_payload == answer.exi, "the backend's answer was changed on its way")
    _verify(ev, response)
    return response


def _verify(ev: Ev, response: m.CertificateInstallationRes | m.CertificateUpdateRes) -> None:
    parts = (
        ("ContractSignatureCertChain", response.contract_signature_cert_chain),
        ("ContractSignatureEncryptedPrivateKey", response.contract_signature_encrypted_private_key),
        ("DHpublickey", response.dh_public_key), ("eMAID", response.emaid),
    )
    signer = read(response.sa_provisioning_certificate_chain.certificate).public_key
    if signer is None:
        raise CheckFailed("the provisioning certificate has no key that can be read")
    xml.verify("iso2", ev.last_signature, parts, signer, xml.ISO2_KEYS)
    receiver = "provisioning" if isinstance(response, m.CertificateInstallationRes) else "contract"
    new = read(response.contract_signature_cert_chain.certificate).public_key
    wrapped = WrappedKey(response.contract_signature_encrypted_private_key.value, response.dh_public_key.value)
    contract_key.unwrap(wrapped, contract.p256(ev.bench.pki[receiver].key), contract.p256_public(new))


# ---- CertificateInstallation ------------------------------------------------------------------------------------------------------


@install.check("ISO2-CIN-001", "request and answer pass unchanged; the EV verifies and opens", "V2G2-235 V2G2-236", PNC)
def installed(ev: Ev) -> None:
    """A valid request."""
    contract.select(ev, (SERVICE, INSTALL))
    request, signature = installation(ev)
    unchanged(ev, request, signature, m.CertificateInstallationRes)


def _other_key(ev: Ev) -> Signed:
    return installation(ev, "vehicle")


def _altered(ev: Ev) -> Signed:
    request, signature = installation(ev)
    roots = m.ListOfRootCertificateIDsType(
        root_certificate_id=(m.X509IssuerSerialType(x509_issuer_name="CN=other", x509_serial_number=2),)
    )
    return replace(request, list_of_root_certificate_ids=roots), signature


def _defective(defect: str, ev: Ev) -> Signed:
    credential = pki.plant(ev.bench.pki, pki.defects()[defect])["provisioning"]
    request = contract.installation(credential)
    return request, contract.sign("CertificateInstallationReq", request, credential.key)


REFUSED: dict[str, tuple[str, Callable[[Ev], Signed], str | tuple[str, ...]]] = {
    "002": ("a signature by another key is refused", _other_key, "FAILED_SignatureError"),
    "003": ("a body altered after signing is refused", _altered, "FAILED_SignatureError"),
    "004": ("an expired provisioning certificate is refused", partial(_defective, "provisioning_expired"), "FAILED_CertificateExpired"),
    "005": ("a wrong domain component is refused", partial(_defective, "provisioning_wrong_dc"), NOTHING_HERE),
}


def installation_refused(make: Callable[[Ev], Signed], code: str | tuple[str, ...], ev: Ev) -> None:
    """Refused here, without asking the backend."""
    contract.select(ev, (SERVICE, INSTALL))
    request, signature = make(ev)
    ev.refused(request, m.CertificateInstallationRes, code, signature=signature)


for _number, (_title, _make, _code) in REFUSED.items():
    install.add(f"ISO2-CIN-{_number}", _title, "TC CertificateInstallation family", PNC, partial(installation_refused, _make, _code))


def _ask_backend(ev: Ev, answer: Callable[[int], CertificateAnswered], code: str | tuple[str, ...]) -> None:
    contract.select(ev, (SERVICE, INSTALL))
    request, signature = installation(ev)
    ev.send(request, signature=signature)
    ev.wait(0.2)
    ev.station.tell(answer(wanted(ev).request))
    ev.expect(m.CertificateInstallationRes, code)
    ev.expect_closed()


@install.check("ISO2-CIN-006", "a backend without a contract for this EV", "", PNC)
def no_contract(ev: Ev) -> None:
    """Schema-valid placeholders."""
    answer = partial(_outcome, "no_certificate")
    _ask_backend(ev, answer, "FAILED_NoCertificateAvailable")


def _outcome(outcome: str, request: int) -> CertificateAnswered:
    return replace(CertificateAnswered(request=request), outcome=outcome)


@install.check("ISO2-CIN-007", "a backend that takes too long", "", PNC)
def late(ev: Ev) -> None:
    """FAILED at about 4.5 s; what comes later is discarded."""
    contract.select(ev, (SERVICE, INSTALL))
    request, signature = installation(ev)
    begin = ev.now()
    ev.ask(request, m.CertificateInstallationRes, ("FAILED", "FAILED_NoCertificateAvailable"), signature=signature, within_s=4.9)
    require(ev.now() - begin >= 3.5, f"given up after {ev.now() - begin:.1f} s already")
    ev.station.tell(ev.bench.mobility(wanted(ev)))
    ev.expect_closed()


@install.check("ISO2-CIN-008", "a backend's answer that is no EXI is not forwarded", "", PNC)
def garbage(ev: Ev) -> None:
    """An answer of our own instead."""
    _ask_backend(ev, lambda request: CertificateAnswered(request=request, exi=b"no EXI at all"), "FAILED_NoCertificateAvailable")


@install.check("ISO2-CIN-009", "without the service selected it is a sequence error", "V2G2-459", PNC)
def unselected(ev: Ev) -> None:
    """Contract, but only charging."""
    contract.select(ev)
    request, signature = installation(ev)
    ev.refused(request, m.CertificateInstallationRes, "FAILED_SequenceError", signature=signature)


@install.check("ISO2-CIN-010", "a second one is a sequence error", "V2G2-554 V2G2-557", PNC)
def twice(ev: Ev) -> None:
    """PaymentDetails is due."""
    installed(ev)
    request, signature = installation(ev)
    ev.refused(request, m.CertificateInstallationRes, "FAILED_SequenceError", signature=signature)


@install.check("ISO2-CIN-011", "the selected service need not be used", "V2G2-553", PNC)
def unused(ev: Ev) -> None:
    """PaymentDetails directly."""
    contract.select(ev, (SERVICE, INSTALL))
    contract.identify(ev)


# ---- CertificateUpdate ------------------------------------------------------------------------------------------------------------


@update.check("ISO2-CUP-001", "request and answer pass unchanged; the EV verifies and opens", "V2G2-556 V2G2-557 V2G2-891", PNC)
def updated(ev: Ev) -> None:
    """With the backend's RetryCounter."""
    contract.select(ev, (SERVICE, UPDATE))
    request, signature = renewal(ev)
    response = unchanged(ev, request, signature, m.CertificateUpdateRes)
    require(response.retry_counter is not None, "no RetryCounter")


def _wrong_order(ev: Ev) -> Signed:
    leaf, sub2, sub1 = ev.bench.pki.chain("contract")
    request = contract.update((leaf, sub1, sub2))
    return request, contract.sign("CertificateUpdateReq", request, ev.bench.pki["contract"].key)


def _foreign_leaf(ev: Ev) -> Signed:
    return renewal(ev, pki.plant(ev.bench.pki, pki.defects()["contract_foreign"]))


def _foreign_sub_ca(ev: Ev) -> Signed:
    foreign = pki.create("secp256r1", ev.bench.pki.now, "foreign").chain("contract")
    leaf, _, sub1 = ev.bench.pki.chain("contract")
    request = contract.update((leaf, foreign[1], sub1))
    return request, contract.sign("CertificateUpdateReq", request, ev.bench.pki["contract"].key)


def _unknown_emaid(ev: Ev) -> Signed:
    request = contract.update(ev.bench.pki.chain("contract"), "DEABCC87654321")
    return request, contract.sign("CertificateUpdateReq", request, ev.bench.pki["contract"].key)


def _expired(ev: Ev) -> Signed:
    return renewal(ev, pki.plant(ev.bench.pki, pki.defects()["contract_expired"]))


def _foreign_key(ev: Ev) -> Signed:
    return renewal(ev, role="vehicle")


CHAIN = "FAILED_CertChainError"
UPDATE_REFUSED: dict[str, tuple[str, Callable[[Ev], Signed], str | tuple[str, ...]]] = {
    "002": ("a chain in the wrong order is refused", _wrong_order, CHAIN),
    "003": ("a leaf of a foreign PKI is refused", _foreign_leaf, CHAIN),
    "004": ("a Sub-CA of a foreign PKI is refused", _foreign_sub_ca, CHAIN),
    "005": ("an unknown eMAID is refused", _unknown_emaid, (*NOTHING_HERE, "FAILED_ContractCanceled")),
    "006": ("an expired contract is refused", _expired, "FAILED_CertificateExpired"),
    "007": ("a signature by another key is refused", _foreign_key, "FAILED_SignatureError"),
}


def update_refused(make: Callable[[Ev], Signed], code: str | tuple[str, ...], ev: Ev) -> None:
    """Refused here, without asking the backend."""
    contract.select(ev, (SERVICE, UPDATE))
    request, signature = make(ev)
    ev.refused(request, m.CertificateUpdateRes, code, signature=signature)


for _number, (_title, _make, _code) in UPDATE_REFUSED.items():
    update.add(f"ISO2-CUP-{_number}", _title, "TC CertificateUpdate family", PNC, partial(update_refused, _make, _code))


@update.check("ISO2-CUP-008", "a contract that the backend has cancelled", "V2G2-696 V2G2-928", PNC)
def cancelled(ev: Ev) -> None:
    """RetryCounter is present also then."""
    contract.select(ev, (SERVICE, UPDATE))
    request, signature = renewal(ev)
    ev.send(request, signature=signature)
    ev.wait(0.2)
    ev.station.tell(_outcome("cancelled", wanted(ev).request))
    response = ev.expect(m.CertificateUpdateRes, "FAILED_ContractCanceled")
    require(response.retry_counter is not None, "no RetryCounter")
    ev.expect_closed()

