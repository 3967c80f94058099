"""Logs as WeeChat, irssi, ZNC, HexChat, mIRC and The Lounge write them by default."""

from __future__ import annotations

import pytest

IRSSI = """--- Log opened Fri Mar 14 21:00:00 2025
21:00 -!- ana [~ana@host] has joined #garden
21:41 <@ana> the gate is open
21:42 < bo> thanks
21:43  * ana waves
--- Day changed Sat Mar 15 2025
00:01 <+bo> good night
--- Log closed Sat Mar 15 00:02:00 2025
"""
WEECHAT = (
    "2025-03-14 21:00:00\t-->\tana (~ana@host) has joined #garden\n"
    "2025-03-14 21:41:00\t@ana\tthe gate is open\n"
    "2025-03-14 21:42:00\tbo\tthanks\n"
    "2025-03-14 21:43:00\t *\tana waves\n"
    "2025-03-14 21:44:00\t--\tMode #garden [+o bo] by ana\n"
    "2025-03-15 00:01:00\t+bo\tgood night\n"
)
HEXCHAT = """**** BEGIN LOGGING AT Fri Mar 14 21:00:00 2025

Mar 14 21:00:00 *\tNow talking on #garden
Mar 14 21:41:00 <ana>\tthe gate is open
Mar 14 21:42:00 <bo>\tthanks
Mar 15 00:01:00 <bo>\tgood night
**** ENDING LOGGING AT Sat Mar 15 00:02:00 2025
"""
MIRC = """
Session Start: Fri Mar 14 21:00:00 2025
Session Ident: #garden
[21:41] <ana> \x02the\x02 gate is \x0304,01open\x03
[21:42] <bo> thanks
"""
LOUNGE = """[2025-03-14T21:41:00.000Z] <ana> the gate is open
[2025-03-14T21:42:00.000Z] <bo> thanks
[2025-03-14T21:43:00.000Z] * ana waves
[2025-03-14T21:44:00.000Z] *** bo (~bo@host) quit
"""
ZNC = "[21:00:00] *** Joins: ana (~ana@host)\n[21:41:00] <ana> the gate is open\n[21:42:00] <bo> thanks\n"
GATE = ("ana", "the gate is open", "2025-03-14 21:41")
THANKS = ("bo", "thanks", "2025-03-14 21:42")
WAVES = ("ana", "waves", "2025-03-14 21:43")
NIGHT = ("bo", "good night", "2025-03-15 00:01")


@pytest.mark.parametrize(
    ("name", "content", "expected", "key"),
    [
        ("irclogs/libera/#garden.log", IRSSI, [GATE, THANKS, WAVES, NIGHT], "libera%2F#garden"),
        ("irc.libera.#garden.weechatlog", WEECHAT, [GATE, THANKS, WAVES, NIGHT], "libera%2F#garden"),
        ("scrollback/libera/#garden.log", HEXCHAT, [GATE, THANKS, NIGHT], "libera%2F#garden"),
        ("#garden.log", MIRC, [GATE, THANKS], "#garden"),
        ("logs/libera/#garden.log", LOUNGE, [GATE, THANKS, WAVES], "libera%2F#garden"),
        ("libera_#garden_20250314.log", ZNC, [GATE, THANKS], "libera%2F#garden"),
    ],
)
def test_each_program_s_log_is_read_with_its_days(tmp_path, read_export, name, content, expected, key):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    documents, problems = read_export("irc", path)
    assert not problems
    passages = [passage for document in documents for passage in document.passages]
    assert [(one.speaker, one.text, f"{one.time:%Y-%m-%d %H:%M}") for one in passages] == expected
    assert documents[0].key == f"{key}/2025-03-14"
    assert passages[0].handle == ("irc:libera/ana" if "libera" in key else None)


def test_a_folder_of_logs_is_one_conversation_a_channel(tmp_path, read_export):
    for name, line in {
        "libera/#garden/2025-03-14.log": "[21:41:00] <ana> one\n",
        "libera/#garden/2025-03-15.log": "[21:41:00] <ana> two\n",
        "libera/bo/2025-03-15.log": "[21:41:00] <bo> three\n",
        "oftc/#garden/2025-03-15.log": "[21:41:00] <ana> four\n",
    }.items():
        path = tmp_path / "logs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(line)
    documents, _ = read_export("irc", tmp_path / "logs")
    assert [(each.key, each.title) for each in documents] == [
        ("libera%2F#garden/2025-03-14", "#garden on libera, 14 March 2025"),
        ("libera%2F#garden/2025-03-15", "#garden on libera, 15 March 2025"),
        ("libera%2Fbo/2025-03-15", "bo on libera, 15 March 2025"),
        ("oftc%2F#garden/2025-03-15", "#garden on oftc, 15 March 2025"),
    ]


def test_times_without_a_day_are_kept_undated_and_told(tmp_path, read_export):
    path = tmp_path / "#garden.log"
    path.write_text("[21:41] <ana> one\n[21:42] <ana> two\n")
    [document], problems = read_export("irc", path)
    assert (document.key, document.time) == ("#garden/undated", None)
    assert problems == [("#garden.log", "2 lines tell a time and no day, and neither does the file's name")]


def test_old_lines_that_are_not_utf8_are_read_beside_new_ones(tmp_path, read_export):
    path = tmp_path / "irc.libera.#garden.weechatlog"
    path.write_bytes(b"2005-03-14 21:41:00\tana\tcaf\xe9\n" + "2025-03-14 21:41:00\tana\tcafé ☕\n".encode())
    documents, _ = read_export("irc", path)
    assert [document.passages[0].text for document in documents] == ["café", "café ☕"]
