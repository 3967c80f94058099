"""The running summary made shorter by a language model in an idle moment; believed only as far as it adds
nothing.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from models.errors import ModelError
from models.protocol import Message
from secondme.answer.checking import content, facts_of
from secondme.conversation.phrases import brief
from secondme.conversation.state import SUMMARY_WORDS, WorkingState, state_as_json, state_from_json
from secondme.store.conversations import get_state, put_state

if TYPE_CHECKING:
    from models.speaking import Speaker
    from secondme.memory import Memory

WORTH_IT = 4
"""With fewer lines there is nothing to make shorter."""
MOST_TOKENS = 90
HEAD = """\
Say in two or three short sentences what was asked and answered in this conversation. Use only what stands \
there. "I" is the person."""


def refine(state: WorkingState, generator: Speaker, cancelled: threading.Event | None = None) -> WorkingState:
    """The state with its older lines made one; unchanged where there are few, or the model says what was not
    said.

    The last two lines stay as they are. Raises ModelError.
    """
    older, last = state.summary[:-2], state.summary[-2:]
    if len(older) < WORTH_IT:
        return state
    prompt = [Message("system", HEAD), Message("user", "\n".join(older))]
    stream = generator.generate(prompt, max_tokens=MOST_TOKENS, cancelled=cancelled)
    written = " ".join(stream.text().split())
    said = " ".join(older)
    adds = facts_of(written) - {word.casefold() for word in said.replace(":", " ").split()} - facts_of(said)
    if not written or adds or len(content(written) - content(said)) > len(content(written)) // 4:
        return state
    return replace(state, summary=(brief(written, SUMMARY_WORDS // 2), *last))


def refine_conversation(memory: Memory, conversation: int, cancelled: threading.Event | None) -> bool:
    """Refines the summary of a conversation whose thread is over; True when it became another.

    While a thread goes on nothing is done: what the model has read of it would have to be read again.
    Something that is said meanwhile wins. Raises ModelMissingError, NotFoundError.
    """
    said = get_state(memory.store.connection(), conversation)
    if said is None or said["thread"]["messages"] or len(said["state"]["summary"]) < WORTH_IT + 2:
        return False
    stop = cancelled or threading.Event()
    state, generator = state_from_json(said["state"]), memory.engines.generator()
    if generator.place:
        return False  # Nobody has asked anything, so nothing goes to another machine.
    try:
        refined = refine(state, generator, stop)
    except ModelError:
        return False  # It was stopped, or the model failed: the summary as it is will do.
    if refined == state or stop.is_set():
        return False
    with memory.store.write() as db:
        if get_state(db, conversation) != said:
            return False
        put_state(db, conversation, said | {"state": state_as_json(refined)})
    return True
