"""What there is to say of one model, and how fast it is beside the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.counting import sized
from tui.gauge import write_bar
from tui.ink import HEAD, NUMBER, QUIET, WARNING
from tui.models.messages import Offer
from tui.models.model_rows import ROLES, fits_here
from tui.plain_text import one_line

_BAR = 16
MANY_LANGUAGES = 3


class ModelDetail(VerticalScroll):
    """Shows one model."""

    def __init__(self) -> None:
        super().__init__(id="model", classes="detail")

    def compose(self) -> ComposeResult:
        yield Static("", markup=False)

    def show(self, offer: Offer, offers: Sequence[Offer], ram: int) -> None:
        """Shows this one among the others."""
        self.query_one(Static).update(Content("\n").join(write_model(offer, offers, ram)))


def write_model(offer: Offer, offers: Sequence[Offer], ram: int) -> Iterator[Content]:
    """Its lines."""
    model = offer.model
    yield Content.styled(one_line(model.title), HEAD)
    yield Content.styled(one_line(model.note), QUIET)
    yield Content("")
    yield _fact("what for", f"{ROLES[model.role]} ({model.role})")
    yield _fact("licence", one_line(model.licence))
    yield _fact("size", sized(model.size))
    yield from _fit(offer, ram)
    yield _fact("languages", _languages(model.languages))
    yield _fact("context", f"{model.context_length:,} tokens")
    yield _fact("SHA-256", f"{model.sha256[:16]}…" if model.sha256 else "kept when it first comes")
    yield Content("")
    yield from write_plot(offer, offers)


def write_plot(offer: Offer, offers: Sequence[Offer]) -> Iterator[Content]:
    """The speeds of all measured models of its role as bars, the longest one full."""
    alike = [one for one in offers if one.model.role == offer.model.role and one.measured]
    if not alike:
        said = "b measures how fast it is here." if offer.is_here else "d fetches it; then b measures it."
        yield Content.styled(said, QUIET)
        return
    is_embedder = offer.model.role == "embedder"
    yield Content.styled("texts a second, to find" if is_embedder else "tokens a second, to write", QUIET)
    yield from _bars(offer, [(one, _texts(one) if is_embedder else _writes(one)) for one in alike])
    if not is_embedder:
        yield Content.styled("tokens a second, to read", QUIET)
        yield from _bars(offer, [(one, _reads(one)) for one in alike])
    if offer.measured is not None:
        more = f", a question in {offer.measured.question_ms:.0f} ms" if is_embedder else ""
        yield Content.styled(f"ready after {offer.measured.load_s:.1f} s{more}", QUIET)


def _bars(offer: Offer, speeds: Sequence[tuple[Offer, float]]) -> Iterator[Content]:
    most = max(speed for _, speed in speeds) or 1.0
    wide = max(len(one.model.name) for one, _ in speeds)
    for one, speed in sorted(speeds, key=lambda pair: -pair[1]):
        ink = NUMBER if one is offer else QUIET
        bar = write_bar(speed / most, _BAR)
        yield Content.assemble(
            (one_line(one.model.name).ljust(wide), ink), "  ", (bar.ljust(_BAR), ink), f" {speed:,.1f}"
        )


def _fit(offer: Offer, ram: int) -> Iterator[Content]:
    wants, has = f"{offer.model.min_ram_gb:g} GB", f"{ram / 1e9:.0f} GB"
    if fits_here(offer, ram):
        yield _fact("wants", f"{wants} of RAM; here are {has}")
    else:
        yield _fact("wants", f"{wants} of RAM") + Content.styled(f": more than the {has} here", WARNING)


def _languages(languages: Sequence[str]) -> str:
    if "mul" in languages:
        return "many"
    return ", ".join(languages[:MANY_LANGUAGES]) + (" …" if len(languages) > MANY_LANGUAGES else "")


def _texts(offer: Offer) -> float:
    return offer.measured.texts if offer.measured else 0.0


def _writes(offer: Offer) -> float:
    return offer.measured.writes if offer.measured else 0.0


def _reads(offer: Offer) -> float:
    return offer.measured.reads if offer.measured else 0.0


def _fact(what: str, said: str) -> Content:
    return Content.assemble((what.ljust(11), QUIET), said)
