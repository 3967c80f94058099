"""Values of settings as they are shown and typed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from secondme.config.settings import Setting

CHOICES: dict[str, tuple[str, ...]] = {
    "recall.reranker": ("tuned", "off", "model", "generator"),
    "daemon.work": ("gentle", "normal", "full"),
    "app.dates": ("system", "day", "month", "iso"),
    "app.clock": ("system", "24", "12"),
}
"""Settings with a few values to pick from; others of them may be typed."""


def write_value(value: Any) -> str:
    """As a person reads it: yes, no, a number, the words of a list."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "none"
    if isinstance(value, float):
        return f"{value:g}"
    return str(value) or "empty"


def kind_of(setting: Setting) -> str:
    """What can be typed for it, in a word or two."""
    if isinstance(setting.default, bool):
        return "yes or no"
    if isinstance(setting.default, tuple):
        return "a list"
    if setting.name in CHOICES:
        return "one of a few"
    if isinstance(setting.default, (int, float)):
        return "a number"
    return "text"


def typed_of(value: Any) -> str:
    """What stands in the field where it is typed: a line for each of a list."""
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def parse_typed(setting: Setting, typed: str) -> Any:
    """The value that was typed. Raises UsageError when it breaks the setting's rule."""
    from secondme.config.changing import parse_value

    if isinstance(setting.default, tuple):
        return parse_value(setting, [line.strip() for line in typed.splitlines() if line.strip()])
    if setting.name in CHOICES and typed in CHOICES[setting.name]:
        return parse_value(setting, [f'"{typed}"'])
    if isinstance(setting.default, str) and not typed.strip():
        return parse_value(setting, ['""'])
    return parse_value(setting, [typed.strip()])


def wrong_with(setting: Setting, typed: str) -> str:
    """What is wrong with it, in a sentence; nothing where all is well."""
    from secondme.errors import UsageError

    try:
        parse_typed(setting, typed)
    except UsageError as error:
        return str(error).removesuffix(" Nothing was changed.")
    return ""
