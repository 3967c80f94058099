"""Speaking for the person: drafts and completions from memory, and what they told for good about that."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, cast

from ingest.encoding import clean
from secondme.clock import Clock
from secondme.engines import Engines
from secondme.errors import UsageError
from secondme.store import Store

if TYPE_CHECKING:
    from secondme.answer import Citation
    from secondme.drafting.completing import Completion
    from secondme.drafting.draft import Draft
    from secondme.instructions.instruction import Instruction
    from secondme.memory import Memory


class Speaking:
    """The verbs of an open memory by which it speaks for the person, or is told how."""

    store: Store
    engines: Engines
    clock: Clock

    def instructions(self, *, now: datetime | None = None) -> list[Instruction]:
        """The standing instructions that hold, the first told first."""
        from secondme.instructions.book import read_instructions

        return read_instructions(self.store.connection(), now=now or self.clock())

    def instruct(
        self,
        text: str,
        *,
        acts: Sequence[str] = (),
        about: Sequence[str] = (),
        people: Sequence[str] = (),
        priority: int | None = None,
        now: datetime | None = None,
    ) -> Instruction:
        """Keeps a standing instruction that the person tells; `correct("undo")` takes it back.

        acts: `share`, `fill`, `draft`; about: about what; people: towards whom. Empty: as the text says.
        priority: None: 1 where it names people, else 0. Raises UsageError where it is not understood.
        """
        from secondme.instructions.book import keep_instruction, rule_for

        words = clean(text).strip()
        if not words:
            raise UsageError("There was no instruction: the text is empty. Nothing was changed.")
        rule = rule_for(words, acts, about, people)
        embedder = self.engines.shelf.chosen("embedder")
        return keep_instruction(self.store, words, rule, priority, embedder=embedder, now=now or self.clock())

    def drop_instruction(self, identifier: str, *, now: datetime | None = None) -> Instruction:
        """Has an instruction hold no more; gives it as it was. Raises NotFoundError, UsageError."""
        from secondme.instructions.book import instruction_of
        from secondme.memories.correcting import correct

        moment = now or self.clock()
        held = instruction_of(self.store.connection(), identifier, now=moment)
        correct(self.store, "retire", [identifier], embedder=None, now=moment)
        return held

    def plan_draft(
        self,
        what: str,
        *,
        to: str = "",
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> list[str]:
        """The points that a long text could make, for the person to change; see `draft`.

        Raises UsageError, ModelMissingError.
        """
        from secondme.drafting.drafting import plan_draft

        stopped = cancelled or threading.Event()
        memory = cast("Memory", self)
        return list(plan_draft(memory, clean(what), clean(to), now=now or self.clock(), cancelled=stopped))

    def draft(
        self,
        what: str,
        *,
        to: str = "",
        plan: Sequence[str] = (),
        now: datetime | None = None,
        on_sources: Callable[[Sequence[Citation]], None] | None = None,
        on_text: Callable[[str], None] | None = None,
        cancelled: threading.Event | None = None,
    ) -> Draft:
        """A text from memory in the person's own way, with what each sentence rests on. Nothing is sent.

        what: as "mail to the landlord about the heating". to: whom the person names apart. plan: points, to
        be written one after the other. on_sources: told which passages are read; on_text: each piece that
        stands. cancelled: when set, it ends within a token. Raises UsageError, ModelMissingError.
        """
        from secondme.drafting.drafting import Listener, write_draft

        listener = Listener(
            on_sources or (lambda sources: None),
            on_text or (lambda text: None),
            cancelled or threading.Event(),
        )
        memory = cast("Memory", self)
        return write_draft(memory, clean(what), clean(to), plan, now=now or self.clock(), listener=listener)

    def complete(
        self,
        text: str,
        *,
        budget: float = 1.5,
        now: datetime | None = None,
        cancelled: threading.Event | None = None,
    ) -> Completion:
        """What comes next in a text with the cursor at its end, as far as memory holds it.

        budget: seconds after which it is no help any more. Without a language model it still goes on in the
        words of a passage. Raises UsageError.
        """
        import time

        from secondme.drafting.completing import complete

        return complete(
            cast("Memory", self),
            text,
            budget=budget,
            now=now or self.clock(),
            cancelled=cancelled or threading.Event(),
            clock=time.monotonic,
        )
