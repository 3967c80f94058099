"""The whole way: what is asked, to whom, how the person writes, what memory holds, the words, their check."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from models.errors import ContextTooLongError, ModelError
from secondme.answer.answer import Citation
from secondme.answer.evidence import Evidence
from secondme.drafting.commission import read_commission
from secondme.drafting.dates import rewriter, settled
from secondme.drafting.draft import Commission, Draft, Dropped, Written
from secondme.drafting.grounding import Ground, sentences_as_they_come, stand
from secondme.drafting.material import Material, gather
from secondme.drafting.outlining import make_outline
from secondme.drafting.own_words import read_own
from secondme.drafting.prompt import HEAD, draft_prompt
from secondme.drafting.quoting import own_sentences
from secondme.drafting.recipient import Recipient, find_recipient, own_name
from secondme.drafting.style import Style, closed, greeted, language_of, measure, signed
from secondme.instructions.applying import applying
from secondme.instructions.book import judge, read_instructions
from secondme.instructions.instruction import Deed, Instruction, Verdict
from secondme.memories.distilling import distil_if_little
from secondme.recall.question import understand

if TYPE_CHECKING:
    from models.generator import Generator
    from secondme.memory import Memory

TOKENS_A_WORD = 2
"""Room for what is written; sentences that nothing supports take room too."""
LONGEST = 400
"""Tokens of one text, or of one point of a long one."""
TRANSLATED = "translated: checked by its numbers and by the model alone"
QUOTED = "the model wrote nothing that stands, so your own sentences are quoted"
SHORT_WORDS, LONG_WORDS = 40, 160
"""How long a text is that an instruction wants short, or long."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Who hears a draft while it is made, and may stop it."""

    on_sources: Callable[[Sequence[Citation]], None] = lambda sources: None
    on_text: Callable[[str], None] = lambda text: None
    cancelled: threading.Event = field(default_factory=threading.Event)


@dataclass(frozen=True, slots=True)
class Order:
    """A commission with all that is known before a word is written."""

    commission: Commission
    recipient: Recipient
    style: Style
    verdict: Verdict

    @property
    def called(self) -> tuple[str, ...]:
        return self.recipient.called

    @property
    def manners(self) -> dict[str, Instruction]:
        """The instructions on how to write that are followed here, by what they are about."""
        return {one.rule.sort: one for one in self.verdict.required if one.manner}


def plan_draft(
    memory: Memory, what: str, to: str, *, now: datetime, cancelled: threading.Event
) -> tuple[str, ...]:
    """The points of a long text. Raises UsageError, ModelMissingError."""
    order = _take_order(memory, what, to, now)
    material = gather(memory, order.commission.matter, order.called, order.commission.text, now=now)
    return make_outline(order.commission, material.evidence, memory.engines.local_generator(), cancelled)


def write_draft(
    memory: Memory, what: str, to: str, plan: Sequence[str], *, now: datetime, listener: Listener
) -> Draft:
    """The draft; with a plan, point by point. Raises UsageError, ModelMissingError.

    The model runs on this machine, whatever endpoint answers questions: own letters are shown to it.
    """
    order = _take_order(memory, what, to, now)
    generator = memory.engines.local_generator()
    writing = _Writing(memory, order, generator, listener, now)
    writing.line(order.style.greeting, "\n\n")
    for point in plan or ("",):
        writing.write_point(point)
    writing.line(order.style.closing, "\n")
    writing.line(order.style.signature, "\n")
    return writing.draft(tuple(plan))


def _take_order(memory: Memory, what: str, to: str, now: datetime) -> Order:
    commission = read_commission(what, to)
    distil_if_little(memory.store, now=now)  # Who the landlord is may just have been told.
    with memory.store.reading() as db:
        recipient = find_recipient(db, commission.to)
        me = own_name(db)
        to_them, to_anybody = read_own(db, recipient, commission.kind)
        verdict = judge(db, Deed("draft", to=recipient.called), now=now)
    fallback = language_of(commission.text) or "en"
    style = measure(to_them, to_anybody, commission.kind, recipient.name, me, fallback)
    return Order(commission, recipient, followed(style, verdict, recipient, me), verdict)


def followed(style: Style, verdict: Verdict, recipient: Recipient, me: str) -> Style:
    """The style as the instructions want it. Pure."""
    had = bool(style.closing)
    for one in (one for one in verdict.required if one.manner):
        sort, how = one.rule.sort, one.rule.how
        if sort == "language" and how != style.language:
            style = replace(style, language=how, samples=())
        elif sort == "tone":
            style = replace(style, formal=how == "formal")
        elif sort == "length":
            style = replace(style, words=SHORT_WORDS if how == "short" else LONG_WORDS)
        elif sort == "sign" and had:
            style = replace(style, signature=signed(how, me, style.signature))
        if sort in ("language", "tone") and had:
            greeting = greeted(style.language, style.formal, recipient.name)
            style = replace(style, greeting=greeting, closing=closed(style.language, style.formal))
    return style


class _Writing:
    """A draft under way: what was written, what was dropped, what it rests on."""

    def __init__(
        self, memory: Memory, order: Order, generator: Generator, listener: Listener, now: datetime
    ) -> None:
        self._memory, self._order, self._generator = memory, order, generator
        self._listener, self._now = listener, now
        self._instructions = read_instructions(memory.store.connection(), now=now)
        dates = order.manners.get("dates")
        self._put_dates = dates and rewriter(dates.rule.how, order.style.language)
        self._written: list[Written] = []
        self._pieces: list[str] = []
        self._dropped: list[Dropped] = []
        self._numbers: dict[int, Evidence] = {}
        self._translated = self._quoted = False
        self._point = ""

    def line(self, text: str, after: str) -> None:
        """A line around the text: it claims nothing."""
        if text and not self._listener.cancelled.is_set():
            if after == "\n" and self._pieces and not self._pieces[-1].endswith("\n"):
                self._say("\n\n")
            self._written.append(Written(text, "manner"))
            self._say(f"{text}{after}")

    def write_point(self, point: str) -> None:
        """Writes one point of the text, or all of it, from passages of its own."""
        matter = ", ".join(filter(None, (self._order.commission.matter, point)))
        asked = f"{self._order.commission.text} {point}"
        material = gather(self._memory, matter, self._order.called, asked, now=self._now)
        self._dropped += [one for one in material.kept_back if one not in self._dropped]
        evidence = self._numbered(material)
        self._listener.on_sources([item.citation for item in evidence])
        language = self._order.style.language
        translated = language_of(" ".join(item.quote for item in evidence)) not in ("", language)
        question = understand(asked, now=self._now)
        ground = Ground(evidence, question, self._forbidden, self._order.called, language, translated)
        self._translated |= translated
        kept = [one for one in self._standing(evidence, point, ground) if self._keep(one, point)]
        if translated or any(one.basis == "memory" for one in kept) or self._listener.cancelled.is_set():
            return
        for one in own_sentences(evidence, understand(matter, now=self._now)):
            if self._forbidden(one.text) is None and self._keep(one, point):
                self._quoted = True

    def draft(self, plan: tuple[str, ...]) -> Draft:
        """What came of it."""
        order, manners = self._order, self._order.verdict.required
        cited = sorted({number for one in self._written for number in one.sources})
        said = Draft(
            order.commission.kind,
            "".join(self._pieces).strip() + "\n" if self._body() else "",
            order.recipient.name or order.commission.to,
            tuple(self._written),
            tuple(self._dropped),
            tuple(self._numbers[number].citation for number in cited),
            (
                *order.style.measured,
                *([TRANSLATED] if self._translated else []),
                *([QUOTED] if self._quoted else []),
            ),
            tuple(manners),
            tuple(self._unchecked()),
            order.verdict.conflicts,
            plan,
            self._listener.cancelled.is_set(),
        )
        return said

    def _unchecked(self) -> list[Instruction]:
        """The instructions that the writer is told, and that nothing here can hold it to."""
        sorts = ("words", "tone", "length", *(() if self._put_dates else ("dates",)))
        return [one for one in self._order.verdict.required if one.manner and one.rule.sort in sorts]

    def _body(self) -> bool:
        return any(one.basis != "manner" for one in self._written)

    def _standing(self, evidence: Sequence[Evidence], point: str, ground: Ground) -> Iterator[Written]:
        """The sentences of the model that stand, as they come; the others are noted."""
        for sentence in sentences_as_they_come(self._tokens(evidence, point)):
            outcome = stand(sentence, ground, self._generator, self._listener.cancelled)
            if isinstance(outcome, Written):
                yield outcome
            else:
                self._dropped.append(outcome)

    def _keep(self, one: Written, point: str) -> bool:
        """Adds a sentence unless it stands there already; each point begins a paragraph."""
        cited = [self._numbers[number] for number in one.sources]
        text = settled(one.text, cited)
        text = self._put_dates(text) if self._put_dates else text
        if any(text == other.text for other in self._written):
            return False
        begins = point != self._point and self._body()
        glue = "" if not self._pieces or self._pieces[-1].endswith("\n") else "\n\n" if begins else " "
        self._point = point
        self._written.append(replace(one, text=text))
        self._say(f"{glue}{text}")
        return True

    def _say(self, text: str) -> None:
        self._pieces.append(text)
        self._listener.on_text(text)

    def _numbered(self, material: Material) -> list[Evidence]:
        """The passages with numbers that hold in the whole draft."""
        known = {item.hit.passage: number for number, item in self._numbers.items()}
        found: list[Evidence] = []
        for item in material.evidence:
            number = known.get(item.hit.passage, len(self._numbers) + 1)
            found.append(replace(item, number=number))
            self._numbers.setdefault(number, found[-1])
        return found

    def _tokens(self, evidence: Sequence[Evidence], point: str) -> Iterator[str]:
        """What the model writes, piece by piece; on fewer passages where these are too long for it."""
        order, stopped = self._order, self._listener.cancelled
        body = [one.text for one in self._written if one.basis != "manner"]
        words = [one.text for one in self._unchecked() if one.rule.sort in ("words", "dates")]
        before = body[-1] if point and body else ""
        prompt = draft_prompt(
            order.commission,
            order.style,
            evidence,
            point=point,
            before=before,
            asides=words,
            today=self._now.date(),
        )
        most = min(LONGEST, max(60, TOKENS_A_WORD * order.style.words))
        try:
            self._generator.warm(prompt[: len(HEAD)], cancelled=stopped)
            for token in self._generator.generate(prompt, max_tokens=most, cancelled=stopped):
                yield token.text
        except ContextTooLongError:
            if len(evidence) < 2:
                raise
            yield from self._tokens(evidence[: len(evidence) // 2], point)
        except ModelError:
            if not stopped.is_set():
                raise

    def _forbidden(self, sentence: str) -> Instruction | None:
        deed = Deed("draft", words=sentence, to=self._order.called)
        return applying(self._instructions, deed).forbidding
