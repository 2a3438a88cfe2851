"""Build the compiled EXI engine where that is possible; everything else stands in pyproject.toml.

SECC_ENGINE=pure skips it, SECC_ENGINE=compiled makes a failure an error.
"""

from __future__ import annotations

import os
import sys

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext

WISH = os.environ.get("SECC_ENGINE", "auto")
SMALL = ["-Os", "-g0", "-fno-asynchronous-unwind-tables"]
FAST = ["-O3", "-g0", "-fno-asynchronous-unwind-tables"]
LINK = ["-s"]
MODULES = {"states": SMALL, "decoder": FAST, "encoder": FAST}
DIRECTIVES = {
    "language_level": 3,
    "annotation_typing": False,  # C types stand in the .pxd files
    "boundscheck": False,
    "wraparound": False,
    "initializedcheck": False,
    "cdivision": True,
    "infer_types": False,
    "binding": False,
    "auto_pickle": False,
}


def extensions() -> list[Extension]:
    if WISH == "pure":
        return []
    try:
        from Cython.Build import cythonize
    except ImportError:
        if WISH == "compiled" and "egg_info" not in sys.argv:  # asked only what it needs
            raise
        print("secc: Cython is not installed, the EXI engine runs as plain Python", file=sys.stderr)
        return []
    wanted = [
        Extension(f"secc.exi.{name}", [f"src/secc/exi/{name}.py"], extra_compile_args=flags, extra_link_args=LINK, optional=WISH != "compiled")
        for name, flags in MODULES.items()
    ]
    return cythonize(wanted, compiler_directives=DIRECTIVES, build_dir="build/cython", quiet=True)


class Build(build_ext):
    """Says in one line that the engine could not be compiled, and goes on."""

    def run(self) -> None:
        try:
            super().run()
        except Exception as error:
            if WISH == "compiled":
                raise
            print(f"secc: the EXI engine was not compiled ({type(error).__name__}: {error}); it runs as plain Python", file=sys.stderr)


setup(
    ext_modules=extensions(),
    cmdclass={"build_ext": Build},
    setup_requires=["cython>=3.0"] if WISH == "compiled" else [],  # whoever wishes for it gets it; nobody else needs the network for it
)
