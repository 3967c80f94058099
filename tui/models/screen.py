"""The models: what there is, what this machine can run, and which are in use."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.counting import sized
from tui.dialogs.confirm import Confirm
from tui.gateway.messages import Changed
from tui.help import Keys
from tui.ink import HEAD, QUIET, WARNING
from tui.ledger.ledger import Ledger
from tui.models import requests
from tui.models.messages import BenchMoved, ModelsRead, Offer, PullEnded, PullMoved
from tui.models.model_detail import ModelDetail
from tui.models.model_rows import COLUMNS, write_offer
from tui.places.screen import PlaceScreen
from tui.plain_text import one_line
from tui.status_line import Hint

if TYPE_CHECKING:
    pass

KEYS: tuple[Keys, ...] = (
    (
        ("d", "downloads it in the background, or calls that off; it goes on where it was"),
        ("u", "uses it from now on"),
        ("b", "measures how fast it is here, or calls that off"),
        ("v", "holds its file to its hash"),
        ("x", "deletes its file"),
    ),
)


class ModelsScreen(PlaceScreen):
    """Where models are got, chosen, measured and let go."""

    PLACE = "models"
    KEYS = KEYS
    NEEDS_MEMORY = False
    HINTS: ClassVar[tuple[Hint, ...]] = (
        ("d", "download", "screen.download"),
        ("u", "use", "screen.use"),
        ("b", "measure", "screen.measure"),
    )
    CSS_PATH = "../styles/keeping.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "download", "Download", show=False),
        Binding("u", "use", "Use", show=False),
        Binding("b", "measure", "Measure", show=False),
        Binding("v", "verify", "Verify", show=False),
        Binding("x,delete", "remove", "Remove", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._offers: dict[str, Offer] = {}
        self._ram = 0
        self._head = Content("")
        self._bench: threading.Event | None = None

    def compose_place(self) -> ComposeResult:
        yield Static("", classes="keeping-head", markup=False)
        with Horizontal(classes="keeping"):
            yield Ledger(COLUMNS, id="models")
            yield ModelDetail()

    def on_mount(self) -> None:
        self.house.downloads.moved.subscribe(self, self._show_download)
        self.query_one(Ledger).focus()

    # What is shown

    def bring_up_to_date(self) -> None:
        work = partial(requests.read_models, self.gateway.home, self.gateway.machine)
        self.gateway.aside(self, "models", work)

    def on_models_read(self, message: ModelsRead) -> None:
        self._offers = {offer.model.name: offer for offer in message.offers}
        self._ram = message.ram
        self._head = write_head(message)
        self._draw()

    def on_ledger_chosen(self, message: Ledger.Chosen) -> None:
        if (offer := self._offers.get(message.key)) is not None:
            self.query_one(ModelDetail).show(offer, list(self._offers.values()), self._ram)

    def on_ledger_opened(self, message: Ledger.Opened) -> None:
        self.query_one(ModelDetail).focus()

    def _draw(self) -> None:
        rows = [
            write_offer(one, self._ram, self.house.downloads.coming.get(name))
            for name, one in self._offers.items()
        ]
        self.query_one(Ledger).show(rows)
        if self._bench is None:
            self.query_one(".keeping-head", Static).update(self._head)

    # Coming

    def action_download(self) -> None:
        """Fetches the chosen model in the background, or calls that off."""
        offer = self._chosen()
        if offer is None or offer.is_here:
            return
        if not self.house.downloads.call_off(offer.model.name):
            self.house.downloads.begin(offer.model.name)

    def _show_download(self, message: PullMoved | PullEnded) -> None:
        if isinstance(message, PullEnded):
            self.bring_up_to_date()
        else:
            self._draw()

    # At work

    def action_use(self) -> None:
        """Has the chosen model do its work from now on."""
        offer = self._chosen()
        if offer is None or offer.in_use:
            return
        if not offer.is_here:
            self.notify(f"{offer.model.name} is not here yet: d downloads it.", markup=False)
            return
        self.gateway.change(self, partial(requests.use, self.gateway.home, offer.model.name))

    def on_changed(self, message: Changed) -> None:
        """Another model may find things now. What was changed is said by what every place has."""
        self.house.indexing.embed_missing()

    def action_measure(self) -> None:
        """Measures the chosen model, or calls that off."""
        offer = self._chosen()
        if self._bench is not None:
            self._bench.set()
        elif offer is not None and offer.is_here:
            self._bench = self.gateway.cancellable()
            work = partial(requests.bench, self.gateway.home, offer.model.name, self._bench)
            self.gateway.aside(self, "bench", work)
        else:
            self.notify("Only a model that is here can be measured: d downloads it.", markup=False)

    def on_bench_moved(self, message: BenchMoved) -> None:
        if not message.said:
            self._bench = None
        said = (
            Content.styled(f"{one_line(message.said)}  b calls it off", WARNING)
            if message.said
            else self._head
        )
        self.query_one(".keeping-head", Static).update(said)

    def action_verify(self) -> None:
        """Holds the file of the chosen model to its hash."""
        if (offer := self._chosen()) is not None and offer.is_here:
            self.notify(f"Reading all of {offer.model.name}…", markup=False)
            self.gateway.aside(self, "verify", partial(requests.verify, self.gateway.home, offer.model.name))

    def action_remove(self) -> None:
        """Asks whether the file of the chosen model shall go."""
        offer = self._chosen()
        if offer is None or not offer.is_here:
            return
        name = offer.model.name

        def decide(is_meant: bool | None) -> None:
            if is_meant:
                self.gateway.aside(self, f"remove {name}", partial(requests.remove, self.gateway.home, name))

        self.app.push_screen(Confirm("Delete this model's file?", _write_removal(offer), "Delete it"), decide)

    def commands(self) -> Iterable[SystemCommand]:
        yield SystemCommand("Download the model", "Or call that off", self.action_download)
        yield SystemCommand("Use the model", "It does its work from now on", self.action_use)
        yield SystemCommand("Measure the model", "How fast it is on this machine", self.action_measure)

    def _chosen(self) -> Offer | None:
        key = self.query_one(Ledger).chosen
        return None if key is None else self._offers.get(key)


def write_head(message: ModelsRead) -> Content:
    """How many there are, what this machine has, and what answers from elsewhere."""
    here = sum(one.is_here for one in message.offers)
    parts = [
        Content.styled(f"{here} of {len(message.offers)} models are here", HEAD),
        Content.styled(f"this machine has {message.ram / 1e9:.0f} GB of RAM", QUIET),
    ]
    if message.endpoint:
        parts.append(Content.styled(f"answers come from {one_line(message.endpoint)}", WARNING))
    return Content(" · ").join(parts)


def _write_removal(offer: Offer) -> Content:
    use = " It is in use now." if offer.in_use else ""
    return Content(
        f"{offer.model.name}, {sized(offer.model.size)}.{use} What is remembered stays, and it can be "
        "downloaded again."
    )
