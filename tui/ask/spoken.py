"""What was spoken: a question with its answer, as it came just now or as it was kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tui.passages.result_row import Result

if TYPE_CHECKING:
    from secondme.answer import Answer, Citation
    from secondme.conversation.turn import Ending, Exchange, Turn, Verdict

FORGOTTEN = "(forgotten with what it rested on)"
_MARKS = re.compile(r"\s*\[\d+(?:\s*[,;]\s*\d+)*\]")


@dataclass(frozen=True, slots=True)
class Spoken:
    """turn: the number of the answer. meant: the question as it was understood. answer: None while there is
    none.
    """

    question: str
    turn: int | None = None
    meant: str = ""
    answer: Answer | None = None
    ending: Ending | None = None
    verdict: Verdict | None = None
    read: tuple[Citation, ...] = ()
    """All that was read for it, cited or not."""

    @property
    def sources(self) -> list[Result]:
        """What it rests on, else what came nearest."""
        if self.answer is None:
            return []
        if self.answer.abstained:
            return [Result(hit) for hit in self.answer.nearest]
        return [Result(one.hit, one.number) for one in self.answer.citations]

    @property
    def caption(self) -> str:
        """What these sources are."""
        if not self.sources or self.answer is None:
            return ""
        return "Nearest, but no answer" if self.answer.abstained else "Sources"

    @property
    def grounds(self) -> tuple[list[Result], str]:
        """All that was read, with what the answer cites of it."""
        cited = {one.number for one in self.answer.citations} if self.answer is not None else set()
        named = " ".join(f"[{number}]" for number in sorted(cited)) or "nothing"
        caption = f"{len(self.read)} read for it, cited: {named}" if self.read else "Nothing was read for it"
        return [Result(one.hit, one.number) for one in self.read], caption

    @property
    def can_be_judged(self) -> bool:
        """Whether there is an answer of which one can think something."""
        return self.turn is not None and self.ending in ("answered", "unknown")

    @property
    def plain_answer(self) -> str:
        """The answer without the numbers of its sources, as one's own word would read."""
        return _MARKS.sub("", self.answer.text).strip() if self.answer is not None else ""

    def is_other(self, kept: Spoken) -> bool:
        """Whether what is kept of it has other words by now, or rests on other passages."""
        if self.answer is None or kept.answer is None:
            return self.answer is not kept.answer
        cited, still = (
            {one.hit.passage for one in answer.citations} for answer in (self.answer, kept.answer)
        )
        return (self.question, self.answer.text, cited) != (kept.question, kept.answer.text, still)

    def judged(self, verdict: Verdict | None) -> Spoken:
        """The same with what the person thinks of it."""
        return replace(self, verdict=verdict)


def of_exchange(exchange: Exchange) -> Spoken:
    """What was spoken just now."""
    return Spoken(
        exchange.said, exchange.turn, exchange.meant, exchange.answer, exchange.ending, read=exchange.read
    )


def of_turns(turns: Iterable[Turn]) -> list[Spoken]:
    """What was spoken in a conversation that is read back; a question that got no answer stands alone."""
    spoken: list[Spoken] = []
    for turn in turns:
        if turn.role == "person":
            spoken.append(Spoken(turn.text or FORGOTTEN))
        elif spoken and spoken[-1].answer is None:
            spoken[-1] = _answered(spoken[-1].question, turn)
        else:
            spoken.append(_answered(FORGOTTEN, turn))
    return spoken


def remembering(spoken: Spoken, statement: str) -> str:
    """What to offer when this is to be remembered: what the person stated, else the answer."""
    return statement or (spoken.plain_answer if spoken.ending == "answered" else "")


def correcting(spoken: Spoken, how: str = "") -> str:
    """What to offer as a correction: the question, so that it can be understood alone, and how it is."""
    asked = (spoken.meant or spoken.question).strip()
    return f"{asked} {how[:1].upper()}{how[1:]}"


def _answered(question: str, turn: Turn) -> Spoken:
    from secondme.answer import Answer

    cited = tuple(one for one in turn.sources if one.number in turn.cited)
    is_unknown = turn.ending == "unknown"
    nearest = [one.hit for one in turn.sources][:3] if is_unknown else []
    text = FORGOTTEN if turn.text is None else turn.text
    answer = Answer(text, cited, turn.confidence or 0.0, is_unknown, turn.why or "", tuple(nearest))
    return Spoken(question, turn.id, turn.meant or "", answer, turn.ending, turn.verdict, turn.sources)


def same_meaning(one: str, other: str) -> bool:
    """Whether a question was understood as it stands, but for spaces, case and signs."""
    return _bare(one) == _bare(other)


def _bare(text: str) -> Sequence[str]:
    return re.findall(r"\w+", text.casefold())
