"""Models as rows of a ledger."""

from __future__ import annotations

from textual.content import Content

from tui.counting import sized
from tui.gauge import write_gauge
from tui.ink import GOOD, NUMBER, QUIET, WARNING
from tui.ledger.columns import Column
from tui.ledger.ledger import Row
from tui.models.messages import Offer, PullMoved
from tui.plain_text import one_line

ROLES = {"embedder": "finds", "generator": "answers", "reranker": "sorts"}
"""What the models of each role do."""
COLUMNS = (
    Column("model", 17, grows=True),
    Column("what for", 8),
    Column("size", 8, is_number=True),
    Column("wants RAM", 9, is_number=True, from_width=58),
    Column("speed here", 14, is_number=True, from_width=86),
    Column("state", 14),
)


def write_offer(offer: Offer, ram: int, pull: PullMoved | None) -> Row:
    """One model in a line. ram: bytes that this machine has. pull: how far it is being fetched, if it is."""
    fits = fits_here(offer, ram)
    ink = "" if fits else QUIET
    model = offer.model
    return Row(
        model.name,
        (
            Content.styled(one_line(model.name), ink),
            Content.styled(ROLES[model.role], QUIET),
            Content.styled(sized(model.size), ink),
            Content.styled(f"{model.min_ram_gb:g} GB", QUIET if fits else WARNING),
            write_speed(offer),
            write_state(offer, pull, fits),
        ),
    )


def fits_here(offer: Offer, ram: int) -> bool:
    """Whether this machine has the memory that it wants."""
    return offer.model.min_ram_gb * 1e9 <= ram


def write_speed(offer: Offer) -> Content:
    """What was measured, or may be expected."""
    measured = offer.measured
    if measured is not None and offer.model.role == "embedder":
        return Content.styled(f"{measured.texts:,.0f} texts/s", NUMBER)
    if measured is not None:
        return Content.styled(f"{measured.writes:,.1f} tokens/s", NUMBER)
    return Content.styled("" if offer.guessed is None else f"~{offer.guessed:,.0f} tokens/s", QUIET)


def write_state(offer: Offer, pull: PullMoved | None, fits: bool) -> Content:
    """How it is with its file."""
    if pull is not None:
        share = pull.done / pull.total if pull.total else 0.0
        said = f"{share:4.0%}" if pull.stage == "downloading" else pull.stage
        return Content.assemble(write_gauge(share, 8), f" {said}") if pull.total else Content(said)
    if offer.in_use:
        return Content.styled("● in use", GOOD)
    if offer.is_here:
        return Content("○ here")
    if offer.so_far:
        return Content.styled(f"{sized(offer.so_far)} so far", QUIET)
    return Content.styled("" if fits else "too large here", QUIET)
