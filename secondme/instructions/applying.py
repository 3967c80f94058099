"""What the instructions say of a deed: which forbids it, which it must follow, where two ask the opposite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import combinations

from secondme.instructions.instruction import Deed, Instruction, Verdict
from secondme.instructions.topics import is_called, named_in, tells_of


def applying(instructions: Sequence[Instruction], deed: Deed) -> Verdict:
    """What holds for the deed. Pure.

    Of two that ask the opposite the one with the higher priority holds. With the same priority both are told
    as a conflict, and "never" holds; of two manners of one sort neither does.
    """
    concerned = [one for one in instructions if concerns(one, deed)]
    matters = [one for one in concerned if not one.manner]
    forbidding, conflicts = _of_matters(matters)
    required = [one for one in matters if one.force == "always"] if forbidding is None else []
    for sort in dict.fromkeys(one.rule.sort for one in concerned if one.manner):
        held, clashing = _of_sort([one for one in concerned if one.rule.sort == sort])
        required += held
        conflicts += clashing
    return Verdict(forbidding, tuple(sorted(required, key=lambda one: -one.priority)), tuple(conflicts))


def concerns(instruction: Instruction, deed: Deed) -> bool:
    """Whether it says anything of the deed. Where nobody knows towards whom, "never" is careful."""
    if deed.act not in instruction.acts or not _is_about(instruction, deed):
        return False
    if not instruction.people:
        return True
    if not deed.to:
        return instruction.force == "never"
    return any(is_called(person, deed.to) for person in instruction.people)


def conflicting(instructions: Sequence[Instruction]) -> list[tuple[Instruction, Instruction]]:
    """The pairs that ask the opposite of the same deeds with the same priority. Pure."""
    return [(one, other) for one, other in combinations(instructions, 2) if _clash(one, other)]


def _is_about(instruction: Instruction, deed: Deed) -> bool:
    if not instruction.attributes and not instruction.words:
        return True
    if deed.attribute in instruction.attributes:
        return True
    if any(named_in(phrase, deed.words) for phrase in instruction.words):
        return True
    told = deed.words and not deed.attribute  # A text, of which nobody knows yet what it gives away.
    return bool(told) and any(tells_of(one, deed.words) for one in instruction.attributes)


def _of_matters(
    matters: Sequence[Instruction],
) -> tuple[Instruction | None, list[tuple[Instruction, Instruction]]]:
    never, always = _first(matters, "never"), _first(matters, "always")
    if never is None or always is None:
        return never, []
    if never.priority != always.priority:
        return (never if never.priority > always.priority else None), []
    return never, [(never, always)]


def _first(matters: Iterable[Instruction], force: str) -> Instruction | None:
    return max((one for one in matters if one.force == force), key=lambda one: one.priority, default=None)


def _of_sort(
    manners: Sequence[Instruction],
) -> tuple[list[Instruction], list[tuple[Instruction, Instruction]]]:
    """Those manners of one sort that hold, and the pairs that contradict each other."""
    highest = max(one.priority for one in manners)
    first, *others = (one for one in manners if one.priority == highest)
    if first.rule.sort == "words":  # Free words stand beside each other.
        return [first, *others], []
    against = [(first, other) for other in others if other.manner != first.manner]
    return ([] if against else [first]), against


def _clash(one: Instruction, other: Instruction) -> bool:
    if one.priority != other.priority or not set(one.acts) & set(other.acts):
        return False
    if one.people and other.people and not set(one.people) & set(other.people):
        return False
    if one.manner or other.manner:
        return one.rule.sort == other.rule.sort != "words" and one.manner != other.manner
    about = {*one.attributes, *one.words}, {*other.attributes, *other.words}
    return one.force != other.force and (not all(about) or bool(about[0] & about[1]))
