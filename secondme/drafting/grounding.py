"""Which sentences of a draft stand, and on what: passages must hold each claim, or the request itself."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from models.protocol import Message
from secondme.answer.checking import best_sources, content, facts_of, named, stems_asked, without_citations
from secondme.answer.evidence import Evidence
from secondme.drafting.draft import Dropped, Written
from secondme.instructions.instruction import Instruction
from secondme.recall.excerpt import stem
from secondme.recall.question import Question

if TYPE_CHECKING:
    from models.speaking import Speaker

ENOUGH_KNOWN = 0.6
"""The share of a request's words that memory, what was asked for, or courtesy must hold."""
DENIED = 1.5
"""Log-odds of yes below which the model itself does not hold that the passages say so; it likes to agree.
What this keeps and drops of true and false sentences is in docs/decisions/drafting.md."""
_ENDED = re.compile(r"[.!?…](?:\s*\[[\d,; ]+\])*[.!?]?\s*$|\[[\d,; ]+\]\s*$")
_WHOLE = re.compile(r"^(.+?[.!?…](?:\s*\[[\d,; ]+\])*[.!?]?)\s+(?=\S)(?!\[)", re.DOTALL)
_ASKING = re.compile(
    r"\?\s*$|^(?:please|could|would|can|let me|thank|thanks|i hope|hope|i look forward|looking forward|"
    r"i would (?:like|be|appreciate)|i'd (?:like|be|appreciate)|bitte|könnt\w*|danke|"
    r"vielen dank|ich hoffe|ich würde|merci|pourr\w+|j'espère|gracias|podr\w+|por favor|espero)\b",
    re.IGNORECASE,
)
_DEAR = re.compile(
    r"^(?:dear|hi|hello|hey|hallo|liebe[rs]?|bonjour|hola) [^,.!?]{1,40}[,!:] (?=\S)", re.IGNORECASE
)
"""A greeting that the model writes all the same; the person's own stands above the text already."""
_I = re.compile(r"\b(?:I|I'(?:m|ve|ll|d)|my|we|ich|mein\w*|wir|je|j'\w+|mon|ma|nous|yo|mi)\b")
_TITLED = re.compile(r"\b(?:Herrn?|Frau|Dr\.|Prof\.) (\w+)")
_HEARD = re.compile(
    r"\b(?:hear|heard|told|understand|know|hope|look forward|expect|glad|happy|gehört|weiß|hoffe|freue|"
    r"appris|sais|espère|oído|sé|espero)\b",
    re.IGNORECASE,
)
_ANY_LETTER = """
please could would can let know thank thanks hope well look forward looking hearing hear soon kind help
letter mail message finds write writing ask asking question appreciate time possible possibly need like
want sorry glad happy best wishes regards discuss arrange convenient update inform tell contact reply
answer matter regarding about situation issue problem assistance attention further information any
details confirm able when what bitte könnten könntest danke vielen dank hoffe geht gut freue mich hören
bald melden sagen wissen bescheid merci pourriez pourrais espère bientôt savoir gracias podría podrías
espero pronto saber mir dir dich uns ihnen sie du geben gib kommen zeit schreiben fragen antwort schöne
grüße nous vous moi dire dites donner écrire répondre usted decir dar escribir responder prompt
understanding cooperation patience support consideration
"""
_COURTEOUS = frozenset(map(stem, _ANY_LETTER.split()))
"""Words that any letter may have, and that claim nothing."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What sentences may rest on. asked: what was asked for. forbidden: the instruction against a sentence.

    called: how the recipient is called, which a sentence may always say. language: of the sentences;
    translated: whether the passages are in another one.
    """

    evidence: Sequence[Evidence]
    asked: Question
    forbidden: Callable[[str], Instruction | None]
    called: Sequence[str] = ()
    language: str = "en"
    translated: bool = False


def sentences_as_they_come(pieces: Iterable[str]) -> Iterator[str]:
    """Whole sentences, with their marks, as soon as the next one begins; a last one that is cut is lost."""
    waiting = ""
    for piece in pieces:
        waiting += piece
        while found := _WHOLE.match(waiting):
            yield found[1].strip()
            waiting = waiting[found.end() :]
    if _ENDED.search(waiting):
        yield waiting.strip()


def stand(
    sentence: str, ground: Ground, generator: Speaker | None, cancelled: threading.Event | None = None
) -> Written | Dropped:
    """The sentence with what it rests on, or why it is not kept.

    generator: asked whether the passages say so, where words alone leave a doubt; None: it is not asked.
    """
    plain = _DEAR.sub("", " ".join(without_citations(sentence).split()))
    if (instruction := ground.forbidden(plain)) is not None:
        return Dropped(plain, f"{instruction.id}: {instruction.text}")
    sources = _sources(sentence, plain, ground)
    cited = [item for item in ground.evidence if item.number in sources]
    if _asks(plain, ground):
        says_something = bool(sources) and bool(_facts(plain, ground))
        return Written(plain, "memory" if says_something else "courtesy", tuple(sources))
    if cited:
        if is_in_the_wrong_mouth(plain, cited):
            return Dropped(plain, "somebody else says that of themselves")
        doubtful = generator is not None and not any(_is_quoted(plain, item) for item in cited)
        if generator is not None and doubtful and denies(plain, cited, generator, cancelled):
            return Dropped(plain, "the passages that hold its words do not say so")
        return Written(plain, "memory", tuple(sources))
    if _is_request(plain, ground):
        return Written(plain, "request")
    return Dropped(plain, "nothing that is remembered says so")


def _sources(sentence: str, plain: str, ground: Ground) -> list[int]:
    """The passages that hold a sentence: by its words, or by its facts alone where it is translated."""
    wished = named(sentence)
    if not ground.translated:
        return best_sources(plain, wished, ground.evidence, ground.asked)[0]
    facts = _facts(plain, ground) - ground.asked.words
    holding = [item.number for item in ground.evidence if facts <= _told(item)]
    return [number for number in holding if number in wished] or (holding[:1] if facts else [])


def _told(item: Evidence) -> set[str]:
    """The facts of a passage as it is read; the number it is cited by is none of them."""
    return facts_of(f". {item.note}")


def _facts(plain: str, ground: Ground) -> set[str]:
    """Numbers and names. German nouns are written like names: there only what follows a title is one."""
    if ground.language != "de":
        return facts_of(plain)
    numbers = {word for word in facts_of(plain) if any(letter.isdigit() for letter in word)}
    return numbers | {word.casefold() for word in _TITLED.findall(plain)}


def denies(
    sentence: str, cited: Sequence[Evidence], generator: Speaker, cancelled: threading.Event | None = None
) -> bool:
    """Whether the model, shown the passages alone, holds it for unlikelier that they say so than not."""
    notes = "\n".join(item.note for item in cited)
    asked = f"Text:\n{notes}\nStatement: {sentence}\nDoes the text say so? Answer yes or no:"
    scores = generator.score_next([Message("user", asked)], ["Yes", "No"], cancelled=cancelled)
    return scores is not None and scores["Yes"] - scores["No"] < DENIED


def is_in_the_wrong_mouth(sentence: str, cited: Sequence[Evidence]) -> bool:
    """Whether it says "I" of what others said alone; that the person heard it is theirs to say. Pure."""
    return (
        bool(_I.search(sentence))
        and not _HEARD.search(sentence)
        and all(item.hit.trust != "self" for item in cited)
    )


def _is_quoted(plain: str, item: Evidence) -> bool:
    """Whether the passage has just these words."""
    said, text = (" ".join(re.findall(r"\w+", one.casefold())) for one in (plain, item.quote))
    return bool(said) and f" {said} " in f" {text} "


def _asks(plain: str, ground: Ground) -> bool:
    """Whether it asks or thanks, and claims nothing that is not known: no fact, few words of its own."""
    if not _ASKING.search(plain):
        return False
    known = " ".join((*(item.line for item in ground.evidence), *ground.called))
    facts = _facts(plain, ground) - facts_of(f". {known}") - ground.asked.words
    facts -= {word for name in ground.called for word in re.findall(r"\w+", name.casefold())}
    words = content(plain) - _COURTEOUS
    held = words & (content(known) | stems_asked(ground.asked))
    return not facts and (not words or len(held) / len(words) >= ENOUGH_KNOWN)


def _is_request(plain: str, ground: Ground) -> bool:
    """Whether it says no more than what the person asked to be written."""
    told = stems_asked(ground.asked) | _COURTEOUS | content(" ".join(ground.called))
    return bool(content(plain)) and content(plain) <= told and not facts_of(plain) - ground.asked.words
