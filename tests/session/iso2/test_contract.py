"""Twins of secc.session.iso2.contract and metering: Plug & Charge with real certificates, signatures and a mobility operator."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from functools import cache
from typing import Any, Literal

import pytest
from msgspec.structs import replace

from secc import messages
from secc.config import Config, Tls
from secc.messages import iso2
from secc.messages.iso2 import EVSEProcessingType as Processing
from secc.messages.iso2 import paymentOptionType as PaymentOption
from secc.messages.iso2 import responseCodeType as Code
from secc.security import pki
from secc.security.pki import Pki
from secc.session import commands, events
from secc.session.commands import Schedule
from secc.session.iso2 import states
from secc.session.iso2.refusals import REFUSALS
from secc.session.iso2.states import AC_CHARGING, AC_RECEIPT, AUTHORIZATION, CONTRACT, DC_CHARGING, DC_RECEIPT, PARAMETERS, PAYMENT_DETAILS
from secc.session.link import Link
from secc.session.trust import Trust
from secc.testing.contract_ev import Contract, accept_contract, installation
from secc.testing.mobility import MobilityOperator

from ..bench import UNIX, Bench, Hardware
from .requests import REQUESTS, response_class
from .steps import AC, AC_WAY, DC, DC_WAY, ac_parameters, current_demand, reach, selection, start
from .steps import AUTHORIZATION as ASK_AGAIN

NOW = datetime.fromtimestamp(UNIX, UTC)
TLS = Link(tls="1.2")
METER = commands.MeterRead(meter_id="METER", energy_wh=1500.0, signature=b"s" * 32, time_s=int(UNIX))


@cache
def trusted() -> Pki:
    return pki.create("secp256r1", NOW)


@cache
def foreign() -> Pki:
    return pki.create("secp256r1", NOW, "foreign")


class Backend(Hardware):
    """Hardware with a mobility operator behind it; `silent` leaves contract and certificate questions open."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self.operator = MobilityOperator(trusted(), lambda: NOW, secrets.token_bytes)
        self.silent = False

    def answers(self, event: events.Event) -> list[commands.Command]:
        if isinstance(event, events.AuthorizationWanted) and event.method == "contract":
            return [] if self.silent else [self.operator.authorize(event)]
        if isinstance(event, events.CertificateWanted):
            return [] if self.silent else [self.operator.answer(event)]
        return super().answers(event)


def config(base: Config = AC, **changes: Any) -> Config:
    outlet = replace(base.outlet, payment=("eim", "contract"), certificate_service=True, receipts_every_s=60.0, **changes)
    return replace(base, outlet=outlet, tls=Tls(mode="optional"))


def selected(service: int = 0, *, setting: Config | None = None, hardware: Backend | None = None) -> Bench:
    """Contract was chosen, with the certificate service's parameter set `service` where it is not 0."""
    ev = Bench(setting or config(), link=TLS, trust=Trust(stores=trusted().stores()), hardware=hardware or Backend())
    reach(ev, states.SERVICE_SELECTION)
    chosen: list[tuple[int, int | None]] = [(1, None), (2, service)] if service else [(1, None)]
    assert ev.ask(selection(*chosen, payment=PaymentOption.Contract), iso2.PaymentServiceSelectionRes).response_code is Code.OK
    assert ev.session.state == CONTRACT
    return ev


def presented(ev: Bench | None = None, contract: Contract | None = None) -> tuple[Bench, bytes]:
    ev = ev or selected()
    answer = ev.ask((contract or Contract.of(trusted())).payment_details(), iso2.PaymentDetailsRes)
    assert answer.response_code is Code.OK, ev.ended
    return ev, answer.gen_challenge


def authorized(setting: Config | None = None) -> Bench:
    ev, challenge = presented(selected(setting=setting))
    request, signature = Contract.of(trusted()).authorization(challenge)
    assert ev.ask(request, iso2.AuthorizationRes, signature=signature).evse_processing is Processing.Ongoing
    assert ev.ask(ASK_AGAIN, iso2.AuthorizationRes).evse_processing is Processing.Finished
    return ev


# ---- PaymentDetails ---------------------------------------------------------------------------------------------------------------


def test_a_good_contract_gets_a_challenge_of_its_own() -> None:
    ev, one = presented()
    assert len(one) == 16
    assert ev.session.state == AUTHORIZATION
    assert any(one)


@pytest.mark.parametrize(("chain", "code"), [
    ((b"\x30\x03\x01",), Code.FAILED_CertChainError), ((bytes(100),), Code.FAILED_CertChainError), (None, Code.FAILED_NoCertificateAvailable),
])
def test_what_cannot_be_believed_is_refused(chain: tuple[bytes, ...] | None, code: Code) -> None:
    request = Contract.of(foreign()).payment_details()
    if chain:
        request = replace(request, contract_signature_cert_chain=iso2.CertificateChainType(certificate=chain[0]))
    answer = selected().ask(request, iso2.PaymentDetailsRes)
    assert (answer.response_code, answer.gen_challenge) == (code, bytes(16))


def test_the_sub_cas_must_come_in_their_order() -> None:
    request = Contract.of(trusted()).payment_details()
    sent = request.contract_signature_cert_chain
    assert sent.sub_certificates is not None
    turned = replace(sent, sub_certificates=iso2.SubCertificatesType(certificate=sent.sub_certificates.certificate[::-1]))
    assert selected().ask(replace(request, contract_signature_cert_chain=turned), iso2.PaymentDetailsRes).response_code is Code.FAILED_CertChainError


def test_another_name_than_the_contracts_is_refused() -> None:
    request = replace(Contract.of(trusted()).payment_details(), emaid="XXXXX999999999")
    assert selected().ask(request, iso2.PaymentDetailsRes).response_code is Code.FAILED_CertChainError


def test_without_a_clock_nothing_is_believed() -> None:
    ev = selected(setting=replace(config(), clock_trusted=False))
    assert ev.ask(Contract.of(trusted()).payment_details(), iso2.PaymentDetailsRes).response_code is Code.FAILED_NoCertificateAvailable


def test_with_central_validation_an_unknown_root_is_the_backends_matter() -> None:
    contract = Contract.of(foreign())
    ev, challenge = presented(selected(setting=config(central_contract_validation=True)), contract)
    request, signature = contract.authorization(challenge)
    ev.ask(request, iso2.AuthorizationRes, signature=signature)
    wanted = ev.seen(events.AuthorizationWanted)[-1]
    assert (wanted.method, wanted.local_verdict, wanted.chain) == ("contract", "defer", tuple(part.der for part in contract.chain))


# ---- Authorization ----------------------------------------------------------------------------------------------------------------


def test_a_signed_request_is_decided_by_the_backend() -> None:
    ev = authorized()
    wanted = ev.seen(events.AuthorizationWanted)[-1]
    assert (wanted.method, wanted.local_verdict, wanted.request) == ("contract", "ok", 1)
    assert wanted.chain == tuple(part.der for part in trusted().chain("contract"))
    assert wanted.ocsp
    assert ev.seen(events.AuthorizationFinished) == [events.AuthorizationFinished(accepted=True)]
    assert ev.session.state == PARAMETERS


@pytest.mark.parametrize(("wrong", "code"), [
    ("challenge", Code.FAILED_ChallengeInvalid), ("no challenge", Code.FAILED_ChallengeInvalid), ("key", Code.FAILED_SignatureError),
    ("body", Code.FAILED_SignatureError), ("no signature", Code.FAILED_SignatureError), ("der", Code.FAILED_SignatureError),
])
def test_a_wrong_signature_or_challenge_ends_it_and_asks_nobody(wrong: str, code: Code) -> None:
    ev, challenge = presented()
    signer = Contract.of(foreign() if wrong == "key" else trusted())
    request, signature = signer.authorization(b"\1" * 16 if wrong == "challenge" else challenge)
    sent: Any = signature
    if wrong == "no challenge":
        request = replace(request, gen_challenge=None)
    elif wrong == "body":
        request = replace(request, id="ID2")
    elif wrong == "no signature":
        sent = None
    elif wrong == "der":
        sent = replace(signature, signature_value=replace(signature.signature_value, value=b"\x30" + bytes(70)))
    assert ev.ask(request, iso2.AuthorizationRes, signature=sent).response_code is code
    assert ev.seen(events.AuthorizationWanted) == []


@pytest.mark.parametrize(("certificate", "strict", "opted"), [
    ("revoked", Code.FAILED, Code.FAILED_CertificateRevoked), ("contract_cancelled", Code.FAILED, Code.FAILED),
    ("signature_error", Code.FAILED_SignatureError, Code.FAILED_SignatureError),
])
def test_a_rejected_contract_ends_the_session(certificate: commands.CertificateVerdict, strict: Code, opted: Code) -> None:
    codes = []
    for switches in ({}, {"revoked_in_authorization": True}):
        hardware = Backend()
        hardware.operator.verdict, hardware.operator.certificate = "rejected", certificate
        ev, challenge = presented(selected(setting=replace(config(), switches=switches), hardware=hardware))
        request, signature = Contract.of(trusted()).authorization(challenge)
        ev.ask(request, iso2.AuthorizationRes, signature=signature)
        codes.append(ev.ask(ASK_AGAIN, iso2.AuthorizationRes).response_code)
        assert ev.seen(events.AuthorizationFinished) == [events.AuthorizationFinished(accepted=False)]
    assert codes == [strict, opted]


def test_a_silent_backend_is_ongoing_for_55_s() -> None:
    hardware = Backend()
    hardware.silent = True
    ev, challenge = presented(selected(hardware=hardware))
    request, signature = Contract.of(trusted()).authorization(challenge)
    ev.ask(request, iso2.AuthorizationRes, signature=signature)
    ev.push(commands.Authorized(verdict="accepted", request=9))
    for _ in range(54):
        ev.wait(1.0)
        assert ev.ask(ASK_AGAIN, iso2.AuthorizationRes).evse_processing is Processing.Ongoing
    ev.wait(1.0)
    assert ev.ask(ASK_AGAIN, iso2.AuthorizationRes).response_code is Code.FAILED


def test_a_decision_in_advance_is_for_cards_not_for_contracts() -> None:
    hardware = Backend()
    hardware.silent = True
    ev = selected(hardware=hardware)
    ev.push(commands.Authorized(verdict="accepted"))
    _, challenge = presented(ev)
    request, signature = Contract.of(trusted()).authorization(challenge)
    ev.ask(request, iso2.AuthorizationRes, signature=signature)
    assert ev.ask(ASK_AGAIN, iso2.AuthorizationRes).evse_processing is Processing.Ongoing


# ---- certificates from the backend ------------------------------------------------------------------------------------------------


def ask_for_certificate(ev: Bench, **changes: Any) -> iso2.CertificateInstallationRes:
    request, signature = installation(trusted()["provisioning"], trusted().root("v2g"))
    return ev.ask(replace(request, **changes), iso2.CertificateInstallationRes, signature=signature)


def test_an_installed_contract_charges() -> None:
    ev = selected(1)
    request, signature = installation(trusted()["provisioning"], trusted().root("v2g"))
    ev.send(request, signature=signature)
    (payload,) = ev.payloads()
    wanted = ev.seen(events.CertificateWanted)[0]
    assert (wanted.action, wanted.deadline) == ("install", ev.now + 4.4)
    assert messages.decode("iso2", wanted.exi).header.signature == signature  # type: ignore[attr-defined]
    message: Any = messages.decode("iso2", payload)
    key: Any = trusted()["provisioning"].key
    contract = accept_contract(message.body.body_element, message.header.signature, key, trusted().stores(), NOW)
    assert ev.session.state == PAYMENT_DETAILS
    ev, challenge = presented(ev, contract)
    again, signed = contract.authorization(challenge)
    assert ev.ask(again, iso2.AuthorizationRes, signature=signed).response_code is Code.OK


@pytest.mark.parametrize(("outcome", "code"), [
    ("no_certificate", Code.FAILED_NoCertificateAvailable), ("revoked", Code.FAILED_CertificateRevoked), ("failed", Code.FAILED),
    ("expired", Code.FAILED_CertificateExpired),
])
def test_what_the_backend_says_is_told(outcome: Literal["no_certificate", "revoked", "failed", "expired"], code: Code) -> None:
    hardware = Backend()
    hardware.operator.outcome = outcome
    assert ask_for_certificate(selected(1, hardware=hardware)).response_code is code


@pytest.mark.parametrize("exi", [b"garbage", b"\x80", None])
def test_bytes_that_are_no_certificate_response_are_not_passed_on(exi: bytes | None) -> None:
    hardware = Backend()
    hardware.silent = True
    ev = selected(1, hardware=hardware)
    ev.send(
        *installation(trusted()["provisioning"], trusted().root("v2g"))[:1],
        signature=installation(trusted()["provisioning"], trusted().root("v2g"))[1],
    )
    ev.push(commands.CertificateAnswered(request=2, exi=exi))
    expected = Code.FAILED_NoCertificateAvailable if exi else Code.FAILED
    assert ev.answer(iso2.CertificateInstallationRes).response_code is expected


def test_a_failure_that_the_backend_wrote_itself_goes_out_and_ends_the_session() -> None:
    hardware = Backend()
    hardware.silent = True
    ev = selected(1, hardware=hardware)
    request, signature = installation(trusted()["provisioning"], trusted().root("v2g"))
    ev.send(request, signature=signature)
    refusal: Any = REFUSALS[iso2.CertificateInstallationReq](request, Code.FAILED_NoCertificateAvailable, None)  # type: ignore[arg-type]
    header = iso2.MessageHeaderType(session_id=ev.session_id)
    exi = messages.encode("iso2", iso2.V2G_Message(header=header, body=iso2.BodyType(body_element=refusal)))
    ev.push(commands.CertificateAnswered(request=7, exi=b"of another question"))
    assert ev.payloads() == []
    ev.push(commands.CertificateAnswered(request=2, exi=exi))
    assert ev.payloads() == [exi]
    assert ev.ended is not None
    assert ev.ended.reason == "FAILED_NoCertificateAvailable"


@pytest.mark.parametrize("foreign", [False, True])
def test_an_answer_for_another_session_goes_out_unchanged_and_is_told(foreign: bool) -> None:
    hardware = Backend()
    hardware.silent = True
    ev = selected(1, hardware=hardware)
    request, signature = installation(trusted()["provisioning"], trusted().root("v2g"))
    ev.send(request, signature=signature)
    answer = hardware.operator.answer(ev.seen(events.CertificateWanted)[0])
    assert answer.exi is not None
    message: Any = messages.decode("iso2", answer.exi)
    named = bytes(8) if foreign else ev.session_id
    exi = messages.encode("iso2", replace(message, header=replace(message.header, session_id=named)))
    ev.push(commands.CertificateAnswered(request=2, exi=exi))
    assert ev.payloads() == [exi]
    told = [event.detail for event in ev.seen(events.PeerMisbehaved)]
    assert told == (["the backend's answer carries another SessionID"] if foreign else [])


@pytest.mark.parametrize("service", [1, 2])
def test_without_a_clock_no_certificate_is_asked_for(service: int) -> None:
    ev = selected(service, setting=replace(config(), clock_trusted=False))
    root = trusted().root("v2g")
    request, signature = installation(trusted()["provisioning"], root) if service == 1 else Contract.of(trusted()).update(root)
    assert ev.ask(request, response_class(request), signature=signature).response_code is Code.FAILED_NoCertificateAvailable
    assert ev.seen(events.CertificateWanted) == []


def test_a_late_backend_is_a_failure_in_time() -> None:
    hardware = Backend()
    hardware.silent = True
    ev = selected(1, hardware=hardware)
    request, signature = installation(trusted()["provisioning"], trusted().root("v2g"))
    ev.send(request, signature=signature)
    ev.wait(4.5)
    assert ev.answer(iso2.CertificateInstallationRes).response_code is Code.FAILED
    ev.push(hardware.operator.answer(ev.seen(events.CertificateWanted)[0]))
    assert ev.payloads() == []


def test_a_request_that_was_altered_or_not_chosen_never_reaches_the_backend() -> None:
    altered, unchosen, other = selected(1), selected(), selected(2)
    assert ask_for_certificate(altered, id="ID9").response_code is Code.FAILED_SignatureError
    assert ask_for_certificate(unchosen).response_code is Code.FAILED_SequenceError
    assert ask_for_certificate(other).response_code is Code.FAILED_SequenceError
    assert not [event for ev in (altered, unchosen, other) for event in ev.seen(events.CertificateWanted)]


def test_only_one_certificate_a_session() -> None:
    ev = selected(1)
    assert ask_for_certificate(ev).response_code is Code.OK
    assert ask_for_certificate(ev).response_code is Code.FAILED_SequenceError


def test_a_contract_is_updated() -> None:
    ev = selected(2)
    request, signature = Contract.of(trusted()).update(trusted().root("v2g"))
    answer = ev.ask(request, iso2.CertificateUpdateRes, signature=signature)
    assert (answer.response_code, answer.retry_counter is not None) == (Code.OK, True)
    assert ev.seen(events.CertificateWanted)[0].action == "update"


# ---- the loop ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("energy", ["ac", "dc"])
def test_receipts_are_asked_for_at_the_interval_verified_and_kept(energy: str) -> None:
    ac = energy == "ac"
    ev = authorized(config(AC if ac else DC))
    ev.push(METER)
    reach(ev, states.AC_CHARGING_FIRST if ac else states.DC_CHARGING_FIRST, AC_WAY if ac else DC_WAY)

    def loop() -> Any:
        return ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes) if ac else ev.ask(current_demand(), iso2.CurrentDemandRes)

    first = loop()
    assert first.receipt_required
    assert ev.session.state == (AC_RECEIPT if ac else DC_RECEIPT)
    request, signature = Contract.of(trusted()).receipt(ev.session_id, first.meter_info)
    answer = ev.ask(request, iso2.MeteringReceiptRes, signature=signature)
    assert answer.response_code is Code.OK
    assert [receipt.valid for receipt in ev.seen(events.ReceiptReceived)] == [True]
    assert ev.session.state == (AC_CHARGING if ac else DC_CHARGING)
    for _ in range(5):
        assert not loop().receipt_required
        ev.wait(11.9)
    ev.wait(0.5)
    assert loop().receipt_required


@pytest.mark.parametrize("wrong", ["reading", "key", "session"])
def test_a_wrong_receipt_ends_the_session_and_is_told(wrong: str) -> None:
    codes = []
    for verify in (True, False):
        ev = authorized(replace(config(), switches={"verify_receipts": verify}))
        ev.push(METER)
        reach(ev, states.AC_CHARGING_FIRST)
        sent = ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes).meter_info
        assert sent is not None
        meter = replace(sent, meter_reading=1) if wrong == "reading" else sent
        signer = Contract.of(foreign() if wrong == "key" else trusted())
        request, signature = signer.receipt(bytes(8) if wrong == "session" else ev.session_id, meter)
        codes.append(ev.ask(request, iso2.MeteringReceiptRes, signature=signature).response_code)
        assert [receipt.valid for receipt in ev.seen(events.ReceiptReceived)] == [False]
    assert codes == [Code.FAILED_MeteringSignatureNotValid, Code.OK]


def test_receipts_never_come_twice_in_a_row() -> None:
    setting = config()
    ev = authorized(replace(setting, outlet=replace(setting.outlet, receipts_every_s=0.0)))
    ev.push(METER)
    reach(ev, states.AC_CHARGING_FIRST)
    wanted = []
    for _ in range(4):
        status = ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)
        wanted.append(status.receipt_required)
        if status.receipt_required:
            request, signature = Contract.of(trusted()).receipt(ev.session_id, status.meter_info)
            ev.ask(request, iso2.MeteringReceiptRes, signature=signature)
    assert wanted == [True, False, True, False]


def test_the_current_limit_is_not_told_with_a_contract() -> None:
    ev = reach(authorized(), states.AC_CHARGING)
    assert ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes).evse_max_current is None


def test_a_signed_tariff_goes_out_as_it_came() -> None:
    tariff = iso2.SalesTariffType(
        id="tariff1", sales_tariff_id=1, num_e_price_levels=1,
        sales_tariff_entry=(iso2.SalesTariffEntry(time_interval=iso2.RelativeTimeInterval(start=0, duration=86_400), e_price_level=1),),
    )
    signature = Contract.of(trusted()).authorization(bytes(16))[1]
    ev = authorized()
    ev.push(commands.SchedulesOffered(schedules=(Schedule(
        id=1, power=(commands.PowerInterval(start_s=0, power_w=11_000.0),), duration_s=86_400.0,
        tariff=messages.encode_fragment("iso2", "SalesTariff", tariff), signature=messages.encode_fragment("xmldsig", "Signature", signature),
    ),)))
    ev.send(ac_parameters())
    (message,) = ev.answers()
    assert message.body.body_element.sa_schedules.sa_schedule_tuple[0].sales_tariff == tariff
    assert message.header.signature == signature


def test_a_tariff_that_the_schema_does_not_allow_is_left_out() -> None:
    tariff = iso2.SalesTariffType(
        id="tariff1", sales_tariff_id=1, num_e_price_levels=1,
        sales_tariff_entry=(iso2.SalesTariffEntry(time_interval=iso2.RelativeTimeInterval(start=0, duration=86_400), e_price_level=1),),
    )
    ev = authorized()
    ev.push(commands.SchedulesOffered(schedules=(Schedule(
        id=1, power=(commands.PowerInterval(start_s=0, power_w=11_000.0),), duration_s=86_400.0,
        tariff=messages.encode_fragment("iso2", "SalesTariff", replace(tariff, sales_tariff_description="x" * 50), strict=False),
    ),)))
    answer = ev.ask(ac_parameters(), iso2.ChargeParameterDiscoveryRes)
    assert isinstance(answer.sa_schedules, iso2.SAScheduleList)
    assert answer.sa_schedules.sa_schedule_tuple[0].sales_tariff is None


@pytest.mark.parametrize("state", [CONTRACT, PAYMENT_DETAILS, AC_RECEIPT])
@pytest.mark.parametrize("request_class", list(REQUESTS), ids=[kind.__name__ for kind in REQUESTS])
def test_every_request_in_the_states_of_plug_and_charge_gets_its_own_response(state: str, request_class: type) -> None:
    if state == AC_RECEIPT:
        ev = authorized()
        ev.push(METER)
        reach(ev, states.AC_POWER_DELIVERY)
        ev.ask(start(), iso2.PowerDeliveryRes)
        ev.ask(iso2.ChargingStatusReq(), iso2.ChargingStatusRes)
    else:
        ev = selected(1)
        if state == PAYMENT_DETAILS:
            ask_for_certificate(ev)
    assert ev.session.state == state
    answer = ev.ask(REQUESTS[request_class], response_class(REQUESTS[request_class]))
    assert (
        answer.response_code is Code.OK
        if (request_class is iso2.SessionStopReq and state != AC_RECEIPT)
        else answer.response_code.value.startswith("FAILED")
    )
    assert ev.session.closing


def test_without_a_station_that_trusts_somebody_no_contract_is_good() -> None:
    ev = Bench(config(), link=TLS, hardware=Backend())
    reach(ev, states.SERVICE_SELECTION)
    ev.ask(selection(payment=PaymentOption.Contract), iso2.PaymentServiceSelectionRes)
    assert ev.ask(Contract.of(trusted()).payment_details(), iso2.PaymentDetailsRes).response_code is Code.FAILED_NoCertificateAvailable
