"""`evse_manager`: the brain of one outlet, with or without a real EVerest system around it."""

from secc.everest.evse_manager.brain import Brain
from secc.everest.evse_manager.settings import Settings

__all__ = ["Brain", "Settings"]
