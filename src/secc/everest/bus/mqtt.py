"""The bus over a broker: MQTT 5, QoS 2, as EVerest's framework does it.

A broker that is not there at the start is a mistake to tell. A lost one is no reason to stop: the connection is tried again with a growing
pause, subscriptions are made again, and what was worth keeping goes out then. Our socket sends at once (TCP_NODELAY); the broker needs
`set_tcp_nodelay true`, or each leg of QoS 2 costs 40 ms.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
import socket
from collections.abc import Callable
from dataclasses import dataclass

import aiomqtt
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.subscribeoptions import SubscribeOptions

from secc.charger.home import Home
from secc.errors import ConfigError
from secc.everest.bus.seam import Keep, Receive, hand_over

log = logging.getLogger(__name__)

FIRST_PAUSE_S = 0.1
LONGEST_PAUSE_S = 5.0
KEEP_ALIVE_S = 20
MAX_KEPT = 10_000
START_S = 5.0
"""How long the first connection may take."""
LAST_WORDS_S, GOODBYE_S = 2.0, 1.0
"""At the end: for what is still on its way, and for the broker to say goodbye. EVerest's manager kills after 5 s."""
AT_ONCE = 100
"""Topics in one subscription."""
MAX_PACKET = (1 << 20) + (1 << 16)
"""Bytes; the broker keeps what is longer to itself."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message that waits to go out."""

    topic: str
    payload: bytes
    retain: bool
    keep: Keep


@dataclass(frozen=True, slots=True)
class Subscription:
    """A topic to subscribe to; it stands in the same queue as the messages, so that it is in force before what is sent after it."""

    topic: str
    retained: bool

    @property
    def pair(self) -> tuple[str, SubscribeOptions]:
        """As the client wants it."""
        handling = SubscribeOptions.RETAIN_SEND_ON_SUBSCRIBE if self.retained else SubscribeOptions.RETAIN_DO_NOT_SEND
        return self.topic, SubscribeOptions(qos=2, retainHandling=handling)


class MqttBus:
    """One client of a broker, over TCP (`host`, `port`) or a Unix socket (`socket_path`)."""

    def __init__(self, host: str = "localhost", port: int = 1883, *, socket_path: str = "") -> None:
        self._address = (host, port, socket_path)
        self._home = Home()
        self._receivers: dict[str, list[Receive]] = {}
        self._subscriptions: dict[str, Subscription] = {}
        self._watchers: list[Callable[[bool], None]] = []
        self._outbox: asyncio.Queue[Message | Subscription | None] = asyncio.Queue()
        self._drained = asyncio.Event()
        self._kept: list[Message] = []
        self._unconfirmed: dict[asyncio.Task[bool], Message] = {}
        self._task: asyncio.Task[None] | None = None
        self._first = asyncio.Event()
        self._problem = "no answer"
        self._connected = False

    @property
    def connected(self) -> bool:
        return self._connected

    def publish(self, topic: str, payload: bytes, *, retain: bool = False, keep: Keep = "no") -> None:
        self._home.check("bus.publish")
        message = Message(topic, payload, retain, keep)
        if self._connected:
            self._outbox.put_nowait(message)
        else:
            self._keep(message)

    def subscribe(self, topic: str, receive: Receive, *, retained: bool = False) -> None:
        known = self._subscriptions.get(topic)
        self._receivers.setdefault(topic, []).append(receive)
        if known is None or (retained and not known.retained):
            self._subscriptions[topic] = Subscription(topic, retained)
            if self._connected:
                self._outbox.put_nowait(self._subscriptions[topic])

    def unsubscribe(self, topic: str, receive: Receive) -> None:
        self._receivers[topic].remove(receive)

    def watch(self, changed: Callable[[bool], None]) -> None:
        self._watchers.append(changed)
        if self._connected:
            changed(True)

    async def start(self) -> None:
        """See `Bus.start`. Raises ConfigError when there is no broker."""
        self._home = Home()
        self._task = asyncio.create_task(self._stay_connected(), name="mqtt")
        first = asyncio.create_task(self._first.wait())
        await asyncio.wait((self._task, first), timeout=START_S, return_when=asyncio.FIRST_COMPLETED)
        first.cancel()
        if self._task.done():
            self._task.result()
        if not self._first.is_set():
            await self._end()
            raise ConfigError(f"no MQTT broker at {self._place} ({self._problem}): start one there, or name the one that runs")

    async def close(self) -> None:
        if self._connected:
            self._outbox.put_nowait(None)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LAST_WORDS_S):
                    await self._drained.wait()
        await self._end()

    async def _end(self) -> None:
        """Leave the broker; one that does not answer any more is left all the same."""
        while self._task is not None and not self._task.done():
            self._task.cancel()
            await asyncio.wait((self._task,), timeout=GOODBYE_S)
        self._task = None

    @property
    def _place(self) -> str:
        host, port, path = self._address
        return path or f"{host}:{port}"

    def _keep(self, message: Message) -> None:
        if message.keep == "no":
            return
        if message.keep == "latest":
            self._kept = [other for other in self._kept if other.topic != message.topic]
        if len(self._kept) < MAX_KEPT:
            self._kept.append(message)

    async def _stay_connected(self) -> None:
        pause = FIRST_PAUSE_S
        while True:
            try:
                async with self._client() as client:
                    pause = FIRST_PAUSE_S
                    await self._serve(client)
            except (aiomqtt.MqttError, ValueError) as error:  # ValueError: a name that is none
                self._problem = str(error)
                known = logging.WARNING if self._first.is_set() else logging.DEBUG
                log.log(known, "broker %s: %s; next try in %.1f s", self._place, error, pause)
            except asyncio.CancelledError:
                self._lost()
                raise
            self._lost()
            await asyncio.sleep(pause * random.uniform(0.7, 1.0))
            pause = min(pause * 2, LONGEST_PAUSE_S)

    def _client(self) -> aiomqtt.Client:
        host, port, path = self._address
        options = () if path else ((socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),)
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]
        properties.MaximumPacketSize = MAX_PACKET
        client = aiomqtt.Client(
            path or host, 1 if path else port, transport="unix" if path else "tcp", protocol=aiomqtt.ProtocolVersion.V5,
            keepalive=KEEP_ALIVE_S, socket_options=options, timeout=10, properties=properties,
        )  # fmt: skip
        client.pending_calls_threshold = MAX_KEPT  # a burst of messages is normal here and no reason for a warning
        return client

    async def _serve(self, client: aiomqtt.Client) -> None:
        await self._subscribe_all(client)
        self._connected = True
        self._first.set()
        kept, self._kept = self._kept, []
        for message in kept:
            self._outbox.put_nowait(message)
        for changed in self._watchers:
            changed(True)
        writer = asyncio.create_task(self._write(client), name="mqtt-write")
        try:
            async for incoming in client.messages:
                self._deliver(str(incoming.topic), incoming.payload)
        finally:
            writer.cancel()
            with contextlib.suppress(asyncio.CancelledError, aiomqtt.MqttError):
                await writer

    async def _subscribe_all(self, client: aiomqtt.Client) -> None:
        """Also what is added meanwhile."""
        made: set[Subscription] = set()
        while missing := [one for one in self._subscriptions.values() if one not in made]:
            batch = missing[:AT_ONCE]
            await client.subscribe([one.pair for one in batch])
            made.update(batch)

    async def _write(self, client: aiomqtt.Client) -> None:
        while True:
            item = await self._outbox.get()
            if item is None:
                if self._unconfirmed:
                    await asyncio.wait(self._unconfirmed)
                self._drained.set()
                continue
            if isinstance(item, Subscription):
                try:
                    await client.subscribe([item.pair])
                except aiomqtt.MqttError:
                    return  # the reader sees the loss too; every known topic is subscribed again with the next connection
                continue
            task = asyncio.create_task(self._send(client, item))
            self._unconfirmed[task] = item
            task.add_done_callback(self._confirmed)

    async def _send(self, client: aiomqtt.Client, message: Message) -> bool:
        try:
            await client.publish(message.topic, message.payload, qos=2, retain=message.retain)
        except aiomqtt.MqttError:
            return False
        return True

    def _confirmed(self, task: asyncio.Task[bool]) -> None:
        """Forget a message that has arrived. One that has not is kept, in its order, when the connection is known to be lost."""
        if not task.cancelled() and task.result():
            self._unconfirmed.pop(task, None)

    def _deliver(self, topic: str, payload: object) -> None:
        content = payload if isinstance(payload, bytes) else str(payload).encode()
        for receive in tuple(self._receivers.get(topic, ())):
            hand_over(receive, topic, content)
        for name, receivers in self._receivers.items():
            if name.endswith("/#") and topic.startswith(name[:-1]):
                for receive in tuple(receivers):
                    hand_over(receive, topic, content)

    def _lost(self) -> None:
        if not self._connected:
            return
        self._connected = False
        for task, message in self._unconfirmed.items():
            task.cancel()
            self._keep(message)
        self._unconfirmed.clear()
        while not self._outbox.empty():
            item = self._outbox.get_nowait()
            if isinstance(item, Message):
                self._keep(item)
        for changed in self._watchers:
            changed(False)
