"""Runs one harness: with atheris where it is installed (coverage-guided), else with plain mutation of the seeds.

A harness is a file `fuzz_NAME.py` with `seeds() -> list[bytes]` and `check(data)`, which must not raise whatever the bytes are. Inputs in
`corpus/NAME/` are seeds too; an input that fails is written there, so that the next run begins with it.

    python fuzz/fuzz_NAME.py --seconds 60 [--random SEED]
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import pathlib
import random
import sys
import time
import traceback
from collections.abc import Callable

CORPUS = pathlib.Path(__file__).parent / "corpus"
SLOW_S = 0.5
"""One input must never cost more."""


def main(name: str, seeds: Callable[[], list[bytes]], check: Callable[[bytes], None]) -> int:
    """Exit status 1 if an input made `check` raise or take too long."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--random", type=int, default=None, help="seed of the mutation, to run the same again")
    parser.add_argument("--plain", action="store_true", help="no atheris even if it is there")
    options = parser.parse_args()
    kept = sorted((CORPUS / name).glob("*")) if (CORPUS / name).is_dir() else []
    start = [*seeds(), *(path.read_bytes() for path in kept)]
    for data in start:
        if _fails(name, check, data):
            return 1
    if importlib.util.find_spec("atheris") and not options.plain:
        return _guided(name, check, start, options.seconds)
    return _mutate(name, check, start, options.seconds, random.Random(options.random))


def _guided(name: str, check: Callable[[bytes], None], start: list[bytes], seconds: float) -> int:
    import atheris

    folder = pathlib.Path.home() / ".cache" / "secc-fuzz" / name
    for needed in (folder, CORPUS / name):
        needed.mkdir(parents=True, exist_ok=True)
    for data in start:
        (folder / hashlib.sha1(data, usedforsecurity=False).hexdigest()).write_bytes(data)
    arguments = [sys.argv[0], f"-max_total_time={int(seconds)}", f"-artifact_prefix={CORPUS / name}/", "-timeout=5", str(folder)]
    atheris.instrument_all()  # the harness has imported its target already
    atheris.Setup(arguments, check)
    atheris.Fuzz()
    return 0


def _mutate(name: str, check: Callable[[bytes], None], start: list[bytes], seconds: float, source: random.Random) -> int:
    end, count = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        if _fails(name, check, mutated(source.choice(start), start, source)):
            return 1
        count += 1
    print(f"{name}: {count} inputs in {seconds:.0f} s, none failed")
    return 0


def mutated(data: bytes, others: list[bytes], source: random.Random) -> bytes:
    """One to six changes: a bit, a byte, a length-like value, a piece cut, doubled, or taken from another seed."""
    work = bytearray(data)
    for _ in range(source.randint(1, 6)):
        at = source.randrange(len(work) + 1)
        size = source.choice((1, 1, 2, 4, 16))
        match source.randrange(6):
            case 0 if at < len(work):
                work[at] ^= 1 << source.randrange(8)
            case 1 if at < len(work):
                work[at] = source.choice((0, 1, 0x7F, 0x80, 0xFF, source.randrange(256)))
            case 2:
                work[at : at + 2] = source.choice((0, 1, min(len(work), 0xFFFF), 0x7FFF, 0xFFFF)).to_bytes(2, "big")
            case 3:
                del work[at : at + size]
            case 4:
                work[at:at] = work[max(0, at - size) : at]
            case _:
                other = source.choice(others)
                work[at : at + size] = other[at : at + size]
    return bytes(work)


def _fails(name: str, check: Callable[[bytes], None], data: bytes) -> bool:
    begin = time.process_time()  # of the processor: a busy machine is no fault of the input
    try:
        check(data)
    except Exception:
        traceback.print_exc()
        reason = "raised"
    else:
        spent = time.process_time() - begin
        if spent < SLOW_S:
            return False
        reason = f"took {spent:.1f} s"
    path = CORPUS / name / hashlib.sha1(data, usedforsecurity=False).hexdigest()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    print(f"{name}: {reason}; the input is in {path}", file=sys.stderr)
    return True
