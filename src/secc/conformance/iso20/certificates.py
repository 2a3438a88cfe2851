"""CertificateInstallation: verified here, answered by the backend, its signature unbroken on the way to the EV."""

from __future__ import annotations

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import contract
from secc.conformance.iso20.car import DC, FINISHED, PNC, Car
from secc.messages import iso20_common as c
from secc.messages.xmldsig import Signature
from secc.security import pki
from secc.security import signature as xml
from secc.security.certificate import read
from secc.session.commands import CertificateAnswered
from secc.session.events import CertificateWanted

area = Area("ISO-20", "certificate installation")
AREAS = [area]
ONGOING = c.processingType.Ongoing
LIMIT_S = 60.0


def request(ev: Ev, *, most: int = 1, role: str = "provisioning", known: pki.Pki | None = None) -> tuple[c.CertificateInstallationReq, Signature]:
    """A request of the EV's maker's certificate, signed with the key of a role."""
    known = known or ev.bench.pki20
    made = contract.installation(known["provisioning"], known.chain("provisioning")[1:], most=most)
    return made, contract.sign("OEMProvisioningCertificateChain", made.oem_provisioning_certificate_chain, known[role].key)


def ask(
    ev: Ev, made: tuple[c.CertificateInstallationReq, Signature], code: str | tuple[str, ...] = "OK"
) -> c.CertificateInstallationRes:
    """One CertificateInstallationReq."""
    return ev.ask(made[0], c.CertificateInstallationRes, code, signature=made[1])


def wanted(ev: Ev) -> CertificateWanted:
    """What the backend was asked last."""
    asked = ev.station.told(CertificateWanted)
    if not asked:
        raise CheckFailed("the backend was not asked")
    return asked[-1]


def installed(ev: Ev, made: tuple[c.CertificateInstallationReq, Signature]) -> c.CertificateInstallationRes:
    """Ask, let the backend answer, ask again: the finished answer."""
    require(ask(ev, made).evse_processing is ONGOING, "finished without the backend")
    answer = ev.bench.mobility(wanted(ev))
    require(answer.exi is not None, f"the backend refused the request: {answer.outcome}")
    ev.station.tell(answer)
    ev.wait(0.2)
    response = ask(ev, made)
    require(response.evse_processing is FINISHED, "still Ongoing after the backend's answer")
    return response


@area.check("ISO20-CERTIFICATE-INSTALLATION-001", "while the backend works the answer is Ongoing", "", PNC)
def pending(ev: Ev) -> None:
    """Schema-valid, within 4.5 s."""
    contract.to_authorization(ev)
    require(ask(ev, request(ev)).evse_processing is ONGOING, "finished without the backend")


@area.check("ISO20-CERTIFICATE-INSTALLATION-002", "the backend's answer comes with the next request", "", PNC)
def answered(ev: Ev) -> None:
    """Under the session's own id."""
    contract.to_authorization(ev)
    response = installed(ev, request(ev))
    require(len(response.signed_installation_data.contract_certificate_chain.certificate) > 100, "no contract in the answer")


@area.check("ISO20-CERTIFICATE-INSTALLATION-003", "what the backend signed is unbroken", "", PNC)
def unbroken(ev: Ev) -> None:
    """Its signature verifies."""
    contract.to_authorization(ev)
    response = installed(ev, request(ev))
    signer = read(response.cps_certificate_chain.certificate).public_key
    if signer is None:
        raise CheckFailed("the provisioning service's key cannot be read")
    xml.verify(contract.SET, ev.last_signature, (("SignedInstallationData", response.signed_installation_data),), signer, xml.ISO20_KEYS)


@area.check("ISO20-CERTIFICATE-INSTALLATION-004", "a signature by another key is refused", "", PNC)
def other_key(ev: Ev) -> None:
    """FAILED_SignatureError and the end."""
    contract.to_authorization(ev)
    made, signature = request(ev, role="vehicle")
    ev.refused(made, c.CertificateInstallationRes, "FAILED_SignatureError", signature=signature)


@area.check("ISO20-CERTIFICATE-INSTALLATION-005", "an expired provisioning certificate is a warning", "", PNC)
def expired(ev: Ev) -> None:
    """The EV may still use a card."""
    car = contract.to_authorization(ev)
    ask(ev, request(ev, known=pki.plant(ev.bench.pki20, pki.defects()["provisioning_expired"])), "WARNING_CertificateExpired")
    car.authorize()


@area.check("ISO20-CERTIFICATE-INSTALLATION-006", "a backend without a contract for this EV is a warning", "", PNC)
def no_contract(ev: Ev) -> None:
    """The EV stays in authorization."""
    car = contract.to_authorization(ev)
    made = request(ev)
    ask(ev, made)
    ev.station.tell(CertificateAnswered(request=wanted(ev).request, outcome="no_certificate"))
    ev.wait(0.2)
    ask(ev, made, ("WARNING_NoContractMatchingPCIDFound", "WARNING_NoCertificateAvailable"))
    car.authorize()


@area.check("ISO20-CERTIFICATE-INSTALLATION-007", "two contracts come one after the other", "", PNC)
def two(ev: Ev) -> None:
    """Remaining 1, then 0; different ones."""
    contract.to_authorization(ev)
    made, seen = request(ev, most=2), []
    for remaining in (1, 0):
        ask(ev, made)
        answer = ev.bench.mobility(wanted(ev))
        ev.station.tell(CertificateAnswered(request=answer.request, exi=answer.exi, remaining_contracts=remaining))
        ev.wait(0.2)
        response = ask(ev, made)
        got = response.remaining_contract_certificate_chains
        require(response.evse_processing is FINISHED and got == remaining, f"{got} remaining, {remaining} expected")
        seen.append(response.signed_installation_data.contract_certificate_chain.certificate)
    require(seen[0] != seen[1], "the same contract twice")


@area.check("ISO20-CERTIFICATE-INSTALLATION-008", "where it is not offered it is a sequence error", "V2G20-459", DC)
def not_offered(ev: Ev) -> None:
    """Cards only."""
    Car(ev).to("Authorization")
    made, signature = request(ev)
    ev.refused(made, c.CertificateInstallationRes, "FAILED_SequenceError", signature=signature)


@area.check("ISO20-CERTIFICATE-INSTALLATION-009", "a backend that never answers ends it before 60 s", "", PNC)
def never(ev: Ev) -> None:
    """FAILED."""
    contract.to_authorization(ev)
    made, signature = request(ev)
    begin = ev.now()
    while ev.now() - begin < LIMIT_S:
        ev.send(made, signature=signature)
        response = ev.expect(c.CertificateInstallationRes, ("OK", "FAILED"))
        if response.response_code is c.responseCodeType.FAILED:
            ev.expect_closed()
            return
        require(response.evse_processing is ONGOING, "finished without the backend")
        ev.wait(1.0)
    raise CheckFailed("still Ongoing after 60 s")


@area.check("ISO20-CERTIFICATE-INSTALLATION-010", "after an installation authorization goes on", "", PNC)
def goes_on(ev: Ev) -> None:
    """With the old contract, for one."""
    car = contract.to_authorization(ev)
    installed(ev, request(ev))
    contract.ask(ev, *contract.signed(ev, car.challenge))


@area.check("ISO20-CERTIFICATE-INSTALLATION-011", "the lengths of key and ephemeral point", "", PNC)
def lengths(ev: Ev) -> None:
    """94 and 133 bytes on P-521."""
    contract.to_authorization(ev)
    data = installed(ev, request(ev)).signed_installation_data
    require(data.ecdh_curve is c.ecdhCurveType.SECP521, f"ECDHCurve {data.ecdh_curve.value}")
    require(len(data.dh_public_key) == 133, f"DHPublicKey has {len(data.dh_public_key)} bytes")
    key = data.secp521_encrypted_private_key or b""
    require(len(key) == 94, f"SECP521_EncryptedPrivateKey has {len(key)} bytes")


