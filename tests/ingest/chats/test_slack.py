"""A small workspace's export; its files are those of https://slack.com/help/articles/220556107."""

from __future__ import annotations

import json

import pytest

from ingest import Person

USERS = [
    {
        "id": "U1",
        "team_id": "T1",
        "name": "ana",
        "profile": {"real_name": "Ana Kovač", "display_name": "ana", "email": "Ana@Example.org", "phone": ""},
    },
    {"id": "U2", "team_id": "T1", "name": "bo", "profile": {"real_name": "", "display_name": "Bo"}},
]
ANA = Person("Ana Kovač", ("slack:T1/U1", "email:ana@example.org"))
BO = Person("Bo", ("slack:T1/U2",))


def message(ts, text, user="U1", **more):
    return {"type": "message", "user": user, "text": text, "ts": ts, **more}


@pytest.fixture
def read(tmp_path, read_export):
    """Writes a workspace, as {file: value}, and reads it."""

    def read_files(**files):
        written = {"users.json": USERS, **{name.replace("__", "/"): value for name, value in files.items()}}
        for name, value in written.items():
            path = tmp_path / "export" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(value if isinstance(value, str) else json.dumps(value))
        return read_export("slack", tmp_path / "export")

    return read_files


def test_a_channel_is_read_by_its_days_with_the_names_of_its_people(read):
    documents, problems = read(
        **{
            "channels.json": [{"id": "C1", "name": "garden", "members": ["U1", "U2"]}],
            "garden__2025-03-14.json": [message("1741953600.000100", "Morning, <@U2>")],
            "garden__2025-03-15.json": [message("1742040000.000100", "Hi <!here> in <#C1|garden>", "U2")],
        }
    )
    assert not problems
    assert [(each.key, each.title, each.people) for each in documents] == [
        ("C1/2025-03-14", "#garden, 14 March 2025", (ANA, BO)),
        ("C1/2025-03-15", "#garden, 15 March 2025", (BO, ANA)),
    ]
    assert [(one.speaker, one.text, one.handle) for each in documents for one in each.passages] == [
        ("Ana Kovač", "Morning, @Bo", "slack:T1/U1"),
        ("Bo", "Hi @here in #garden", "slack:T1/U2"),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("5 &lt; 6 &amp; 7", "5 < 6 & 7"),
        ("<https://x.org/a?b=1&amp;c=2|the plan>", "the plan (https://x.org/a?b=1&c=2)"),
        ("<https://x.org>", "https://x.org"),
        ("<mailto:ana@x.org|ana@x.org>", "ana@x.org"),
        ("<!date^1741953600^{date}|14 March>", "14 March"),
        ("<@U9> left", "@U9 left"),
    ],
)
def test_slack_s_markup_is_shown_as_slack_shows_it(read, text, shown):
    [document], _ = read(**{"garden__2025-03-14.json": [message("1741953600.1", text)]})
    assert document.passages[0].text == shown


def test_a_thread_is_a_session_of_its_own_below_what_it_answers(read):
    opening = (
        "Shall we paint the shed green or blue this year, and who can bring the long ladder back from Bo?"
    )
    documents, _ = read(
        **{
            "garden__2025-03-14.json": [
                message("1741953600.1", opening, thread_ts="1741953600.1", reply_count=2),
                message("1741953700.1", "Green", "U2", thread_ts="1741953600.1"),
            ],
            "garden__2025-03-16.json": [
                message("1742126400.1", "Blue!", thread_ts="1741953600.1", subtype="thread_broadcast")
            ],
        }
    )
    assert [(each.key, len(each.passages)) for each in documents] == [
        ("garden/2025-03-14", 1),
        ("garden/thread 1741953600.1", 2),
    ]
    thread = documents[1]
    assert thread.title == "#garden, thread of 14 March 2025"
    assert [one.text for one in thread.passages] == ["Green", "Blue!"]
    assert thread.passages[0].heading.startswith("Shall we paint the shed green")
    assert thread.passages[0].heading.endswith("…")


def test_talks_between_people_are_called_after_them(read):
    documents, _ = read(
        **{
            "dms.json": [{"id": "D1", "members": ["U1", "U2"]}],
            "mpims.json": [{"id": "G1", "name": "mpdm-ana--bo-1", "members": ["U1", "U2"]}],
            "D1__2025-03-14.json": [message("1741953600.1", "between us")],
            "mpdm-ana--bo-1__2025-03-14.json": [message("1741953600.1", "among us")],
        }
    )
    assert [(each.key, each.title) for each in documents] == [
        ("D1/2025-03-14", "Ana Kovač and Bo, 14 March 2025"),
        ("G1/2025-03-14", "Ana Kovač and Bo, 14 March 2025"),
    ]


def test_what_slack_itself_says_is_left_out_and_bots_and_files_are_kept(read):
    [document], _ = read(
        **{
            "garden__2025-03-14.json": [
                message("1.1", "<@U1> has joined the channel", subtype="channel_join"),
                message("1.2", "", files=[{"name": "plan.pdf", "title": "Plan"}, {"mode": "tombstone"}]),
                {
                    "type": "message",
                    "subtype": "bot_message",
                    "bot_id": "B1",
                    "username": "weather",
                    "text": "",
                    "attachments": [{"fallback": "Rain from noon"}],
                    "ts": "1.3",
                },
                message("1.4", "gone", subtype="tombstone"),
            ]
        }
    )
    assert [(one.speaker, one.text) for one in document.passages] == [
        ("Ana Kovač", "[file: plan.pdf]"),
        ("weather", "Rain from noon"),
    ]


def test_a_damaged_day_costs_that_day_alone(read):
    documents, problems = read(
        **{
            "garden__2025-03-14.json": "[{",
            "garden__2025-03-15.json": [message("1742040000.1", "still here")],
        }
    )
    assert [document.key for document in documents] == ["garden/2025-03-15"]
    assert problems == [("garden/2025-03-14.json", "garden/2025-03-14.json is damaged: it is not JSON")]
