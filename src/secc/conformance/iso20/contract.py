"""The Plug & Charge EV of -20: P-521 credentials, its signatures, its authorization."""

from __future__ import annotations

from collections.abc import Sequence

from secc.conformance.ev import Ev
from secc.conformance.iso20 import requests
from secc.conformance.iso20.car import Car
from secc.messages import iso20_common as c
from secc.messages.xmldsig import Signature
from secc.security import signature as xml
from secc.security.certificate import Certificate
from secc.security.keys import PrivateKey, SoftwareSigner
from secc.security.pki import Credential, Pki

SET = "iso20_common"


def chain_of(certificates: Sequence[Certificate]) -> c.ContractCertificateChainType:
    """A contract chain as it travels."""
    subs = tuple(certificate.der for certificate in certificates[1:])
    return c.ContractCertificateChainType(certificate=certificates[0].der, sub_certificates=c.SubCertificatesType(certificate=subs))


def block(certificates: Sequence[Certificate], challenge: bytes, *, id: str = "ID1") -> c.PnC_AReqAuthorizationModeType:
    """What an AuthorizationReq for Plug & Charge is about, and what is signed of it."""
    return c.PnC_AReqAuthorizationModeType(id=id, gen_challenge=challenge, contract_certificate_chain=chain_of(certificates))


def authorization(mode: c.PnC_AReqAuthorizationModeType) -> c.AuthorizationReq:
    """AuthorizationReq for Plug & Charge."""
    return c.AuthorizationReq(
        header=requests.BLANK, selected_authorization_service=c.authorizationType.PnC, pn_c_a_req_authorization_mode=mode
    )


def sign(name: str, element: xml.Signable, key: PrivateKey) -> Signature:
    """The signature of an EV over one element."""
    return xml.sign(SET, ((name, element),), SoftwareSigner(key))


def signed(ev: Ev, challenge: bytes, known: Pki | None = None, role: str = "contract") -> tuple[c.AuthorizationReq, Signature]:
    """A good request with the contract of a PKI, signed with the key of a role."""
    known = known or ev.bench.pki20
    mode = block(known.chain("contract"), challenge)
    return authorization(mode), sign("PnC_AReqAuthorizationMode", mode, known[role].key)


def ask(ev: Ev, request: c.AuthorizationReq, signature: Signature | None, code: str | tuple[str, ...] = "OK") -> c.AuthorizationRes:
    """One AuthorizationReq."""
    return ev.ask(request, c.AuthorizationRes, code, signature=signature)


def to_authorization(ev: Ev) -> Car:
    """A car at Authorization, with its challenge."""
    return Car(ev).to("Authorization")


def installation(credential: Credential, subs: Sequence[Certificate] = (), *, most: int = 1) -> c.CertificateInstallationReq:
    """CertificateInstallationReq with this provisioning certificate, to be signed."""
    inner = c.SubCertificatesType(certificate=tuple(one.der for one in subs)) if subs else None
    chain = c.SignedCertificateChainType(id="ID1", certificate=credential.certificate.der, sub_certificates=inner)
    root = c.X509IssuerSerialType(x509_issuer_name="CN=root", x509_serial_number=1)
    return c.CertificateInstallationReq(
        header=requests.BLANK, oem_provisioning_certificate_chain=chain, maximum_contract_certificate_chains=most,
        list_of_root_certificate_ids=c.ListOfRootCertificateIDsType(root_certificate_id=(root,)),
    )
