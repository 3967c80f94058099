"""What becomes of a field, decided from what memory holds for it. Pure: no store, no model, no clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.forms import Field
from secondme.instructions.instruction import Verdict
from secondme.prefill.asked import Asked
from secondme.prefill.attributes import ATTRIBUTES
from secondme.prefill.candidate import Candidate, Proof
from secondme.prefill.filled import FilledField, Rival, State
from secondme.prefill.finding.notes.passages import OWN_MAIL

SURE = 0.6
"""From that confidence on a value is written in; below it the person is asked."""
WORTH_SAYING = 0.25
"""Below that a value is not even proposed."""
CLOSE = 0.2
"""Two values whose confidence is no further apart contradict each other."""
CAUTION = {
    "identity": "it is about your identity",
    "bank": "it is about your money",
    "health": "it is about your health",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A value that memory has, and how it reads in the form's way."""

    text: str
    candidate: Candidate


def settled_by_form(field: Field, asked: Asked) -> FilledField | None:
    """What becomes of a field that nothing is looked up for; None where memory is to be asked."""
    if field.value:
        return FilledField(field, asked, "kept", field.value, why="The form has it already.")
    if field.locked or field.type == "signature":
        return FilledField(field, asked, "not asked", why="It is not for you to fill in.")
    if not asked.whose:
        return FilledField(field, asked, "not asked", why="It asks nothing that you would have told.")
    return None


def withheld(field: Field, asked: Asked, verdict: Verdict) -> FilledField:
    """A field that an instruction of the person's forbids to fill; where another says the opposite, both."""
    said = [verdict.forbidding, *(other for _, other in verdict.conflicts)]
    told = " You also said: ".join(f'"{one.text}"' for one in said if one is not None)
    return FilledField(field, asked, "withheld", why=f"You said: {told}")


def decide(field: Field, asked: Asked, found: Sequence[Candidate], written: Sequence[Written]) -> FilledField:
    """The field with the best value, or blank with the reason why.

    found: all that memory holds for it. written: those that can be written in the form's way.
    """
    pooled = _pooled(field, asked, written)
    if not pooled:
        return _blank(field, asked, found)
    best, *others = pooled
    others = [one for one in others if not _is_one_of_those(one, best, asked)]
    confidence = best.candidate.confidence * asked.confidence
    if confidence < WORTH_SAYING:
        return FilledField(field, asked, "unknown", why="What was found is too unsure to be said.")
    rivals = [one for one in others if best.candidate.confidence - one.candidate.confidence <= CLOSE]
    state, why = _state(asked, best.candidate, confidence, rivals)
    return FilledField(
        field,
        asked,
        state,
        best.text,
        best.candidate.value,
        best.candidate.found,
        best.candidate.proofs,
        confidence,
        best.candidate.stale,
        why,
        tuple(Rival(one.text, one.candidate.proofs, one.candidate.confidence) for one in others),
    )


def _state(asked: Asked, best: Candidate, confidence: float, rivals: Sequence[Written]) -> tuple[State, str]:
    attribute = ATTRIBUTES.get(asked.attribute)
    if rivals:
        return "conflict", f"Memory also says {rivals[0].text!r}."
    if best.doubt:
        return "unsure", f"It waits for your choice: {best.doubt}."
    if attribute is not None and attribute.sensitive:
        return "ask", f"It waits for your yes: {CAUTION[attribute.sensitive]}."
    if all(proof.trust != "self" for proof in best.proofs):
        mails = any(proof.trust == OWN_MAIL for proof in best.proofs)
        who = "it stands in a mail that seems to be yours" if mails else "somebody else said it"
        return "ask", f"It waits for your yes: {who}."
    if best.stale:
        return "ask", f"It waits for your yes: {best.stale}."
    if confidence < SURE:
        return "ask", "It waits for your yes: I am not sure."
    return "filled", ""


def _blank(field: Field, asked: Asked, found: Sequence[Candidate]) -> FilledField:
    if not found:
        return FilledField(field, asked, "unknown", why="Nothing that you wrote says it.")
    best = found[0]
    why = f"Memory has {best.value!r}, which cannot be written the way the form wants it."
    return FilledField(
        field, asked, "unfit", "", best.value, best.found, best.proofs, best.confidence, "", why
    )


def _pooled(field: Field, asked: Asked, written: Sequence[Written]) -> list[Written]:
    """One for each text, with the proofs of all that read so; the surest first.

    Of what one may have several of, all go into a field that stands alone.
    """
    by_text: dict[str, Written] = {}
    for one in written:
        key = one.text.casefold()
        by_text[key] = _together(by_text[key], one) if key in by_text else one
    pooled = sorted(by_text.values(), key=lambda one: -one.candidate.confidence)
    attribute = ATTRIBUTES.get(asked.attribute)
    if attribute is None or not attribute.several or len(pooled) < 2:
        return pooled
    if field.row is not None or asked.nth:
        return pooled[:1]
    return [_listed(field, pooled)] if field.type in ("text", "long text", "choices") else pooled


def _together(one: Written, other: Written) -> Written:
    """What two sources say alike is surer: both would have to be wrong."""
    first, second = one.candidate, other.candidate
    return Written(
        one.text, _with(first, first.value, [*first.proofs, *second.proofs], _either(first, second))
    )


def _is_one_of_those(one: Written, best: Written, asked: Asked) -> bool:
    """Whether it is a nationality that the best value has beside another: "French" of "French, Swiss"."""
    parts = best.text.casefold().split(", ")
    return asked.attribute == "nationality" and len(parts) > 1 and one.text.casefold() in parts


def _listed(field: Field, several: Sequence[Written]) -> Written:
    surest = several[0].candidate
    kept = [one for one in several if surest.confidence - one.candidate.confidence <= CLOSE]
    text = ("\n" if field.type == "choices" else ", ").join(one.text for one in kept)
    if field.max_length is not None and len(text) > field.max_length:
        return several[0]
    proofs = [proof for one in kept for proof in one.candidate.proofs]
    least = min(one.candidate.confidence for one in kept)
    return Written(text, _with(surest, ", ".join(one.candidate.value for one in kept), proofs, least))


def _either(one: Candidate, other: Candidate) -> float:
    known = {proof.passage for proof in one.proofs}
    if all(proof.passage in known for proof in other.proofs):
        return max(one.confidence, other.confidence)
    return 1 - (1 - one.confidence) * (1 - other.confidence)


def _with(one: Candidate, value: str, proofs: Sequence[Proof], confidence: float) -> Candidate:
    once = {proof.passage: proof for proof in reversed(proofs)}
    own = tuple(sorted(once.values(), key=lambda proof: proof.trust != "self"))
    return replace(one, value=value, proofs=own, confidence=confidence)
