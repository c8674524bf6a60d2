"""The forms of safeguarding: talks and concerns, the rota, blocks."""

from beside.safeguarding.forms.blocks import BlockForm, LiftForm
from beside.safeguarding.forms.rota import AwayForm, DutyForm, HoldForm, ListenerForm, ReceiptForm
from beside.safeguarding.forms.talks import (
    AnswerForm,
    CloseTalkForm,
    ConcernForm,
    EntryForm,
    PastForm,
    SayForm,
    ShareForm,
    TalkForm,
    WordForm,
)

__all__ = [
    "AnswerForm",
    "AwayForm",
    "BlockForm",
    "CloseTalkForm",
    "ConcernForm",
    "DutyForm",
    "EntryForm",
    "HoldForm",
    "LiftForm",
    "ListenerForm",
    "PastForm",
    "ReceiptForm",
    "SayForm",
    "ShareForm",
    "TalkForm",
    "WordForm",
]
