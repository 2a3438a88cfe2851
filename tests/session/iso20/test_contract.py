"""Twins of secc.session.iso20.contract, authorization, decision and metering: Plug & Charge with real certificates and signatures."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pytest
from msgspec.structs import replace

from secc import messages
from secc.config import Config, Iso20, Tls
from secc.messages import iso20_common as common
from secc.messages import iso20_dc
from secc.messages.iso20_common import processingType as Processing
from secc.messages.iso20_common import responseCodeType as Code
from secc.messages.xmldsig import Signature
from secc.security import iso20 as security
from secc.security import pki
from secc.security import signature as xml
from secc.security.keys import SoftwareSigner
from secc.security.pki import Pki
from secc.session import commands, events
from secc.session.commands import Command
from secc.session.events import Event
from secc.session.iso20 import states
from secc.session.iso20.values import HEADER
from secc.session.trust import Trust
from secc.testing import mobility20
from secc.testing.mobility20 import MobilityOperator20

from ..bench import UNIX, Hardware
from .steps import (
    AUTHORIZATION_SETUP,
    DC_WAY,
    EIM,
    SERVICE_DISCOVERY,
    Bench20,
    config,
    dc_loop,
    reach,
)

NOW = datetime.fromtimestamp(UNIX, UTC)
METER = commands.MeterRead(meter_id="METER", energy_wh=1_500.0, exported_wh=0.0)


@cache
def trusted(kind: str = "secp521r1") -> Pki:
    return pki.create(kind, NOW)


@cache
def foreign() -> Pki:
    return pki.create("secp521r1", NOW, "foreign")


def station(**changes: Any) -> Config:
    strictness = changes.pop("strictness", "strict")
    made = config("dc", payment=changes.pop("payment", ("eim", "contract")), certificate_service=True, **changes)
    return replace(made, tls=Tls(mode="required", allow_insecure_20=True, profile=strictness))


class Backend(Hardware):
    """Hardware with a mobility operator behind it; `silent` leaves its questions open, `says` overrules it."""

    def __init__(self) -> None:
        super().__init__()
        self.operator = MobilityOperator20(trusted(), lambda: NOW, secrets.token_bytes)
        self.silent = False
        self.says: commands.Authorized | commands.CertificateAnswered | None = None

    def answers(self, event: Event) -> list[Command]:
        if not isinstance(event, events.AuthorizationWanted | events.CertificateWanted):
            return super().answers(event)
        if self.silent:
            return []
        if self.says is not None:
            return [replace(self.says, request=event.request)]
        if isinstance(event, events.CertificateWanted):
            return [self.operator.answer(event)]
        return [commands.Authorized(verdict="accepted", request=event.request)]


class Car:
    """An EV that asks for authorization with a contract of `one`."""

    def __init__(self, settings: Config | None = None, one: Pki | None = None) -> None:
        self.one = one or trusted()
        self.backend = Backend()
        stores = Trust(stores=(self.one if one and one is not foreign() else trusted()).stores())
        self.ev = Bench20(settings or station(), hardware=self.backend, trust=stores)
        reach(self.ev, states.AUTHORIZATION_SETUP)
        offered = self.ev.ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes)
        self.challenge = offered.pn_c_as_res_authorization_mode.gen_challenge if offered.pn_c_as_res_authorization_mode else b""

    def asks(
        self, block: common.PnC_AReqAuthorizationModeType | None = None, signature: Signature | None = None, **changes: Any,
    ) -> tuple[Code, Processing]:
        made, good = mobility20.authorization(self.one, changes.pop("challenge", self.challenge))
        request = common.AuthorizationReq(
            header=HEADER, selected_authorization_service=common.authorizationType.PnC, pn_c_a_req_authorization_mode=block or made,
        )
        answer = self.ev.ask(request, common.AuthorizationRes, signature=None if changes.get("unsigned") else signature or good)
        return answer.response_code, answer.evse_processing


ONGOING = (Code.OK, Processing.Ongoing)
DONE = (Code.OK, Processing.Finished)


@pytest.mark.parametrize("kind", ["secp521r1", "ed448"])
def test_a_contract_of_either_key_type_charges(kind: str) -> None:
    car = Car(one=trusted(kind))
    assert car.asks() == ONGOING
    assert car.asks() == DONE
    wanted = car.ev.seen(events.AuthorizationWanted)
    assert [(one.method, one.local_verdict) for one in wanted] == [("contract", "ok")]
    assert all(len(one.chain) >= 2 and one.emaid for one in wanted)
    assert car.ev.ask(SERVICE_DISCOVERY, common.ServiceDiscoveryRes).response_code is Code.OK


def test_a_p256_contract_charges_in_laboratories_only() -> None:
    lab = pki.create("secp256r1", NOW)
    assert Car(station(strictness="interop"), lab).asks() == ONGOING
    assert Car(station(), lab).asks()[0] is not Code.OK


def test_setup_offers_what_is_configured() -> None:
    both = reach(Bench20(station()), states.AUTHORIZATION_SETUP).ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes)
    assert [one.value for one in both.authorization_services] == ["PnC", "EIM"]
    assert both.certificate_installation_service
    again = reach(Bench20(station()), states.AUTHORIZATION_SETUP)
    eim = reach(Bench20(config("dc", certificate_service=True)), states.AUTHORIZATION_SETUP).ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes)
    assert [one.value for one in eim.authorization_services] == ["EIM"]
    assert not eim.certificate_installation_service
    assert eim.pn_c_as_res_authorization_mode is None
    first = again.ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes).pn_c_as_res_authorization_mode
    second = again.ask(AUTHORIZATION_SETUP, common.AuthorizationSetupRes).pn_c_as_res_authorization_mode
    assert first is not None
    assert second is not None
    assert first.gen_challenge != second.gen_challenge


def test_polls_of_a_slow_backend_are_answered_at_once_and_verified_once() -> None:
    car = Car()
    car.backend.silent = True
    for _ in range(20):
        assert car.asks() == ONGOING
        car.ev.wait(0.25)
    assert len(car.ev.seen(events.AuthorizationWanted)) == 1
    car.ev.push(commands.Authorized(verdict="accepted", request=1))
    assert car.asks() == DONE


def test_a_dead_backend_ends_it_before_60_s() -> None:
    car = Car()
    car.backend.silent = True
    began, code = car.ev.now, Code.OK
    while code is Code.OK:
        code, _ = car.asks()
        car.ev.wait(0.5)
    assert code is Code.FAILED
    assert 55.0 <= car.ev.now - began < 60.0


def wrong(car: Car) -> dict[str, tuple[Code, Processing]]:
    """What each mistake is answered with, one car each."""
    block, signature = mobility20.authorization(car.one, car.challenge)
    other = mobility20.authorization(car.one, bytes(16))[1]
    flipped = bytes([car.challenge[0] ^ 1]) + car.challenge[1:]
    return {
        "challenge": car.asks(challenge=flipped), "unsigned": car.asks(unsigned=True), "signature": car.asks(block, other),
        "id": car.asks(replace(block, id="id2"), signature),
    }


def test_each_mistake_has_its_warning_and_the_session_stays() -> None:
    challenge, general = ((code, Processing.Finished) for code in (Code.WARNING_ChallengeInvalid, Code.WARNING_GeneralPnCAuthorizationError))
    assert wrong(Car()) == {"challenge": challenge, "unsigned": general, "signature": general, "id": general}


def test_a_signature_over_the_grammar_of_the_whole_set_is_as_good() -> None:
    car = Car()
    block, signature = mobility20.authorization(car.one, car.challenge)
    info = messages.encode_fragment("iso20_common", "SignedInfo", signature.signed_info)
    value = SoftwareSigner(car.one["contract"].key).sign(info)
    combined = replace(signature, signature_value=replace(signature.signature_value, value=value))
    assert car.asks(block, combined) == ONGOING


@pytest.mark.parametrize(("years", "code"), [(10, Code.WARNING_CertificateExpired), (-10, Code.WARNING_CertificateNotYetValid)])
def test_a_contract_out_of_its_time_is_told(years: int, code: Code) -> None:
    then = pki.create("secp521r1", NOW - timedelta(days=365 * years))
    assert Car(one=then).asks()[0] is code


def test_a_foreign_chain_is_not_trusted_unless_the_backend_may_say() -> None:
    assert Car(one=foreign()).asks()[0] is Code.WARNING_CertificateValidationError
    central = Car(station(central_contract_validation=True), foreign())
    assert central.asks() == ONGOING
    assert central.ev.seen(events.AuthorizationWanted)[0].local_verdict == "defer"


def test_another_provider_than_those_that_are_accepted_is_unknown() -> None:
    assert Car(station(iso20=Iso20(providers=("XXYYY",)))).asks()[0] is Code.WARNING_eMSPUnknown


@pytest.mark.parametrize(("certificate", "code"), [
    ("revoked", Code.WARNING_CertificateRevoked), ("expired", Code.WARNING_CertificateExpired),
    ("chain_error", Code.WARNING_CertificateValidationError), ("contract_cancelled", Code.WARNING_GeneralPnCAuthorizationError),
])
def test_what_the_backend_says_is_passed_on_and_a_card_may_follow(certificate: Any, code: Code) -> None:
    car = Car()
    car.backend.says = commands.Authorized(verdict="rejected", certificate=certificate)
    assert car.asks() == ONGOING
    assert car.asks() == (code, Processing.Finished)
    car.backend.says = None
    assert car.ev.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Ongoing_WaitingForCustomerInteraction
    assert car.ev.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Finished
    assert [one.accepted for one in car.ev.seen(events.AuthorizationFinished)] == [False, True]


def test_after_five_refusals_the_next_ends_the_session() -> None:
    car = Car()
    codes = [car.asks(unsigned=True)[0] for _ in range(6)]
    assert codes == [Code.WARNING_GeneralPnCAuthorizationError] * 5 + [Code.FAILED]
    assert car.ev.session.closing


# ---- external identification ------------------------------------------------------------------------------------------------------------


def waiting_for_a_card(**settings: Any) -> Bench20:
    ev = Bench20(replace(config("dc"), **settings))
    ev.hardware.quiet = (events.AuthorizationWanted,)
    return reach(ev, states.AUTHORIZATION)


def test_a_card_that_is_refused_is_told_at_once_and_another_may_follow() -> None:
    ev = waiting_for_a_card()
    assert ev.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Ongoing_WaitingForCustomerInteraction
    ev.push(commands.Authorized(verdict="rejected", request=1))
    answer = ev.ask(EIM, common.AuthorizationRes)
    assert (answer.response_code, answer.evse_processing) == (Code.WARNING_EIMAuthorizationFailure, Processing.Finished)
    assert ev.ask(EIM, common.AuthorizationRes).response_code is Code.OK
    assert [one.request for one in ev.seen(events.AuthorizationWanted)] == [1, 2]
    ev.push(commands.Authorized(verdict="accepted", request=2))
    assert ev.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Finished
    assert ev.session.state == states.SERVICE_DISCOVERY


def test_services_are_out_of_sequence_after_a_refusal() -> None:
    ev = waiting_for_a_card()
    ev.push(commands.Authorized(verdict="rejected"))
    assert ev.ask(EIM, common.AuthorizationRes).response_code is Code.WARNING_EIMAuthorizationFailure
    assert ev.ask(SERVICE_DISCOVERY, common.ServiceDiscoveryRes).response_code is Code.FAILED_SequenceError


def test_nobody_comes_within_the_operators_time() -> None:
    ev = waiting_for_a_card()
    code, turns = Code.OK, 0
    while code is Code.OK:
        code, turns = ev.ask(EIM, common.AuthorizationRes).response_code, turns + 1
        ev.wait(10.0)
    assert code is Code.WARNING_EIMAuthorizationFailure
    assert 300.0 <= turns * 10.0 <= 320.0
    assert ev.ask(EIM, common.AuthorizationRes).response_code is Code.OK


def test_a_station_for_free_asks_nobody_and_an_early_card_counts() -> None:
    free = reach(Bench20(config("dc", free=True)), states.AUTHORIZATION)
    assert free.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Finished
    early = waiting_for_a_card()
    early.push(commands.Authorized(verdict="accepted"))
    assert early.ask(EIM, common.AuthorizationRes).evse_processing is Processing.Finished


def test_a_method_that_was_not_offered_is_a_warning() -> None:
    ev = waiting_for_a_card()
    block, signature = mobility20.authorization(trusted(), bytes(16))
    request = common.AuthorizationReq(
        header=HEADER, selected_authorization_service=common.authorizationType.PnC, pn_c_a_req_authorization_mode=block,
    )
    assert ev.ask(request, common.AuthorizationRes, signature=signature).response_code is Code.WARNING_AuthorizationSelectionInvalid
    confused = replace(request, selected_authorization_service=common.authorizationType.EIM)
    assert ev.ask(confused, common.AuthorizationRes).response_code is Code.WARNING_AuthorizationSelectionInvalid
    assert not ev.session.closing


# ---- certificates ---------------------------------------------------------------------------------------------------------------------


def signed_header(signature: Signature) -> common.MessageHeaderType:
    return common.MessageHeaderType(session_id=bytes(8), time_stamp=1, signature=signature)


def installs(car: Car, signer: SoftwareSigner | None = None, one: Pki | None = None) -> common.CertificateInstallationRes:
    request = mobility20.installation(one or car.one, signed_header, signer)
    return car.ev.ask(request, common.CertificateInstallationRes, signature=request.header.signature)


def test_a_new_contract_comes_from_the_backend_and_what_it_signed_stays_as_it_was() -> None:
    car = Car()
    first = installs(car)
    assert (first.response_code, first.evse_processing) == (Code.OK, Processing.Ongoing)
    answer = installs(car)
    assert (answer.response_code, answer.evse_processing, answer.header.session_id) == (Code.OK, Processing.Finished, car.ev.session_id)
    provider = trusted()["cps"].certificate.public_key
    assert provider is not None
    mobility20.accept_contract(answer, answer.header.signature, trusted(), provider)
    data = answer.signed_installation_data
    assert (len(data.dh_public_key), len(data.secp521_encrypted_private_key or b"")) == (133, 94)
    assert car.asks() == ONGOING


@pytest.mark.parametrize(("most", "left"), [(1, 0), (2, 1), (9, 5), (0, 0)])
def test_the_backend_is_told_what_the_ev_takes_and_no_more_is_promised(most: int, left: int) -> None:
    car = Car()
    made = mobility20.installation(car.one, signed_header)
    request = replace(made, maximum_contract_certificate_chains=most, prioritized_ema_ids=common.EMAIDListType(emaid=("DE-ABC-1", "DE-ABC-2")))
    car.ev.ask(request, common.CertificateInstallationRes, signature=made.header.signature)
    wanted = car.ev.seen(events.CertificateWanted)[0]
    assert (wanted.max_contracts, wanted.prioritized_emaids) == (most, ("DE-ABC-1", "DE-ABC-2"))
    car.ev.push(replace(car.backend.operator.answer(wanted), remaining_contracts=5))
    answer = car.ev.ask(request, common.CertificateInstallationRes, signature=made.header.signature)
    assert (answer.evse_processing, answer.remaining_contract_certificate_chains) == (Processing.Finished, left)


def test_a_request_that_its_own_certificate_did_not_sign_ends_the_session() -> None:
    car = Car()
    assert installs(car, SoftwareSigner(trusted()["vehicle"].key)).response_code is Code.FAILED_SignatureError
    assert car.ev.session.closing


@pytest.mark.parametrize(("says", "code"), [
    (commands.CertificateAnswered(request=0, outcome="no_certificate"), Code.WARNING_NoCertificateAvailable),
    (commands.CertificateAnswered(request=0, outcome="cancelled"), Code.WARNING_NoContractMatchingPCIDFound),
    (commands.CertificateAnswered(request=0, outcome="failed"), Code.FAILED),
    (commands.CertificateAnswered(request=0, exi=b"\x80nothing"), Code.FAILED),
])
def test_a_backend_without_a_contract_says_so(says: commands.CertificateAnswered, code: Code) -> None:
    car = Car()
    car.backend.says = says
    installs(car)
    assert installs(car).response_code is code
    assert car.ev.session.closing == (code is Code.FAILED)


def test_an_expired_provisioning_certificate_is_a_warning_and_a_silent_backend_the_end() -> None:
    old = pki.create("secp521r1", NOW - timedelta(days=365 * 60))
    car = Car()
    assert installs(car, one=old).response_code is Code.WARNING_CertificateExpired
    car.backend.silent = True
    began, code = car.ev.now, Code.OK
    while code is Code.OK:
        code = installs(car).response_code
        car.ev.wait(1.0)
    assert code is Code.FAILED
    assert car.ev.now - began < 60.0


def test_without_the_service_the_request_is_out_of_sequence() -> None:
    ev = reach(Bench20(config("dc")), states.AUTHORIZATION)
    request = mobility20.installation(trusted(), signed_header)
    answer = ev.ask(request, common.CertificateInstallationRes, signature=request.header.signature)
    assert answer.response_code is Code.FAILED_SequenceError


# ---- confirmations --------------------------------------------------------------------------------------------------------------------


def metered() -> tuple[Car, common.MeterInfoType]:
    """A contract session in the loop, with a reading that is to be confirmed."""
    car = Car(station(receipts_every_s=30.0))
    car.asks()
    car.asks()
    for _, step in DC_WAY[4:14]:
        step(car.ev)
    assert car.ev.session.state == states.DC_LOOP
    car.ev.push(METER)
    answer = car.ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes)
    assert answer.evse_status is not None
    assert answer.meter_info is not None
    assert answer.evse_status.evse_notification.value == "MeteringConfirmation"
    return car, answer.meter_info


def confirmation(
    car: Car, meter: common.MeterInfoType, role: str = "contract", tuple_id: int = 1,
) -> tuple[common.MeteringConfirmationReq, Signature]:
    data = common.SignedMeteringDataType(
        id="id1", session_id=car.ev.session_id, meter_info=meter,
        scheduled_smdt_control_mode=common.Scheduled_SMDTControlModeType(selected_schedule_tuple_id=tuple_id),
    )
    signature = xml.sign("iso20_common", (("SignedMeteringData", data),), SoftwareSigner(trusted()[role].key))
    return common.MeteringConfirmationReq(header=HEADER, signed_metering_data=data), signature


@pytest.mark.parametrize("payload_type", [0x8102, 0x8002])
def test_a_good_confirmation_goes_to_the_host_and_the_loop_goes_on(payload_type: int) -> None:
    car, meter = metered()
    request, signature = confirmation(car, meter)
    car.ev.types.clear()
    car.ev.feed(car.ev.frame(request, signature=signature, payload_type=payload_type))
    assert car.ev.answer(common.MeteringConfirmationRes).response_code is Code.OK
    assert car.ev.types == [payload_type]
    assert [one.valid for one in car.ev.seen(events.ReceiptReceived)] == [True]
    assert car.ev.ask(dc_loop(), iso20_dc.DC_ChargeLoopRes).evse_status is None


@pytest.mark.parametrize("mistake", ["energy", "key", "tuple"])
def test_a_confirmation_of_anything_else_is_refused(mistake: str) -> None:
    car, meter = metered()
    if mistake == "energy":
        meter = replace(meter, charged_energy_reading_wh=meter.charged_energy_reading_wh + 1)
    request, signature = confirmation(car, meter, "vehicle" if mistake == "key" else "contract", 2 if mistake == "tuple" else 1)
    answer = car.ev.ask(request, common.MeteringConfirmationRes, signature=signature)
    assert answer.response_code is Code.FAILED_MeteringSignatureNotValid
    assert not car.ev.watch.closed


def test_the_backends_bytes_must_come_out_as_they_went_in() -> None:
    car = Car()
    installs(car)
    exi = car.backend.operator.answer(car.ev.seen(events.CertificateWanted)[0]).exi
    assert exi is not None
    good, oddity = security.installation_response(exi)
    assert (good is not None, oddity) == (True, "")
    assert security.installation_response(messages.encode("iso20_common", common.ServiceDiscoveryReq(header=HEADER)))[0] is None
