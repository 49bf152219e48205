"""Things to do: what all notebooks share."""
