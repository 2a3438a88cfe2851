"""Simulated hardware as a process of its own: `python -m secc.charger.hardware [--settings JSON] [--log FILE]`.

Orders come as JSON lines on standard input, what changes goes as JSON lines to standard output; `--log` keeps the changes with their time,
also when nobody reads any more. The watchdog is here: whoever drives it may be killed or may hang, the contactor opens. The process ends
when its input has ended and everything is off.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import select
import signal
import sys
import time
from typing import BinaryIO

import msgspec

from secc.charger import orders
from secc.charger.model import Model, Settings
from secc.charger.orders import Order
from secc.session import commands
from secc.session.commands import Command

AnyOrder = (
    orders.Beat | orders.Close | orders.Open | orders.TestInsulation | orders.Regulate | orders.Zero | orders.Emergency | orders.SetPilot
    | orders.Inject
)
AnyChange = (
    commands.Measured | commands.MeterRead | commands.PilotChanged | commands.ContactorChanged | commands.CableChecked
)
CHUNK = 65_536


class Process:
    """The loop around the model: what comes in, what is due, what goes out."""

    def __init__(self, settings: Settings, log: BinaryIO | None) -> None:
        self._model = Model(settings, time.monotonic())
        self._log = log
        self._orders = msgspec.json.Decoder(AnyOrder)
        self._encoder = msgspec.json.Encoder()
        self._buffer = b""
        self._input_open = True
        self._output_open = True
        os.set_blocking(1, False)

    def run(self) -> None:
        """Until the input has ended and everything is off."""
        self._tell()
        while self._input_open or self._model.wake() is not None:
            wake = self._model.wake()
            timeout = None if wake is None else max(0.0, wake - time.monotonic())
            if not self._input_open:
                time.sleep(timeout or 0.0)
            elif select.select([0], [], [], timeout)[0]:
                self._read()
            self._tell()

    def _read(self) -> None:
        data = os.read(0, CHUNK)
        if not data:
            self._input_open = False
            self._model.order(orders.Emergency(), time.monotonic())
            return
        *lines, self._buffer = (self._buffer + data).split(b"\n")
        for line in lines:
            order: Order = self._orders.decode(line)
            self._model.order(order, time.monotonic())

    def _tell(self) -> None:
        for change in self._model.step(time.monotonic()):
            self._write(change)

    def _write(self, change: Command) -> None:
        line = self._encoder.encode(change)
        if self._log is not None:
            self._log.write(b'{"at":%.3f,"change":%s}\n' % (time.monotonic(), line))
            self._log.flush()
        if self._output_open:
            try:
                os.write(1, line + b"\n")
            except BlockingIOError:
                pass  # whoever should read hangs; the watchdog must not
            except BrokenPipeError:
                self._output_open = False


def main() -> int:
    """Entry point of the process."""
    parser = argparse.ArgumentParser(prog="secc.charger.hardware", description="simulated charging hardware with its own watchdog")
    parser.add_argument("--settings", default="{}", help="JSON object of secc.charger.model.Settings")
    parser.add_argument("--log", help="append all changes to this file")
    options = parser.parse_args()
    settings = msgspec.json.decode(options.settings, type=Settings)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with contextlib.ExitStack() as stack:
        log = stack.enter_context(open(options.log, "ab")) if options.log else None
        Process(settings, log).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
