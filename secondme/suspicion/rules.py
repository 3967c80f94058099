"""Rules by which an order to a machine is recognised, each with what it counts.

The families are those of the public taxonomies of prompt injection (docs/decisions/hostile-input.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = 1
"""Raised with the rules and their words, so that all that is stored is judged anew."""
SENTENCE = 10_000
"""Anywhere in the same sentence."""


@dataclass(frozen=True, slots=True)
class Rule:
    """reason: for people, after "it". weight: 1 is enough. parts: the concepts that stand near each other in
    a sentence, all within so many characters. ground: whether it can found a suspicion; others only add to
    one. kin: of rules of one kin only the weightiest counts.
    """

    reason: str
    weight: float
    parts: tuple[str, ...]
    within: int = 80
    ground: bool = True
    kin: str = ""


RULES = (
    Rule("tells to disregard instructions", 1.0, ("ignore", "earlier", "rules"), 90, kin="ignore"),
    Rule("tells to disregard what was asked", 1.0, ("ignore", "given"), 70, kin="ignore"),
    Rule("announces new instructions", 0.5, ("new",), ground=False),
    Rule("tells a machine what to do", 0.7, ("machine", "ordered"), 60, kin="machine"),
    Rule("tells a machine what to do", 0.5, ("servant", "ordered"), 40, kin="machine"),
    Rule("speaks to a machine", 0.8, ("told", "machine"), 40, kin="machine"),
    Rule("speaks to a machine", 0.7, ("told", "servant"), 40, kin="machine"),
    Rule("speaks to a machine", 0.6, ("called",), kin="machine"),
    Rule("speaks to the machine that reads it", 0.8, ("machine", "reading"), 25, kin="machine"),
    Rule("speaks to the machine that reads it", 0.8, ("being", "machine"), 35, kin="machine"),
    Rule("prescribes what is to be answered", 0.4, ("say", "wholly"), 45, ground=False, kin="say"),
    Rule("prescribes what is to be answered", 0.5, ("with",), ground=False, kin="say"),
    Rule("has the marks of a chat with a machine in it", 0.9, ("turn",), kin="turn"),
    Rule("has the speakers of a chat with a machine in it", 0.6, ("speakers",), kin="machine"),
    Rule("claims that the document ends before it does", 0.6, ("fence",), kin="fence"),
    Rule("has the marks of a prompt in it", 0.6, ("tag",), kin="fence"),
    Rule("asks for the instructions of a machine", 0.8, ("show", "inner"), 70),
    Rule(
        "asks for the instructions of a machine",
        0.4,
        ("inner", "verbatim"),
        SENTENCE,
        ground=False,
        kin="copy",
    ),
    Rule("wants something put into a web address", 0.5, ("holder",)),
    Rule("wants something sent to an address", 0.7, ("attach", "address", "belonging"), 150),
    Rule("says what its answer is to begin with", 0.3, ("leading",), ground=False),
    Rule("orders something to be said", 0.4, ("obliged", "say"), 45, ground=False, kin="obliged"),
    Rule("orders something to be said", 0.3, ("anybody", "say"), 60, ground=False, kin="obliged"),
    Rule("wants no answer given", 0.4, ("denial",), ground=False),
    Rule("wants it kept from the person", 0.4, ("secret",), ground=False),
    Rule("wants something kept in memory", 0.7, ("kept", "profile"), 110),
    Rule("states something of the person", 0.4, ("user", "particulars"), 50, ground=False),
    Rule("says what to put into forms", 0.6, ("form", "persistently", "particulars"), 130, kin="form"),
    Rule("says what to put into forms", 0.5, ("form", "user", "particulars"), 130, kin="form"),
    Rule("gives a machine another role", 0.8, ("role",)),
    Rule("waits for what the person will ask", 0.6, ("whenever", "anybody", "asks"), 60),
    Rule("claims authority", 0.5, ("power",), kin="power"),
    Rule("claims authority over a machine", 0.7, ("command",), kin="power"),
    Rule("wants a verdict", 0.4, ("verdict",), ground=False),
    Rule("forbids a machine to help", 0.7, ("forbid", "help", "owed"), 70),
)
"""What counts as an order to a machine."""

KEYS = frozenset(
    (
        *(
            "ignore",
            "machine",
            "servant",
            "inner",
            "profile",
            "form",
            "role",
            "anybody",
            "power",
            "command",
            "owed",
        ),
        *("belonging", "turn", "speakers", "fence", "tag", "holder", "called"),
    )
)
"""Of each rule that can found a suspicion one part that is rare."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A concept that is no word: what it looks like. heads, signs: beginnings of words, and letters, of which
    one at least stands in it.
    """

    heads: frozenset[str]
    signs: tuple[str, ...]
    pattern: re.Pattern[str]


def _shape(heads: str, signs: tuple[str, ...], pattern: str) -> Shape:
    return Shape(frozenset(heads.split()), signs, re.compile(pattern, re.MULTILINE))


SHAPES: dict[str, Shape] = {
    "turn": _shape(
        "im inst sys role instr syste assis respo user nutze eot end begin",
        ("<|", "inst]", "sys>>", '"role"', "'role'", "###"),
        r"<\|(?:im_|end|system|user|assistant|begin|start|eot)|\[/?inst\]|<</?sys>>"
        r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant)"
        r"|^ {0,3}#{2,4} ?(?:instruction|system|response|assistent|assistant|nutzer|user)s?\s*:?\s*$",
    ),
    "speakers": _shape(
        "syste assis",
        ("system:", "message:", "assistant:", "assistent:"),
        r"^(?:system|system message|assistant|assistent) ?:[^\n]+\n(?:[^\n]*\n)?\s*"
        r"(?:user|human|benutzer|nutzer|question) ?:",
    ),
    "fence": _shape(
        "docum data daten donn\xe9 text texts texte conte notes note input passa sampl quota",
        (
            "end of",
            "ende de",
            "fin de",
            "fin du",
            "finished",
            "are over",
            "is over",
            "no longer",
            "that was the",
        ),
        r"\b(?:end of|ende der|ende des|fin des|fin du|fine dei) (?:the |this )?(?:untrusted )?"
        r"(?:document|data|daten|donn\xe9es|text\w*|context|notes?|input|passages?|user input)"
        r"\s*(?:[-=*#\]>]{2}|\.\s*now|$)"
        r"|\b(?:notes|passages|quotation|sample text)\b[^.\n]{0,20}"
        r"(?:finished|are over|is over|ends? here)|no longer (?:quoted|part of)|that was the sample",
    ),
    "tag": _shape(
        "notes conte instr syste untru passa user retri",
        ("</", "<notes>", "<system>"),
        r"</?(?:notes|context|instructions|system|untrusted|passages|user_input|retrieved)>",
    ),
    "holder": _shape("http https", ("=",), r"\?(?:\w+=\w*&)*\w+=(?:\[|\{|<|%7b|\)|\s|$)"),
    "address": _shape("http https com net org examp", ("http", "@"), r"https?://\S|\S@\S+\.\w"),
    "called": _shape(
        "ai llm llms ki assis asist helpe model langu revie",
        (":", ",", "\uff1a", "\uff0c"),
        r"(?:^|[\s\"'>(*_#])(?:ai|llms?|an? ai|ki|ai assistants?|assistants?|assistent|asistente|"
        r"ai helper|llm reviewers|language models?|the model)\s?[:,\uff1a\uff0c](?=\s*\S)",
    ),
}
"""Concepts that are no words."""
