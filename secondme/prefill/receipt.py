"""The receipt of a form: for each value the source line and why, in a file beside the form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from secondme.harmless import harmless
from secondme.prefill.filled import BLANK_UNTIL_YES, Filled, FilledField

_HEADS = {
    "filled": "Filled in",
    "accepted": "Filled in because you said yes",
    "typed": "As you typed it",
    "ask": "Waiting for your yes",
    "conflict": "Memory says two things",
    "unsure": "Perhaps yours, and left blank",
    "withheld": "Held back, as you have told me to",
    "unfit": "Known, but it does not fit",
    "unknown": "Not known",
    "kept": "Left as it was",
}
"""In this order; what is not asked of the person is left out."""
_WITHOUT_VALUE = frozenset({"unknown", "withheld"})


def receipt(
    filled: Filled,
    *,
    accepted: Collection[str] = (),
    typed: Mapping[str, str] | None = None,
    name: str,
    now: datetime,
) -> str:
    """The receipt as Markdown. name: of the filled file. accepted, typed: what the person said of it."""
    typed = typed or {}
    groups: dict[str, list[FilledField]] = {}
    for one in filled.fields:
        groups.setdefault(_group(one, accepted, typed), []).append(one)
    lines = [f"# {_line(filled.form.title or name)}", "", f"{name}, filled in on {now:%d %B %Y, %H:%M}.", ""]
    for group, head in _HEADS.items():
        if own := groups.get(group):
            lines += [f"## {head} ({len(own)})", ""]
            lines += [line for one in own for line in _entry(one, group, typed)]
            lines.append("")
    lines += [f"- {_line(note)}" for note in filled.form.notes]
    return "\n".join(lines).rstrip() + "\n"


def _group(field: FilledField, accepted: Collection[str], typed: Mapping[str, str]) -> str:
    if field.field.key in typed:
        return "typed"
    waiting = field.state in BLANK_UNTIL_YES
    return "accepted" if waiting and field.field.key in accepted else field.state


def _entry(field: FilledField, group: str, typed: Mapping[str, str]) -> list[str]:
    section = f"{field.field.section} > " if field.field.section else ""
    label = _line(section + field.label)
    value = typed.get(field.field.key, "") if group == "typed" else field.value
    if group in _WITHOUT_VALUE or not value:
        return [f"- **{label}**" + (f": {_line(field.why)}" if field.why else "")]
    lines = [f"- **{label}**: {_line(value)}"]
    if group in ("typed", "kept"):
        return lines
    for proof in field.proofs:
        said = f", {proof.said_at:%d %B %Y}" if proof.said_at else ""
        lines.append(f"  - “{_line(proof.quote)}” ({_line(proof.place)}{said}, {proof.id})")
    if field.why and group != "accepted":
        lines.append(f"  - {_line(field.why)}")
    return lines


def _line(text: str) -> str:
    """On one line, and as it reads: a value is no Markdown."""
    plain = " ".join(harmless(text).split())
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in plain)
