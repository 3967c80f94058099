"""Which endpoint answers: as the settings name it, and only as the person has agreed to it.

endpoint.json    in the home: the address and the model that were agreed to, and when
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.errors import ModelError
from secondme.config import EndpointSettings, load_config
from secondme.config.changing import find_setting, set_value
from secondme.endpoint import api_key
from secondme.home import Home
from secondme.key import write_private

Settings = EndpointSettings


@dataclass(frozen=True, slots=True)
class Choice:
    """What is in force. agreed: whether the person agreed to just this address and model."""

    settings: Settings
    agreed: bool


def read_choice(home: Home) -> Choice | None:
    """The endpoint that is set; None where a model on this machine answers. Nothing is sent.

    Raises ModelError while the settings break a rule: the person's own words to mask would be missing.
    """
    consent = _read(home)
    if consent is None:
        return None
    config = load_config(home)
    if config.problems:
        raise ModelError(
            f"{config.problems[0]} While that is so, nothing is sent to your endpoint: what you want "
            "masked is not known. Mend the file: secondme config edit"
        )
    settings = config.endpoint
    return Choice(settings, _terms(settings) == consent) if settings.url else None


def need_agreed(home: Home) -> Settings | None:
    """The endpoint that answers, or None. Raises ModelError when another one is set than was agreed to."""
    choice = read_choice(home)
    if choice is None:
        return None
    if not choice.agreed:
        one = choice.settings
        raise ModelError(
            f"The settings name {one.model or 'a model'} at {one.url}, which is not what you agreed to. "
            f"Nothing was sent. Agree: secondme models use-endpoint {one.url} --model {one.model or 'NAME'}; "
            "or go back to a model on this machine: secondme models use NAME"
        )
    return choice.settings


def choose(home: Home, url: str, model: str, *, allow_public: bool, now: datetime) -> None:
    """Has this endpoint answer from now on. What was agreed to is written last."""
    _drop(home)
    for name, value in (("url", url), ("model", model), ("allow_public", allow_public)):
        set_value(home.config, find_setting(f"endpoint.{name}"), value)
    terms = _terms(Settings(url=url, model=model, allow_public=allow_public))
    write_private(home.endpoint, json.dumps(terms | {"agreed": now.isoformat()}))


def go_back(home: Home) -> bool:
    """Has a model on this machine answer again, and forgets the API key; whether there was an endpoint."""
    was = home.endpoint.exists()
    _drop(home)
    api_key.drop(home)
    if was and load_config(home).endpoint.url:
        set_value(home.config, find_setting("endpoint.url"), "")
    return was


def _terms(settings: Settings) -> dict[str, Any]:
    return {"url": settings.url, "model": settings.model, "allow_public": settings.allow_public}


def _read(home: Home) -> dict[str, Any] | None:
    """What was agreed to; a file that makes no sense is no agreement."""
    with suppress(FileNotFoundError, ValueError):
        read = json.loads(home.endpoint.read_text("utf-8"))
        if isinstance(read, dict):
            return {name: value for name, value in read.items() if name != "agreed"}
        return {}
    return {} if home.endpoint.exists() else None


def _drop(home: Home) -> None:
    home.endpoint.unlink(missing_ok=True)
