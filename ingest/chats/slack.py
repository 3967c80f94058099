"""A Slack workspace's export: the .zip, or the folder it was unpacked to.

The form is described at https://slack.com/help/articles/220556107 : users.json, channels.json (public),
groups.json (private), dms.json and mpims.json list who is where; each channel is a folder, named after it (a
talk between two after its id), with a file for each day: a list of messages with user, ts and text. `ts` is
the message's id in its channel and its time. The answers in a thread are a session of their own, below the
beginning of the message that they answer.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ingest.chats.exports import Export
from ingest.chats.fields import identity, moment, record, records, text
from ingest.chats.markers import attachment, lines
from ingest.chats.sessions import (
    Conversation,
    OnProblem,
    Turn,
    daily_documents,
    join_names,
    people_of,
    session_document,
)
from ingest.document import Document, Person
from ingest.errors import UnreadableError
from ingest.handles import email_handle, handle, phone_handle

DAY_FILE = r"[^/]+/\d{4}-\d{2}-\d{2}\.json"
LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
SPOKEN = (None, "", "thread_broadcast", "bot_message", "file_share", "me_message", "file_comment")
"""Subtypes of messages that someone wrote; all others are what Slack says itself, or mark what is deleted."""
OPENING = 80
"""Letters of the first message of a thread that its answers stand below."""
_MARKUP = re.compile(r"<(?P<what>[@#!]?)(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


@dataclass
class Workspace:
    """Who is who, by their ids in the workspace."""

    people: dict[str, Person] = field(default_factory=dict)

    def name(self, user: str) -> str:
        person = self.people.get(user)
        return (person.name if person is not None else None) or user


def read(export: Export, on_problem: OnProblem) -> Iterator[Document]:
    """A document for each day of each channel, and for each thread."""
    files = export.find(DAY_FILE)
    if not files:
        raise UnreadableError(
            export.path, "there is no channel in it: no folder with files such as 2025-03-14.json"
        )
    workspace = _workspace(export, on_problem)
    channels = _channels(export, on_problem)
    folders: dict[str, list[str]] = {}
    for file in files:
        folders.setdefault(PurePosixPath(file).parent.name, []).append(file)
    for folder, days in folders.items():
        conversation = _conversation(folder, channels.get(folder, {}), workspace)
        yield from _read_channel(export, days, conversation, workspace, on_problem)


def _read_channel(
    export: Export,
    days: list[str],
    conversation: Conversation,
    workspace: Workspace,
    on_problem: OnProblem,
) -> Iterator[Document]:
    """Its days, then its threads; an answer that was also sent to the channel is only in its thread."""
    turns: list[Turn] = []
    threads: dict[str, list[Turn]] = {}
    for name in sorted(days):
        for message in _messages(export, name, on_problem):
            parent, turn = identity(message.get("thread_ts")), _turn(message, workspace)
            if turn is None:
                continue
            if parent and parent != turn.id:
                threads.setdefault(parent, []).append(turn)
            else:
                turns.append(turn)
    openings = {turn.id: turn.text for turn in turns if turn.id in threads}
    yield from daily_documents(conversation, turns, export.path)
    for parent, answers in threads.items():
        yield _thread(conversation, parent, openings.get(parent, ""), answers, export.path)


def _thread(
    conversation: Conversation, parent: str, opening: str, answers: list[Turn], path: Path
) -> Document:
    from dataclasses import replace

    heading = " ".join(opening.split())
    heading = f"{heading[:OPENING].rsplit(' ', 1)[0]} …" if len(heading) > OPENING else heading
    begun = moment(parent)
    when = f" of {begun.day} {begun:%B %Y}" if begun is not None else ""
    turns = list({turn.id: replace(turn, heading=heading) for turn in answers}.values())
    turns.sort(key=lambda turn: turn.id)
    title = f"{conversation.name}, thread{when}"
    people = people_of(conversation, turns)
    return session_document(conversation.id, f"thread {parent}", title, turns, path, people=people)


def _messages(export: Export, name: str, on_problem: OnProblem) -> Iterator[dict[str, Any]]:
    try:
        yield from records(export.json(name))
    except UnreadableError as error:
        on_problem(name, error.reason)


def _turn(message: dict[str, Any], workspace: Workspace) -> Turn | None:
    name, user = identity(message.get("ts")), identity(message.get("user"))
    words = _words(message, workspace)
    if not name or not words or message.get("subtype") not in SPOKEN:
        return None
    profile = record(message.get("user_profile"))
    own = text(profile.get("display_name")) or text(profile.get("real_name"))
    speaker = workspace.name(user) if user in workspace.people else own or user
    person = workspace.people.get(user)
    account = person.handles[0] if person is not None and person.handles else None
    shown = speaker or text(message.get("username")) or "bot"
    return Turn(name, shown, words, moment(name), handle=account)


def _words(message: dict[str, Any], workspace: Workspace) -> str:
    files = (text(file.get("name")) or text(file.get("title")) for file in records(message.get("files")))
    quoted = [
        text(each.get("text")) or text(each.get("fallback")) if message.get("bot_id") else ""
        for each in records(message.get("attachments"))
    ]
    return lines(
        _plain(text(message.get("text")), workspace),
        *(_plain(each, workspace) for each in quoted),
        *(attachment(name) for name in files),
    )


def _plain(content: str, workspace: Workspace) -> str:
    """Slack's markup as it is shown: "<@U1>" is "@Ana", "<https://…|the plan>" is "the plan (https://…)"."""

    def shown(found: re.Match[str]) -> str:
        what, target, label = found["what"], found["target"], found["label"] or ""
        if what == "@":
            return f"@{label or workspace.name(target)}"
        if what == "#":
            return f"#{label or target}"
        if what == "!":
            return label or f"@{target.partition('^')[0]}"
        target = target.removeprefix("mailto:")
        return f"{label} ({target})" if label and label != target else target

    return html.unescape(_MARKUP.sub(shown, content)).strip()


def _workspace(export: Export, on_problem: OnProblem) -> Workspace:
    workspace = Workspace()
    for user in _listed(export, "users.json", on_problem):
        name = identity(user.get("id"))
        profile = record(user.get("profile"))
        shown = (
            profile.get("real_name"),
            user.get("real_name"),
            profile.get("display_name"),
            user.get("name"),
        )
        handles = (
            handle("slack", "/".join(filter(None, [identity(user.get("team_id")), name]))),
            email_handle(text(profile.get("email"))),
            phone_handle(text(profile.get("phone"))),
        )
        if name:
            called = next(filter(None, map(text, shown)), name)
            workspace.people[name] = Person(called, tuple(filter(None, handles)))
    return workspace


def _channels(export: Export, on_problem: OnProblem) -> dict[str, dict[str, Any]]:
    """What the lists say of each channel, by the name of its folder."""
    found: dict[str, dict[str, Any]] = {}
    for file in LISTS:
        for channel in _listed(export, file, on_problem):
            found[text(channel.get("name")) or identity(channel.get("id"))] = channel
    return found


def _listed(export: Export, file: str, on_problem: OnProblem) -> list[dict[str, Any]]:
    try:
        return [each for name in export.find(re.escape(file)) for each in records(export.json(name))]
    except UnreadableError as error:
        on_problem(file, error.reason)
        return []


def _conversation(folder: str, about: dict[str, Any], workspace: Workspace) -> Conversation:
    """Talks without a name of their own are called after who takes part."""
    listed = about.get("members")
    members = [identity(each) for each in listed] if isinstance(listed, list) else []
    people = tuple(workspace.people[member] for member in members if member in workspace.people)
    direct = not about.get("name") or text(about.get("name")).startswith("mpdm-")
    names = [person.name or "" for person in people]
    title = join_names(names) if direct and names else f"#{folder}"
    return Conversation(identity(about.get("id")) or folder, title, people)
