"""The `powermeter` interface on a bus, in front of a meter."""

from __future__ import annotations

import asyncio

import msgspec

from secc.everest._generated.powermeter import TransactionReq, TransactionStartResponse, TransactionStopResponse
from secc.everest.module import Module
from secc.everest.simulated_meter import SimulatedMeter

PERIOD_S = 1.0


class PowermeterModule:
    """Publishes a record every second and the key once; answers the two commands at once."""

    def __init__(self, module: Module, meter: SimulatedMeter, implementation: str = "meter") -> None:
        self.meter = meter
        self.powermeter = module.provide(implementation, "powermeter", {"start_transaction": self._start, "stop_transaction": self._stop})

    def ready(self) -> None:
        """Publish what is constant, and the first record."""
        self.powermeter.publish("public_key_ocmf", self.meter.public_key)
        self.publish()

    def publish(self) -> None:
        self.powermeter.publish("powermeter", self.meter.record())

    async def run(self) -> None:
        """Publish for ever."""
        while True:
            self.publish()
            await asyncio.sleep(PERIOD_S)

    def _start(self, value: object) -> TransactionStartResponse:
        return self.meter.start_transaction(msgspec.convert(value, TransactionReq))

    def _stop(self, transaction_id: str) -> TransactionStopResponse:
        return self.meter.stop_transaction(transaction_id)
