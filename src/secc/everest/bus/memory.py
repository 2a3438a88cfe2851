"""The bus for one process: no broker, no socket, the same rules."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from secc.everest.bus.seam import Keep, Receive, hand_over


class MemoryBus:
    """All modules of a process share one. Messages are handed over with the next turn of the event loop, in order."""

    def __init__(self) -> None:
        self._receivers: dict[str, list[Receive]] = {}
        self._below: list[tuple[str, Receive]] = []
        self._retained: dict[str, bytes] = {}

    @property
    def connected(self) -> bool:
        return True

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, keep: Keep = "no") -> None:
        if retain:
            if payload:
                self._retained[topic] = payload
            else:
                self._retained.pop(topic, None)
        if self._receivers.get(topic) or self._below:
            asyncio.get_running_loop().call_soon(self._deliver, topic, payload)

    def subscribe(self, topic: str, receive: Receive, *, retained: bool = False) -> None:
        if topic.endswith("/#"):
            self._below.append((topic[:-1], receive))
        else:
            self._receivers.setdefault(topic, []).append(receive)
        for name, payload in self._retained.items() if retained else ():
            if name == topic or (topic.endswith("/#") and name.startswith(topic[:-1])):
                asyncio.get_running_loop().call_soon(receive, name, payload)

    def unsubscribe(self, topic: str, receive: Receive) -> None:
        if topic.endswith("/#"):
            self._below.remove((topic[:-1], receive))
        else:
            self._receivers[topic].remove(receive)

    def watch(self, changed: Callable[[bool], None]) -> None:
        changed(True)

    async def start(self) -> None:
        return

    async def close(self) -> None:
        await asyncio.sleep(0)

    def _deliver(self, topic: str, payload: bytes) -> None:
        for receive in tuple(self._receivers.get(topic, ())):
            hand_over(receive, topic, payload)
        for prefix, receive in self._below:
            if topic.startswith(prefix):
                hand_over(receive, topic, payload)
