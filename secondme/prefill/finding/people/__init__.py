"""The person and those around them: who is who, what notes and cards say of each. Start at `circle`."""
