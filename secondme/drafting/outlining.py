"""What a long text says, point by point: made by the model, and read again as the person left it."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from models.errors import ModelError
from secondme.answer.evidence import Evidence
from secondme.drafting.draft import Commission
from secondme.drafting.prompt import outline_prompt

if TYPE_CHECKING:
    from models.speaking import Speaker

LEAST, MOST = 2, 5
"""Points of a plan that the model makes; the person's own may have any number."""
_TOKENS = 120
_MARK = re.compile(r"^\s*(?:[-*+•]|\d+[.)])?\s*|\s*\[[\d,; ]*\]")


def make_outline(
    commission: Commission,
    evidence: Sequence[Evidence],
    generator: Speaker,
    cancelled: threading.Event | None = None,
) -> tuple[str, ...]:
    """The points that a text on this should make."""
    prompt = outline_prompt(commission, evidence, least=LEAST, most=MOST)
    try:
        said = generator.generate(prompt, max_tokens=_TOKENS, cancelled=cancelled).text()
    except ModelError:
        if cancelled is None or not cancelled.is_set():
            raise
        return ()
    return read_outline(said)[:MOST]


def read_outline(text: str) -> tuple[str, ...]:
    """The points of a plan, one a line; headings and what is commented out with "#" are none. Pure."""
    lines = (_MARK.sub("", line).strip() for line in text.splitlines() if not line.lstrip().startswith("#"))
    return tuple(dict.fromkeys(line for line in lines if line))


def write_outline(commission: Commission, points: Sequence[str]) -> str:
    """A plan as the person edits it. Pure."""
    listed = "".join(f"- {point}\n" for point in points)
    told = "# A point a line, in order: change, add, remove. Lines with # are left out."
    return f"# {commission.text}\n{told}\n{listed}"
