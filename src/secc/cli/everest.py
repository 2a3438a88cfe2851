"""`secc-everest`: one of this package's modules in an EVerest system.

    secc-everest                     started by an EVerest manager; everything comes in the environment
    secc-everest --module ID …       started by hand, for a module marked `standalone` in the configuration
    secc-everest modules [DIR]       print where the modules with their manifests lie, or copy them to DIR

Which module it is follows from the configuration that the manager sends for this id.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import shutil
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from secc.errors import ConfigError
from secc.everest.contract import ContractError, ViolationError
from secc.everest.join import Invitation, Rendezvous, configuration, invitation
from secc.everest.module import Module
from secc.everest.module_kinds import KINDS
from secc.net.serve import until_signal

log = logging.getLogger("secc.everest")

SETTLE_S = 0.1


def modules_folder() -> Path:
    """Where the manifests lie."""
    return Path(str(files("secc.everest"))) / "_modules"


async def run(invited: Invitation) -> None:
    """Be this module until SIGTERM or the manager's shutdown. Raises ConfigError."""
    bus = invited.bus()
    await bus.start()
    try:
        meeting = Rendezvous(bus, invited)
        configured = await configuration(bus, invited)
        if configured.module_name not in KINDS:
            raise ConfigError(f"{configured.module_name!r} is none of {', '.join(KINDS)}", source=invited.module)
        module = Module(invited.module, bus, prefix=invited.prefix, evse=configured.evse)
        part = KINDS[configured.module_name](module, configured)
        meeting.announce(module.provides, configured.module_name)
        await meeting.global_ready.wait()
        log.info("%s: global ready", invited.module)
        await part.ready()
        tasks = [asyncio.create_task(work) for work in part.work()]
        try:
            await meeting.shutdown.wait()
        finally:
            for task in tasks:
                task.cancel()
            await part.close()
            await asyncio.sleep(SETTLE_S)
            module.close()
    finally:
        with contextlib.suppress(asyncio.CancelledError):
            await bus.close()


def main(arguments: Sequence[str] | None = None) -> int:
    """The command. Returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    level = os.environ.get("SECC_LOG_LEVEL", "INFO")
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s", stream=sys.stderr)
    if given[:1] == ["modules"]:
        return _modules(given[1:])
    try:
        asyncio.run(until_signal(run(invitation(given, os.environ))))
    except (ConfigError, ContractError, ViolationError) as error:
        print(f"secc-everest: {error}", file=sys.stderr)
        return 2
    return 0


def _modules(arguments: list[str]) -> int:
    if not arguments:
        print(modules_folder())
        return 0
    target = Path(arguments[0])
    for folder in sorted(path for path in modules_folder().iterdir() if (path / "manifest.yaml").exists()):
        shutil.copytree(folder, target / folder.name, dirs_exist_ok=True)
        print(target / folder.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
