"""EVerest's topics. `prefix` ends in a slash; the default of the framework is `everest/`."""

from __future__ import annotations

DEFAULT_PREFIX = "everest/"


def implementation(prefix: str, module: str, implementation_id: str) -> str:
    return f"{prefix}modules/{module}/impl/{implementation_id}"


def variable(prefix: str, module: str, implementation_id: str, name: str) -> str:
    return f"{implementation(prefix, module, implementation_id)}/var/{name}"


def command(prefix: str, module: str, implementation_id: str, name: str) -> str:
    return f"{implementation(prefix, module, implementation_id)}/cmd/{name}"


def response(prefix: str, module: str, implementation_id: str, name: str, caller: str) -> str:
    return f"{command(prefix, module, implementation_id, name)}/response/{caller}"


def error(prefix: str, module: str, implementation_id: str, error_type: str) -> str:
    return f"{implementation(prefix, module, implementation_id)}/error/{error_type}"


def module_ready(prefix: str, module: str) -> str:
    return f"{prefix}modules/{module}/ready"


def module_response(prefix: str, module: str) -> str:
    return f"{prefix}modules/{module}/response"


def module_metadata(prefix: str, module: str) -> str:
    return f"{prefix}modules/{module}/metadata"


def configuration_request(prefix: str) -> str:
    return f"{prefix}config/request"


def global_ready(prefix: str) -> str:
    return f"{prefix}ready"


def shutdown(prefix: str) -> str:
    return f"{prefix}shutdown"
