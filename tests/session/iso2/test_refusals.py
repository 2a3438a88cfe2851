"""Twin of secc.session.iso2.refusals: every refusal can be written, with every code, by every station."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from secc import messages
from secc.config import Config
from secc.messages import iso2
from secc.messages.iso2 import responseCodeType as Code
from secc.session import evse
from secc.session.iso2 import ISO2, facts
from secc.session.iso2.refusals import REFUSALS
from secc.session.link import Link
from secc.session.profile import switches
from secc.session.table import Context
from secc.session.trust import Trust

from .requests import REQUESTS, response_class
from .steps import AC, DC

FAILURES = [code for code in Code if code.value.startswith("FAILED")]
STATIONS = [
    AC, DC, Config(), replace(AC, outlet=replace(AC.outlet, energy=("ac", "dc"), evse_id="ZZ00000", payment=("contract",))),
    replace(DC, outlet=replace(DC.outlet, dc=replace(DC.outlet.dc, max_power_w=float("inf"), max_voltage_v=float("nan")))),
]


@pytest.mark.parametrize("kind", list(REFUSALS), ids=[kind.__name__ for kind in REFUSALS])
def test_every_refusal_is_valid_under_the_schema(kind: type) -> None:
    for config in STATIONS:
        context = Context(
            config=config,
            switches=switches("strict"),
            link=Link(),
            trust=Trust(),
            evse=evse.of(config.outlet),
            facts=facts.first(config, Link(), None),
            now=0.0,
            unix=None,
            session_id=b"",
            expired=frozenset(),
            header=None,
            raw=b"",
            entropy=bytes,
            state="",
            stage="off",
        )
        for code in FAILURES:
            response = REFUSALS[kind](REQUESTS[kind], code, context)
            message = messages.decode("iso2", messages.encode("iso2", ISO2.wrap(response, b"", 0.0, None)), strict=True)
            assert isinstance(message, iso2.V2G_Message)
            assert message.body.body_element == response
            assert isinstance(response, response_class(REQUESTS[kind]))
            assert response.response_code is code


def test_the_id_of_a_service_that_no_answer_can_carry_does_not_come_back() -> None:
    request = iso2.ServiceDetailReq(service_id=70_000)
    response = REFUSALS[iso2.ServiceDetailReq](request, Code.FAILED_ServiceIDInvalid, None)  # type: ignore[arg-type]
    assert messages.violations(response) == []
