"""Things to do: levels of care, placement, weeks and groups."""
