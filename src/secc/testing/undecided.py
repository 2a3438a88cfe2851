"""A simulated station whose decisions nobody makes: whoever tests it tells them itself."""

from __future__ import annotations

import asyncio

from secc.charger.simulated import Authorization, SimulatedCharger
from secc.config import Outlet
from secc.session.commands import CertificateAnswered, Command, MeterRead
from secc.session.events import AuthorizationWanted, CertificateWanted


async def _never() -> bool:
    return bool(await asyncio.get_running_loop().create_future())


async def _undecided(request: AuthorizationWanted) -> bool:
    """Nobody decides."""
    return await _never()


class UndecidedCharger(SimulatedCharger):
    """Leaves authorization and certificates to `Outlet.push` by the test; without a meter where `metered` is False."""

    def __init__(self, outlet: Outlet) -> None:
        super().__init__(outlet, authorization=Authorization(ask=_undecided))
        self.metered = True

    def _reported(self, change: Command) -> None:
        if self.metered or not isinstance(change, MeterRead):
            super()._reported(change)

    async def request_certificate(self, wanted: CertificateWanted) -> CertificateAnswered:
        await _never()
        return CertificateAnswered(request=wanted.request, outcome="failed")
