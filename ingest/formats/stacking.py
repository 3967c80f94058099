"""What lies behind the letters of a slide: its paper, and the shapes that were drawn before them."""

from __future__ import annotations

from dataclasses import dataclass, field

from ingest.formats.colours import WHITE, Colour

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in one unit."""
MOST = 2_000
"""Shapes of a slide; with more, what lies behind letters is not known."""


@dataclass(slots=True)
class Stack:
    """Coloured shapes in the order in which they are drawn. paper: None for a picture, or where not known."""

    paper: Colour | None = WHITE
    drawn: list[tuple[Box | None, Colour | None]] = field(default_factory=list)

    def draw(self, box: Box | None, colour: Colour | None) -> None:
        """box: None where it is not known; colour: None for a picture, a gradient and the like."""
        if len(self.drawn) < MOST:
            self.drawn.append((box, colour))

    def ground(self, box: Box | None) -> Colour | None:
        """The colour behind the middle of a box; None where that is not known."""
        if len(self.drawn) >= MOST:
            return None
        for drawn, colour in reversed(self.drawn):
            if drawn is None or box is None:
                return None
            x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
            if drawn[0] <= x <= drawn[2] and drawn[1] <= y <= drawn[3]:
                return colour
        return self.paper


def lies_off(box: Box | None, width: float, height: float) -> bool:
    """Whether nothing of it is on a paper of this size."""
    return box is not None and (box[2] <= 0 or box[3] <= 0 or box[0] >= width or box[1] >= height)


def has_no_size(box: Box | None) -> bool:
    return box is not None and box[0] == box[2] and box[1] == box[3]
