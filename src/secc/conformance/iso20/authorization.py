"""AuthorizationSetup, and Authorization by card and by contract: what goes on, what is a warning, what ends it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from secc import messages
from secc.conformance.check import Area
from secc.conformance.ev import Ev, require
from secc.conformance.iso20 import contract, requests
from secc.conformance.iso20.car import DC, FINISHED, PNC, Car, station
from secc.messages import iso20_common as c
from secc.messages.xmldsig import Signature, SignatureValue
from secc.security import pki
from secc.security.keys import SoftwareSigner
from secc.session.commands import Authorized, CertificateVerdict

setup = Area("ISO-20", "authorization setup")
area = Area("ISO-20", "authorization")
AREAS = [setup, area]
ONLY_PNC = station(2, payment=["contract"])
PROVIDERS = station(2, payment=["eim", "contract"], iso20={"providers": ["ABC"]})
OTHER_PROVIDERS = station(2, payment=["eim", "contract"], iso20={"providers": ["XYZ"]})
ONGOING_S = 55.0


def services(response: c.AuthorizationSetupRes) -> list[str]:
    """The authorization services on offer."""
    return [service.value for service in response.authorization_services]


@setup.check("ISO20-AUTHORIZATION-SETUP-001", "external means alone: no challenge", "V2G20-1220 V2G20-2567", DC)
def only_eim(ev: Ev) -> None:
    """And no certificates."""
    response = Car(ev).to("AuthorizationSetup").set_up_authorization()
    require(services(response) == ["EIM"] and response.eim_as_res_authorization_mode is not None, f"services {services(response)}")
    require(response.pn_c_as_res_authorization_mode is None, "a challenge without Plug & Charge")
    require(not response.certificate_installation_service, "CertificateInstallationService without Plug & Charge")


@setup.check("ISO20-AUTHORIZATION-SETUP-002", "contracts alone: a challenge of 16 bytes", "V2G20-1219 V2G20-2568 V2G20-697", ONLY_PNC)
def only_pnc(ev: Ev) -> None:
    """Plug & Charge is all there is."""
    car = Car(ev).to("AuthorizationSetup")
    response = car.set_up_authorization()
    require(services(response) == ["PnC"], f"services {services(response)}")
    require(len(car.challenge) == 16 and any(car.challenge), f"GenChallenge {car.challenge.hex()}")


@setup.check("ISO20-AUTHORIZATION-SETUP-003", "both: both are listed, with a challenge", "V2G20-1219 V2G20-2566 V2G20-2568", PNC)
def both(ev: Ev) -> None:
    """The block is that of Plug & Charge."""
    response = Car(ev).to("AuthorizationSetup").set_up_authorization()
    require(set(services(response)) == {"EIM", "PnC"}, f"services {services(response)}")
    require(response.pn_c_as_res_authorization_mode is not None and response.eim_as_res_authorization_mode is None, "the wrong block")


@setup.check("ISO20-AUTHORIZATION-SETUP-004", "the challenges of two sessions differ", "V2G20-698 V2G20-2608", PNC)
def challenges(ev: Ev) -> None:
    """Each is drawn anew."""
    seen = []
    for _ in range(2):
        car = Car(ev).through("AuthorizationSetup")
        seen.append(car.challenge)
        car.end()
        car.again()
    require(seen[0] != seen[1], "the same challenge twice")


@setup.check("ISO20-AUTHORIZATION-SETUP-005", "the accepted providers are named", "", PROVIDERS)
def providers(ev: Ev) -> None:
    """As configured."""
    mode = Car(ev).to("AuthorizationSetup").set_up_authorization().pn_c_as_res_authorization_mode
    named = mode.supported_providers.provider_id if mode and mode.supported_providers else ()
    require(named == ("ABC",), f"SupportedProviders {named}")


@setup.check("ISO20-AUTHORIZATION-SETUP-006", "without a backend there are no certificates", "", ONLY_PNC)
def no_backend(ev: Ev) -> None:
    """CertificateInstallationService is false."""
    require(not Car(ev).to("AuthorizationSetup").set_up_authorization().certificate_installation_service, "CertificateInstallationService")


# ---- external means ---------------------------------------------------------------------------------------------------------------


def eim(ev: Ev, code: str = "OK") -> c.AuthorizationRes:
    """One AuthorizationReq with external means."""
    return ev.ask(requests.authorization(), c.AuthorizationRes, code)


def finished(response: c.AuthorizationRes) -> None:
    """EVSEProcessing is Finished."""
    require(response.evse_processing is FINISHED, f"EVSEProcessing {response.evse_processing.value}")


def ongoing(response: c.AuthorizationRes) -> None:
    """EVSEProcessing is one of the two that ask to come again."""
    require(response.evse_processing is not FINISHED, "finished without a decision")


@area.check("ISO20-AUTHORIZATION-001", "a way that was not offered is a warning", "V2G20-2209 V2G20-2226", DC)
def not_offered(ev: Ev) -> None:
    """Contract where there are only cards; then a card."""
    car = Car(ev).to("Authorization")
    request, signature = contract.signed(ev, bytes(16))
    finished(contract.ask(ev, request, signature, "WARNING_AuthorizationSelectionInvalid"))
    car.authorize()


@area.check("ISO20-AUTHORIZATION-002", "without a decision the EV waits for the customer", "", DC)
def waiting(ev: Ev) -> None:
    """Ongoing_WaitingForCustomerInteraction."""
    Car(ev).to("Authorization")
    response = eim(ev)
    require(response.evse_processing is c.processingType.Ongoing_WaitingForCustomerInteraction, f"EVSEProcessing {response.evse_processing.value}")


@area.check("ISO20-AUTHORIZATION-003", "an accepted card finishes it", "", DC)
def card(ev: Ev) -> None:
    """ServiceDiscovery follows."""
    Car(ev).to("ServiceDiscovery").discover()


def refused_card(ev: Ev) -> Car:
    """A car whose card was rejected."""
    car = Car(ev).to("Authorization")
    eim(ev)
    ev.station.tell(Authorized(verdict="rejected"))
    ev.wait(0.2)
    finished(eim(ev, "WARNING_EIMAuthorizationFailure"))
    return car


@area.check("ISO20-AUTHORIZATION-004", "a rejected card is a warning at once", "V2G20-2219 V2G20-2230", DC)
def rejected(ev: Ev) -> None:
    """Not Ongoing as in -2."""
    refused_card(ev)


@area.check("ISO20-AUTHORIZATION-005", "after a rejected card another may be accepted", "V2G20-2230", DC)
def second_card(ev: Ev) -> None:
    """The session goes on."""
    car = refused_card(ev)
    car.authorize()
    car.discover()


@area.check("ISO20-AUTHORIZATION-006", "after a rejected card services are a sequence error", "V2G20-459 V2G20-2230", DC)
def too_early(ev: Ev) -> None:
    """Nobody has been accepted."""
    refused_card(ev)
    ev.refused(requests.service_discovery(), c.ServiceDiscoveryRes, "FAILED_SequenceError")


@area.check("ISO20-AUTHORIZATION-007", "a customer who never acts is a warning when the time is over", "V2G20-2219", DC)
def nobody(ev: Ev) -> None:
    """Waiting until then."""
    Car(ev).to("Authorization")
    begin, limit = ev.now(), DC.timeouts.eim_authorization_s
    while ev.now() - begin < limit - 2.0:
        ongoing(eim(ev))
        ev.wait(1.0)
    ev.wait(begin + limit + 1.0 - ev.now())
    finished(eim(ev, "WARNING_EIMAuthorizationFailure"))


# ---- contracts --------------------------------------------------------------------------------------------------------------------


@area.check("ISO20-AUTHORIZATION-008", "a signed contract that the backend accepts", "V2G20-2565", PNC)
def accepted(ev: Ev) -> None:
    """At once, or as soon as it has decided."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    response = contract.ask(ev, request, signature)
    ev.station.tell(Authorized(verdict="accepted"))
    if response.evse_processing is not FINISHED:
        ev.wait(0.2)
        finished(contract.ask(ev, request, signature))
    car.discover()


@area.check("ISO20-AUTHORIZATION-009", "while the backend thinks every answer is Ongoing and in time", "V2G20-1582", PNC)
def slow_backend(ev: Ev) -> None:
    """Three seconds, polled every 250 ms."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    for _ in range(12):
        ongoing(contract.ask(ev, request, signature))
        ev.wait(0.25)
    ev.station.tell(Authorized(verdict="accepted"))
    ev.wait(0.2)
    finished(contract.ask(ev, request, signature))


@area.check("ISO20-AUTHORIZATION-010", "the same request again is no replay", "V2G20-1582", PNC)
def polled(ev: Ev) -> None:
    """Only its TimeStamp changes."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    for _ in range(3):
        ongoing(contract.ask(ev, request, signature))
        ev.wait(1.5)


Made = tuple[c.AuthorizationReq, Signature | None]


def _other_challenge(ev: Ev, car: Car) -> Made:
    return contract.signed(ev, car.challenge[:-1] + bytes([car.challenge[-1] ^ 1]))


def _corrupt(ev: Ev, car: Car) -> Made:
    request, signature = contract.signed(ev, car.challenge)
    value = signature.signature_value.value
    return request, replace(signature, signature_value=SignatureValue(value=value[:-1] + bytes([value[-1] ^ 1])))


def _unsigned(ev: Ev, car: Car) -> Made:
    return contract.signed(ev, car.challenge)[0], None


def _elsewhere(ev: Ev, car: Car) -> Made:
    chain, key = ev.bench.pki20.chain("contract"), ev.bench.pki20["contract"].key
    mode, other = contract.block(chain, car.challenge), contract.block(chain, car.challenge, id="ID2")
    return contract.authorization(mode), contract.sign("PnC_AReqAuthorizationMode", other, key)


def _planted(defect: str, ev: Ev, car: Car) -> Made:
    return contract.signed(ev, car.challenge, pki.plant(ev.bench.pki20, pki.defects()[defect]))


def _foreign(ev: Ev, car: Car) -> Made:
    return contract.signed(ev, car.challenge, pki.create("secp521r1", ev.bench.pki20.now, "foreign"))


GENERAL = "WARNING_GeneralPnCAuthorizationError"
WRONG: dict[str, tuple[str, Callable[[Ev, Car], Made], str]] = {
    "011": ("a challenge that differs in one bit", _other_challenge, "WARNING_ChallengeInvalid"),
    "012": ("a corrupted signature value", _corrupt, GENERAL),
    "013": ("no signature", _unsigned, GENERAL),
    "014": ("a signature over another element", _elsewhere, GENERAL),
    "016": ("an expired contract", partial(_planted, "contract_expired"), "WARNING_CertificateExpired"),
    "017": ("a contract that is not valid yet", partial(_planted, "contract_not_yet_valid"), "WARNING_CertificateNotYetValid"),
    "019": ("a contract of an unknown root", _foreign, "WARNING_CertificateValidationError"),
}


def warned(make: Callable[[Ev, Car], Made], code: str, ev: Ev) -> None:
    """A warning; nobody is authorized by it, and the session goes on with a card."""
    car = contract.to_authorization(ev)
    finished(contract.ask(ev, *make(ev, car), code))
    car.authorize()
    car.discover()


def unauthorized(make: Callable[[Ev, Car], Made], code: str, ev: Ev) -> None:
    """The same; and services without the card are out of sequence."""
    warned(make, code, ev)
    Car(ev).again()
    car = contract.to_authorization(ev)
    contract.ask(ev, *make(ev, car), code)
    ev.refused(requests.service_discovery(), c.ServiceDiscoveryRes, "FAILED_SequenceError")


for _number, (_title, _make, _code) in WRONG.items():
    _body = partial(unauthorized if _code == GENERAL else warned, _make, _code)
    area.add(f"ISO20-AUTHORIZATION-{_number}", f"{_title}: {_code}", "V2G20-2565" if _number == "011" else "", PNC, _body)
area.add(
    "ISO20-AUTHORIZATION-020", "a contract of a provider that is not accepted: WARNING_eMSPUnknown", "", OTHER_PROVIDERS,
    partial(warned, lambda ev, car: contract.signed(ev, car.challenge), "WARNING_eMSPUnknown"),
)


@area.check("ISO20-AUTHORIZATION-015", "SignedInfo in the grammar of xmldsig alone is accepted", "", PNC)
def standalone(ev: Ev) -> None:
    """What EVs on the road write."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    data = messages.encode_fragment("xmldsig", "SignedInfo", signature.signed_info)
    value = SoftwareSigner(ev.bench.pki20["contract"].key).sign(data)
    signature = replace(signature, signature_value=SignatureValue(value=value))
    contract.ask(ev, request, signature)
    ev.station.tell(Authorized(verdict="accepted"))
    ev.wait(0.2)
    finished(contract.ask(ev, request, signature))
    car.discover()


def _told(verdict: CertificateVerdict, code: str, ev: Ev) -> None:
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    contract.ask(ev, request, signature)
    ev.station.tell(Authorized(verdict="rejected", certificate=verdict))
    ev.wait(0.2)
    finished(contract.ask(ev, request, signature, code))


area.add(
    "ISO20-AUTHORIZATION-018", "a contract that the backend calls revoked: WARNING_CertificateRevoked", "", PNC,
    partial(_told, "revoked", "WARNING_CertificateRevoked"),
)


@area.check("ISO20-AUTHORIZATION-021", "a contract that ends in days is accepted with a hint", "", PNC)
def expires_soon(ev: Ev) -> None:
    """OK_CertificateExpiresSoon; services follow."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge, pki.plant(ev.bench.pki20, pki.defects()["contract_expires_soon"]))
    contract.ask(ev, request, signature)
    ev.station.tell(Authorized(verdict="accepted"))
    ev.wait(0.2)
    finished(contract.ask(ev, request, signature, "OK_CertificateExpiresSoon"))
    car.discover()


@area.check("ISO20-AUTHORIZATION-022", "after a warning on the contract a card is taken", "V2G20-2226", PNC)
def then_card(ev: Ev) -> None:
    """As any other card."""
    warned(_unsigned, GENERAL, ev)


@area.check("ISO20-AUTHORIZATION-023", "a backend that never answers ends it before 60 s", "", PNC)
def dead_backend(ev: Ev) -> None:
    """FAILED."""
    car = contract.to_authorization(ev)
    request, signature = contract.signed(ev, car.challenge)
    begin = ev.now()
    while ev.now() - begin < ONGOING_S - 2.0:
        ongoing(contract.ask(ev, request, signature))
        ev.wait(1.0)
    ev.wait(begin + 59.0 - ev.now())
    ev.refused(request, c.AuthorizationRes, "FAILED", signature=signature)


@area.check("ISO20-AUTHORIZATION-024", "SessionStop while authorization is pending", "", DC)
def stopped(ev: Ev) -> None:
    """A clean end."""
    car = Car(ev).to("Authorization")
    ongoing(eim(ev))
    car.end()


