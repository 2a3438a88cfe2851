"""Plug & Charge in `secc-sim`: a charger whose backends are the mobility operators of the test PKIs of `--pki`.

The operators are strangers to the station: they see what a backend sees and sign with keys that the station does not have.
"""

from __future__ import annotations

import pathlib
import secrets
from datetime import UTC, datetime

from secc.charger.simulated import SimulatedCharger
from secc.net import pki_folder
from secc.session import commands, events
from secc.testing.mobility import MobilityOperator
from secc.testing.mobility20 import MobilityOperator20

OPERATORS: dict[str, type[MobilityOperator]] = {"iso2": MobilityOperator, "iso20-p521": MobilityOperator20}
"""Whose contracts lie where in a folder of `secc pki create`."""
NAMESPACES = {"iso2": "urn:iso:15118:2:2013:MsgDef"}


class ContractCharger(SimulatedCharger):
    """A simulated charger that asks `operators` about contracts and certificates, and its own `authorization` first of all."""

    operators: dict[str, MobilityOperator] | None = None

    async def authorize(self, request: events.AuthorizationWanted) -> commands.Authorized:
        told = await super().authorize(request)
        if not self.operators or request.method != "contract" or told.verdict != "accepted":
            return told
        answers = [operator.authorize(request) for operator in self.operators.values()]
        return next((answer for answer in answers if answer.verdict == "accepted"), answers[0])

    async def request_certificate(self, wanted: events.CertificateWanted) -> commands.CertificateAnswered:
        name = "iso2" if wanted.namespace == NAMESPACES["iso2"] else "iso20-p521"
        if not self.operators or name not in self.operators:
            return await super().request_certificate(wanted)
        return self.operators[name].answer(wanted)


def operates(folder: str) -> bool:
    """True if the folder holds the keys of a mobility operator, as `secc pki create` makes them."""
    return bool(folder) and (pathlib.Path(folder) / "test" / "iso2").is_dir()


def operators_of(folder: str) -> dict[str, MobilityOperator]:
    """The mobility operators of a folder, if there are any. Raises ConfigError if their files are bad."""
    if not operates(folder):
        return {}
    place = pathlib.Path(folder)
    return {
        name: kind(pki_folder.read_test(place, name), lambda: datetime.now(UTC), secrets.token_bytes)
        for name, kind in OPERATORS.items()
        if (place / "test" / name).is_dir()
    }
