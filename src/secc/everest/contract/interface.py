"""Interfaces with checked commands, variables and errors, read from a folder of YAML files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import cast

from secc.everest.contract import format as file_format
from secc.everest.contract.errors import ContractError, ViolationError
from secc.everest.contract.schema import Check, Schema, compile_schema
from secc.everest.contract.yaml_file import YamlFile

NOTHING: Schema = {"type": "null"}


def _checked(check: Check, value: object, path: str) -> None:
    try:
        check(value)
    except ViolationError as error:
        raise error.below(path) from None
    except RecursionError:
        raise ViolationError("nested too deeply", path) from None


@dataclass(frozen=True, slots=True)
class Command:
    """One command. All declared arguments are mandatory; a command without a result answers null."""

    path: str
    description: str
    arguments: Mapping[str, Check]
    schemas: Mapping[str, Schema]
    result_schema: Schema
    result: Check

    def check_arguments(self, arguments: object) -> dict[str, object]:
        """The arguments by name. Raises ViolationError: no object, one missing, one unknown, a wrong value."""
        if not isinstance(arguments, dict):
            raise ViolationError("the arguments are no object", self.path)
        for name in self.arguments:
            if name not in arguments:
                raise ViolationError(f"the argument {name} is missing", self.path)
        for name, value in arguments.items():
            if name not in self.arguments:
                raise ViolationError(f"the argument {name!r:.60} is unknown", self.path)
            _checked(self.arguments[name], value, f"{self.path}.{name}")
        return arguments

    def check_result(self, value: object) -> None:
        """Raises ViolationError when the result is not of the declared type."""
        _checked(self.result, value, f"{self.path}.result")


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable; its type null means an event without payload."""

    path: str
    schema: Schema
    value: Check

    @property
    def is_event(self) -> bool:
        return self.schema.get("type") == "null"

    def check(self, value: object) -> None:
        """Raises ViolationError when the value is not of the declared type."""
        _checked(self.value, value, self.path)


@dataclass(frozen=True, slots=True)
class Interface:
    """One interface: commands, variables and the errors it may raise (full name to description)."""

    name: str
    description: str
    commands: Mapping[str, Command]
    variables: Mapping[str, Variable]
    errors: Mapping[str, str]

    def command(self, name: str) -> Command:
        if name not in self.commands:
            raise ViolationError(f"has no command {name!r:.60}", self.name)
        return self.commands[name]

    def variable(self, name: str) -> Variable:
        if name not in self.variables:
            raise ViolationError(f"has no variable {name!r:.60}", self.name)
        return self.variables[name]

    def check_error(self, name: str) -> None:
        if name not in self.errors:
            raise ViolationError(f"declares no error {name!r:.60}", self.name)


class Contract:
    """A folder with interface files and, below it, `types/` and `errors/`. Files are read when first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._interfaces: dict[str, Interface] = {}
        self._type_files: dict[str, YamlFile] = {}
        self._checks: dict[str, Check] = {}
        self._errors: dict[str, Mapping[str, str]] = {}

    @staticmethod
    @cache
    def shipped() -> Contract:
        """The interfaces that come with this package."""
        return Contract(Path(str(files("secc.everest"))) / "_interfaces")

    def interface_names(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.yaml"))

    def type_files(self) -> list[str]:
        return sorted(path.stem for path in (self.folder / "types").glob("*.yaml"))

    def interface(self, name: str) -> Interface:
        """One interface. Raises ContractError when its file, or one that it refers to, is wrong or absent."""
        if name not in self._interfaces:
            self._interfaces[name] = self._load(name)
        return self._interfaces[name]

    def types(self, file: str) -> Mapping[str, Schema]:
        """The schemas of one type file by type name."""
        if file not in self._type_files:
            found = YamlFile(self.folder / "types" / f"{file}.yaml")
            file_format.types(found)
            self._type_files[file] = found
        return cast(Mapping[str, Schema], cast(Mapping[str, object], self._type_files[file].data)["types"])

    def errors(self, file: str) -> Mapping[str, str]:
        """The errors of one error file: name to description."""
        if file not in self._errors:
            found = YamlFile(self.folder / "errors" / f"{file}.yaml")
            file_format.errors(found)
            entries = cast(list[Mapping[str, str]], cast(Mapping[str, object], found.data)["errors"])
            self._errors[file] = {entry["name"]: entry["description"] for entry in entries}
        return self._errors[file]

    def type_check(self, reference: str) -> Check:
        """The check of a type given as `/file#/Type`."""
        if reference not in self._checks:
            file, _, name = reference.removeprefix("/").partition("#/")
            schemas = self.types(file)
            if name not in schemas:
                raise ContractError(f"there is no type {name}", source=str(self.folder / "types" / f"{file}.yaml"))
            self._checks[reference] = compile_schema(schemas[name], self.type_check)
        return self._checks[reference]

    def _load(self, name: str) -> Interface:
        file = YamlFile(self.folder / f"{name}.yaml")
        file_format.interface(file)
        data = cast(Mapping[str, object], file.data)
        self._follow(file, data, (), set())
        commands = cast(Mapping[str, Mapping[str, object]], data.get("cmds", {}))
        variables = cast(Mapping[str, Schema], data.get("vars", {}))
        return Interface(
            name,
            str(data["description"]),
            {command: self._command(f"{name}.{command}", parts) for command, parts in commands.items()},
            {key: Variable(f"{name}.{key}", schema, compile_schema(schema, self.type_check)) for key, schema in variables.items()},
            self._error_names(file, cast(list[Mapping[str, str]], data.get("errors", []))),
        )

    def _command(self, path: str, parts: Mapping[str, object]) -> Command:
        schemas = cast(Mapping[str, Schema], parts.get("arguments", {}))
        result = cast(Schema, parts.get("result", NOTHING))
        checks = {name: compile_schema(schema, self.type_check) for name, schema in schemas.items()}
        return Command(path, str(parts["description"]), checks, schemas, result, compile_schema(result, self.type_check))

    def _error_names(self, file: YamlFile, references: list[Mapping[str, str]]) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for index, entry in enumerate(references):
            namespace, _, only = entry["reference"].removeprefix("/errors/").partition("#/")
            declared = self.errors(namespace)
            if only and only not in declared:
                raise file.error(f"there is no error {only} in {namespace}", ("errors", index))
            found.update({f"{namespace}/{name}": text for name, text in declared.items() if not only or name == only})
        return found

    def _follow(self, file: YamlFile, part: object, path: tuple[str | int, ...], seen: set[str]) -> None:
        """Every reference leads somewhere: an interface with a dangling one is refused when it is loaded, not when a value comes."""
        if isinstance(part, list):
            for index, inner in enumerate(part):
                self._follow(file, inner, (*path, index), seen)
        if not isinstance(part, dict):
            return
        reference = part.get("$ref")
        if isinstance(reference, str) and reference not in seen:
            seen.add(reference)
            target, _, name = reference.removeprefix("/").partition("#/")
            if not (self.folder / "types" / f"{target}.yaml").exists() or name not in self.types(target):
                raise file.error(f"{reference} leads nowhere", (*path, "$ref"))
            self._follow(self._type_files[target], self.types(target)[name], ("types", name), seen)
        for key, inner in part.items():
            self._follow(file, inner, (*path, key), seen)
