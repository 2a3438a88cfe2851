"""What reading and writing EXI costs: the compiled engine, plain Python, the floor, and the codec of PyPI `iso15118`.

    python benchmarks/bench_exi.py [--rounds 20] [--no-peer]

Compiled and plain run in a process each and take turns, frame by frame, in the same run; figures are microseconds, median and minimum over
the rounds. Ratios are of the minima. The frames are those of shared/bench (SECC_SHARED) and the longest of each set in tests/vectors/sample.jsonl.
The peer needs SECC_PEER_PYTHON, a Python that has `iso15118`, and java. Prints Markdown; exit status 1 if a goal is missed.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pathlib
import statistics
import subprocess
import sys
from collections.abc import Iterable

REPOSITORY = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY))

from tests.exi import compiled  # noqa: E402  # the repository is no installed package
from tests.vectors.records import SAMPLE, SHARED, read  # noqa: E402

SMALL = {
    ("iso2", "CurrentDemandReq"),
    ("iso2", "CurrentDemandRes"),
    ("iso2", "ChargeParameterDiscoveryRes"),
    ("iso20_dc", "DC_ChargeLoopReq"),
    ("iso20_common", "ScheduleExchangeRes"),
}
"""The frames of the goals."""

GOALS = {  # (engine, operation) → at most this often the floor, geometric mean over SMALL
    ("compiled", "decode"): 2.3,
    ("compiled", "encode"): 2.0,
    ("plain", "decode"): 140.0,
}
LARGE_GOAL = 8.0  # frames above 1 kB, compiled, both ways
PEER_GOALS = {"compiled": 1000.0, "plain": 20.0}  # times faster than the peer, every small frame

Frame = dict[str, str]
Figures = dict[str, list[float]]


class Worker:
    """An engine in a process of its own."""

    def __init__(self, tree: pathlib.Path | None) -> None:
        environment = {**os.environ, **({"PYTHONPATH": str(tree)} if tree else {})}
        script = str(REPOSITORY / "benchmarks" / "exi_worker.py")
        self.process = subprocess.Popen([sys.executable, script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment)
        self.engine = self.answer()["engine"]

    def answer(self) -> dict[str, float]:
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit("an engine stopped")
        return json.loads(line)

    def measure(self, frame: Frame, seconds: float) -> dict[str, float]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps({"set": frame["set"], "exi": frame["exi"], "seconds": seconds}) + "\n")
        self.process.stdin.flush()
        return self.answer()


def frames() -> list[Frame]:
    """The shared frames, and the longest of each set in the committed sample."""
    found = []
    shared = SHARED / "bench" / "frames.jsonl"
    for record in read(shared) if shared.is_file() else ():
        name = {"iso20": "iso20_common"}.get(record["protocol"], record["protocol"])
        found.append({"set": name, "name": record["name"], "exi": record["exi"]})
    own: dict[str, Frame] = {}
    for record in read(SAMPLE):
        if record["kind"] == "document" and "wildcard" not in record["features"] and "mixed_text" not in record["features"]:
            frame = {"set": record["protocol"], "name": f"sample {record['element']}", "exi": record["exi"]}
            own[frame["set"]] = max(own.get(frame["set"], frame), frame, key=lambda f: len(f["exi"]))
    return found + list(own.values())


def measure(workers: list[Worker], chosen: list[Frame], rounds: int) -> dict[str, dict[str, Figures]]:
    """Frame → engine → operation → nanoseconds of each round."""
    results: dict[str, dict[str, Figures]] = {}
    for _ in range(rounds):
        for frame in chosen:
            for worker in workers:
                figures = results.setdefault(frame["exi"], {}).setdefault(str(worker.engine), {})
                for operation, value in worker.measure(frame, 0.004).items():
                    figures.setdefault(operation, []).append(value)
    return results


def peer() -> dict[str, dict[str, float]]:
    """Frame → decode and encode of PyPI iso15118, minima in nanoseconds; empty where it is not at hand."""
    python, script = os.environ.get("SECC_PEER_PYTHON"), SHARED / "bench" / "exificient_peer_bench.py"
    if not python or not script.is_file():
        return {}
    text = (SHARED / "bench" / "frames.jsonl").read_text()
    result = subprocess.run([python, str(script), "0.4", "5"], input=text, capture_output=True, text=True, check=False)
    inputs = [json.loads(line)["exi"] for line in text.splitlines()]
    answers = [json.loads(line) for line in result.stdout.splitlines() if line.startswith("{")]
    rows = [row for row in answers if "name" in row]
    return {exi: {"decode": row["decode_ns"], "encode": row["encode_ns"]} for exi, row in zip(inputs, rows, strict=False) if "decode_ns" in row}


def cell(values: list[float]) -> str:
    return f"{statistics.median(values) / 1000:.2f} ({min(values) / 1000:.2f})"


def geometric(values: Iterable[float]) -> float:
    logs = [math.log(value) for value in values]
    return math.exp(sum(logs) / len(logs)) if logs else math.nan


def table(chosen: list[Frame], results: dict[str, dict[str, Figures]], foreign: dict[str, dict[str, float]]) -> Iterable[str]:
    yield "| set | frame | octets | compiled decode | compiled encode | plain decode | plain encode | floor | peer decode | peer encode |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for frame in chosen:
        engines = results[frame["exi"]]
        figures = [cell(engines[e][o]) if e in engines else "–" for e in ("compiled", "plain") for o in ("decode", "encode")]
        theirs = foreign.get(frame["exi"], {})
        others = [f"{theirs[o] / 1000:.0f}" if theirs else "–" for o in ("decode", "encode")]
        size = len(frame["exi"]) // 2
        yield f"| {frame['set']} | {frame['name']} | {size} | " + " | ".join([*figures, cell(engines["plain"]["floor"]), *others]) + " |"


def judge(chosen: list[Frame], results: dict[str, dict[str, Figures]], foreign: dict[str, dict[str, float]]) -> Iterable[tuple[bool, str]]:
    """Goal by goal: met or not, and in words."""
    small = [f["exi"] for f in chosen if (f["set"], f["name"]) in SMALL]
    for (engine, operation), limit in GOALS.items():
        ratios = [min(results[x][engine][operation]) / min(results[x][engine]["floor"]) for x in small if engine in results[x]]
        if ratios:
            value = geometric(ratios)
            yield value <= limit, f"{engine} {operation}: {value:.2f} × floor over {len(ratios)} small frames, goal ≤ {limit:g}"
    for frame in chosen:
        engines = results[frame["exi"]]
        if len(frame["exi"]) > 2048 and "compiled" in engines:
            worst = max(min(engines["compiled"][o]) / min(engines["compiled"]["floor"]) for o in ("decode", "encode"))
            yield worst <= LARGE_GOAL, f"compiled {frame['name']}: {worst:.1f} × floor both ways, goal ≤ {LARGE_GOAL:g}"
    for engine, limit in PEER_GOALS.items():
        gains = [foreign[x][o] / min(results[x][engine][o]) for x in small if x in foreign and engine in results[x] for o in ("decode", "encode")]
        if gains:
            yield min(gains) >= limit, f"{engine}: {min(gains):.0f} to {max(gains):.0f} × faster than the peer, goal ≥ {limit:g}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--no-peer", action="store_true")
    options = parser.parse_args()
    reason = compiled.missing()
    workers = [Worker(None)] if reason else [Worker(compiled.build()), Worker(None)]
    if reason:
        print(f"compiled engine: {reason}\n")
    chosen = frames()
    results = measure(workers, chosen, options.rounds)
    foreign = {} if options.no_peer else peer()
    print("Microseconds, median (minimum); strict.\n")
    print("\n".join(table(chosen, results, foreign)), end="\n\n")
    verdicts = list(judge(chosen, results, foreign))
    print("\n".join(f"* {'met' if met else 'MISSED'}: {text}" for met, text in verdicts))
    return int(not all(met for met, _ in verdicts))


if __name__ == "__main__":
    sys.exit(main())
