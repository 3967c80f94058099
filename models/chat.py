"""A conversation as the tokens a model expects: by the chat template in its file, else by a plain one.

Text in a message is data: a marker such as `<|im_end|>` inside it is spelled out as ordinary letters, so that
nobody can end a turn or speak for the system from within a note.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from models.errors import ModelError
from models.llama import NativeModel
from models.protocol import Message

CHATML = (
    "{% for message in messages %}"
    "<|im_start|>{{ message.role }}\n{{ message.content }}<|im_end|>\n"
    "{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
PLAIN = (
    "{% for message in messages %}{{ message.role | capitalize }}: {{ message.content }}\n\n{% endfor %}"
    "{% if add_generation_prompt %}Assistant:{% endif %}"
)

_FENCED = re.compile("\ue000([0-9]+)\ue001")


class ChatFormat:
    """Turns messages into tokens for one model."""

    def __init__(self, model: NativeModel) -> None:
        self._model = model
        self._start_token = model.start_token
        source = model.metadata("tokenizer.chat_template") or (CHATML if _knows_chatml(model) else PLAIN)
        self._template = _compile(source)

    def tokens(self, messages: Sequence[Message], *, answer: bool = True) -> list[int]:
        """Tokens of the conversation; with `answer`, up to where the assistant begins to speak.

        Raises ModelError when the model's template refuses the conversation.
        """
        fenced: list[str] = []
        turns = [
            {"role": message.role, "content": self._safe(message.content, fenced)} for message in messages
        ]
        tokens = self._tokens_of(self._render(turns, answer), fenced)
        start = self._start_token
        if start is not None and tokens[:1] != [start]:
            return [start, *tokens]
        return tokens

    def _render(self, turns: list[dict[str, str]], answer: bool) -> str:
        import jinja2

        try:
            text: str = self._template.render(
                messages=turns,
                add_generation_prompt=answer,
                bos_token=self._marker(self._start_token),
                eos_token=self._marker(self._model.end_token),
                enable_thinking=False,  # thinking aloud would spend the answer's tokens
                raise_exception=_raise_refusal,
            )
        except jinja2.TemplateError as fault:
            raise ModelError(
                f"{self._model.path.name} cannot take this conversation: {fault}. Nothing was generated. "
                "Let the turns alternate between user and assistant, or choose another model."
            ) from fault
        return text

    def _marker(self, token: int | None) -> str:
        return "" if token is None else self._model.piece(token, special=True).decode("utf-8", "replace")

    def _safe(self, content: str, fenced: list[str]) -> str:
        """`content`, or a stand-in for it when it holds a marker that the model would obey."""
        obeyed = self._model.tokenize(content, special=True) != self._model.tokenize(content)
        if not obeyed and not _FENCED.search(content):
            return content
        fenced.append(content)
        return f"\ue000{len(fenced) - 1}\ue001"

    def _tokens_of(self, text: str, fenced: list[str]) -> list[int]:
        tokens: list[int] = []
        for at, part in enumerate(_FENCED.split(text)):
            inside = at % 2 == 1
            if part:
                tokens += self._model.tokenize(fenced[int(part)] if inside else part, special=not inside)
        return tokens


def _knows_chatml(model: NativeModel) -> bool:
    return len(model.tokenize("<|im_start|>", special=True)) == 1


def _compile(source: str) -> Any:
    """The template, sandboxed, as it was downloaded. It gets no clock, so equal prompts stay equal."""
    import jinja2
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    try:
        return environment.from_string(source)
    except jinja2.TemplateError:
        return environment.from_string(CHATML)


def _raise_refusal(why: str) -> None:
    import jinja2

    raise jinja2.TemplateError(why)
