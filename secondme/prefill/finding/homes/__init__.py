"""Where somebody lives and lived: addresses in notes, each with when it held. Start at `in_turn`."""
