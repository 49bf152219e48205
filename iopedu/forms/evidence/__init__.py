"""Things to do: studies and effects."""
