"""A note as its writer meant it: its layout, whose its lines are, what they name. Start at `own_notes`."""
