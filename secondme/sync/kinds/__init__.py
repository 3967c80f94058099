"""What is kept in step, in the order in which a store follows it.

graves      what was forgotten
told        what was told
documents   what was read; with `paper`, the form in which it is told
found       what a language model read out of it
people      who is who, by the person's word
deeds       what the person had end: edited, merged, retired
marks       pins, what is to be asked later, answers to cards
habits      retention rules, fields of forms, the portrait in own words
"""

from __future__ import annotations

from secondme.sync.kinds.deeds import Endings
from secondme.sync.kinds.documents import Documents
from secondme.sync.kinds.found import Found
from secondme.sync.kinds.graves import GraveKeys, Graves
from secondme.sync.kinds.habits import Fields, Portrait, Rules
from secondme.sync.kinds.marks import CardAnswers, Later, Pins
from secondme.sync.kinds.people import Decisions
from secondme.sync.kinds.told import Told
from secondme.sync.work import Kind

KINDS: tuple[Kind, ...] = (
    *(Rules(), GraveKeys(), Graves(), Told(), Documents(), Found(), Decisions()),
    *(Endings(), Pins(), Later(), CardAnswers(), Fields(), Portrait()),
)
GONE_WINS = frozenset({"told", "document"})
"""Kinds of which what is gone stays gone, whatever is said of it at the same time."""
