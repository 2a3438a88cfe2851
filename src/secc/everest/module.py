"""A module on a bus: implementations that it provides, implementations of others that it uses.

A command is answered at once by a plain function, or in order by a coroutine; whatever goes wrong becomes an answer with EVerest's name
for it, and nothing else changes. What a module publishes is checked against the contract before it leaves, what it receives before it
is believed.
"""

from __future__ import annotations

import asyncio
import inspect
import logging
import uuid
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Literal, cast

import msgspec

from secc.everest import envelope, topics
from secc.everest.bus.seam import Bus, Keep
from secc.everest.clock import instant
from secc.everest.contract import Contract, Interface, ViolationError
from secc.everest.envelope import CommandError, EnvelopeError, ErrorName

log = logging.getLogger(__name__)

Handler = Callable[..., object]
Severity = Literal["Low", "Medium", "High"]
CALL_TIMEOUT_S = 300.0
MAX_WAITING = 1000
ANNOUNCE_AGAIN_S = 6.0  # longer than the longest pause of a listener that reconnects


class Module:
    """One module. `identifier` is its id in the configuration; `evse` its place in the site, for the origin of errors."""

    def __init__(self, identifier: str, bus: Bus, *, prefix: str = topics.DEFAULT_PREFIX, evse: int | None = None) -> None:
        self.identifier, self.bus, self.prefix, self.evse = identifier, bus, prefix, evse
        self.contract = Contract.shipped()
        self._implementations: list[Implementation] = []
        self._calls: dict[str, tuple[asyncio.Future[object], str]] = {}
        self._closed = self._was_connected = False
        bus.watch(self._connection_changed)

    def provide(self, implementation_id: str, interface: str, handlers: Mapping[str, Handler]) -> Implementation:
        """Provide an interface: one handler for each of its commands, called with the arguments by name."""
        implementation = Implementation(self, implementation_id, self.contract.interface(interface), handlers)
        self._implementations.append(implementation)
        return implementation

    def use(self, module: str, implementation_id: str, interface: str) -> Peer:
        """Use an implementation of another module."""
        return Peer(self, module, implementation_id, self.contract.interface(interface))

    @property
    def provides(self) -> dict[str, str]:
        """Implementation ids and their interfaces."""
        return {implementation.identifier: implementation.interface.name for implementation in self._implementations}

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Calls on their way fail with Shutdown, commands that still come are answered so."""
        self._closed = True
        self._fail_calls("Shutdown", "the module shuts down")

    def request(self, topic: str, arguments: Mapping[str, object], timeout_s: float) -> asyncio.Future[object]:
        """Send a call; the future holds the answer or a CommandError. Used by Peer."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[object] = loop.create_future()
        if self._closed or not self.bus.connected:
            future.set_exception(CommandError("Shutdown" if self._closed else "NotReady", f"{topic}: no connection"))
            return future
        identifier = str(uuid.uuid4())
        timer = loop.call_later(timeout_s, self._expire, identifier, timeout_s)
        self._calls[identifier] = (future, topic)

        def done(answered: asyncio.Future[object]) -> None:
            timer.cancel()
            self._calls.pop(identifier, None)
            if not answered.cancelled():
                answered.exception()  # whoever asked may be gone; then nobody else looks at it

        future.add_done_callback(done)
        self.bus.publish(topic, envelope.call(identifier, self.identifier, arguments))
        return future

    def answered(self, _topic: str, payload: bytes) -> None:
        """An answer came in; one with an unknown id is dropped."""
        try:
            answer = envelope.decode_answer(payload)
        except EnvelopeError as error:
            log.warning("%s: answer dropped: %s", self.identifier, error)
            return
        waiting = self._calls.get(answer.id)
        if waiting is None or waiting[0].done():
            return
        if answer.error is not None:
            waiting[0].set_exception(answer.error)
        else:
            waiting[0].set_result(answer.retval)

    def _expire(self, identifier: str, timeout_s: float) -> None:
        waiting = self._calls.get(identifier)
        if waiting is not None and not waiting[0].done():
            waiting[0].set_exception(CommandError("CmdTimeout", f"{waiting[1]}: no answer within {timeout_s:g} s"))

    def _fail_calls(self, name: ErrorName, reason: str) -> None:
        for future, topic in tuple(self._calls.values()):
            if not future.done():
                future.set_exception(CommandError(name, f"{topic}: {reason}"))

    def _connection_changed(self, connected: bool) -> None:
        if not connected:
            self._fail_calls("CmdTimeout", "the connection was lost")
            return
        if not self._was_connected:
            self._was_connected = True
            return
        self._announce()
        asyncio.get_running_loop().call_later(ANNOUNCE_AGAIN_S, self._announce)

    def _announce(self) -> None:
        if not self._closed:
            for implementation in self._implementations:
                implementation.announce()


class Implementation:
    """A provided interface: publishes variables, raises errors, answers commands."""

    def __init__(self, module: Module, identifier: str, interface: Interface, handlers: Mapping[str, Handler]) -> None:
        self.module, self.identifier, self.interface = module, identifier, interface
        missing, unknown = interface.commands.keys() - handlers.keys(), handlers.keys() - interface.commands.keys()
        if missing or unknown:
            raise ViolationError(f"handlers missing: {sorted(missing)}, unknown: {sorted(unknown)}", interface.name)
        self._latest: dict[str, bytes] = {}
        self._errors: dict[tuple[str, str], dict[str, object]] = {}
        for name, handler in handlers.items():
            lane = _Lane(self, name, handler)
            module.bus.subscribe(topics.command(module.prefix, module.identifier, identifier, name), lane.receive)

    def publish(self, name: str, value: object = None, *, keep: Keep = "latest") -> None:
        """Publish a variable, as plain data or as a generated struct. Raises ViolationError when it breaks the contract.

        A value is published again when a lost connection is back, unless `keep` is "all": then each one was kept and sent.
        """
        variable = self.interface.variable(name)
        plain = msgspec.to_builtins(value)
        variable.check(plain)
        payload = envelope.variable(plain)
        if keep == "latest" and not variable.is_event:
            self._latest[name] = payload
        self.module.bus.publish(self._variable_topic(name), payload, keep=keep)

    def raise_error(self, error_type: str, message: str, *, severity: Severity = "Medium", sub_type: str = "", details: str = "") -> None:
        """Raise an error of the interface. One that is active already (same type and sub type) is left alone."""
        self.interface.check_error(error_type)
        if (error_type, sub_type) in self._errors:
            return
        origin: dict[str, object] = {"module_id": self.module.identifier, "implementation_id": self.identifier}
        if self.module.evse is not None:
            origin["mapping"] = {"evse": self.module.evse}
        error: dict[str, object] = {
            "type": error_type, "sub_type": sub_type, "message": message, "description": details or self.interface.errors[error_type],
            "severity": severity, "origin": origin, "state": "Active", "timestamp": instant(), "uuid": str(uuid.uuid4()),
            "vendor_id": "secc",
        }  # fmt: skip
        self._errors[error_type, sub_type] = error
        self._send_error("RaiseError", error)

    def clear_error(self, error_type: str, sub_type: str = "") -> None:
        """Clear an error; one that is not active is left alone."""
        error = self._errors.pop((error_type, sub_type), None)
        if error is not None:
            self._send_error("ClearError", {**error, "state": "ClearedByModule"})

    @property
    def active_errors(self) -> tuple[tuple[str, str], ...]:
        return tuple(self._errors)

    def announce(self) -> None:
        """Say again what is known: the connection was away, and those who listen may have been too."""
        for name, payload in self._latest.items():
            self.module.bus.publish(self._variable_topic(name), payload, keep="latest")
        for error in self._errors.values():
            self._send_error("RaiseError", error)

    def answer(self, call: envelope.Call, command: str, payload: bytes) -> None:
        module = self.module
        module.bus.publish(topics.response(module.prefix, module.identifier, self.identifier, command, call.origin), payload)

    def _send_error(self, message_type: str, error: Mapping[str, object]) -> None:
        topic = topics.error(self.module.prefix, self.module.identifier, self.identifier, str(error["type"]))
        self.module.bus.publish(topic, envelope.encode(message_type, error), keep="latest")

    def _variable_topic(self, name: str) -> str:
        return topics.variable(self.module.prefix, self.module.identifier, self.identifier, name)


class _Lane:
    """The calls of one command, one after the other."""

    def __init__(self, implementation: Implementation, name: str, handler: Handler) -> None:
        self._implementation, self._name, self._handler = implementation, name, handler
        self._command = implementation.interface.command(name)
        self._origin = implementation.module.identifier
        self._waiting: deque[tuple[envelope.Call, dict[str, object]]] = deque()
        self._task: asyncio.Task[None] | None = None

    def receive(self, _topic: str, payload: bytes) -> None:
        try:
            call = envelope.decode_call(payload)
        except EnvelopeError as error:
            log.warning("%s: message dropped: %s", self._command.path, error)
            return
        try:
            arguments = self._command.check_arguments(call.args)
        except ViolationError as error:
            self._fail(call, "SchemaValidationError", str(error))
            return
        if self._implementation.module.closed:
            self._fail(call, "Shutdown", "the module shuts down")
        elif len(self._waiting) >= MAX_WAITING:
            self._fail(call, "NotReady", "too many calls wait for this command")
        elif inspect.iscoroutinefunction(self._handler):
            self._waiting.append((call, arguments))
            if self._task is None:
                self._task = asyncio.get_running_loop().create_task(self._work())
        else:
            self._carry_out(call, arguments)

    def _carry_out(self, call: envelope.Call, arguments: dict[str, object]) -> None:
        try:
            value = self._handler(**arguments)
        except Exception as error:
            self._broken(call, error)
        else:
            self._succeed(call, value)

    async def _work(self) -> None:
        try:
            while self._waiting:
                call, arguments = self._waiting[0]
                try:
                    value = await cast(Awaitable[object], self._handler(**arguments))
                except asyncio.CancelledError:
                    self._fail(call, "Shutdown", "the module shuts down")
                    raise
                except Exception as error:
                    self._broken(call, error)
                else:
                    self._succeed(call, value)
                self._waiting.popleft()
        finally:
            self._task = None

    def _succeed(self, call: envelope.Call, value: object) -> None:
        plain = msgspec.to_builtins(value)
        try:
            self._command.check_result(plain)
        except ViolationError as error:
            self._broken(call, error)
            return
        self._implementation.answer(call, self._name, envelope.result(call.id, self._origin, plain))

    def _broken(self, call: envelope.Call, error: Exception) -> None:
        if isinstance(error, CommandError):
            self._fail(call, cast(ErrorName, error.name), error.reason)
            return
        log.error("%s failed: %s", self._command.path, error, exc_info=not isinstance(error, ViolationError))
        self._fail(call, "HandlerException", f"{type(error).__name__}: {error}")

    def _fail(self, call: envelope.Call, name: ErrorName, reason: str) -> None:
        self._implementation.answer(call, self._name, envelope.failure(call.id, self._origin, name, reason))


class Peer:
    """An implementation of another module, as this module sees it."""

    def __init__(self, module: Module, target: str, implementation_id: str, interface: Interface) -> None:
        self.module, self.target, self.identifier, self.interface = module, target, implementation_id, interface
        self.answered_at = 0.0
        self._answers: set[str] = set()

    def request(
        self, command: str, arguments: Mapping[str, object] | None = None, *, timeout_s: float = CALL_TIMEOUT_S
    ) -> asyncio.Future[object]:
        """Send a command. Raises ViolationError for wrong arguments; the future gives the result or a CommandError."""
        declared = self.interface.command(command)
        plain = cast(dict[str, object], msgspec.to_builtins(arguments or {}))
        declared.check_arguments(plain)
        topic = topics.command(self.module.prefix, self.target, self.identifier, command)
        response = topics.response(self.module.prefix, self.target, self.identifier, command, self.module.identifier)
        if response not in self._answers:
            self._answers.add(response)
            self.module.bus.subscribe(response, self.module.answered)
        return self.module.request(topic, plain, timeout_s)

    async def call(self, command: str, arguments: Mapping[str, object] | None = None, *, timeout_s: float = CALL_TIMEOUT_S) -> object:
        """Send a command and wait for its checked result. Raises CommandError with EVerest's name of what went wrong."""
        value = await self.request(command, arguments, timeout_s=timeout_s)
        try:
            self.interface.command(command).check_result(value)
        except ViolationError as error:
            raise CommandError("SchemaValidationError", str(error)) from None
        return value

    def tell(self, command: str, **arguments: object) -> None:
        """Send a command and wait for nothing; a failure is logged, an answer noted in `answered_at` (the loop's time)."""
        self.request(command, arguments).add_done_callback(lambda future: self._told(command, future))

    def on(self, variable: str, receive: Callable[[object], None]) -> None:
        """Call `receive(value)` for each published value that fits the contract; others are dropped with a warning."""
        declared = self.interface.variable(variable)

        def arrived(_topic: str, payload: bytes) -> None:
            try:
                value = envelope.decode_variable(payload)
                declared.check(value)
            except (EnvelopeError, ViolationError) as error:
                log.warning("%s of %s dropped: %s", declared.path, self.target, error)
                return
            receive(value)

        self.module.bus.subscribe(topics.variable(self.module.prefix, self.target, self.identifier, variable), arrived)

    def on_error(self, changed: Callable[[str, str, Severity, bool], None]) -> None:
        """Call `changed(type, sub_type, severity, active)` for each error that the interface declares."""

        def arrived(_topic: str, payload: bytes) -> None:
            try:
                message_type, data = envelope.decode(payload, "RaiseError", "ClearError")
                error = cast(Mapping[str, object], data if isinstance(data, dict) else {})
                self.interface.check_error(str(error.get("type")))
            except (EnvelopeError, ViolationError) as problem:
                log.warning("error of %s dropped: %s", self.target, problem)
                return
            severity = cast(Severity, error.get("severity") if error.get("severity") in ("Low", "Medium") else "High")
            changed(str(error["type"]), str(error.get("sub_type", "")), severity, message_type == "RaiseError")

        for error_type in self.interface.errors:
            self.module.bus.subscribe(topics.error(self.module.prefix, self.target, self.identifier, error_type), arrived)

    def _told(self, command: str, future: asyncio.Future[object]) -> None:
        error = None if future.cancelled() else future.exception()
        if error is None:
            self.answered_at = future.get_loop().time()
        else:
            away = isinstance(error, CommandError) and error.name in ("NotReady", "Shutdown")
            log.log(logging.DEBUG if away else logging.WARNING, "%s to %s: %s", command, self.target, error)
