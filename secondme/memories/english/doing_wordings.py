"""Doing wordings: the table of how people say what they plan and what they did; see `fact_wordings`."""

from __future__ import annotations

from secondme.memories.english.shapes import LOOSE
from secondme.memories.english.wording import worded
from secondme.memories.predicates import Verb

_DO = rf"(?P<value>{LOOSE})"
_REST = r"[^.,;:!?()\n\u00a4]{0,60}"
_DOINGS = (
    "went visited met saw bought got started finished completed flew travelled traveled "
    "drove cycled hiked climbed "
    "attended watched read ran won lost passed failed sold signed booked called cooked "
    "baked built painted planted repaired "
    "fixed moved adopted celebrated hosted joined married had took made saw sent "
    "received submitted handed published "
    "opened closed returned arrived left landed swam sailed walked played performed gave "
    "spent ate tried borrowed lent "
    "ordered picked dropped collected found broke hurt sprained graduated quit retired "
    "began stayed slept camped "
    "interviewed presented organised organized renewed cancelled canceled paid planned "
    "wrote learned learnt talked spoke"
)
_COMING = (
    "moving flying travelling traveling going visiting meeting starting leaving getting "
    "seeing having hosting marrying "
    "picking taking driving sailing returning presenting running attending giving "
    "celebrating throwing cooking coming "
    "playing seeing handing submitting collecting"
)
_PLAN_ON = Verb("plan on", "plans on", "planned on", kind="plan")
_PLAN_HAVE = Verb("have", "has", "had", kind="plan")
_PLAN_A = Verb("plan", "plans", "planned", kind="plan")

DOING_WORDINGS = (
    worded("plans", "plan plans intend intends|", rf" to {_DO}", "plan"),
    worded("plans", "plan plans|", rf" on {_DO}", "plan", 0.75, _PLAN_ON),
    worded("plans", "planning|", rf" to {_DO}", "plan"),
    worded("plans", "planning|", rf" on {_DO}", "plan", 0.75, _PLAN_ON),
    worded("plans", "planning|", rf" (?P<lead>an? )(?P<value>{LOOSE})", "plan", 0.7, _PLAN_A),
    worded("plans", "promise promises|promised", rf"(?: \w+(?: \w+)?)? to {_DO}", "plan"),
    worded(
        "plans",
        "promise promises|promised",
        rf"(?: \w+(?: \w+)?)?(?: that)? (?:I|we|he|she)(?:'ll|'d| will| would) {_DO}",
        "plan",
    ),
    worded("plans", "decided|decided", rf" to {_DO}", "plan", 0.6),
    worded(
        "plans",
        "a an|",
        r"@(?P<lead>an? )(?P<value>(?:[a-z]+ )?(?:appointment|meeting|interview|exam|date|"
        rf"concert|flight|checkup|check-up|rehearsal|viewing|scan|party|deadline)\b{_REST})",
        "due",
        0.75,
        _PLAN_HAVE,
    ),
    worded("plans", "need needs want wants hope hopes aim aims|", rf" to {_DO}", "due", 0.75),
    worded("plans", "to|", rf" {_DO}", "due", 0.75),
    worded("plans", f"{_COMING}|", rf"@{_DO}", "due", 0.75, _PLAN_ON),
    worded("did", f"|{_DOINGS}", rf"@{_DO}", "event", 0.75),
)
