"""The SECC: what a charging station says to a car over ISO 15118.

    import asyncio, secc

    class MyCharger(secc.Charger):
        async def check_cable(self, voltage_v): ...
        async def set_output(self, target): ...
        def emergency_stop(self, reason): ...

    asyncio.run(secc.serve(secc.Config.load("station.toml"), MyCharger()))

`Session` is the protocol without sockets and clock, `Station` one outlet on a network interface. Names are loaded when they are first used.
"""

from importlib import import_module

_HOMES = {
    "Charger": "secc.charger.api", "Outlet": "secc.charger.api", "SimulatedCharger": "secc.charger.simulated",
    "AcLimits": "secc.session.commands", "DcLimits": "secc.session.commands", "Schedule": "secc.session.commands",
    "Config": "secc.config", "ConfigError": "secc.errors", "PeerError": "secc.errors", "SeccError": "secc.errors",
    "Link": "secc.session.link", "Session": "secc.session.machine", "commands": "secc.session", "events": "secc.session",
    "Station": "secc.net.station", "serve": "secc.net.serve", "serve_all": "secc.net.serve",
}

__all__ = sorted(_HOMES)


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'secc' has no attribute {name!r}")
    module = import_module(home)
    value = getattr(module, name, None) or import_module(f"{home}.{name}")
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
