"""The charger with its network side: when it serves, what it says when it cannot, what it publishes for debugging."""

from __future__ import annotations

import asyncio

from secc.config import Config, Outlet
from secc.everest._generated.iso15118 import V2gMessageId
from secc.everest.bus import MemoryBus
from secc.everest.charger_module import ChargerModule, message_id
from secc.everest.module import Module, Peer
from secc.session.link import Link
from secc.trace import Frame, Message
from tests.everest.bus.test_seam import until

LIMITS = {"evse_maximum_current_limit": 100, "evse_maximum_power_limit": 50_000, "evse_maximum_voltage_limit": 900}


class Lab:
    """A charger module and whoever drives it."""

    def __init__(self, interface: str = "lo") -> None:
        self.bus = MemoryBus()
        self.status: list[str] = []
        config = Config(outlet=Outlet(energy=("dc",), protocols=("iso2",), interface=interface))
        self.part = ChargerModule(Module("iso", self.bus), config, on_status=self.status.append, sdp_port=0)
        self.peer: Peer = Module("evse", self.bus).use("iso", "charger", "ISO15118_charger")
        self.errors: list[tuple[str, bool]] = []
        self.peer.on_error(lambda name, sub, severity, active: self.errors.append((name, active)))
        self.messages: list[object] = []
        self.peer.on("v2g_messages", self.messages.append)

    async def tell_enough(self, *, debug: bool = False, evse_id: str = "DE*ABC*E1") -> None:
        call = self.peer.call
        await call("session_setup", {"payment_options": ["ExternalPayment"], "supported_certificate_service": False,
                                     "central_contract_validation_allowed": False})  # fmt: skip
        await call("update_energy_transfer_modes", {"supported_energy_transfer_modes": ["DC_extended"]})
        await call("update_dc_maximum_limits", {"maximum_limits": LIMITS})
        assert self.part.station is None
        await call("setup", {"evse_id": {"evse_id": evse_id}, "sae_j2847_mode": "None", "debug_mode": debug})


def run(test) -> None:
    asyncio.run(test())


def test_it_serves_when_enough_is_known_and_answers_discovery_when_the_link_is_up():
    async def test() -> None:
        lab = Lab()
        await lab.tell_enough()
        await until(lambda: any(text.startswith("ready") for text in lab.status))
        station = lab.part.station
        assert not station.rules.serving
        await lab.peer.call("dlink_ready", {"value": True})
        assert station.rules.serving
        await lab.peer.call("dlink_ready", {"value": False})
        assert not station.rules.serving
        await lab.part.close()

    run(test)


def test_settings_that_come_later_hold_from_the_next_session_on():
    async def test() -> None:
        lab = Lab()
        await lab.tell_enough()
        await until(lambda: lab.part.station is not None)
        await lab.peer.call("setup", {"evse_id": {"evse_id": "DE*ABC*E2"}, "sae_j2847_mode": "None", "debug_mode": False})
        assert lab.part.station.config.outlet.evse_id == "DE*ABC*E2"
        await lab.part.close()

    run(test)


def test_a_missing_interface_is_an_error_of_the_module_and_no_exit():
    async def test() -> None:
        lab = Lab("nosuchif0")
        await lab.tell_enough()
        await until(lambda: lab.errors)
        assert lab.errors == [("generic/CommunicationFault", True)]
        assert await lab.peer.call("reset_error") is None
        await lab.part.close()

    run(test)


def test_settings_that_no_protocol_can_carry_are_an_error_of_the_module():
    async def test() -> None:
        lab = Lab()
        await lab.tell_enough(evse_id="???")
        await until(lambda: lab.errors)
        assert lab.errors == [("generic/CommunicationFault", True)]

    run(test)


def test_every_message_is_published_when_debugging():
    async def test() -> None:
        lab = Lab()
        trace = lab.part._trace(Link())
        trace(Frame(at=0.0, direction="ev", payload_type=0x8001, payload=b"\x80\x98"))
        trace(Message(at=0.0, direction="ev", name="SessionSetupReq"))
        await until(lambda: lab.messages)
        assert lab.messages == [{"id": "SessionSetupReq", "exi": "01fe8001000000028098", "exi_base64": "Af6AAQAAAAKAmA=="}]

    run(test)


def test_message_names_are_everests():
    assert message_id("DC_ChargeLoopReq") is V2gMessageId.DcChargeLoopReq
    assert message_id("AC_ChargeParameterDiscoveryRes") is V2gMessageId.AcChargeParameterDiscoveryRes
    assert message_id("supportedAppProtocolReq") is V2gMessageId.SupportedAppProtocolReq
    assert message_id("Nonsense") is V2gMessageId.UnknownMessage
