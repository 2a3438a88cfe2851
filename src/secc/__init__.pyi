# The public door for type checkers; `__init__.py` loads the same names when they are first used.
from secc.charger.api import Charger as Charger
from secc.charger.api import Outlet as Outlet
from secc.charger.simulated import SimulatedCharger as SimulatedCharger
from secc.config import Config as Config
from secc.errors import ConfigError as ConfigError
from secc.errors import PeerError as PeerError
from secc.errors import SeccError as SeccError
from secc.net.serve import serve as serve
from secc.net.serve import serve_all as serve_all
from secc.net.station import Station as Station
from secc.session import commands as commands
from secc.session import events as events
from secc.session.commands import AcLimits as AcLimits
from secc.session.commands import DcLimits as DcLimits
from secc.session.commands import Schedule as Schedule
from secc.session.link import Link as Link
from secc.session.machine import Session as Session
