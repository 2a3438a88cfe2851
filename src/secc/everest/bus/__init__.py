"""The seam to whatever carries messages between modules, and the two that exist: in one process, or a broker."""

from secc.everest.bus.memory import MemoryBus
from secc.everest.bus.seam import Bus, Keep, Receive

__all__ = ["Bus", "Keep", "MemoryBus", "Receive"]
