"""Rules by which an order to a machine is recognised, each with what it counts.

The families are those of the public taxonomies of prompt injection (docs/decisions/hostile-input.md).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

VERSION = 6
"""Raised with the rules, the words and the heads, so that all that is stored is judged anew."""
FORGED = "has the marks of a chat with a machine in it"
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
    Rule("tells to disregard instructions", 1.0, ("ignore", "earlier", "rules"), 110, kin="ignore"),
    Rule("tells to disregard instructions", 0.9, ("ignore", "your", "rules"), 60, kin="ignore"),
    Rule("tells to disregard instructions", 0.6, ("ignore", "rules"), 40, kin="ignore"),
    Rule("tells to disregard what was asked", 0.8, ("ignore", "given"), 70, kin="ignore"),
    Rule("tells to disregard what was said", 0.5, ("ignore", "earlier"), 60, kin="ignore"),
    Rule("announces that its task no longer holds", 0.8, ("void", "charge"), 70, kin="ignore"),
    Rule("announces that its task no longer holds", 0.3, ("void", "now"), 80, ground=False, kin="ignore"),
    Rule("announces that its task no longer holds", 0.3, ("void", "say"), 90, ground=False, kin="ignore"),
    Rule("tells to disregard what was asked", 0.7, ("ignore", "charge"), 60, kin="ignore"),
    Rule("gives new instructions", 0.5, ("new",), ground=False, kin="task"),
    Rule("gives new instructions", 0.5, ("task",), ground=False, kin="task"),
    Rule("tells a machine what to do", 0.7, ("machine", "must"), 60, kin="machine"),
    Rule("tells a machine what to do", 0.5, ("servant", "must"), 50, kin="machine"),
    Rule("speaks to a machine", 0.8, ("to", "machine"), 40, kin="machine"),
    Rule("speaks to a machine", 0.7, ("to", "servant"), 40, kin="machine"),
    Rule("speaks to a machine", 0.8, ("told", "machine"), 40, kin="machine"),
    Rule("speaks to a machine", 0.7, ("told", "servant"), 40, kin="machine"),
    Rule("speaks to a machine", 0.6, ("called",), kin="machine"),
    Rule("speaks to a machine", 0.8, ("machine", "reading"), 30, kin="machine"),
    Rule("speaks to a machine", 0.8, ("being", "machine"), 35, kin="machine"),
    Rule("speaks to a machine", 0.5, ("machine", "say"), 70, kin="machine"),
    Rule("speaks to a machine", 0.5, ("servant", "say"), 60, kin="machine"),
    Rule("says what the person is to be told", 0.4, ("user", "say"), 60, kin="user"),
    Rule("forbids what the person is to be told", 0.5, ("forbid", "user", "say"), 90, kin="user"),
    Rule("prescribes what is to be answered", 0.4, ("say", "wholly"), 45, ground=False, kin="say"),
    Rule("prescribes what is to be answered", 0.4, ("answer", "wholly"), 45, ground=False, kin="say"),
    Rule("prescribes what is to be answered", 0.5, ("with",), ground=False, kin="say"),
    Rule("says what its answer is to begin with", 0.3, ("leading",), ground=False, kin="leading"),
    Rule("orders something to be said", 0.4, ("obliged", "say"), 45, ground=False, kin="obliged"),
    Rule("orders something to be said", 0.3, ("anybody", "say"), 60, ground=False, kin="user"),
    Rule("wants it from now on", 0.4, ("now", "say"), 80, kin="now"),
    Rule("wants no answer given", 0.4, ("denial",), ground=False, kin="denial"),
    Rule(FORGED, 1.0, ("turn",), kin="turn"),
    Rule("has the speakers of a chat with a machine in it", 0.5, ("speakers",), kin="machine"),
    Rule("claims that the document ends before it does", 0.7, ("fence",), kin="fence"),
    Rule("has the marks of a prompt in it", 0.5, ("tag",), kin="fence"),
    Rule("asks for the instructions of a machine", 0.8, ("inner", "show"), 90, kin="inner"),
    Rule("asks for the instructions of a machine", 0.6, ("inner", "say"), 90, kin="inner"),
    Rule("asks for the instructions of a machine", 0.5, ("your", "rules", "say"), 60, kin="inner"),
    Rule(
        "wants something copied word for word", 0.4, ("inner", "verbatim"), SENTENCE, ground=False, kin="copy"
    ),
    Rule("wants something copied word for word", 0.5, ("verbatim", "earlier"), 90, kin="inner"),
    Rule("wants something put into a web address", 0.6, ("holder",), kin="holder"),
    Rule("wants something sent to an address", 0.7, ("attach", "address", "belonging"), 150, kin="link"),
    Rule("wants something sent to an address", 0.7, ("send", "address", "user"), 150, kin="link"),
    Rule("wants it kept from the person", 0.4, ("secret",), ground=False, kin="secret"),
    Rule("wants something kept in memory", 0.7, ("keep", "memory"), 80, kin="keep"),
    Rule("wants something kept in memory", 0.7, ("kept", "profile"), 110, kin="keep"),
    Rule("wants something kept of the person", 0.5, ("keep", "user"), 80, kin="keep"),
    Rule("states something of the person", 0.4, ("user", "particulars"), 60, ground=False, kin="particulars"),
    Rule("says what to put into forms", 0.5, ("form", "persistently", "particulars"), 130, kin="form"),
    Rule("says what to put into forms", 0.5, ("form", "user", "particulars"), 130, kin="form"),
    Rule("gives a machine another role", 0.7, ("role",), kin="role"),
    Rule("waits for what the person will ask", 0.5, ("when", "user", "asks"), 70, kin="when"),
    Rule("waits for what the person will ask", 0.5, ("whenever", "anybody", "asks"), 60, kin="when"),
    Rule("claims authority over a machine", 0.7, ("command",), kin="power"),
    Rule("claims authority", 0.4, ("power", "servant"), 90, kin="power"),
    Rule("claims authority", 0.3, ("power",), ground=False, kin="power"),
    Rule("tells a machine what to do", 0.6, ("machine", "should"), 60, kin="machine"),
    Rule("tells a machine what to do", 0.5, ("servant", "should", "say"), 60, kin="machine"),
    Rule("prescribes what is to be answered", 0.2, ("must", "say"), 45, ground=False, kin="must"),
    Rule("says how to answer", 0.5, ("your", "answer", "should"), 50, kin="answer"),
    Rule("says how to answer", 0.4, ("your", "answer", "wholly"), 60, kin="answer"),
    Rule("says how to answer", 0.3, ("when", "your", "answer"), 90, kin="answer"),
    Rule("gives new instructions", 0.5, ("ignore", "task"), 50, kin="ignore"),
    Rule("has no instructions but its own", 0.5, ("rules", "wholly", "say"), 80, kin="inner"),
    Rule("speaks of a machine and its user", 0.5, ("servant", "user"), 120, kin="pair"),
    Rule("speaks of a machine and its user", 0.6, ("machine", "user"), 120, kin="pair"),
    Rule("wants a verdict of a machine", 0.6, ("machine", "praise"), 90, kin="praise"),
    Rule("gives new instructions", 0.5, ("your", "task"), 40, kin="task"),
    Rule("tells to disregard what was said", 0.5, ("ignore", "asks"), 50, kin="ignore"),
    Rule("says what to put into forms", 0.5, ("form", "user"), 90, kin="form"),
    Rule("says how to answer", 0.4, ("your", "answer", "must"), 60, kin="say"),
    Rule("claims authority", 0.4, ("power", "say", "your"), 90, kin="power"),
    Rule("wants a verdict", 0.4, ("verdict",), ground=False, kin="praise"),
    Rule("wants a verdict", 0.3, ("praise",), ground=False, kin="praise"),
    Rule("forbids a machine to help", 0.7, ("forbid", "help", "owed"), 70, kin="forbid"),
)
"""What counts as an order to a machine."""

KEYS = frozenset(
    (
        *(
            "ignore",
            "machine",
            "servant",
            "called",
            "user",
            "now",
            "tag",
            "turn",
            "speakers",
            "fence",
            "inner",
        ),
        *("verbatim", "your", "belonging", "memory", "profile", "form", "role", "anybody", "command", "owed"),
        "holder",
        "charge",
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
        ("<|", "inst]", "system]", "sys>>", "_of_", '"role"', "'role'", "###"),
        r"<\|?(?:im_|end_?of|start_?of|system\|?>|user\|?>|assistant\|?>|begin_?of|eot)|\[/?inst\]|\[/?system\]|<</?sys>>"
        r"|[\"']role[\"']\s*:\s*[\"'](?:system|assistant)"
        r"|^ {0,3}#{2,4} ?(?:instruction|system|response|assistent|assistant|nutzer|user)s?\s*:?\s*$",
    ),
    "speakers": _shape(
        "syste assis human ki asist sistema syst\xe8 ai siste",
        (
            "system:",
            "message:",
            "assistant",
            "assistent:",
            "asistente",
            "human:",
            "ai:",
            "ki:",
            "système",
            "sistema",
        ),
        r"^\W{0,3}(?:system|system message|assistant|assistent|asistente|human|ai|ki|système|sistema) ?:",
    ),
    "fence": _shape(
        "docum data daten donn\xe9 text texts texte datos email conte notes note input passa sampl quota",
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
        r"\b(?:end of|ende der|ende des|fin des|fin du|fin de los|fine dei) (?:the |this )?"
        r"(?:untrusted |retrieved )?"
        r"(?:document|data|daten|datos|donn\xe9es|text\w*|contexte?|notes?|input|passages?|e-?mail|message)"
        r"\s*(?:[-=*#\]>]{2}|[.,]\s*(?:now|from here|ab hier|hier|à partir|desde aquí)|$)"
        r"|\b(?:notes|passages?|quotation|sample text|quoted text)\b[^.\n]{0,20}"
        r"(?:finished|are over|is over|ends? here|stops? here)"
        r"|no longer (?:quoted|part of)|that was the sample",
    ),
    "tag": _shape(
        "notes conte instr syste untru passa user retri",
        ("</", "<notes>", "<system>"),
        r"</?(?:notes|context|instructions|system|untrusted|passages?|user_input|retrieved)>",
    ),
    "holder": _shape(
        "http https", ("=",), r"[?&]\w+=(?:\[|\{|<|%7b|\)|\s|$|[a-z_]*(?:here|question|answer|notes?|data)\b)"
    ),
    "address": _shape("http https com net org examp", ("http", "@"), r"https?://\S|\S@\S+\.\w"),
    "called": _shape(
        "ai llm llms ki assis asist hello",
        (":", ",", "\uff1a", "\uff0c"),
        r"(?:^|[\s\"'>(*_#])(?:ai|llms?|an? ai|ki|ai assistants?|assistants?|assistent|asistente|"
        r"ai helper|llm reviewers|language models?|the model|hello ai)\s?[:,.\uff1a\uff0c](?=\s*\S)",
    ),
}
"""Concepts that are no words."""
