"""Things to see: studies and effects."""
