"""What stands above the table: how many there are in each state, and what is chosen."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.ink import HEAD, KEY, QUIET, WARNING, click
from tui.memories.choosing import STATE_WORDS, STATES, Choice, Listed, State, count_states


def write_heading(memories: Sequence[Listed], choice: Choice) -> Content:
    """`12 true · 0 asleep · 4 past · 16 all  any kind  newest`; a click chooses."""
    counts = count_states(memories)
    states = Content(" · ").join(_write_state(state, counts[state], choice) for state in STATES)
    kind = f"{choice.kind}s alone" if choice.kind else "any kind"
    beside = (
        Content.styled(kind, f"{QUIET} {click('screen.next_kind')}"),
        Content.styled(choice.order, f"{QUIET} {click('screen.next_order')}"),
    )
    heading = Content("  ").join([states, *beside])
    disputed = sum(one.memory.conflict for one in memories)
    if disputed:
        heading += Content.styled(f"  ≠ {disputed} (c)", f"{WARNING} {click('screen.conflicts')}")
    return heading


def write_empty(memories: Sequence[Listed], choice: Choice) -> Content:
    """What is said where there is nothing to show, and what to do about it."""
    if memories:
        shown = STATE_WORDS[choice.state] if choice.state != "all" else "remembered"
        lines = [Content.styled(f"Nothing that is {shown} fits.", HEAD), Content("")]
        lines.append(_key("Esc", "screen.escape", "clears what is typed"))
        lines.append(_key("s  ", "screen.next_state", "shows other states"))
        return Content("\n").join(lines)
    lines = [
        Content.styled("Nothing is known yet.", HEAD),
        Content(""),
        _key("n", "screen.distil", "makes memories of what was read"),
        Content.styled("Or tell something: secondme remember “The spare key is with Noor.”", QUIET),
    ]
    return Content("\n").join(lines)


def _write_state(state: State, count: int, choice: Choice) -> Content:
    leads = click(f"screen.state('{state}')")
    ink = HEAD if state == choice.state else QUIET
    return Content.styled(f"{count:,} {STATE_WORDS[state]}", f"{ink} {leads}")


def _key(key: str, action: str, what: str) -> Content:
    return Content.assemble((key, f"{KEY} {click(action)}"), "  ", what)
