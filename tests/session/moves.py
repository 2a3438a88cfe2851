"""What a station may do at any time, for random walks."""

from __future__ import annotations

from hypothesis import strategies as st

from secc.session import commands
from secc.session.commands import Command

givings: st.SearchStrategy[Command] = st.one_of(
    st.builds(commands.PilotChanged, state=st.sampled_from("ABCDEF")),
    st.builds(commands.FaultRaised, fault=st.sampled_from(["malfunction", "utility_interrupt", "rcd", "not_ready", "isolation"])),
    st.builds(commands.Measured, voltage_v=st.floats(), current_a=st.floats()),
    st.builds(commands.Stop, grace_s=st.floats(0, 100)),
    st.just(commands.EmergencyStop()), st.just(commands.Renegotiate()), st.just(commands.Pause()), st.just(commands.Resume()),
    st.just(commands.ContactorChanged(closed=False)), st.builds(commands.PowerAvailable, available=st.booleans()),
)
