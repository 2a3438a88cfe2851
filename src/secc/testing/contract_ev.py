"""The car's half of Plug & Charge in -2: its credentials, the messages that it signs, the contract that it unpacks and checks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec

from secc.errors import SignatureError
from secc.messages import iso2
from secc.messages.xmldsig import Signature
from secc.security import chain, contract_key, emaid
from secc.security import signature as xml
from secc.security.certificate import Certificate, read
from secc.security.keys import Signer, SoftwareSigner
from secc.security.pki import Credential, Pki
from secc.security.roles import profiles
from secc.security.trust import TrustStores
from secc.testing.mobility import message_chain


@dataclass(frozen=True, slots=True, eq=False)
class Contract:
    """A contract in the car: chain leaf first, key, eMAID as it goes over the wire."""

    emaid: str
    chain: tuple[Certificate, ...]
    key: ec.EllipticCurvePrivateKey

    @classmethod
    def of(cls, one: Pki) -> Contract:
        """The contract of a test PKI."""
        key = one["contract"].key
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return cls(emaid.normalise(one["contract"].certificate.cn), one.chain("contract"), key)

    @property
    def signer(self) -> Signer:
        """Signs with the contract key."""
        return SoftwareSigner(self.key)

    def payment_details(self) -> iso2.PaymentDetailsReq:
        """PaymentDetailsReq, which is not signed."""
        return iso2.PaymentDetailsReq(emaid=self.emaid, contract_signature_cert_chain=message_chain(self.chain, None))

    def authorization(self, challenge: bytes) -> tuple[iso2.AuthorizationReq, Signature]:
        """The first AuthorizationReq and its signature."""
        body = iso2.AuthorizationReq(id="ID1", gen_challenge=challenge)
        return body, signed("AuthorizationReq", body, self.signer)

    def receipt(self, session_id: bytes, meter: iso2.MeterInfoType, tuple_id: int | None = 1) -> tuple[iso2.MeteringReceiptReq, Signature]:
        """A MeteringReceiptReq and its signature."""
        body = iso2.MeteringReceiptReq(id="ID1", session_id=session_id, sa_schedule_tuple_id=tuple_id, meter_info=meter)
        return body, signed("MeteringReceiptReq", body, self.signer)

    def update(self, root: Certificate) -> tuple[iso2.CertificateUpdateReq, Signature]:
        """A CertificateUpdateReq, signed with the contract that it is to replace."""
        body = iso2.CertificateUpdateReq(
            id="ID1",
            contract_signature_cert_chain=message_chain(self.chain, None),
            emaid=self.emaid,
            list_of_root_certificate_ids=roots(root),
        )
        return body, signed("CertificateUpdateReq", body, self.signer)


def installation(provisioning: Credential, root: Certificate) -> tuple[iso2.CertificateInstallationReq, Signature]:
    """A CertificateInstallationReq, signed with the provisioning key."""
    body = iso2.CertificateInstallationReq(
        id="ID1", oem_provisioning_cert=provisioning.certificate.der, list_of_root_certificate_ids=roots(root)
    )
    return body, signed("CertificateInstallationReq", body, SoftwareSigner(provisioning.key))


def roots(*certificates: Certificate) -> iso2.ListOfRootCertificateIDsType:
    """The V2G roots that the car knows."""
    return iso2.ListOfRootCertificateIDsType(
        root_certificate_id=tuple(
            iso2.X509IssuerSerialType(x509_issuer_name=c.x509.issuer.rfc4514_string(), x509_serial_number=c.serial) for c in certificates
        )
    )


def signed(name: str, body: xml.Signable, signer: Signer) -> Signature:
    """The header's signature over one body element."""
    return xml.sign("iso2", ((name, body),), signer)


def accept_contract(
    response: iso2.CertificateInstallationRes | iso2.CertificateUpdateRes,
    signature: Signature | None,
    receiver: ec.EllipticCurvePrivateKey,
    stores: TrustStores,
    now: datetime,
) -> Contract:
    """What a careful car does with a new contract: provider's chain, signature over all four elements, key that fits the certificate.

    Raises: ChainError, SignatureError, contract_key.KeyTransportError.
    """
    provider = _path(response.sa_provisioning_certificate_chain)
    chain.verify("cps", provider, stores, profiles()["iso2"], now)
    covered = (
        ("ContractSignatureCertChain", response.contract_signature_cert_chain),
        ("ContractSignatureEncryptedPrivateKey", response.contract_signature_encrypted_private_key),
        ("DHpublickey", response.dh_public_key),
        ("eMAID", response.emaid),
    )
    if provider[0].public_key is None:
        raise SignatureError("the provider's key type")
    xml.verify("iso2", signature, covered, provider[0].public_key, xml.ISO2_KEYS)
    path = _path(response.contract_signature_cert_chain)
    if not isinstance(path[0].public_key, ec.EllipticCurvePublicKey):
        raise contract_key.KeyTransportError("the contract's key type")
    wrapped = contract_key.WrappedKey(response.contract_signature_encrypted_private_key.value, response.dh_public_key.value)
    return Contract(response.emaid.value, path, contract_key.unwrap(wrapped, receiver, path[0].public_key))


def _path(sent: iso2.CertificateChainType) -> tuple[Certificate, ...]:
    subs = sent.sub_certificates.certificate if sent.sub_certificates else ()
    return tuple(read(der) for der in (sent.certificate, *subs))
