"""Plug & Charge in `secc-sim`: a charger whose backend is a mobility operator on the test PKI of `--pki`.

The operator is a stranger to the station: it sees what a backend sees and signs with keys that the station does not have.
"""

from __future__ import annotations

import pathlib
import secrets
from datetime import UTC, datetime

from secc.charger.simulated import SimulatedCharger
from secc.net import pki_folder
from secc.session import commands, events
from secc.testing.mobility import MobilityOperator


class ContractCharger(SimulatedCharger):
    """A simulated charger that asks `operator` about contracts and certificates, and its own `authorization` first of all."""

    operator: MobilityOperator | None = None

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        told = await super().authorize(request)
        if self.operator is None or request.method != "contract" or told.verdict != "accepted":
            return told
        return self.operator.authorize(request)

    async def request_certificate(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        if self.operator is None:
            return await super().request_certificate(wanted)
        return self.operator.answer(wanted)


def operates(folder: str) -> bool:
    """True if the folder holds the keys of a mobility operator, as `secc pki create` makes them."""
    return bool(folder) and (pathlib.Path(folder) / "test" / "iso2").is_dir()


def operator_of(folder: str) -> MobilityOperator | None:
    """The mobility operator of a folder, None if there is none. Raises ConfigError if its files are bad."""
    if not operates(folder):
        return None
    return MobilityOperator(pki_folder.read_test(pathlib.Path(folder), "iso2"), lambda: datetime.now(UTC), secrets.token_bytes)
