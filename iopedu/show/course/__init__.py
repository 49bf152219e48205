"""Things to see: what all notebooks share."""
