"""The actors room: who is behind a name, and for which party."""
