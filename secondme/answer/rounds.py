"""Looking again: where the passages that were read do not say it, further ones are found and read.

What an answer would sound like is often nearer to the passage that holds it than the question is. So the
model writes a message that would answer (after Gao et al. 2022, "Precise Zero-Shot Dense Retrieval without
Relevance Labels"), it is searched for together with the question, and what has not been read yet is read
next. The message is a guess: it finds passages and proves nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from models.protocol import Message
from secondme.answer.abstaining import is_enough
from secondme.answer.answer import Answer
from secondme.answer.checking import says_nothing
from secondme.answer.evidence import choose_evidence
from secondme.answer.found import Found
from secondme.answer.writing import Writer
from secondme.recall.blending import blend
from secondme.recall.hit import Hit

MOST_ROUNDS = 3
SECONDS = 20.0
"""No further round begins later than this after the first one began."""
FIRMER = 0.7
"""Log-odds: by so much more ground is needed for each further round, since the best passages did not say it.
Set by hand, after two of six wrong answers to unanswerable questions had come from further rounds."""
MOST_TOKENS = 32
HEAD = """\
You write what a person may have said in a chat. Given a question about them, write the one short message, \
in the first person, that would answer it. Invent what you do not know."""

Search = Callable[[str], Sequence[Hit]]


def look_again(
    first: Answer,
    found: Found,
    writer: Writer,
    search: Search,
    read: Callable[[Found], Answer],
    seconds_left: Callable[[], float],
) -> Answer:
    """The first answer that some round gives; else the "I don't know" of the first one.

    search: the hits for a question, best first. read: makes an answer of what was found.
    """
    answer = first
    seen = {item.hit.passage for item in found.evidence}
    hits: Sequence[Hit] = ()
    for further in range(1, MOST_ROUNDS):
        enough = found.enough + further * FIRMER
        if not (found.ground.nobody_named or is_enough(found.ground.logit, enough)):
            break
        if not answer.abstained or writer.cancelled.is_set() or seconds_left() <= 0:
            break
        hits = hits or _found_again(found, search(sharper(found.question.plain, writer)))
        evidence = choose_evidence([hit for hit in hits if hit.passage not in seen], found.question)
        if not evidence:
            break
        seen |= {item.hit.passage for item in evidence}
        again = read(replace(found, evidence=evidence, enough=enough))
        answer = again if not again.abstained else answer
    return answer


def _found_again(found: Found, hits: Sequence[Hit]) -> Sequence[Hit]:
    return blend(found.hits, hits, len(found.hits) + len(hits), own_share=0.5)


def sharper(question: str, writer: Writer) -> str:
    """The question with a message behind it that would answer it; alone where the model makes none up."""
    prompt = [Message("system", HEAD), Message("user", f"Question: {question}\nMessage:")]
    guessed = writer.say(prompt, MOST_TOKENS, lambda piece: None, stop=["\n"]).text
    return question if says_nothing(guessed) else f"{question.rstrip(' ?')} {guessed}"
