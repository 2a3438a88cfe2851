"""`secc ocmf`: check signed meter records.

    secc ocmf verify RECORD... --key KEY

RECORD is a file (text or the XML container of the transparency software), `-` for standard input, or the record itself; KEY a file,
or the key itself in hex, base64 or PEM. Several records are one session, in this order. Exit status: 0 authentic and sound, 1 not,
2 nothing can be said (no key, unsupported curve), 3 no record.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from secc.everest.ocmf import OcmfError, Record, Verdict, audit, check_signature, parse
from secc.everest.ocmf.container import Held, records_in

UNKNOWN = frozenset({"unsupported", "no key"})


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `ocmf` to the commands of `secc`."""
    group = commands.add_parser("ocmf", help="check signed meter records").add_subparsers(dest="ocmf_command", required=True)
    verify = group.add_parser("verify", help="check signature and content")
    verify.add_argument("record", nargs="+", metavar="RECORD", help="file, '-' or the record itself; several are one session")
    verify.add_argument(
        "--key", default="", help="public key: file, hex, base64 or PEM; without it the one in the XML container, marked as such"
    )
    verify.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the findings; returns the exit status."""
    try:
        held = [one for source in arguments.record for one in records_in(_read(source))]
        records = [parse(one.record) for one in held]
    except (OcmfError, OSError, UnicodeDecodeError) as error:
        print(f"no OCMF record: {error}", file=sys.stderr)
        return 3
    key = _read(arguments.key) if arguments.key else ""
    verdicts = [_authentic(one, record, key) for one, record in zip(held, records, strict=True)]
    sound = all(_sound([record for record, same in zip(records, held, strict=True) if same.transaction == name])
                for name in dict.fromkeys(one.transaction for one in held))  # fmt: skip
    if any(verdict.outcome not in UNKNOWN | {"valid"} for verdict in verdicts):
        return 1
    if any(verdict.outcome in UNKNOWN for verdict in verdicts):
        return 2
    return 0 if sound else 1


def _read(source: str) -> str:
    if source == "-":
        return sys.stdin.read()
    if source.startswith(("OCMF|", "<", "-----")):
        return source
    try:
        path = Path(source)
        return path.read_text(encoding="utf-8") if path.is_file() else source
    except OSError:  # a key or record can be longer than any file name
        return source


def _authentic(held: Held, record: Record, key: str) -> Verdict:
    verdict = check_signature(record, key or held.key)
    beside = " (with the key that lies beside the record: this proves nothing about who signed)" if not key and held.key else ""
    print(f"{record.text('PG') or 'record'}: signature {verdict.outcome}{beside}")
    for finding in (*record.findings, *verdict.findings):
        print(f"  {finding}")
    return verdict


def _sound(records: list[Record]) -> bool:
    session = audit(records)
    for finding in session.findings:
        print(f"  {finding}")
    energy = "not billable" if session.energy_wh is None else f"{session.energy_wh.normalize():f} Wh"
    duration = "" if session.duration_s is None else f", {session.duration_s:g} s (clock {session.clock})"
    print(f"session: {'sound' if session.sound else 'NOT sound'}, {energy}{duration}")
    return session.sound
