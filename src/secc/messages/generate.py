"""Schemas → `secc.messages._generated`: message classes and grammar tables. Run as `python -m secc.messages.generate`.

    --schemas DIR   where the schema folders are (default: schemas beside src)
    --out DIR       where to write (default: the _generated package)
    --check         write nothing; exit 1 and name each file that differs from what the schemas give
"""

from __future__ import annotations

import argparse
import json
import sys
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from secc.exi.schema.fields import Field, layout
from secc.exi.schema.model import UNBOUNDED, ComplexType, Datatype, Element, QName, Schema, SchemaError
from secc.exi.schema.reader import read_schema
from secc.exi.schema.tables import Compiler, SetTables
from secc.messages.naming import field_name, member_name

HEADER = "# Generated from schemas/ by `python -m secc.messages.generate`; never edit.\n"
DSIG = "http://www.w3.org/2000/09/xmldsig#"
SHARED = {DSIG: "xmldsig", "urn:iso:std:iso:15118:-20:CommonTypes": "iso20_types"}
"""Namespaces that several sets use: their classes live in one module, so that one object fits every set."""

SETS = (
    "sap",
    "din",
    "iso2",
    "xmldsig",
    "iso20_common",
    "iso20_ac",
    "iso20_dc",
    "iso20_wpt",
    "iso20_acdp",
    "iso20_ac_der_iec",
    "iso20_ac_der_sae",
)
"""The message sets; the root file of each is schemas/SET/SET.xsd."""

Named = Element | ComplexType | Datatype
PYTHON = {"boolean": "bool", "integer": "int", "string": "str", "binary": "bytes"}


@dataclass
class Module:
    """A generated module of classes: what it defines, and the modules it takes names from."""

    name: str
    classes: dict[str, Named] = field(default_factory=dict)
    imported: set[str] = field(default_factory=set)


class Generator:
    """Collects the classes of all sets and writes their modules."""

    def __init__(self, schemas: dict[str, Schema]) -> None:
        self.schemas = schemas
        self.modules: dict[str, Module] = {}
        self.class_names: dict[QName, str] = {}  # of types that a local element uses
        for set_name, schema in schemas.items():
            self.collect(set_name, schema)

    def module(self, set_name: str, namespace: str) -> Module:
        name = SHARED.get(namespace, set_name)
        return self.modules.setdefault(name, Module(name))

    def collect(self, set_name: str, schema: Schema) -> None:
        users = self.modules.setdefault(set_name, Module(set_name))
        for element in schema.elements.values():
            self.define(self.module(set_name, element.name[0]), element.name[1], element)
        for element in schema.declarations:
            if not element.is_global and isinstance(element.type, ComplexType):
                if element.type.name is None:
                    raise SchemaError(f"{element.name}: a local element needs a named type")
                self.define(self.module(set_name, element.type.name[0]), element.type.name[1], element.type)
        for name, simple in schema.types.items():
            if isinstance(simple, Datatype) and simple.kind == "enumeration":
                self.define(self.module(set_name, name[0]), name[1], simple)
        for namespace in schema.namespaces:
            if self.module(set_name, namespace) is not users:
                users.imported.add(SHARED[namespace])
        for module in self.modules.values():
            if module.name in SHARED.values() and module.name != "xmldsig" and DSIG in schema.namespaces:
                module.imported.add("xmldsig")

    def define(self, module: Module, name: str, what: Named) -> None:
        known = module.classes.setdefault(name, what)
        if type(known) is not type(what) or getattr(known, "name", None) != getattr(what, "name", None):
            raise SchemaError(f"{module.name}: two classes are called {name}: {known} and {what}")

    def class_of(self, set_name: str, source: Element | ComplexType) -> str:
        """The class of a global element, or of a type that local elements use; "" if there is none."""
        if source.name is None:
            return ""
        known = self.module(set_name, source.name[0]).classes.get(source.name[1])
        return source.name[1] if isinstance(known, type(source)) else ""

    # source text

    def class_module(self, module: Module) -> str:
        enums = {n: c for n, c in module.classes.items() if isinstance(c, Datatype)}
        structs = {n: c for n, c in module.classes.items() if not isinstance(c, Datatype)}
        doc = f'"""Message classes of {module.name}. What names no requirement as its source rests on general knowledge."""'
        lines = [HEADER, doc, "", "from __future__ import annotations\n"]
        if enums:
            lines.append("from enum import StrEnum\n")
        lines.append("from msgspec import Struct\n")
        if any("AnyElement" in self.body(c) for c in structs.values()):
            lines.append("from secc.exi.content import AnyElement, Content")
        exported = sorted(module.classes)
        for other in sorted(module.imported):
            names = sorted(n for n in self.modules[other].classes if n not in module.classes)
            exported += names
            lines.append(f"from secc.messages._generated.{other} import (\n" + "".join(f"    {n},\n" for n in names) + ")")
        lines.append("\n__all__ = [\n" + "".join(f'    "{n}",\n' for n in sorted(exported)) + "]\n")
        lines += [self.enum_source(name, item) for name, item in enums.items()]
        lines += [self.struct_source(name, item) for name, item in structs.items()]
        return "\n".join(lines) + "\n"

    def enum_source(self, name: str, source: Datatype) -> str:
        lines = [f"\nclass {name}(StrEnum):", docstring(source.doc or f"Values of {name}.")]
        for value, doc in zip(source.values, source.value_docs, strict=True):
            lines.append(f"    {member_name(value)} = {value!r}")
            lines += [docstring(doc)] if doc else []
        return "\n".join(lines) + "\n"

    def struct_source(self, name: str, source: Element | ComplexType) -> str:
        kind = "Element" if isinstance(source, Element) else "Type"
        doc = source.doc or (source.type.doc if isinstance(source, Element) else "") or f"{kind} {name}."
        return f"\nclass {name}(Struct, frozen=True, gc=False):\n{docstring(doc)}\n{self.body(source)}"

    def body(self, source: Element | ComplexType | Datatype) -> str:
        type_ = source.type if isinstance(source, Element) else source
        if isinstance(type_, Datatype):
            return f"\n    value: {annotation(type_)}\n"
        lines = []
        for item in layout(type_, field_name).slots:
            default = "" if item.required else " = ()" if item.many else " = None"
            lines.append(f"    {item.name}: {self.field_annotation(item)}{default}")
            doc = describe(item)
            lines += [docstring(doc)] if doc else []
        return ("\n" + "\n".join(lines) + "\n") if lines else ""

    def field_annotation(self, item: Field) -> str:
        if item.role == "content":
            return "tuple[Content | AnyElement, ...]"
        if item.datatype is not None:
            single = annotation(item.datatype)
        elif item.element is not None and item.element.is_global:
            single = " | ".join(m.name[1] for m in self.members(item.element))
        elif item.element is not None and isinstance(item.element.type, ComplexType) and item.element.type.name:
            single = item.element.type.name[1]
        else:
            raise SchemaError(f"{item.source} has no type")
        return f"tuple[{single}, ...]" if item.many else single if item.required else f"{single} | None"

    def members(self, head: Element) -> list[Element]:
        """The members of a substitution group that the module of the head's user can name."""
        for schema in self.schemas.values():
            if schema.elements.get(head.name) is head:
                return schema.members(head)
        raise SchemaError(f"{head.name} is in no set")


def annotation(source: Datatype) -> str:
    return source.name[1] if source.kind == "enumeration" and source.name else PYTHON[source.kind]


def describe(item: Field) -> str:
    """Documentation of a field: what the schema says, then its bounds."""
    bounds = []
    if item.datatype and item.datatype.kind in ("string", "binary"):
        unit = "characters" if item.datatype.kind == "string" else "octets"
        low, high = item.datatype.low or 0, item.datatype.high
        if high is not None:
            bounds.append(f"{low} to {high} {unit}" if low != high else f"{high} {unit}")
    elif item.datatype and item.datatype.kind == "integer" and item.datatype.high is not None and item.datatype.low is not None:
        bounds.append(f"{item.datatype.low} to {item.datatype.high}")
    if item.role == "element" and item.many:
        bounds.append(f"{item.low} to {'unbounded' if item.high == UNBOUNDED else item.high} items")
    doc = item.doc.rstrip()
    if doc and doc[-1] not in ".!?":
        doc += "."
    return " ".join(filter(None, (doc, f"[{', '.join(bounds)}]" if bounds else "")))


def docstring(text: str) -> str:
    clean = text.replace("\\", "\\\\").replace('"""', "'''")
    if clean.endswith('"'):
        clean += " "
    lines = textwrap.wrap(clean, 128) or [""]
    if len(lines) == 1:
        return f'    """{lines[0]}"""'
    return '    """' + "\n    ".join(lines) + '\n    """'


def tables_file(name: str, tables: SetTables) -> str:
    """The tables as JSON, one row a line: data, read in a fraction of the time that Python source takes."""
    note = f"from schemas/{name} by `python -m secc.messages.generate`; never edit"
    parts = [f'{{"generated": {json.dumps(note)}']
    for key in SetTables.__dataclass_fields__:
        rows = ",\n".join(json.dumps(row, separators=(",", ":"), ensure_ascii=False) for row in getattr(tables, key))
        parts.append(f'"{key}": [\n{rows}\n]')
    return ",\n".join(parts) + "}\n"


def generate(schemas: dict[str, Schema]) -> dict[str, str]:
    """File name → source, for every module that the schemas give."""
    generator = Generator(schemas)
    files = {"__init__.py": HEADER + '"""Generated classes and tables."""\n'}
    for module in generator.modules.values():
        files[f"{module.name}.py"] = generator.class_module(module)
    for name, schema in schemas.items():
        files[f"{name}.json"] = tables_file(name, Compiler(schema, field_name, partial(generator.class_of, name)).compile())
    return files


def read_sets(folder: Path) -> dict[str, Schema]:
    """Every set whose root file is there."""
    folders = [p for p in folder.iterdir() if p.is_dir()]
    roots = {name: folder / name / f"{name}.xsd" for name in SETS}
    return {name: read_schema([root], folders) for name, root in roots.items() if root.is_file()}


def differences(folder: Path, files: dict[str, str]) -> Iterable[str]:
    for name in sorted({*files, *(p.name for p in folder.iterdir() if p.is_file())}):
        path = folder / name
        if not path.is_file() or path.read_text() != files.get(name):
            yield name


def main(arguments: list[str] | None = None) -> int:
    here = Path(__file__).resolve()
    parser = argparse.ArgumentParser(prog="python -m secc.messages.generate", description="schemas/ → secc/messages/_generated")
    parser.add_argument("--schemas", type=Path, default=here.parents[3] / "schemas")
    parser.add_argument("--out", type=Path, default=here.parent / "_generated")
    parser.add_argument("--check", action="store_true", help="write nothing, exit 1 on any difference")
    options = parser.parse_args(arguments)
    files = generate(read_sets(options.schemas))
    changed = list(differences(options.out, files))
    for name in changed:
        print(f"{'differs' if options.check else 'written'}: {name}")
        if not options.check and name in files:
            (options.out / name).write_text(files[name])
        elif not options.check:
            (options.out / name).unlink()
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main())
