"""What the place of the models is told. Each message is complete in itself."""

from __future__ import annotations

from dataclasses import dataclass

from textual.message import Message

from models.catalogue import Model
from models.fetch import Stage
from models.measured import Measured


@dataclass(frozen=True, slots=True)
class Offer:
    """A model as the place shows it.

    is_here: its file is; in_use: it does its work now. so_far: bytes that an interrupted pull has. measured:
    its speed on this machine; guessed: tokens a second that it may write, where it was not measured.
    """

    model: Model
    is_here: bool
    in_use: bool
    so_far: int = 0
    measured: Measured | None = None
    guessed: float | None = None


@dataclass
class ModelsRead(Message):
    """All models that the program knows. ram: bytes that this machine has.

    endpoint: what answers instead of a model here, or nothing.
    """

    offers: tuple[Offer, ...]
    ram: int
    endpoint: str = ""


@dataclass
class PullMoved(Message):
    """How far a pull is. Bytes; total: None where it is not known."""

    name: str
    stage: Stage
    done: int
    total: int | None


@dataclass
class PullEnded(Message):
    """A pull is over: the model is here, or it was called off, or what went wrong is told apart."""

    name: str
    is_here: bool


@dataclass
class BenchMoved(Message):
    """What is being measured, in words; nothing when that is over."""

    said: str
