"""What a bus must do: carry bytes by topic, in order, without making anybody wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Literal, Protocol

Receive = Callable[[str, bytes], None]
Keep = Literal["no", "latest", "all"]


def hand_over(receive: Receive, topic: str, payload: bytes) -> None:
    """Call a receiver. One that raises is reported to the loop and harms nobody else, least of all the bus."""
    try:
        receive(topic, payload)
    except Exception as error:
        asyncio.get_running_loop().call_exception_handler({"message": f"a receiver of {topic} failed", "exception": error})


class Bus(Protocol):
    """Topics and bytes. Every method is called from the event loop's thread; `publish` and `subscribe` return at once.

    What one sender publishes arrives in the order of publishing. A subscription holds across a lost connection; one made before a
    `publish` is in force when that message is handled. A topic may end in `/#` to see everything below.
    """

    @property
    def connected(self) -> bool:
        """Messages can go out now."""

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, keep: Keep = "no") -> None:
        """Send. Without a connection `keep` decides: "no" drops, "latest" sends the last one of its topic later, "all" sends every one.

        What was on its way when the connection broke counts as not sent, so that a kept message may arrive twice.
        """

    def subscribe(self, topic: str, receive: Receive, *, retained: bool = False) -> None:
        """Call `receive(topic, payload)` for each message of a topic from now on; with `retained` also for the one that was kept there.

        EVerest keeps nothing on the topics of commands, variables and readiness, so what lies there is an old mistake that must not be obeyed.
        """

    def unsubscribe(self, topic: str, receive: Receive) -> None:
        """Stop calling it."""

    def watch(self, changed: Callable[[bool], None]) -> None:
        """Call `changed(True)` when the connection is there (again), `changed(False)` when it is lost."""

    async def start(self) -> None:
        """Connect; returns when the first connection stands. Raises ConfigError when there is nothing to connect to."""

    async def close(self) -> None:
        """Send what waits, then disconnect."""
