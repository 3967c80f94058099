"""A follow-up question reworded by a language model, where the rules were unsure and nothing was found.

A model at this size invents. So its words are believed only as far as all that they name stands in the
question or in the exchange before it.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from models.protocol import Message
from secondme.answer.checking import content, facts_of
from secondme.conversation.phrases import brief
from secondme.conversation.state import WorkingState

if TYPE_CHECKING:
    from models.speaking import Speaker

MOST_TOKENS = 40
HEAD = """\
You make a follow-up question complete, so that it can be understood by itself. Put names and things in \
place of "he", "she", "it" and "that". Use only words from the conversation. Write the question alone.

Example
Question: When does Ana's train arrive?
Answer: Ana's train arrives at six.
Follow-up: and who picks her up?
Complete question: Who picks Ana up from the train?"""


def reword_with_model(
    question: str, state: WorkingState, generator: Speaker, cancelled: threading.Event | None = None
) -> str | None:
    """The question as the model completes it; None where it does not add what was said, or adds what was not.

    Raises ModelError, also when it was stopped.
    """
    said = (
        f"Question: {state.question}\nAnswer: {state.answer or 'not known'}\nFollow-up: {brief(question, 60)}"
    )
    prompt = [Message("system", HEAD), Message("user", f"{said}\nComplete question:")]
    stream = generator.generate(prompt, max_tokens=MOST_TOKENS, stop=["\n"], cancelled=cancelled)
    written = stream.text().strip()
    return written if is_believable(written, question, state) else None


def is_believable(written: str, question: str, state: WorkingState) -> bool:
    """Whether a rewording keeps the question's words and adds only words of the exchange before it."""
    own = content(question)
    known = own | content(state.question) | content(state.answer)
    new = content(written)
    names = {name.casefold() for name in facts_of(written)}
    said = f"{question} {state.question} {state.answer}".casefold()
    return (
        bool(new - own) and new <= known and 2 * len(new & own) >= len(own) and all(n in said for n in names)
    )
