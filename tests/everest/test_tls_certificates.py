
"""TLS with certificates from `evse_security`: on both buses a car charges over it; without a certificate nothing pretends to be safe."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from secc import sdp
from secc.cli.everest import modules_folder
from secc.config import Config, Outlet, Tls
from secc.everest.bus import MemoryBus
from secc.everest.bus.mqtt import MqttBus
from secc.everest.bus.seam import Bus
from secc.everest.certificate_folder import CertificateFolder, hash_data
from secc.everest.charger_module import ChargerModule
from secc.everest.evse_security import FolderSecurity
from secc.everest.module import Module, Peer
from secc.everest.station import OutletSetup, Site, Watch
from secc.net import pki_folder
from secc.net.credentials import read_certificates
from secc.testing.ev import Car
from secc.testing.ev_iso2 import Iso2Ev
from secc.testing.ev_net import discover, drive
from secc.testing.ev_tls import car_side
from secc.testing.everest_manager import Manager
from tests.everest.bus.test_seam import until
from tests.everest.test_charger_module import LIMITS
from tests.everest.test_variables import NamedByAddress

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "everest" / "station.yaml"
CONFIG = Config(outlet=Outlet(energy=("dc",), protocols=("iso2",), interface="lo"), tls=Tls(mode="optional"))


@pytest.fixture(scope="module")
def pki(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pki") / "credentials"
    pki_folder.write(folder, datetime.now(UTC))
    return folder


def fill(store: Path, pki: Path, name: str = "iso2") -> None:
    """The store of an `evse_security` with what `secc pki create` made for one kind of car."""
    place = store / "leaf" / "V2G" / name
    place.mkdir(parents=True)
    shutil.copy(pki / "secc" / name / "chain.pem", place)
    shutil.copy(pki / "secc" / name / "key.pem", place)
    for kind, trust in (("V2G", "v2g"), ("MO", "mo")):
        (store / "ca" / kind).mkdir(parents=True, exist_ok=True)
        shutil.copy(pki / "trust" / trust / f"{name}.pem", store / "ca" / kind)
    folder = CertificateFolder(store)
    leaf = folder.leaves("V2G")[0]
    folder.add_ocsp(hash_data(leaf.chain[0], folder.issuer(leaf.chain)), (pki / "secc" / name / "ocsp.der").read_bytes())


class Lab:
    """A charger module, an `evse_security` over a folder, and whoever drives them."""

    def __init__(self, bus: Bus, other: Bus, store: Path, config: Config) -> None:
        self.status: list[str] = []
        self.security = FolderSecurity(Module("security", other), store)
        module = Module("iso", bus)
        self.part = ChargerModule(
            module, config, on_status=self.status.append, sdp_port=0, security=module.use("security", "main", "evse_security"),
        )  # fmt: skip
        user = Module("evse", other)
        self.peer: Peer = user.use("iso", "charger", "ISO15118_charger")
        self.store: Peer = user.use("security", "main", "evse_security")
        self.errors: list[tuple[str, bool]] = []
        self.failed: list[object] = []
        self.peer.on_error(lambda name, sub, severity, active: self.errors.append((name, active)))
        self.peer.on("hlc_session_failed", self.failed.append)
        self.peer.on("start_cable_check", lambda _: self.peer.tell("cable_check_finished", status=False))  # certificates are what matters here
        self.peer.on("require_auth_eim", lambda _: self.peer.tell(
            "authorization_response", authorization_status="Accepted", certificate_status="NoCertificateAvailable"))  # fmt: skip

    async def begin(self, *, options: tuple[str, ...] = ("ExternalPayment", "Contract")) -> None:
        self.part.ready()
        call = self.peer.call
        await call("session_setup", {"payment_options": list(options), "supported_certificate_service": False,
                                     "central_contract_validation_allowed": False})  # fmt: skip
        await call("update_energy_transfer_modes", {"supported_energy_transfer_modes": ["DC_extended"]})
        await call("update_dc_maximum_limits", {"maximum_limits": LIMITS})
        await call("setup", {"evse_id": {"evse_id": "DE*ABC*E1"}, "sae_j2847_mode": "None", "debug_mode": False})

    async def serves(self, *, tls: bool) -> None:
        await until(lambda: bool(self.status) and self.status[-1].startswith("ready") and (" tls" in self.status[-1]) == tls, 10)

    async def find(self, security: sdp.Security) -> sdp.Response:
        await self.peer.call("dlink_ready", {"value": True})
        assert self.part.station is not None
        return await discover(("::1", self.part.station.sdp_port, 0, 0), security)


Test = Callable[[Lab], Awaitable[None]]


def run(test: Test, store: Path, config: Config = CONFIG, port: int = 0) -> None:
    async def body() -> None:
        bus: Bus = MqttBus("127.0.0.1", port) if port else MemoryBus()
        other: Bus = MqttBus("127.0.0.1", port) if port else bus
        lab = Lab(bus, other, store, config)
        await bus.start()
        await other.start()
        try:
            await test(lab)
        finally:
            await lab.part.close()
            await bus.close()
            await other.close()

    asyncio.run(body())


@pytest.fixture(params=["memory", pytest.param("mqtt", marks=pytest.mark.slow)])
def port(request: pytest.FixtureRequest) -> int:
    return request.getfixturevalue("broker").port if request.param == "mqtt" else 0


def test_a_car_comes_over_tls_with_certificates_from_evse_security(tmp_path: Path, pki: Path, port: int):
    fill(tmp_path, pki)

    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=True)
        found = await lab.find(sdp.Security.TLS)
        assert found.security is sdp.Security.TLS
        server = lab.part.certificates.server
        assert server.staples["chain 1"].problem == ""  # the OCSP answer came along
        assert server.trust().stores.mo.named(read_certificates(pki / "trust" / "mo" / "iso2.pem")[0].subject)
        ev = Iso2Ev(Car(protocols=("iso2",)))
        await drive(ev, str(found.address), found.port, tls=car_side(pki, "1.2"))
        assert "PaymentServiceSelection" in ev.phases
        assert "ChargeParameterDiscovery" in ev.phases

    run(test, tmp_path, port=port)


def test_a_car_of_iso_15118_20_proves_itself_and_is_introduced_with_its_chain(tmp_path: Path, pki: Path):
    """Roots of car makers are no matter of evse_security: they come from the settings."""
    fill(tmp_path, pki, "iso20-p521")
    tls = Tls(mode="required", oem_roots=(str(pki / "trust" / "oem" / "iso20-p521.pem"),))
    infos: list[dict[str, str]] = []

    async def test(lab: Lab) -> None:
        lab.peer.module.use("iso", "extensions", "iso15118_extensions").on("ev_info", infos.append)  # type: ignore[arg-type]
        await lab.begin()
        await lab.serves(tls=True)
        found = await lab.find(sdp.Security.TLS)
        ev = NamedByAddress(Car(protocols=("iso20_dc",)))
        await drive(ev, str(found.address), found.port, tls=car_side(pki, "1.3"))
        assert "ScheduleExchange" in ev.phases
        assert infos[0]["tls_leaf_certificate"] == (pki / "test" / "iso20-p521" / "vehicle.pem").read_text()

    run(test, tmp_path, replace(CONFIG, tls=tls, outlet=replace(CONFIG.outlet, protocols=("iso20_dc",))))


def test_without_a_certificate_plain_cars_are_served_contracts_are_not_offered_and_tls_begins_when_there_is_one(tmp_path: Path, pki: Path, caplog):
    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=False)
        assert "TLS is not offered: security: no V2G certificate" in caplog.text
        assert lab.part.station.config.outlet.payment == ("eim",)
        assert (await lab.find(sdp.Security.TLS)).security is sdp.Security.NONE
        fill(tmp_path, pki)
        lab.security.security.publish("certificate_store_update", {"operation": "Installed", "leaf_certificate_type": "V2G"})
        await until(lambda: lab.part.certificates.server is not None)
        assert lab.part.station.config.tls.mode == "off"  # a car may be there
        await lab.peer.call("dlink_ready", {"value": False})
        await lab.serves(tls=True)
        assert lab.part.station.config.outlet.payment == ("eim", "contract")
        assert lab.errors == []

    run(test, tmp_path)


def test_where_tls_is_required_nothing_is_served_without_a_certificate_and_everything_as_soon_as_there_is_one(tmp_path: Path, pki: Path):
    async def test(lab: Lab) -> None:
        await lab.begin()
        await until(lambda: lab.errors)
        assert (lab.part.station, lab.errors) == (None, [("generic/CommunicationFault", True)])
        fill(tmp_path, pki)
        lab.security.security.publish("certificate_store_update", {"operation": "Installed", "leaf_certificate_type": "V2G"})
        await lab.serves(tls=True)
        await until(lambda: lab.errors[-1] == ("generic/CommunicationFault", False))

    run(test, tmp_path, replace(CONFIG, tls=Tls(mode="required")))


def test_a_deleted_certificate_is_not_shown_again(tmp_path: Path, pki: Path):
    fill(tmp_path, pki)

    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=True)
        leaf = lab.security.store.leaves("V2G")[0]
        wanted = hash_data(leaf.chain[0], lab.security.store.issuer(leaf.chain))
        assert await lab.store.call("delete_certificate", {"certificate_hash_data": wanted}) == "Accepted"
        await lab.serves(tls=False)

    run(test, tmp_path)


def test_a_renewed_certificate_is_shown_to_the_next_car(tmp_path: Path, pki: Path):
    fill(tmp_path, pki)

    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=True)
        server = lab.part.certificates.server
        before = server.credentials.identities
        fill(tmp_path, pki, "iso20-p521")
        lab.security.security.publish("certificate_store_update", {"operation": "Installed", "leaf_certificate_type": "V2G"})
        await until(lambda: server.credentials.identities != before)
        assert {one.kind for one in server.credentials.identities} == {"secp256r1", "secp521r1"}
        assert lab.part.certificates.server is server

    run(test, tmp_path)


def test_a_chain_that_cannot_be_shown_is_left_out_and_the_others_count(tmp_path: Path, pki: Path, caplog):
    fill(tmp_path, pki)
    broken = tmp_path / "leaf" / "V2G" / "other"
    broken.mkdir()
    shutil.copy(pki / "secc" / "iso20-p521" / "chain.pem", broken)
    shutil.copy(pki / "secc" / "iso2" / "key.pem", broken)  # not its key

    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=True)
        assert [one.kind for one in lab.part.certificates.server.credentials.identities] == ["secp256r1"]
        assert "is not the private key" in caplog.text

    run(test, tmp_path)


def test_a_handshake_that_fails_is_told(tmp_path: Path, pki: Path):
    fill(tmp_path, pki)

    async def test(lab: Lab) -> None:
        await lab.begin()
        await lab.serves(tls=True)
        found = await lab.find(sdp.Security.TLS)
        _, writer = await asyncio.open_connection(str(found.address), found.port)
        writer.write(b"\x16\x03\x01\x00\x05hello")
        await until(lambda: lab.failed)
        assert lab.failed == ["FailedTLSHandshake"]
        writer.close()

    run(test, tmp_path)


def test_when_evse_security_does_not_answer_the_station_says_so_and_asks_again(tmp_path: Path, pki: Path, monkeypatch, caplog):
    monkeypatch.setattr("secc.everest.security_client.ANSWER_S", 0.05)
    monkeypatch.setattr("secc.everest.tls_certificates.RETRY_S", 0.05)
    fill(tmp_path, pki)

    async def test(lab: Lab) -> None:
        lab.security.security.module.close()  # answers Shutdown from now on
        await lab.begin()
        await lab.serves(tls=False)
        assert "cannot be asked for certificates" in caplog.text
        lab.security.security.module._closed = False
        await lab.serves(tls=True)

    run(test, tmp_path)


@pytest.mark.slow
def test_a_whole_station_serves_tls_with_what_its_own_evse_security_holds(tmp_path: Path, pki: Path):
    """As `secc-sim --station --store DIR --tls required` does."""
    fill(tmp_path, pki)
    status: list[str] = []

    async def body() -> None:
        watch = Watch(on_status=status.append, sdp_port=0)
        setup = OutletSetup.of(replace(CONFIG, tls=Tls(mode="required")))
        site = Site(MemoryBus(), [setup], watch=watch, certificates=tmp_path)
        await site.start()
        try:
            await until(lambda: bool(status) and status[-1].endswith(" tls"), 10)
            station = site.outlets[0].charger_module.station
            await until(lambda: station.rules.serving, 10)
            found = await discover(("::1", station.sdp_port, 0, 0), sdp.Security.TLS)
            ev = Iso2Ev(Car(protocols=("iso2",), charge_s=0.5))
            await drive(ev, str(found.address), found.port, tls=car_side(pki, "1.2"))
            assert ev.failure is None
        finally:
            await site.close()

    asyncio.run(body())


@pytest.mark.slow
def test_in_an_everest_system_of_processes_the_charger_asks_the_security_module(tmp_path: Path, pki: Path, broker):
    fill(tmp_path / "store", pki)
    text = EXAMPLE.read_text().replace("      device: lo\n", "      device: lo\n      tls: required\n    connections:\n"
                                       "      security: [{module_id: security, implementation_id: main}]\n")  # fmt: skip
    (tmp_path / "site.yaml").write_text(f"{text}  security:\n    module: SeccSecurity\n    config_module: {{folder: {tmp_path / 'store'}}}\n")

    async def body() -> None:
        manager = Manager.load(tmp_path / "site.yaml", [modules_folder()], port=broker.port)
        await manager.start()
        try:
            found = await discover(("::1", sdp.PORT, 0, 0), sdp.Security.TLS)
            assert found.security is sdp.Security.TLS
            ev = Iso2Ev(Car(protocols=("iso2",), charge_s=0.5))
            await drive(ev, str(found.address), found.port, tls=car_side(pki, "1.2"))
            assert ev.failure is None
        finally:
            await manager.stop()

    asyncio.run(body())
