"""What is stored and can be made again: the command is ``uv run python -m tests.refresh``; see ``__main__``."""
