"""The Plug & Charge EV of -2: its credentials, its signatures, and its way through a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from cryptography.hazmat.primitives.asymmetric import ec
from msgspec.structs import replace

from secc.config import Config
from secc.conformance.bench import CheckFailed
from secc.conformance.check import setup
from secc.conformance.ev import Ev
from secc.conformance.iso2 import requests, walk
from secc.messages import iso2 as m
from secc.messages.xmldsig import Signature
from secc.security import signature as xml
from secc.security.certificate import Certificate, PublicKey
from secc.security.keys import PrivateKey, SoftwareSigner
from secc.security.pki import Credential, Pki
from secc.session.commands import Authorized

SERVICE, INSTALL, UPDATE = 2, 1, 2
EMAID = "DEABCC12345678"


def station(energy: Literal["ac", "dc"] = "ac", **outlet: object) -> Config:
    """A station with TLS, EIM and Plug & Charge, and the certificate service."""
    fields: dict[str, object] = {"payment": ["eim", "contract"], "certificate_service": True, **outlet}
    return setup(energy, tls="optional", **fields)


PNC = station()


def chain_of(certificates: Sequence[Certificate], *, id: str | None = None) -> m.CertificateChainType:
    """A chain as it travels: leaf, and the sub-CAs above it."""
    subs = tuple(certificate.der for certificate in certificates[1:])
    return m.CertificateChainType(
        certificate=certificates[0].der, sub_certificates=m.SubCertificatesType(certificate=subs) if subs else None, id=id
    )


def details(certificates: Sequence[Certificate], emaid: str = EMAID) -> m.PaymentDetailsReq:
    """PaymentDetailsReq with this chain."""
    return m.PaymentDetailsReq(emaid=emaid, contract_signature_cert_chain=chain_of(certificates))


def sign(name: str, element: xml.Signable, key: PrivateKey) -> Signature:
    """The signature of an EV over one message."""
    return xml.sign("iso2", ((name, element),), SoftwareSigner(key))


def authorization(challenge: bytes | None) -> m.AuthorizationReq:
    """The first AuthorizationReq, which is to be signed."""
    return m.AuthorizationReq(id="ID1", gen_challenge=challenge)


def select(ev: Ev, *services: tuple[int, int], energy: str = "ac") -> None:
    """TLS, SessionSetup, ServiceDiscovery, Contract with these services. PaymentDetails or a certificate message is due."""
    ev.open(tls=True)
    walk.walk(ev, energy, before="PaymentServiceSelection")
    for service in sorted({service for service, _ in services}):
        ev.ask(requests.service_detail(service), m.ServiceDetailRes)
    ev.ask(requests.payment_selection(1, *services, option="Contract"), m.PaymentServiceSelectionRes)


def identify(ev: Ev, pki: Pki | None = None, code: str | tuple[str, ...] = "OK") -> bytes:
    """PaymentDetails with the contract of the bench's PKI or another one; the challenge."""
    return ev.ask(details((pki or ev.bench.pki).chain("contract")), m.PaymentDetailsRes, code).gen_challenge


def request_authorization(ev: Ev, challenge: bytes) -> m.AuthorizationRes:
    """The first, signed AuthorizationReq."""
    request = authorization(challenge)
    return ev.ask(request, m.AuthorizationRes, signature=sign("AuthorizationReq", request, ev.bench.pki["contract"].key))


def authorize(ev: Ev, challenge: bytes) -> None:
    """Signed authorization that is granted; repeated empty until it is finished."""
    response = request_authorization(ev, challenge)
    ev.station.tell(Authorized(verdict="accepted"))
    if response.evse_processing is not m.EVSEProcessingType.Finished:
        walk.poll(ev, requests.authorization, m.AuthorizationRes, 5.0)


def to_parameters(ev: Ev, energy: str = "ac") -> None:
    """All the way until ChargeParameterDiscovery is due."""
    select(ev, energy=energy)
    authorize(ev, identify(ev))


def to_loop(ev: Ev, energy: str = "ac") -> m.MeterInfoType | None:
    """Into the loop; the meter info for which the first answer requires a receipt, if it does."""
    to_parameters(ev, energy)
    names = [name for name, _ in walk.STEPS[energy]]
    loop = "ChargingStatus" if energy == "ac" else "CurrentDemand"
    for _, step in walk.STEPS[energy][names.index("ChargeParameterDiscovery"):names.index(loop)]:
        step(ev)
    kind: type[m.ChargingStatusRes] | type[m.CurrentDemandRes] = m.ChargingStatusRes if energy == "ac" else m.CurrentDemandRes
    response = ev.ask(requests.NAMED[loop](), kind)
    return response.meter_info if response.receipt_required else None


def receipt(ev: Ev, meter: m.MeterInfoType) -> m.MeteringReceiptReq:
    """MeteringReceiptReq for what the SECC sent, to be signed."""
    return m.MeteringReceiptReq(id="ID1", session_id=ev.session_id, sa_schedule_tuple_id=1, meter_info=meter)


def installation(credential: Credential) -> m.CertificateInstallationReq:
    """CertificateInstallationReq with this provisioning certificate, to be signed."""
    return replace(requests.certificate_installation(), id="ID1", oem_provisioning_cert=credential.certificate.der)


def update(certificates: Sequence[Certificate], emaid: str = EMAID) -> m.CertificateUpdateReq:
    """CertificateUpdateReq with this old chain, to be signed."""
    return replace(requests.certificate_update(), id="ID1", contract_signature_cert_chain=chain_of(certificates), emaid=emaid)


def p256(key: PrivateKey) -> ec.EllipticCurvePrivateKey:
    """The key, which is on an elliptic curve in -2."""
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise CheckFailed("not an elliptic curve key")
    return key


def p256_public(key: PublicKey | None) -> ec.EllipticCurvePublicKey:
    """The key, which is on an elliptic curve in -2."""
    if not isinstance(key, ec.EllipticCurvePublicKey):
        raise CheckFailed("not an elliptic curve key")
    return key
