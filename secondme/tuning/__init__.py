"""Tuning: fits recall to one person's memory and habits, shows what that gains, and keeps only what wins."""
