"""What EVerest's commands have said so far, as settings and limits of the next and the present session.

Commands come in any order and repeat; each one only changes what it speaks of. A session begins when enough is known (`ready`).
"""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass, field

from msgspec.structs import replace

from secc.config import Config, Energy, Payment, Protocol
from secc.everest._generated.iso15118 import (
    AcEvseMaximumPower,
    AcEvseMinimumPower,
    BptChannel,
    BptSetup,
    EnergyTransferMode,
    GeneratorMode,
    GridCodeIslandingDetectionMethod,
    SupportedAppProtocol,
)
from secc.everest._generated.units import Power
from secc.session.commands import AcLimits, DcLimits

log = logging.getLogger(__name__)

RECEIPTS_EVERY_S = 300.0
ENERGY: dict[EnergyTransferMode, Energy] = {
    EnergyTransferMode.AC_single_phase_core: "ac", EnergyTransferMode.AC_two_phase: "ac", EnergyTransferMode.AC_three_phase_core: "ac",
    EnergyTransferMode.DC_core: "dc", EnergyTransferMode.DC_extended: "dc", EnergyTransferMode.DC_combo_core: "dc",
    EnergyTransferMode.DC_unique: "dc", EnergyTransferMode.DC: "dc", EnergyTransferMode.AC_BPT: "ac_bpt",
    EnergyTransferMode.DC_BPT: "dc_bpt", EnergyTransferMode.MCS: "mcs", EnergyTransferMode.MCS_BPT: "mcs_bpt",
}  # fmt: skip
ISO2_DC_MODES = frozenset({"DC_core", "DC_extended", "DC_combo_core", "DC_unique"})
PROTOCOLS: dict[SupportedAppProtocol, tuple[Protocol, ...]] = {
    SupportedAppProtocol.DIN70121: ("din",),
    SupportedAppProtocol.ISO15118D2: ("iso2",),
    SupportedAppProtocol.ISO15118D20: ("iso20_ac", "iso20_dc"),
}
THREE_PHASE, FEWER_PHASES = EnergyTransferMode.AC_three_phase_core, (EnergyTransferMode.AC_single_phase_core, EnergyTransferMode.AC_two_phase)
LEAST_A = 6.0
PAYMENT: dict[str, Payment] = {"ExternalPayment": "eim", "Contract": "contract"}


@dataclass(slots=True)
class Known:
    """The newest of everything. `base` is what the module's own configuration says.

    `by_power`: the station controls an AC session by set points, so that the limit in amps does not hold; `exporting`: its DC limits ask for
    energy from the car. `paused` by somebody, `energy_paused` for lack of energy; `without_energy`: the last limits left nothing.
    """

    base: Config
    config: Config = field(init=False)
    named: bool = False
    payment_known: bool = False
    modes_known: bool = False
    debug: bool = False
    dc: DcLimits | None = None
    dc_least: dict[str, float | None] = field(default_factory=dict)
    ac_most: AcEvseMaximumPower | None = None
    ac_least: AcEvseMinimumPower | None = None
    ac_current_a: float | None = None
    by_power: bool = False
    exporting: bool = False
    isolation: str = "Invalid"
    current_a: float = 0.0
    stop_wanted: bool = False
    paused: bool = False
    energy_paused: bool = False
    without_energy: bool = True

    def __post_init__(self) -> None:
        self.config = replace(self.base, link="slac")

    @property
    def ready(self) -> bool:
        """EVSE id, payment options and transfer modes have been told, and limits for one of the modes."""
        told = self.named and self.payment_known and self.modes_known
        return told and (self.dc is not None if self.is_dc else True)

    @property
    def is_dc(self) -> bool:
        return any(energy in ("dc", "dc_bpt", "mcs", "mcs_bpt") for energy in self.config.outlet.energy)

    def outlet(self, **changes: object) -> None:
        """Change settings of the outlet; they hold from the next session on."""
        self.config = replace(self.config, outlet=replace(self.config.outlet, **changes))

    def name(self, evse_id: str, din: str | None) -> None:
        """Identifiers. One that no protocol can carry is refused by the caller's contract; an empty one leaves the configured one."""
        if evse_id:
            self.outlet(evse_id=evse_id)
        if din and re.fullmatch(r"([0-9A-Fa-f]{2}){1,32}", din):
            self.outlet(din_evse_id=f"0x{din}")  # the bytes as they are, A standing for a star
        elif din and re.fullmatch(r"[\x21-\x7e]{1,66}", din):
            self.outlet(din_evse_id=din)
        elif din:
            log.warning("evse_id_din %r cannot be sent: DIN keeps %s", din, self.config.outlet.din_evse_id)
        self.named = True

    def pay(self, options: list[str], *, certificate_service: bool, central: bool) -> None:
        """Payment options. Without TLS a contract cannot be used, so it is not offered."""
        usable = tuple(PAYMENT[option] for option in options if option != "Contract" or self.config.tls.mode != "off")
        if len(usable) < len(options):
            log.info("Contract is not offered: TLS is off")
        self.outlet(payment=usable or ("eim",), certificate_service=certificate_service, central_contract_validation=central)
        self.payment_known = True

    def transfer(self, modes: list[str]) -> None:
        """Energy transfer modes; those that no protocol here has are left out."""
        wanted = [EnergyTransferMode(mode) for mode in modes]
        energy = tuple(dict.fromkeys(ENERGY[mode] for mode in wanted if mode in ENERGY))
        unknown = [mode.value for mode in wanted if mode not in ENERGY]
        if unknown:
            log.warning("transfer modes not offered: %s", ", ".join(unknown))
        if not energy:
            return
        dc_modes = tuple(mode.value for mode in wanted if mode.value in ISO2_DC_MODES) or self.config.outlet.dc.transfer_modes
        self.outlet(energy=energy, dc=replace(self.config.outlet.dc, transfer_modes=dc_modes))
        if THREE_PHASE in wanted:
            self.alternating(phases=3)
        elif any(mode in wanted for mode in FEWER_PHASES):
            self.alternating(phases=1)
        self.modes_known = True

    def inverter(self, told: BptSetup) -> None:
        """How a bidirectional outlet is built in."""
        settings = self.config.outlet.iso20
        settings = replace(
            settings, bpt_channel="unified" if told.bpt_channel == BptChannel.Unified else "separated",
            bpt_generator="grid_following" if told.generator_mode == GeneratorMode.GridFollowing else "grid_forming",
        )
        if told.grid_code_detection is not None:
            active = told.grid_code_detection == GridCodeIslandingDetectionMethod.Active
            settings = replace(settings, islanding="active" if active else "passive")
        self.outlet(iso20=settings)

    def protocols(self, wanted: list[str]) -> bool:
        """Restrict the protocols to those that both the configuration and the caller want. False when nothing would be left."""
        allowed = {protocol for name in wanted for protocol in PROTOCOLS[SupportedAppProtocol(name)]}
        left = tuple(protocol for protocol in self.base.outlet.protocols if protocol in allowed)
        if left:
            self.outlet(protocols=left)
        return bool(left)

    @property
    def protocol_names(self) -> list[str]:
        """All protocols that this module can do, by EVerest's names; not reduced by `protocols`."""
        return [name.value for name, ours in PROTOCOLS.items() if set(ours) & set(self.base.outlet.protocols)]

    def dc_limits(self) -> DcLimits:
        """Present DC limits; before any were told, the configured ones with no power."""
        dc = self.config.outlet.dc
        return self.dc or DcLimits(max_voltage_v=dc.max_voltage_v, max_current_a=0.0, max_power_w=0.0, min_voltage_v=dc.min_voltage_v)

    @property
    def ac_told(self) -> bool:
        """Limits of the AC outlet have been told."""
        return self.ac_most is not None or self.ac_current_a is not None

    def alternating(self, **changes: object) -> None:
        """Change settings of the AC outlet; what was told in watts is counted anew in amps, for voltage and phases may come later."""
        ac = replace(self.config.outlet.ac, **changes)
        if self.ac_most is not None:
            most = self.ac_most.charge_power.total / (ac.nominal_voltage_v * ac.phases)
            back = self.ac_most.discharge_power
            ac = replace(ac, max_current_a=round(max(0.0, most), 3), max_discharge_power_w=None if back is None else abs(back.total))
        if self.ac_least is not None:
            alone = max(0.0, self.ac_least.charge_power.total) / ac.nominal_voltage_v
            least = round(max(alone / ac.phases, min(alone, LEAST_A)), 3)  # the least power may be that of one phase
            back = self.ac_least.discharge_power
            ac = replace(ac, min_current_a=least, min_discharge_power_w=None if back is None else abs(back.total))
        self.outlet(ac=ac)

    def ac_limits(self) -> AcLimits:
        """Present AC limits; before any were told, no current."""
        ac = self.config.outlet.ac
        most = ac.max_current_a if self.by_power or self.ac_most is not None else 0.0
        return AcLimits(
            max_current_a=most if self.by_power or self.ac_current_a is None else self.ac_current_a, nominal_voltage_v=ac.nominal_voltage_v,
            phases=ac.phases, frequency_hz=ac.frequency_hz, min_current_a=ac.min_current_a,
            max_power_w=() if self.ac_most is None else by_phase(self.ac_most.charge_power), max_discharge_power_w=ac.max_discharge_power_w,
        )


def by_phase(power: Power) -> tuple[float, ...]:
    """The phases where they are told apart, else the total alone."""
    if power.L1 is None:
        return (power.total,)
    return tuple(value for value in (power.L1, power.L2, power.L3) if value is not None)
