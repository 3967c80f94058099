"""The blocks of the store in memory: a frame for each block of 256 passages, in the order in which they came.

A place is a passage's position in memory: 256 times its frame, and its slot in that. Memory for each place of
384 dimensions: 48 bytes of codes, and 388 of details, or 1,536 where the vectors themselves are held.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from secondme.store.vector_blocks import CODED, DETAILED, CodeBlock, words_for

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from secondme.store.vector_blocks import Bytes, Codes, Matrix

    Places = npt.NDArray[np.intp]
    Passages = npt.NDArray[np.int64]

SPARE = 16
"""So many frames at least are made at a time."""
AT_ONCE = 16_384
"""So many bytes of details at a time become numbers."""


class Frames:
    """Codes of all passages, and their numbers where they are held. Not safe to use from several threads.

    used: places up to which there is anything. present: whether a place holds a vector. codes: shape
    (words, places). held: which frames have their numbers. numbers: shape (places, dimensions), the vectors
    themselves, or bytes that become vectors by their scales; None while no frame has any.
    """

    def __init__(self, dimensions: int) -> None:
        import numpy as np

        self.dimensions = dimensions
        self.used = 0
        self.present = np.zeros(0, dtype=bool)
        self.codes: Codes = np.zeros((words_for(dimensions), 0), dtype=np.uint64)
        self.scales: Matrix = np.zeros(0, dtype=np.float32)
        self.numbers: Matrix | Bytes | None = None
        self.held = np.zeros(0, dtype=bool)
        self._blocks = np.zeros(0, dtype=np.int64)
        self._frame_of = np.full(0, -1, dtype=np.int32)

    def __len__(self) -> int:
        """How many passages have a vector."""
        return int(self.present[: self.used].sum())

    @property
    def exact(self) -> bool:
        """Whether the vectors themselves are held."""
        return self.numbers is not None and self.numbers.dtype.kind == "f"

    def missing(self) -> list[int]:
        """The blocks whose numbers are not held."""
        waiting = (~self.held[: self.used // CODED]).nonzero()[0]
        found: list[int] = self._blocks[waiting].tolist()
        return found

    def put(self, blocks: list[CodeBlock]) -> None:
        """Takes in blocks of codes, in place of what was known of them."""
        new = [block.number for block in blocks if self.frame_of(block.number) < 0]
        self._make_room(len(new), max((block.number for block in blocks), default=-1))
        for number in new:
            frame = self.used // CODED
            self._blocks[frame], self._frame_of[number] = number, frame
            self.used += CODED
        for block in blocks:
            start = self.frame_of(block.number) * CODED
            self.present[start : start + CODED] = block.present
            self.codes[:, start : start + CODED] = block.codes
            if self.numbers is not None:
                self.numbers[start : start + CODED][~block.present] = 0
                self.scales[start : start + CODED][~block.present] = 0

    def hold(self, *, exact: bool) -> None:
        """Makes room for numbers: the vectors themselves, or bytes and scales."""
        import numpy as np

        size = (len(self.present), self.dimensions)
        self.numbers = np.zeros(size, dtype=np.float32) if exact else np.zeros(size, dtype=np.int8)
        self.scales = np.zeros(len(self.present), dtype=np.float32)
        self.held[:] = False

    def put_details(self, block: int, details: dict[int, tuple[Matrix, Bytes]]) -> None:
        """Takes in the details of one block of codes; what is not among them is zeros."""
        assert self.numbers is not None
        frame, each = self.frame_of(block), CODED // DETAILED
        for part in range(each):
            start = frame * CODED + part * DETAILED
            scales, numbers = details.get(block * each + part, (0.0, 0))
            self.scales[start : start + DETAILED] = scales
            self.numbers[start : start + DETAILED] = numbers
        self.held[frame] = True

    def put_vectors(self, passages: Passages, vectors: Matrix) -> None:
        """Takes in the vectors themselves of passages that are here."""
        assert self.numbers is not None
        places, here = self.places(passages)
        self.numbers[places[here]] = vectors[here]
        self.scales[places[here]] = 1

    def frame_of(self, block: int) -> int:
        """The frame of a block; -1 when there is none."""
        return int(self._frame_of[block]) if block < len(self._frame_of) else -1

    def passages(self, places: Places) -> Passages:
        """The passages at these places."""
        found: Passages = self._blocks[places // CODED] * CODED + places % CODED
        return found

    def places(self, passages: Passages) -> tuple[Places, npt.NDArray[np.bool_]]:
        """The places of passages, and which of them have a vector here (those of others mean nothing)."""
        import numpy as np

        blocks = passages // CODED
        known = (blocks >= 0) & (blocks < len(self._frame_of))
        frames = np.full(len(passages), -1, dtype=np.intp)
        frames[known] = self._frame_of[blocks[known]]
        places = np.where(frames >= 0, frames * CODED + passages % CODED, 0)
        here = frames >= 0
        here[here] = self.present[places[here]]
        return places, here

    def cosines(self, places: Places, question: Matrix) -> Matrix:
        """The cosines of held places to the question's unit vector; NaN for one whose numbers are gone."""
        import numpy as np

        assert self.numbers is not None
        if self.exact and len(places) > self.used // 4:
            every = self.numbers[: self.used] @ question
            return known(every[places], self.scales[places])
        found = np.empty(len(places), dtype=np.float32)
        for start in range(0, len(places), AT_ONCE):
            some = places[start : start + AT_ONCE]
            found[start : start + AT_ONCE] = self.numbers[some].astype(np.float32) @ question
        return known(found, self.scales[places])

    def _make_room(self, frames: int, highest: int) -> None:
        import numpy as np

        if highest >= len(self._frame_of):
            more = highest + 1 + highest // 4 - len(self._frame_of)
            self._frame_of = np.concatenate([self._frame_of, np.full(more, -1, dtype=np.int32)])
        wanted = self.used // CODED + frames
        if wanted > len(self._blocks):
            self._grow(wanted + max(SPARE, wanted // 16) - len(self._blocks))

    def _grow(self, frames: int) -> None:
        import numpy as np

        places = frames * CODED
        self._blocks = np.pad(self._blocks, (0, frames))
        self.held = np.pad(self.held, (0, frames))
        self.present = np.pad(self.present, (0, places))
        self.codes = np.pad(self.codes, ((0, 0), (0, places)))
        if self.numbers is not None:
            self.scales = np.pad(self.scales, (0, places))
            more = np.zeros((places, self.dimensions), dtype=self.numbers.dtype)
            self.numbers = np.concatenate([self.numbers, more])


def known(products: Matrix, scales: Matrix) -> Matrix:
    """The products in the scales of their vectors; NaN where the scale is 0, since there is no vector."""
    import numpy as np

    found: Matrix = np.where(scales > 0, products * scales, np.float32(np.nan))
    return found
