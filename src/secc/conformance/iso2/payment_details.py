"""PaymentDetails: which contract is accepted, which is refused with which code, and what the backend is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from secc.conformance.bench import CheckFailed
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso2 import contract, requests, walk
from secc.conformance.iso2.contract import EMAID, PNC
from secc.messages import iso2 as m
from secc.security import pki
from secc.security.certificate import Certificate
from secc.security.roles import roles
from secc.session.commands import Authorized
from secc.session.events import AuthorizationWanted

area = Area("ISO-2", "PaymentDetails")
AREAS = [area]
ONGOING_S = 55.0
CENTRAL = contract.station(central_contract_validation=True)


@area.check("ISO2-PDE-001", "a valid chain is accepted, with a challenge and the time", "V2G2-697 V2G2-825; TC PaymentDetails_001", PNC)
def valid(ev: Ev) -> None:
    """16 bytes; within 5 s of real time."""
    contract.select(ev)
    response = ev.ask(contract.details(ev.bench.pki.chain("contract")), m.PaymentDetailsRes)
    require(len(response.gen_challenge) == 16, f"GenChallenge has {len(response.gen_challenge)} bytes")
    difference = abs(response.evse_time_stamp - ev.bench.unix())
    require(difference <= 5.0, f"EVSETimeStamp differs by {difference:.0f} s from the time")


@area.check("ISO2-PDE-002", "the challenges of two sessions differ", "V2G2-698 V2G2-835", PNC)
def challenges(ev: Ev) -> None:
    """Neither is all zero."""
    seen = []
    for _ in range(2):
        contract.select(ev)
        seen.append(contract.identify(ev))
        walk.end(ev)
        ev.station.dlink(False)
    require(seen[0] != seen[1] and all(any(challenge) for challenge in seen), f"challenges {[c.hex() for c in seen]}")


@area.check("ISO2-PDE-003", "a contract that ends in days is accepted with a hint", "V2G2-690", PNC)
def expires_soon(ev: Ev) -> None:
    """Within 21 days."""
    contract.select(ev)
    contract.identify(ev, pki.plant(ev.bench.pki, pki.defects()["contract_expires_soon"]), "OK_CertificateExpiresSoon")


NOT_HERE = ("FAILED", "FAILED_NoCertificateAvailable", "FAILED_CertificateNotAllowedAtThisEVSE")
PLANTED = {
    "004": ("an expired leaf", "contract_expired", "V2G2-824", ("FAILED_CertificateExpired",)),
    "005": ("a leaf that is not valid yet", "contract_not_yet_valid", "V2G2-824", ("FAILED_CertificateExpired",)),
    "006": ("an expired Sub-CA 1", "mo_sub1_expired", "TC PaymentDetails family", NOT_HERE),
    "007": ("an expired Sub-CA 2", "mo_sub2_expired", "TC PaymentDetails family", NOT_HERE),
    "009": ("a leaf of a foreign PKI", "contract_foreign", "", ("FAILED_CertChainError",)),
}


def planted(defect: str, codes: tuple[str, ...], ev: Ev) -> None:
    """A chain with one defect is refused; the refusal has a challenge of 16 bytes."""
    contract.select(ev)
    chain = pki.plant(ev.bench.pki, pki.defects()[defect]).chain("contract")
    response = ev.refused(contract.details(chain), m.PaymentDetailsRes, codes)
    require(len(response.gen_challenge) == 16, f"GenChallenge has {len(response.gen_challenge)} bytes")


for _number, (_title, _defect, _requirement, _codes) in PLANTED.items():
    area.add(f"ISO2-PDE-{_number}", f"{_title} is refused", _requirement, PNC, partial(planted, _defect, _codes))


def refused(make: Callable[[Sequence[Certificate]], m.PaymentDetailsReq], ev: Ev) -> None:
    """A request that is no chain of this contract."""
    contract.select(ev)
    ev.refused(make(ev.bench.pki.chain("contract")), m.PaymentDetailsRes, "FAILED_CertChainError")


def _garbage(chain: Sequence[Certificate]) -> m.PaymentDetailsReq:
    request = contract.details(chain)
    return m.PaymentDetailsReq(emaid=request.emaid, contract_signature_cert_chain=m.CertificateChainType(certificate=bytes(range(100))))


def _reversed(chain: Sequence[Certificate]) -> m.PaymentDetailsReq:
    return contract.details((chain[0], chain[2], chain[1]))


def _other_emaid(chain: Sequence[Certificate]) -> m.PaymentDetailsReq:
    return contract.details(chain, "DEABCC87654321")


area.add("ISO2-PDE-008", "Sub-CAs in the wrong order are refused", "", PNC, partial(refused, _reversed))
area.add("ISO2-PDE-010", "a leaf that is no certificate is refused", "", PNC, partial(refused, _garbage))
area.add("ISO2-PDE-011", "an eMAID that is not the contract's is refused", "", PNC, partial(refused, _other_emaid))


@area.check("ISO2-PDE-012", "hyphens and case do not matter in the common name", "", PNC)
def spelled(ev: Ev) -> None:
    """de-abc-c12345678 is DEABCC12345678."""
    contract.select(ev)
    row, known = replace(roles()["contract"], cn="de-abc-c12345678"), ev.bench.pki
    leaf = pki.issue(row, known["contract"].key, known["mo_sub2"], known.now)
    ev.ask(contract.details((leaf, *known.chain("contract")[1:]), EMAID), m.PaymentDetailsRes)


@area.check("ISO2-PDE-013", "a contract that the backend calls revoked does not charge", "", PNC)
def revoked(ev: Ev) -> None:
    """Refused now, or in Authorization."""
    contract.select(ev)
    ev.send(contract.details(ev.bench.pki.chain("contract")))
    response = ev.expect(m.PaymentDetailsRes, ("OK", "FAILED_CertificateRevoked"))
    if response.response_code is m.responseCodeType.OK:
        contract.request_authorization(ev, response.gen_challenge)
        ev.station.tell(Authorized(verdict="rejected", certificate="revoked"))
        ev.wait(0.1)
        ev.refused(requests.authorization(), m.AuthorizationRes, "FAILED")
    else:
        ev.expect_closed()


@area.check("ISO2-PDE-014", "without central validation an unknown root is refused", "", PNC)
def unknown_root(ev: Ev) -> None:
    """The chain is good otherwise."""
    contract.select(ev)
    foreign = pki.create("secp256r1", ev.bench.pki.now, "foreign").chain("contract")
    codes = ("FAILED_NoCertificateAvailable", "FAILED_CertificateNotAllowedAtThisEVSE")
    ev.refused(contract.details(foreign), m.PaymentDetailsRes, codes)


@area.check("ISO2-PDE-015", "with central validation the backend gets the chain and decides", "", CENTRAL)
def central(ev: Ev) -> None:
    """Its verdict is told in Authorization."""
    contract.select(ev)
    foreign = pki.create("secp256r1", ev.bench.pki.now, "foreign")
    request = contract.authorization(contract.identify(ev, foreign))
    ev.ask(request, m.AuthorizationRes, signature=contract.sign("AuthorizationReq", request, foreign["contract"].key))
    wanted = ev.station.told(AuthorizationWanted)
    if not wanted:
        raise CheckFailed("the backend was not asked")
    require(wanted[-1].method == "contract" and wanted[-1].emaid == EMAID, f"the backend was asked for {wanted[-1].emaid!r}")
    require(wanted[-1].chain == tuple(certificate.der for certificate in foreign.chain("contract")), "the backend did not get the chain")
    ev.station.tell(Authorized(verdict="accepted"))
    walk.poll(ev, requests.authorization, m.AuthorizationRes, 5.0)


@area.check("ISO2-PDE-016", "a silent backend does not hold PaymentDetails", "", PNC)
def silent_backend(ev: Ev) -> None:
    """Authorization is Ongoing, up to 55 s."""
    contract.select(ev)
    challenge = contract.identify(ev)
    begin = ev.now()
    response = contract.request_authorization(ev, challenge)
    while ev.now() - begin < ONGOING_S - 2.0:
        require(response.evse_processing is m.EVSEProcessingType.Ongoing, f"EVSEProcessing {response.evse_processing.value}")
        ev.wait(1.0)
        response = ev.ask(requests.authorization(), m.AuthorizationRes)
