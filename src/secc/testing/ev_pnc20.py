"""The ISO 15118-20 EV with a contract: Plug & Charge in AC and DC."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from secc.messages import iso20_common as common
from secc.security.pki import Pki
from secc.session.commands import PilotState
from secc.testing.ev import ONGOING_S, Car, EvFailure, Script
from secc.testing.ev_iso20 import NEW, Iso20Ev
from secc.testing.ev_iso20_ac import Iso20AcEv
from secc.testing.ev_iso20_dc import Iso20DcEv
from secc.testing.mobility20 import authorization
from secc.testing.wire import name_of


class ContractEv(Iso20Ev):
    """Pays with the contract of `keys` where the station offers that, else as `Iso20Ev`."""

    def __init__(
        self, car: Car, keys: Pki, *, session_id: bytes = NEW, on_pilot: Callable[[PilotState], None] | None = None,
    ) -> None:
        super().__init__(car, session_id=session_id, on_pilot=on_pilot)
        self.keys = keys

    def identify(self, offered: common.AuthorizationSetupRes) -> Script[None]:
        mode = offered.pn_c_as_res_authorization_mode
        if mode is None:
            yield from super().identify(offered)
            return
        block, signature = authorization(self.keys, mode.gen_challenge)
        answer = yield from self.until(lambda: self.ask("iso20_common", common.AuthorizationReq(
            header=msgspec.structs.replace(self.header(), signature=signature),
            selected_authorization_service=common.authorizationType.PnC, pn_c_a_req_authorization_mode=block,
        ), common.AuthorizationRes), lambda answer: answer.evse_processing == common.processingType.Finished, ONGOING_S, "authorization")
        if str(answer.response_code).startswith("WARNING"):
            raise EvFailure("refused", name_of(answer))


class Iso20DcPncEv(ContractEv, Iso20DcEv):
    """DC with a contract."""


class Iso20AcPncEv(ContractEv, Iso20AcEv):
    """AC with a contract."""
