"""Going on with a text that somebody is writing: in the words of a passage, else in those of a model."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from models.errors import ModelError
from models.protocol import Message
from secondme.answer.answer import Citation
from secondme.answer.evidence import Evidence
from secondme.drafting.draft import Written
from secondme.drafting.grounding import Ground, is_in_the_wrong_mouth, stand
from secondme.drafting.material import TRUSTED, told, without_withheld
from secondme.errors import UsageError
from secondme.finding import Standpoint, finder
from secondme.instructions.applying import applying
from secondme.instructions.book import read_instructions
from secondme.instructions.instruction import Deed, Instruction
from secondme.recall.hit import Hit
from secondme.recall.question import understand

if TYPE_CHECKING:
    from models.speaking import Speaker
    from secondme.memory import Memory

LONGEST_BUDGET = 60.0
"""Seconds; whoever can wait longer has `secondme draft`."""
TAIL = 300
"""Characters before the cursor that are looked at."""
HITS = 6
READ = 2
"""Passages that a model reads: each costs a third of a second on two cores."""
_WORDS_READ = 45
_TOKENS = 40
_LEAST_WORDS = 3
"""Words before the cursor that must stand in a passage for its next words to be meant."""
_ENDING = re.compile(r"[.!?…]+[\"'”»)]*(?=\s|$)|\n|$")
_ENDED = re.compile(r"[.!?…]\s*$")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.!?…][\"'”»)]*\s+|\n)(?=[^\n]*$)")
HEAD = (
    Message(
        "system",
        "You go on with the text of a person. Write only the words that come next, up to the end of the "
        "sentence, and only what the notes say.",
    ),
    Message("user", "Notes:\n4 May 2021, Ben: the shop opens again on Monday 10 May\nText: The shop opens"),
    Message("assistant", "again on Monday 10 May."),
)


@dataclass(frozen=True, slots=True)
class Completion:
    """What may come next. text: to be put at the cursor as it is; empty where memory holds nothing.

    way: "quoted", in the words of a passage; "written" by a model and checked; "none". sources: what it rests
    on. why: in a few words.
    """

    text: str
    way: Literal["quoted", "written", "none"]
    sources: tuple[Citation, ...]
    why: str

    def as_json(self) -> dict[str, Any]:
        """The stable form for `--json`; described in docs/json.md."""
        sources = [one.as_json() for one in self.sources]
        return {"text": self.text, "way": self.way, "sources": sources, "why": self.why}


def complete(
    memory: Memory,
    text: str,
    *,
    budget: float,
    now: datetime,
    cancelled: threading.Event,
    clock: Callable[[], float],
) -> Completion:
    """What comes next, within so many seconds. Raises UsageError for a budget that makes no sense."""
    if not 0 < budget <= LONGEST_BUDGET:
        raise UsageError(
            f"The budget is {budget:g} s; it may be up to {LONGEST_BUDGET:g} s. Nothing was written."
        )
    ends = clock() + budget
    begun = text[-TAIL:]
    if not begun.strip():
        return Completion("", "none", (), "there is no text to go on with")
    evidence, forbidden = _look_up(memory, begun, now)
    quoted = _quoted(begun, evidence, forbidden)
    if quoted is not None or not evidence:
        return quoted or Completion("", "none", (), "nothing that is remembered goes on like this")
    try:
        generator = memory.engines.local_generator()
    except ModelError:
        return Completion("", "none", (), "no passage has these words, and there is no language model here")
    timer = threading.Timer(max(0.0, ends - clock()), cancelled.set)
    timer.start()
    try:
        return _written(begun, evidence[:READ], forbidden, generator, cancelled, now)
    finally:
        timer.cancel()


def continuation(begun: str, passage: str) -> str:
    """The words of a passage that follow the last words of a text, up to the end of the sentence. Pure.

    The longest run of words counts, at least three of them; the last may be only a beginning. Empty: none.
    """
    said = " ".join(begun.split()) + (" " if begun[-1:].isspace() else "")
    flat = " ".join(passage.split())
    starts = [match.start() for match in re.finditer(r"(?<!\S)\S", said)]
    for start in starts[: max(0, len(starts) - _LEAST_WORDS + 1)]:
        found = re.search(rf"(?<!\w){re.escape(said[start:])}", flat, re.IGNORECASE)
        if found:
            rest = flat[found.end() :]
            ending = _ENDING.search(rest)
            return rest[: ending.end()] if ending else rest
    return ""


def sentence_under_way(begun: str) -> str:
    """The sentence that the text is in the middle of. Pure."""
    found = list(_SENTENCE_BEGINS.finditer(begun))
    return begun[found[-1].end() :] if found else begun


def _look_up(
    memory: Memory, begun: str, now: datetime
) -> tuple[list[Evidence], Callable[[str], Instruction | None]]:
    """The passages that the text may go on with, best first, and what must not be written."""
    with memory.store.reading() as db:
        find = finder(memory, db, Standpoint(now), unfinished=not begun[-1:].isspace())
        hits = [told(hit) for hit in find(_plain(begun), HITS) if hit.trust in TRUSTED]
        kept, _ = without_withheld(db, hits, (), begun, now=now)
        instructions = read_instructions(db, now=now)

    def forbidden(sentence: str) -> Instruction | None:
        return applying(instructions, Deed("draft", words=sentence)).forbidding

    return [Evidence(number, hit, hit.text) for number, hit in enumerate(kept, 1)], forbidden


def _plain(begun: str) -> str:
    """The words to search for: what looks like a filter is none here."""
    return re.sub(r"[^\w\s]", " ", begun)


def _quoted(
    begun: str, evidence: Sequence[Evidence], forbidden: Callable[[str], Instruction | None]
) -> Completion | None:
    """The next words of the passage that says it; where several go on otherwise, of the latest of them."""
    found = [(item, rest) for item in evidence if (rest := continuation(begun, item.quote)).strip(" .,;")]
    for item, rest in sorted(found, key=lambda one: _moment(one[0].hit), reverse=True):
        sentence = sentence_under_way(begun) + rest
        if forbidden(sentence) is None and not is_in_the_wrong_mouth(sentence, [item]):
            several = len({rest.strip(" .").casefold() for _, rest in found}) > 1
            why = "the latest of several passages goes on so" if several else "a passage goes on so"
            return Completion(rest, "quoted", (item.citation,), why)
    return None


def _written(
    begun: str,
    evidence: Sequence[Evidence],
    forbidden: Callable[[str], Instruction | None],
    generator: Speaker,
    stopped: threading.Event,
    now: datetime,
) -> Completion:
    sentence = sentence_under_way(begun)
    if len(sentence.split()) < _LEAST_WORDS:
        return Completion("", "none", (), "too little of the sentence is there to tell what it will say")
    rest = _next_words(sentence, evidence, generator, stopped)
    if not rest:
        return Completion("", "none", (), "there was no time for a whole sentence")
    ground = Ground(evidence, understand(sentence, now=now), forbidden)
    whole = f"{sentence.rstrip()} {rest.lstrip()}"
    outcome = stand(whole, ground, None)
    if not isinstance(outcome, Written) or outcome.basis != "memory":
        return Completion("", "none", (), "nothing that is remembered supports what would come next")
    glued = rest if begun[-1:].isspace() else f" {rest}"
    cited = tuple(item.citation for item in evidence if item.number in outcome.sources)
    return Completion(glued, "written", cited, "a model wrote it, and these passages hold its words")


def _next_words(
    sentence: str, evidence: Sequence[Evidence], generator: Speaker, stopped: threading.Event
) -> str:
    """What the model writes up to the end of the sentence; empty where that does not come in time."""
    notes = "\n".join(_short(item) for item in evidence)
    prompt = [*HEAD, Message("user", f"Notes:\n{notes}\nText: {sentence.strip()}")]
    said = ""
    try:
        for token in generator.generate(prompt, max_tokens=_TOKENS, stop=["\n"], cancelled=stopped):
            said += token.text
            if _ENDED.search(said) and not said.rstrip(". ")[-1:].isdigit():  # 3.5 may follow.
                break
    except ModelError:
        if not stopped.is_set():
            raise
    if stopped.is_set() or not _ENDED.search(said):
        return ""
    rest = said.strip()
    typed = sentence.strip()
    return rest[len(typed) :].strip() if rest.casefold().startswith(typed.casefold()) else rest


def _short(item: Evidence) -> str:
    words = item.note.split()
    return " ".join(words[:_WORDS_READ])


def _moment(hit: Hit) -> float:
    return hit.time.timestamp() if hit.time else 0.0
