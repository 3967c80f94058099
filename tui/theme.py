"""The themes of the house: ink and lamplight, paper and ink. Every other theme of Textual works too."""

from __future__ import annotations

from textual.theme import Theme

LAMPLIGHT = Theme(
    name="lamplight",
    primary="#8FB4C9",
    secondary="#6F8FA3",
    accent="#E5B76E",
    foreground="#DCD8CE",
    background="#13171B",
    surface="#191E23",
    panel="#222930",
    success="#97BF8C",
    warning="#DBA467",
    error="#D47F76",
    dark=True,
    variables={"block-cursor-text-style": "none"},
)
PAPER = Theme(
    name="paper",
    primary="#2C5F7C",
    secondary="#54788C",
    accent="#96590E",
    foreground="#2B2925",
    background="#FBF8F2",
    surface="#F5F0E6",
    panel="#EAE3D5",
    success="#3F7A3A",
    warning="#96590E",
    error="#A63A32",
    dark=False,
    variables={"block-cursor-text-style": "none"},
)
