"""The driver's end of the simulated hardware process (`secc.charger.hardware`): starts it, sends orders, passes on what it reports."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable

import msgspec

from secc.charger.hardware import AnyChange
from secc.charger.model import Settings
from secc.charger.orders import Order
from secc.session.commands import Command


class RemoteHardware:
    """`Hardware` in a process of its own; `log` is a file it appends its changes to. `pid` is set by `start`.

    When the process is gone `order` raises OSError, so that the driver's beat fails and the charger counts as lost.
    """

    def __init__(self, settings: Settings, log: str = "") -> None:
        self.report: Callable[[Command], None] = lambda command: None
        self.pid = 0
        self._settings, self._log = settings, log
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Start the process. Raises OSError."""
        options = ["--settings", msgspec.json.encode(self._settings).decode(), *(["--log", self._log] if self._log else [])]
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "secc.charger.hardware", *options,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, start_new_session=True,
        )
        self.pid = self._process.pid
        self._reader = asyncio.get_running_loop().create_task(self._read(self._process))

    def order(self, order: Order) -> None:
        """Send an order at once. Raises OSError when the process is gone."""
        process = self._process
        if process is None or process.stdin is None or process.returncode is not None or process.stdin.is_closing():
            raise OSError("the hardware process is not there")
        process.stdin.write(msgspec.json.encode(order) + b"\n")

    def close(self) -> None:
        """End its input: it switches off and ends."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        decoder: msgspec.json.Decoder[Command] = msgspec.json.Decoder(AnyChange)
        async for line in process.stdout:
            self.report(decoder.decode(line))
        await process.wait()
