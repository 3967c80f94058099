"""secondme models use-endpoint: has a model on another machine answer, after it is said what that means."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from models.address import Address
    from models.exchange import Door
    from secondme.home import Home


@click.command("use-endpoint")
@click.argument("url")
@click.option("--model", "-m", metavar="NAME", help="The model's name there; needed where it has several.")
@click.option("--with-key", is_flag=True, help="Ask for an API key, or read it from standard input.")
@click.option("--allow-public", is_flag=True, help="Allow an address outside your own network, over https.")
@click.option("--yes", is_flag=True, help="Agree without being asked.")
@pass_session
def use_endpoint(
    session: Session, url: str, model: str | None, with_key: bool, allow_public: bool, yes: bool
) -> None:
    """Have a model behind an OpenAI-compatible server answer: llama-server, vLLM, Ollama.

    It says what will leave this machine, and asks. Search and the embedder stay here.

    \b
    Examples
      secondme models use-endpoint http://192.168.1.20:8080 --model qwen3
      secondme models use qwen-coder-1.5b     back to a model on this machine
    """
    from datetime import UTC, datetime

    from models.address import parse_address
    from models.exchange import Door
    from secondme.endpoint import api_key
    from secondme.endpoint.choice import choose, go_back
    from secondme.home import find_home

    home = find_home(session.home)
    try:
        address = parse_address(url)
    except ValueError as error:
        raise click.UsageError(f"URL must be {error}. Nothing was changed.") from error
    key = _read_key() if with_key else api_key.find(home, address.origin)
    door = Door(address, key=key, allow_public=allow_public, timeout_s=30.0)
    found = door.network().addresses()
    model = _chosen(model, door)
    if not yes and not _is_agreed(_terms(home, address, model, found)):
        click.echo("Nothing was changed, and nothing of your memory was sent.", err=True)
        return
    home.create()
    go_back(home)
    if key:
        click.echo(f"The API key is kept in {_KEPT[api_key.keep(home, address.origin, key)]}.", err=True)
    choose(home, address.url, model, allow_public=allow_public, now=datetime.now(UTC))
    click.echo(f"{model} at {address.origin} answers from now on. Back with: secondme models use NAME")


_KEPT = {"keyring": "your keyring", "file": "a file that only you can read"}


def _read_key() -> str:
    """The key, never as an argument: other programs of this machine can read those."""
    if sys.stdin.isatty():
        key = str(click.prompt("API key", hide_input=True, err=True))
    else:
        key = sys.stdin.readline()
    key = key.strip()
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise click.UsageError("That is not an API key. Nothing was changed.")
    return key


def _chosen(model: str | None, door: Door) -> str:
    """The model's name; the only one there is where none is named. The list is all that is asked for."""
    from models.endpoint import Endpoint
    from secondme.cli.output import harmless, note

    there = [harmless(one)[:200] for one in Endpoint(door, "").models()]
    names = f"It has: {', '.join(there[:20])}." if there else "It names none."
    if model is None:
        if len(there) != 1:
            raise click.UsageError(f"Say which model is meant: --model NAME. {names} Nothing was changed.")
        return there[0]
    if there and model not in there:
        note(f"{door.address.origin} does not list {model}. {names}")
    return model


def _terms(home: Home, address: Address, model: str, found: Sequence[str]) -> list[tuple[str, str]]:
    """What is agreed to, line by line."""
    import ipaddress

    from models.private_network import is_own
    from secondme.config import load_config

    own = load_config(home).endpoint
    where = "on your own network" if is_own(ipaddress.ip_address(found[0])) else "a public address"
    wire = "encrypted on the way" if address.scheme == "https" else "not encrypted on the way"
    dates = "days, " if own.mask_dates else ""
    return [
        ("to", f"{model} at {address.url} ({found[0]}, {where}, {wire})"),
        ("what", "with each question you ask: the question, and up to six short passages found for it"),
        (
            "masked",
            f"names of people you know, e-mail addresses, telephone and other long numbers, cards, accounts, "
            f"addresses, {dates}passwords and keys, and {len(own.mask)} words of your own (endpoint.mask). "
            "They are put back into the answer on this machine",
        ),
        (
            "readable",
            f"all else in those passages: what they say, places, {'' if own.mask_dates else 'days, '}"
            "and names that your memory does not know as somebody's",
        ),
        ("stays here", "your files, the search, the vectors, the models' reading of your files"),
    ]


def _is_agreed(terms: Sequence[tuple[str, str]]) -> bool:
    """Says what will leave, and asks; where nobody answers, nothing does."""
    import textwrap

    click.echo("Parts of your memory will leave this machine:\n", err=True)
    for name, what in terms:
        text = textwrap.fill(what, 100, initial_indent=f"  {name:<11}", subsequent_indent=" " * 13)
        click.echo(text, err=True)
    click.echo("\nWhoever runs that server can read and keep what it is sent.", err=True)
    try:
        return click.confirm("Have it answer?", err=True)
    except click.Abort:
        if sys.stdin.isatty():
            raise
        raise click.UsageError(
            "Nobody answered, so nothing was changed. Say that you mean it: --yes"
        ) from None
