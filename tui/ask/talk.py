"""The talk: the exchanges of a conversation, the last one below; hidden until something was asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.message import Message

from tui.ask.exchange_view import ExchangeView
from tui.ask.spoken import Spoken

MOST_SHOWN = 20
"""So many exchanges stand on the screen; whoever wants older ones searches the conversations."""


class Talk(VerticalScroll):
    """What was said, to scroll through. One exchange is the chosen one: its sources are shown below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left_square_bracket", "choose(-1)", "The exchange before", show=False),
        Binding("right_square_bracket", "choose(1)", "The exchange after", show=False),
        Binding("up,k", "scroll_or_leave", "Up", show=False),
        Binding("j", "scroll_down", "Down", show=False),
    ]

    class LeftUpwards(Message):
        """Up from the top: back to the input."""

    def __init__(self) -> None:
        super().__init__(id="talk")
        self._views: list[ExchangeView] = []
        self.chosen: ExchangeView | None = None
        self._height = 0

    @property
    def last(self) -> ExchangeView | None:
        """The exchange that is going on, or was the last."""
        return self._views[-1] if self._views else None

    def begin(self, question: str) -> ExchangeView:
        """Adds a question whose answer is on its way; one that still was makes way for it."""
        if self.last is not None:
            self.last.make_way()
        view = ExchangeView(Spoken(question))
        view.begin()
        self._add([view])
        self.display = True
        return view

    def resume(self, spoken: Sequence[Spoken]) -> None:
        """Shows a conversation as it was left."""
        self.forget_all()
        self._add([ExchangeView(one) for one in spoken[-MOST_SHOWN:]])

    def refresh_with(self, spoken: Sequence[Spoken]) -> bool:
        """Shows what has become of what is shown: judged, or forgotten with what it rested on.

        Whether any sources are others now.
        """
        are_others = False
        now = {one.turn: one for one in spoken if one.turn is not None}
        for view in self._views:
            kept = now.get(view.spoken.turn or 0)
            if kept is None or kept.answer is None or view.spoken.answer is None:
                continue
            if view.spoken.is_other(kept):
                view.finish(kept)
                are_others = True
            elif kept.verdict != view.spoken.verdict:
                view.finish(view.spoken.judged(kept.verdict))
        return are_others

    def forget_all(self) -> None:
        """Shows nothing: another conversation, or none."""
        for view in self._views:
            view.remove()
        self._views, self.chosen = [], None

    def choose(self, view: ExchangeView) -> None:
        """Makes this the exchange whose sources are shown."""
        self.chosen = view
        for one in self._views:
            one.set_class(one is view, "-chosen")

    def action_choose(self, step: int) -> None:
        """The exchange `step` further down becomes the chosen one."""
        if self.chosen in self._views:
            place = self._views.index(self.chosen) + step
            view = self._views[max(0, min(place, len(self._views) - 1))]
            view.scroll_visible(animate=False, top=True)
            self.post_message(ExchangeView.Chosen(view))

    def action_scroll_or_leave(self) -> None:
        """Scrolls up; from the top it goes back to the question."""
        if self.scroll_offset.y == 0:
            self.post_message(self.LeftUpwards())
        else:
            self.scroll_up(animate=False)

    def on_resize(self, event: events.Resize) -> None:
        """Where there is less room than before, the chosen exchange keeps it."""
        before, self._height = self._height, event.size.height
        if event.size.height < before and self.chosen is not None:
            self.call_after_refresh(self.scroll_to_widget, self.chosen, animate=False, top=True)

    def show_last(self) -> None:
        """Scrolls to the beginning of the last exchange."""
        if (last := self.last) is not None:
            self.call_after_refresh(self.scroll_to_widget, last, animate=False, top=True)

    def _add(self, views: Sequence[ExchangeView]) -> None:
        self._views += views
        for view in self._views[:-MOST_SHOWN]:
            view.remove()
        del self._views[:-MOST_SHOWN]
        self.mount_all(views)
        if views:
            self.choose(views[-1])
            self.show_last()
