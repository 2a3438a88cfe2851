"""The -20 half of the mobility operator, and the car that takes what it hands out. P-521 only, key transport experimental."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import ec

from secc import messages
from secc.errors import SignatureError
from secc.messages import iso20_common as common
from secc.messages.xmldsig import Signature
from secc.security import contract_key20, iso20
from secc.security import signature as xml
from secc.security.certificate import Certificate, PublicKey, read
from secc.security.contract_key import IV_BYTES, KeyTransportError, WrappedKey
from secc.security.keys import Signer, SoftwareSigner
from secc.security.pki import Pki
from secc.security.trust import TrustStores
from secc.session import commands, events
from secc.testing.mobility import MobilityOperator, Outcome

SET = "iso20_common"
REFUSED: dict[str, Outcome] = {"WARNING_CertificateExpired": "expired", "WARNING_CertificateRevoked": "revoked"}


class MobilityOperator20(MobilityOperator):
    """As `MobilityOperator`, for a P-521 PKI and -20's CertificateInstallation."""

    def _answer(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        message = messages.decode(SET, wanted.exi)
        if not isinstance(message, common.CertificateInstallationReq):
            return commands.CertificateAnswered(request=wanted.request, outcome="failed")
        stores = TrustStores.of(oem=self.pki.stores().oem, v2g=self.pki.stores().v2g)
        code, _ = iso20.check_installation(message, message.header.signature, stores, self.clock(), revocation=None, strictness="strict")
        receiver = read(message.oem_provisioning_certificate_chain.certificate)
        if code != "OK" or not isinstance(receiver.public_key, ec.EllipticCurvePublicKey):
            return commands.CertificateAnswered(request=wanted.request, outcome=REFUSED.get(code, "failed"))
        exi = self._signed_response(message.header, receiver, receiver.public_key)
        return commands.CertificateAnswered(request=wanted.request, exi=exi, remaining_contracts=0)

    def _signed_response(self, header: common.MessageHeaderType, receiver: Certificate, key: ec.EllipticCurvePublicKey) -> bytes:
        made = self.issue()
        ephemeral = ec.generate_private_key(ec.SECP521R1())
        nonce = self.entropy(IV_BYTES)[: contract_key20.NONCE_BYTES]
        wrapped = contract_key20.wrap(made.key, key, ephemeral, nonce, context(receiver, made.chain[0]))
        data = common.SignedInstallationDataType(
            id="id1",
            contract_certificate_chain=contract_chain(made.chain),
            ecdh_curve=common.ecdhCurveType.SECP521,
            dh_public_key=wrapped.dh_public_key,
            secp521_encrypted_private_key=wrapped.encrypted,
        )
        signature = xml.sign(SET, (("SignedInstallationData", data),), SoftwareSigner(self.pki["cps"].key))
        subs = common.SubCertificatesType(certificate=tuple(c.der for c in self.pki.chain("cps")[1:]))
        return messages.encode(SET, common.CertificateInstallationRes(
            header=common.MessageHeaderType(session_id=header.session_id, time_stamp=header.time_stamp, signature=signature),
            response_code=common.responseCodeType.OK,
            evse_processing=common.processingType.Finished,
            cps_certificate_chain=common.CertificateChainType(certificate=self.pki["cps"].certificate.der, sub_certificates=subs),
            signed_installation_data=data,
            remaining_contract_certificate_chains=0,
        ))  # fmt: skip


def context(provisioning: Certificate, contract: Certificate) -> contract_key20.Context:
    """What the transported key is bound to."""
    identifier = next(e.value.digest for e in contract.x509.extensions if e.oid.dotted_string == "2.5.29.14")
    return contract_key20.Context.of(provisioning.cn, identifier)


def contract_chain(chain: tuple[Certificate, ...]) -> common.ContractCertificateChainType:
    """A contract chain as a message carries it; -20 wants at least one sub-CA."""
    return common.ContractCertificateChainType(
        certificate=chain[0].der, sub_certificates=common.SubCertificatesType(certificate=tuple(c.der for c in chain[1:]))
    )


def authorization(one: Pki, challenge: bytes, signer: Signer | None = None) -> tuple[common.PnC_AReqAuthorizationModeType, Signature]:
    """What a car puts into AuthorizationReq for Plug & Charge, and its signature."""
    block = common.PnC_AReqAuthorizationModeType(
        id="id1", gen_challenge=challenge, contract_certificate_chain=contract_chain(one.chain("contract"))
    )
    return block, xml.sign(SET, (("PnC_AReqAuthorizationMode", block),), signer or SoftwareSigner(one["contract"].key))


def installation(
    one: Pki, header: Callable[[Signature], common.MessageHeaderType], signer: Signer | None = None
) -> common.CertificateInstallationReq:
    """A signed CertificateInstallationReq; `header` makes the message header that carries the signature."""
    provisioning = one.chain("provisioning")
    chain = common.SignedCertificateChainType(
        id="id1",
        certificate=provisioning[0].der,
        sub_certificates=common.SubCertificatesType(certificate=tuple(c.der for c in provisioning[1:])),
    )
    root = one.root("v2g")
    known = common.X509IssuerSerialType(x509_issuer_name=root.x509.issuer.rfc4514_string(), x509_serial_number=root.serial)
    signature = xml.sign(SET, (("OEMProvisioningCertificateChain", chain),), signer or SoftwareSigner(one["provisioning"].key))
    return common.CertificateInstallationReq(
        header=header(signature),
        oem_provisioning_certificate_chain=chain,
        list_of_root_certificate_ids=common.ListOfRootCertificateIDsType(root_certificate_id=(known,)),
        maximum_contract_certificate_chains=1,
    )


def accept_contract(
    response: common.CertificateInstallationRes, signature: Signature | None, one: Pki, provider: PublicKey
) -> ec.EllipticCurvePrivateKey:
    """What a careful car does with a new contract: the provider's signature, then the key, which must fit the certificate.

    Raises: SignatureError, KeyTransportError.
    """
    data = response.signed_installation_data
    xml.verify(SET, signature, (("SignedInstallationData", data),), provider, xml.ISO20_KEYS)
    leaf = read(data.contract_certificate_chain.certificate)
    receiver = one["provisioning"].key
    if not isinstance(leaf.public_key, ec.EllipticCurvePublicKey) or not isinstance(receiver, ec.EllipticCurvePrivateKey):
        raise KeyTransportError("key type")
    if data.secp521_encrypted_private_key is None:
        raise SignatureError("no P-521 key in the answer")
    wrapped = WrappedKey(data.secp521_encrypted_private_key, data.dh_public_key)
    return contract_key20.unwrap(wrapped, receiver, leaf.public_key, context(one["provisioning"].certificate, leaf))
