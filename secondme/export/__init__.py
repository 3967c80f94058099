"""Everything that is remembered, for people who leave: other programs can read it, and it comes back."""
