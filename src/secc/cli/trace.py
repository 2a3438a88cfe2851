"""`secc trace`: what was said, message by message, out of a trace file or a capture.

    secc trace run.jsonl                 time, pause, who, message and response code
    secc trace run.pcapng --xml          with the content of each message
    secc trace car.pcapng --protocol iso2    a capture that begins after SupportedAppProtocol
"""

from __future__ import annotations

import argparse
import pathlib
from collections.abc import Iterator

from secc import messages, v2gtp
from secc.cli.trace_files import Seen, read
from secc.errors import PeerError
from secc.messages import sap
from secc.testing.ev import NAMESPACES
from secc.testing.wire import decode_frame, message_of, name_of, set_of

WHO = {"ev": "EV  →", "evse": "SECC ←"}
DISCOVERY = {v2gtp.SDP_REQUEST: "SECC discovery request", v2gtp.SDP_RESPONSE: "SECC discovery response"}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Adds `trace`."""
    parser = subparsers.add_parser(
        "trace", help="read a trace file or capture", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("file", type=pathlib.Path, metavar="FILE", help=".jsonl of secc-sim --trace, .pcap or .pcapng (extra: trace)")
    parser.add_argument("--xml", action="store_true", help="the content of each message")
    parser.add_argument("--hex", action="store_true", help="the EXI bytes of each message")
    parser.add_argument("--protocol", choices=["din", "iso2", "iso20"], default="sap", help="for files that begin in the middle of a session")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the file. 0 if every message could be read, 1 if not."""
    reader = Reader(arguments.protocol)
    last: float | None = None
    for seen in read(arguments.file):
        pause = 0.0 if last is None else seen.at - last
        last = seen.at
        print(f"{seen.at:17.6f} +{pause:9.6f}  {WHO[seen.direction]} {reader.name(seen)}")
        for detail in reader.details(seen, xml=arguments.xml, raw=arguments.hex):
            print(f"{'':32}{detail}")
    return int(reader.unreadable > 0)


class Reader:
    """Follows connections through their handshakes. `unreadable` counts what no message set could read."""

    def __init__(self, protocol: str) -> None:
        self._first = protocol
        self._protocols: dict[str, str] = {}
        self._offers: dict[str, dict[int, str]] = {}
        self.unreadable = 0
        self._set = ""

    def name(self, seen: Seen) -> str:
        """Message and response code, or why there is none."""
        if seen.type in DISCOVERY:
            self._set = ""
            return DISCOVERY[seen.type]
        protocol = self._protocols.setdefault(seen.connection, self._first)
        self._set = set_of(protocol, seen.type)
        try:
            document = decode_frame(protocol, v2gtp.Frame(type=seen.type, payload=seen.payload))
        except PeerError as error:
            self.unreadable += 1
            self._set = ""
            return f"{len(seen.payload)} bytes that are no {protocol} message: {error}"
        self._handshake(seen.connection, document)
        return name_of(message_of(document))

    def details(self, seen: Seen, *, xml: bool, raw: bool) -> Iterator[str]:
        """Lines below the last message."""
        if xml and self._set:
            yield messages.to_xml(self._set, messages.decode(self._set, seen.payload))
        if raw:
            yield seen.payload.hex()

    def _handshake(self, connection: str, document: object) -> None:
        if isinstance(document, sap.supportedAppProtocolReq):
            self._offers[connection] = {offer.schema_id: offer.protocol_namespace for offer in document.app_protocol}
        elif isinstance(document, sap.supportedAppProtocolRes) and document.schema_id is not None:
            namespace = self._offers.get(connection, {}).get(document.schema_id, "")
            chosen = next((name for name, (known, _) in NAMESPACES.items() if known == namespace), self._first)
            self._protocols[connection] = chosen.partition("_")[0]
