"""Twin of secc.session.din.refusals: every refusal can be written, with every code."""

from __future__ import annotations

import pytest

from secc import messages
from secc.config import Config
from secc.messages import din
from secc.messages.din import responseCodeType as Code
from secc.session import evse
from secc.session.din import DIN, facts
from secc.session.din.refusals import REFUSALS
from secc.session.link import Link
from secc.session.profile import switches
from secc.session.table import Context
from secc.session.trust import Trust

from .requests import REQUESTS, response_class
from .steps import DC


@pytest.mark.parametrize("kind", list(REFUSALS), ids=[kind.__name__ for kind in REFUSALS])
def test_every_refusal_is_valid_under_the_schema(kind: type) -> None:
    for config in (DC, Config()):
        context = Context(
            config=config,
            switches=switches("strict"),
            link=Link(),
            trust=Trust(),
            evse=evse.of(config.outlet),
            facts=facts.Facts(),
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
        for code in (code for code in Code if code.value.startswith("FAILED")):
            response = REFUSALS[kind](REQUESTS[kind], code, context)
            message = messages.decode("din", messages.encode("din", DIN.wrap(response, b"", 0.0, None)), strict=True)
            assert isinstance(message, din.V2G_Message)
            assert message.body.body_element == response
            assert isinstance(response, response_class(REQUESTS[kind]))
            assert response.response_code is code


def test_the_id_of_a_service_that_no_answer_can_carry_does_not_come_back() -> None:
    request = din.ServiceDetailReq(service_id=70_000)
    response = REFUSALS[din.ServiceDetailReq](request, Code.FAILED_ServiceIDInvalid, None)  # type: ignore[arg-type]
    assert messages.violations(response) == []
