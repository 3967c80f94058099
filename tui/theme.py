"""The themes of the house, two of them of high contrast. Every other theme of Textual works too."""

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
CHALK = Theme(
    name="chalk",
    primary="#7FD4FF",
    secondary="#B0E4FF",
    accent="#FFD75F",
    foreground="#FFFFFF",
    background="#000000",
    surface="#141414",
    panel="#2C2C2C",
    success="#87FF87",
    warning="#FFB454",
    error="#FF8A80",
    dark=True,
    variables={
        "block-cursor-text-style": "none",
        "text-muted": "#D8D8D8",
        "foreground-muted": "#D8D8D8",
        "text-disabled": "#C8C8C8",
        "border": "#FFFFFF",
    },
)
"""High contrast, light on dark: no colour of text is below 7 to 1."""
INK = Theme(
    name="ink",
    primary="#003A70",
    secondary="#00508F",
    accent="#6B2C00",
    foreground="#000000",
    background="#FFFFFF",
    surface="#F4F4F4",
    panel="#DEDEDE",
    success="#004D00",
    warning="#6B2C00",
    error="#8C0000",
    dark=False,
    variables={
        "block-cursor-text-style": "none",
        "text-muted": "#303030",
        "foreground-muted": "#303030",
        "text-disabled": "#404040",
        "border": "#000000",
    },
)
"""High contrast, dark on light."""
HOUSE = (LAMPLIGHT, PAPER, CHALK, INK)
