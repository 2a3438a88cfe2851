"""Named timers on the running loop: armed again they start anew, a stopped one never fires."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


class Timers:
    """Timers by name."""

    def __init__(self) -> None:
        self._armed: dict[str, asyncio.TimerHandle] = {}

    def arm(self, name: str, seconds: float, fire: Callable[[], None]) -> None:
        self.stop(name)

        def due() -> None:
            self._armed.pop(name, None)
            fire()

        self._armed[name] = asyncio.get_running_loop().call_later(seconds, due)

    def stop(self, *names: str) -> None:
        """Stop these timers, or all when none is named."""
        for name in names or tuple(self._armed):
            handle = self._armed.pop(name, None)
            if handle is not None:
                handle.cancel()

    def runs(self, name: str) -> bool:
        return name in self._armed
