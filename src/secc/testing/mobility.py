"""A mobility operator and certificate provisioning service for simulations: real contracts, real cryptography, none of it inside the SECC.

It sees of a session what a backend sees: AuthorizationWanted with chain and eMAID, CertificateWanted with the raw EXI. It answers with
commands. What it answers can be set, to see how a station takes it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec

from secc import messages
from secc.errors import PeerError
from secc.messages import iso2
from secc.messages.xmldsig import Signature
from secc.security import contract_key, emaid, pki, provisioning
from secc.security import signature as xml
from secc.security.certificate import Certificate, read
from secc.security.contract import check_contract
from secc.security.keys import SoftwareSigner, generate
from secc.security.nonce import Entropy
from secc.security.pki import Pki
from secc.security.roles import profiles, roles
from secc.security.trust import TrustStores
from secc.session import commands, events

Outcome = Literal["ok", "failed", "no_certificate", "revoked", "expired", "cancelled"]
OUTCOMES: dict[str, Outcome] = {
    "FAILED_CertificateExpired": "expired", "FAILED_CertificateRevoked": "revoked", "FAILED_NoCertificateAvailable": "no_certificate",
    "FAILED_ContractCanceled": "cancelled",
}  # fmt: skip
"""What is told of a request that this operator refuses itself."""


@dataclass(frozen=True, slots=True, eq=False)
class Issued:
    """A contract that was handed out: its chain and key, as the car must find them."""

    emaid: str
    chain: tuple[Certificate, ...]
    key: ec.EllipticCurvePrivateKey


class MobilityOperator:
    """Decides on the contracts of one test PKI, and hands out new ones.

    `clock` and `entropy` are the world. `certificate` and `verdict` are what Authorized says of a contract that is good here; an `outcome`
    other than `ok` refuses certificates. `known` holds the eMAIDs with a contract (normalised); `issued` what was handed out, latest last.
    """

    def __init__(self, one: Pki, clock: Callable[[], datetime], entropy: Entropy) -> None:
        self.pki = one
        self.clock = clock
        self.entropy = entropy
        self.verdict: commands.Verdict = "accepted"
        self.certificate: commands.CertificateVerdict = "accepted"
        self.outcome: Outcome = "ok"
        self.known = {emaid.normalise(one["contract"].certificate.cn)}
        self.next_emaid = one["contract"].certificate.cn
        self.issued: list[Issued] = []

    def authorize(self, wanted: events.AuthorizationWanted) -> commands.Authorized:
        """The decision on a contract: its chain must be of this operator, its eMAID known."""
        profile = profiles()["iso2" if self.pki.kind == "secp256r1" else "iso20"]
        found = check_contract(wanted.chain, wanted.emaid, self.pki.stores(), self.clock(), profile=profile)
        if not found.accepted:
            return commands.Authorized(request=wanted.request, verdict="rejected", certificate="chain_error", reason=found.detail)
        if found.emaid not in self.known:
            return commands.Authorized(
                request=wanted.request, verdict="rejected", certificate="contract_cancelled", reason="no such contract"
            )
        return commands.Authorized(request=wanted.request, verdict=self.verdict, certificate=self.certificate)

    def answer(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        """The answer to a raw CertificateInstallation or CertificateUpdate request."""
        if self.outcome != "ok":
            return commands.CertificateAnswered(request=wanted.request, outcome=self.outcome)
        try:
            return self._answer(wanted)
        except PeerError:
            return commands.CertificateAnswered(request=wanted.request, outcome="failed")

    def _answer(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        message = messages.decode("iso2", wanted.exi)
        body = message.body.body_element if isinstance(message, iso2.V2G_Message) else None
        assert isinstance(message, iso2.V2G_Message)
        if isinstance(body, iso2.CertificateInstallationReq):
            verdict = self._check_installation(body, message.header.signature)
            receiver = read(body.oem_provisioning_cert)
        elif isinstance(body, iso2.CertificateUpdateReq):
            verdict = provisioning.check_update(body, message.header.signature, self.pki.stores(), self.clock())
            receiver = read(body.contract_signature_cert_chain.certificate)
            if verdict.ok and emaid.normalise(body.emaid) not in self.known:
                verdict = provisioning.Verdict("FAILED_ContractCanceled")
        else:
            return commands.CertificateAnswered(request=wanted.request, outcome="failed")
        if not verdict.ok or not isinstance(receiver.public_key, ec.EllipticCurvePublicKey):
            return commands.CertificateAnswered(request=wanted.request, outcome=OUTCOMES.get(verdict.code, "failed"))
        exi = self._response(message.header.session_id, receiver.public_key, update=isinstance(body, iso2.CertificateUpdateReq))
        return commands.CertificateAnswered(request=wanted.request, exi=exi)

    def _check_installation(self, request: iso2.CertificateInstallationReq, signature: Signature | None) -> provisioning.Verdict:
        """A backend knows the car makers' sub-CAs, which the request does not carry."""
        stores = TrustStores.of(oem=[self.pki["oem_sub2"].certificate])
        return provisioning.check_installation(request, signature, stores, self.clock())

    def tariffs(self, offered: Sequence[iso2.SalesTariffType]) -> tuple[tuple[bytes, ...], bytes]:
        """SalesTariff fragments as they go out, and the fragment of the one signature over them, by the operator's sub-CA 2 (V2G2-905).

        Each needs an Id of its own; at most three.
        """
        signature = xml.sign("iso2", [("SalesTariff", tariff) for tariff in offered], SoftwareSigner(self.pki["mo_sub2"].key))
        fragments = tuple(messages.encode_fragment("iso2", "SalesTariff", tariff) for tariff in offered)
        return fragments, messages.encode_fragment("xmldsig", "Signature", signature)

    def issue(self) -> Issued:
        """A new contract for `next_emaid`."""
        key = generate(self.pki.kind)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        leaf = pki.issue(replace(roles()["contract"], cn=self.next_emaid), key, self.pki["mo_sub2"], self.clock())
        found = Issued(self.next_emaid, (leaf, *self.pki.chain("contract")[1:]), key)
        self.known.add(emaid.normalise(found.emaid))
        self.issued.append(found)
        return found

    def _response(self, session_id: bytes, receiver: ec.EllipticCurvePublicKey, *, update: bool) -> bytes:
        """The whole V2G message, four elements signed by the provisioning service."""
        made = self.issue()
        wrapped = contract_key.wrap(made.key, receiver, _ephemeral(), self.entropy(contract_key.IV_BYTES))
        chain = message_chain(made.chain, "id1")
        private = iso2.ContractSignatureEncryptedPrivateKeyType(id="id2", value=wrapped.encrypted)
        point = iso2.DiffieHellmanPublickeyType(id="id3", value=wrapped.dh_public_key)
        contract_id = iso2.EMAIDType(id="id4", value=made.emaid.replace("-", ""))
        covered = (
            ("ContractSignatureCertChain", chain),
            ("ContractSignatureEncryptedPrivateKey", private),
            ("DHpublickey", point),
            ("eMAID", contract_id),
        )
        signature = xml.sign("iso2", covered, SoftwareSigner(self.pki["cps"].key))
        body = iso2.CertificateInstallationRes(
            response_code=iso2.responseCodeType.OK,
            sa_provisioning_certificate_chain=message_chain(self.pki.chain("cps"), None),
            contract_signature_cert_chain=chain,
            contract_signature_encrypted_private_key=private,
            dh_public_key=point,
            emaid=contract_id,
        )
        sent = iso2.CertificateUpdateRes(**msgspec.structs.asdict(body), retry_counter=0) if update else body
        header = iso2.MessageHeaderType(session_id=session_id, signature=signature)
        return messages.encode("iso2", iso2.V2G_Message(header=header, body=iso2.BodyType(body_element=sent)))


def message_chain(certificates: tuple[Certificate, ...], identifier: str | None) -> iso2.CertificateChainType:
    """A chain as a message carries it."""
    subs = tuple(certificate.der for certificate in certificates[1:])
    return iso2.CertificateChainType(
        id=identifier, certificate=certificates[0].der, sub_certificates=iso2.SubCertificatesType(certificate=subs) if subs else None
    )


def _ephemeral() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())
