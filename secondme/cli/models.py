"""secondme models: get, choose and measure models."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from models.catalogue import ROLES
from secondme.cli.endpoint import use_endpoint
from secondme.cli.session import Session, pass_session

if TYPE_CHECKING:
    from models.bench import BenchResult
    from models.fetch import Progress

EPILOG = """\b
Examples
  secondme models list
  secondme models pull                 the default models
  secondme models use multilingual
  secondme models use-endpoint http://192.168.1.20:8080 --model qwen3
  secondme models bench

A model is trusted by its hash, wherever it comes from.

Exit codes: 0 done, 2 unknown model, 5 model missing or wrong, 7 disk full, 8 network."""


@click.group("models", epilog=EPILOG)
def command() -> None:
    """Get, choose and measure the models that search and answer."""


command.add_command(use_endpoint)


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def list_models(session: Session, as_json: bool) -> None:
    """List the models there are, and which are here and in use.

    \b
    Example
      secondme models list
    """
    from secondme.cli.output import console, print_json

    shelf = session.shelf
    here = {one.name: one for one in shelf.installed()}
    endpoint = _endpoint(session)
    used = {shelf.chosen("embedder"), None if endpoint else shelf.chosen("generator")}
    models = shelf.catalogue.models
    if as_json:
        print_json(
            [
                {
                    "name": model.name,
                    "role": model.role,
                    "title": model.title,
                    "licence": model.licence,
                    "size": model.size,
                    "sha256": model.sha256,
                    "context_length": model.context_length,
                    "languages": list(model.languages),
                    "installed": model.name in here,
                    "in_use": model.name in used,
                }
                for model in models
            ]
        )
        return
    from rich.table import Table

    from models.hardware import ram_bytes

    table = Table("", "name", "role", "size", "memory", "what it is", box=None, header_style="dim")
    here_gb = ram_bytes() / 1e9
    for model in models:
        mark = "●" if model.name in used else "○" if model.name in here else ""
        size = f"{model.size / 1e6:,.0f} MB"
        style = "dim" if model.min_ram_gb > here_gb else ""
        about = f"{model.title}, {model.licence}. {model.note}"
        table.add_row(mark, model.name, model.role, size, f"{model.min_ram_gb:g} GB", about, style=style)
    console().print(table)
    click.echo(f"● in use   ○ here   dim: wants more than the {here_gb:.0f} GB of memory here")
    click.echo("Get one with: secondme models pull NAME")
    if endpoint:
        click.echo(f"Answers come from {endpoint}. Back with: secondme models use NAME")


@command.command("pull")
@click.argument("names", nargs=-1)
@pass_session
def pull_models(session: Session, names: tuple[str, ...]) -> None:
    """Fetch models by name; without a name, the two default ones.

    What was interrupted goes on where it stopped.

    \b
    Example
      secondme models pull qwen-coder-1.5b
    """
    from models.fetch import pull

    shelf = session.shelf
    chosen = names or tuple(shelf.catalogue.default(role).name for role in ("embedder", "generator"))
    for name in chosen:
        with download_bar(name) as show:
            path = pull(name, shelf, progress=show)
        click.echo(f"{name} is here: {path.stat().st_size / 1e6:,.0f} MB, hash checked.")


@command.command("use")
@click.argument("name")
@pass_session
def use_model(session: Session, name: str) -> None:
    """Choose a model for its work, fetching it first if need be.

    After another embedding model is chosen, everything is embedded anew; until that is done the earlier
    vectors go on answering.

    \b
    Example
      secondme models use multilingual
    """
    from models.fetch import pull
    from secondme.cli.output import counted, progress_bar

    shelf = session.shelf
    if shelf.find(name) is None:
        with download_bar(name) as show:
            pull(name, shelf, progress=show)
    shelf.use(name)
    role = shelf.catalogue.model(name).role
    click.echo(f"{name} is now the {role}.")
    if role == "generator":
        _leave_endpoint(session)
    if role == "embedder":
        with progress_bar() as show_indexing:
            indexed = session.memory.index(sources=[], on_progress=show_indexing)
        click.echo(f"Embedded with it: {counted(indexed.vectors, 'passage')}.")


def _endpoint(session: Session) -> str | None:
    """The endpoint that answers instead of a model here, with its model's name."""
    from secondme.endpoint.choice import read_choice
    from secondme.home import find_home

    choice = read_choice(find_home(session.home))
    return f"{choice.settings.model} at {choice.settings.url}" if choice else None


def _leave_endpoint(session: Session) -> None:
    from secondme.endpoint.choice import go_back
    from secondme.home import find_home

    if go_back(find_home(session.home)):
        click.echo("Nothing leaves this machine any more; the endpoint's API key is forgotten.")


@command.command("remove")
@click.argument("name")
@pass_session
def remove_model(session: Session, name: str) -> None:
    """Delete a model file.

    \b
    Example
      secondme models remove smollm2
    """
    freed = session.shelf.remove(name)
    click.echo(f"{name} is removed; {freed / 1e6:,.0f} MB are free again.")


@command.command("path")
@click.argument("name")
@pass_session
def model_path(session: Session, name: str) -> None:
    """Print where a model's file is.

    \b
    Example
      secondme models path minilm
    """
    click.echo(session.shelf.path(name))


@command.command("verify")
@click.argument("name")
@pass_session
def verify_model(session: Session, name: str) -> None:
    """Check a model's file against its recorded hash.

    \b
    Example
      secondme models verify qwen-coder-1.5b
    """
    click.echo(f"{name} is intact: SHA-256 {session.shelf.verify(name)}")


@command.command("bench")
@click.argument("name", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@pass_session
def bench_models(session: Session, name: str | None, as_json: bool) -> None:
    """Measure how fast the models in use (or the one named) are on this machine.

    A generator is tried with several settings, and runs with the best of them from then on.

    \b
    Example
      secondme models bench
    """
    from dataclasses import asdict
    from functools import partial

    from models.bench import bench_embedder, bench_generator, of_embedder, of_generator
    from models.measured import keep_measured
    from models.tuning import keep_tuning
    from secondme.cli.output import note, print_json

    shelf = session.shelf
    names = [name] if name else [one for one in map(shelf.chosen, ROLES) if one]
    if not names:
        note("There is no model here yet. Get the default ones with: secondme models pull")
    results: list[dict[str, object]] = []
    for one in names:
        path, model = shelf.path(one), shelf.catalogue.model(one)
        if model.role == "embedder":
            speed = bench_embedder(path, pooling=model.pooling)
            results.append({"model": one, **asdict(speed)})
            keep_measured(shelf.folder, shelf.known_hash(one), of_embedder(speed))
            click.echo(
                f"{one}: {speed.texts_per_s:,.0f} short texts/s, a question in {speed.question_ms:.0f} ms, "
                f"loaded in {speed.load_s:.1f} s, {speed.threads} threads",
                err=as_json,
            )
            continue
        measured = bench_generator(path, report=partial(_tell_speed, one, err=as_json))
        keep_tuning(shelf.folder, shelf.known_hash(one), measured[0].tuning)
        keep_measured(shelf.folder, shelf.known_hash(one), of_generator(measured[0]))
        click.echo(f"{one} will run as it was best: {_way(measured[0])}.", err=as_json)
        results += [{"model": one, **_speed(result)} for result in measured]
    if as_json:
        print_json(results)


def _tell_speed(name: str, result: BenchResult, *, err: bool) -> None:
    click.echo(
        f"{name}: reads {result.prompt_tokens_per_s:,.0f} tokens/s, writes "
        f"{result.generation_tokens_per_s:,.1f} tokens/s, loaded in {result.load_s:.1f} s, {_way(result)}",
        err=err,
    )


def _way(result: BenchResult) -> str:
    flash = {None: "as llama.cpp likes", True: "on", False: "off"}[result.tuning.flash_attention]
    layers = f", {result.gpu_layers} layers on a GPU" if result.gpu_layers else ""
    return f"{result.threads} threads, flash attention {flash}, cache {result.tuning.cache_type}{layers}"


def _speed(result: BenchResult) -> dict[str, object]:
    """The form for `--json`; described in docs/json.md."""
    return {
        "threads": result.threads,
        "gpu_layers": result.gpu_layers,
        "load_s": result.load_s,
        "prompt_tokens_per_s": result.prompt_tokens_per_s,
        "generation_tokens_per_s": result.generation_tokens_per_s,
        "flash_attention": result.tuning.flash_attention,
        "cache_type": result.tuning.cache_type,
        "drift": result.drift,
    }


@contextmanager
def download_bar(name: str) -> Iterator[Callable[[Progress], None]]:
    """A bar with bytes, speed and estimate on stderr; a line a stage where stderr is not a terminal."""
    from secondme.cli.output import console, note

    if not sys.stderr.isatty():
        note(f"Fetching {name} …")
        yield lambda progress: None
        return
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Bars(*columns, console=console(stderr=True), transient=True) as bars:
        task = bars.add_task(name, total=None)
        yield lambda progress: bars.update(
            task, description=f"{name}: {progress.stage}", completed=progress.done, total=progress.total
        )
