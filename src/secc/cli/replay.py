"""`secc replay`: the car's side of recorded sessions against our SECC in memory, or against any SECC over the network."""

from __future__ import annotations

import argparse
import pathlib
import sys
from collections import Counter

from secc import v2gtp
from secc.cli import trace_files
from secc.errors import ConfigError
from secc.testing.captures import read_capture, session_of
from secc.testing.recording import Recording, read_jsonl
from secc.testing.replay import GOOD, Report, replay, replay_in_memory
from secc.testing.replay_net import NetworkWire

SHOWN = 5
PROTOCOLS = ("din", "iso2", "unknown")
"""What a recording may speak; unknown is one that ended with the handshake."""
CAPTURES = {bytes.fromhex(magic) for magic in ("d4c3b2a1", "a1b2c3d4", "4d3cb2a1", "a1b23c4d", "0a0d0d0a")}
"""How pcap (both byte orders, micro- and nanoseconds) and pcapng begin."""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `replay` to the commands of `secc`."""
    parser = subparsers.add_parser(
        "replay", help="play the car's side of recorded sessions against a SECC", description=__doc__,
        epilog="Exit status: 0 when every answer is of the right type and OK as long as the recorded one is, 1 otherwise.",
    )
    parser.add_argument("files", nargs="+", type=pathlib.Path, metavar="FILE",
                        help="recorded sessions: JSON lines (also .gz), pcap, pcapng, .jsonl of secc-sim --trace")
    parser.add_argument("--energy", choices=("ac", "dc"), help="only sessions in this energy mode")
    parser.add_argument("--interface", help="find a SECC on this interface and play against it, instead of in memory")
    parser.add_argument("--address", metavar="[ADDRESS%SCOPE]:PORT", help="play against the SECC that listens there (TCP)")
    parser.add_argument("--speed", type=float, default=1.0, metavar="X", help="over the network: X times faster than recorded (default 1)")
    parser.add_argument("--table", action="store_true", help="one line of a Markdown table for each session, for docs/replay.md")
    parser.add_argument("--verbose", "-v", action="store_true", help="every answer that differs, not only the first of its kind")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Returns the exit status. Raises ConfigError."""
    recordings = [recording for file in options.files for recording in read(file)]
    chosen = [recording for recording in recordings if options.energy in (None, energy_of(recording))]
    if not chosen:
        raise ConfigError("there is no such session in the files", source=str(options.files[0]))
    foreign = next((recording for recording in chosen if recording.protocol not in PROTOCOLS), None)
    if foreign is not None:
        source = f"{foreign.vehicle} {foreign.capture}"
        raise ConfigError(f"a session of {foreign.protocol}: only those of DIN and ISO 15118-2 can be replayed", source=source)
    if options.table:
        print("| vehicle | capture | protocol | energy | requests | answers | result |\n|---|---|---|---|---|---|---|")
    good = True
    for recording in chosen:
        report = _play(recording, options)
        good &= report.good
        for line in [table_row(report)] if options.table else account(report, options.verbose):
            print(line)
        sys.stdout.flush()
    return 0 if good else 1


def read(file: pathlib.Path) -> list[Recording]:
    """The sessions of a file, whatever its kind. Raises ConfigError."""
    try:
        with file.open("rb") as content:
            capture = content.read(4) in CAPTURES
    except OSError as error:
        raise ConfigError(f"cannot be read: {error.strerror}", source=str(file)) from None
    if capture:
        return read_capture(file)
    return _read_trace(file) if trace_files.is_trace(file) else read_jsonl(file)


def _read_trace(file: pathlib.Path) -> list[Recording]:
    """The sessions in a trace of `secc-sim`, with or without TLS."""
    frames: dict[str, list[tuple[float, str, v2gtp.Frame]]] = {}
    for seen in trace_files.read(file):
        if seen.type not in (v2gtp.SDP_REQUEST, v2gtp.SDP_RESPONSE):
            frames.setdefault(seen.connection, []).append((seen.at, seen.direction, v2gtp.Frame(seen.type, seen.payload)))
    found = (session_of(file.stem, connection, passed) for connection, passed in frames.items())
    return [recording for recording in found if recording is not None]


def energy_of(recording: Recording) -> str:
    """"ac", "dc", or "" where the session ended before that was clear."""
    names = {type(request).__name__ for _, request, _ in recording.messages()}
    if "ChargingStatusReq" in names:
        return "ac"
    if recording.protocol == "din" or "CableCheckReq" in names:
        return "dc"
    modes = [str(getattr(request, "requested_energy_transfer_mode", "")) for _, request, _ in recording.messages()]
    return next((mode[:2].lower() for mode in modes if mode), "")


def account(report: Report, verbose: bool) -> list[str]:
    """A session for people: one line, then what differs."""
    recording = report.recording
    lines = [f"{'good' if report.good else 'BAD '} {recording.vehicle} {recording.protocol} {recording.capture}: {summary(report)}"]
    kinds = Counter((step.request, step.verdict, step.detail) for step in report.differences)
    for (request, verdict, detail), count in list(kinds.items())[: None if verbose else SHOWN]:
        lines.append(f"       {count} × {request}: {verdict}: {detail}")
    return lines


def summary(report: Report) -> str:
    """How many requests, and what became of them."""
    counts = Counter(step.verdict for step in report.steps)
    return f"{len(report.steps)} requests, " + ", ".join(f"{count} {verdict}" for verdict, count in counts.items())


def table_row(report: Report) -> str:
    """A session as a line of the table in docs/replay.md."""
    recording = report.recording
    wrong = next((step for step in report.steps if step.verdict not in GOOD), None)
    result = "as recorded" if wrong is None else f"{wrong.request} at {wrong.at:.1f} s: {wrong.detail}"
    if other := sum(1 for step in report.steps if step.verdict == "status"):
        result += f", {other} with another status"
    answered = sum(1 for step in report.steps if step.answered)
    name = recording.capture.split("/")[-2 if "/" in recording.capture else -1]
    return (
        f"| {recording.vehicle} | {name} ({recording.stream}) | {recording.protocol} | {energy_of(recording) or '–'} "
        f"| {len(report.steps)} | {answered} | {result}; {ending(recording)} |"
    )


def ending(recording: Recording) -> str:
    """How the recorded session ended."""
    _, request, answer = recording.messages()[-1]
    name = "an undecodable frame" if request is None else type(request).__name__
    code = str(getattr(answer, "response_code", "no answer"))
    return "the car ended it" if name == "SessionStopReq" and code == "OK" else f"the recording ends with {name} ({code})"


def _play(recording: Recording, options: argparse.Namespace) -> Report:
    if options.interface or options.address:
        wire = NetworkWire.find(options.interface) if options.interface else NetworkWire.at(options.address)
        return replay(recording, wire, expect=lambda answer: None, speed=options.speed)
    return replay_in_memory(recording)
