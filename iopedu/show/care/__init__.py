"""Things to see: levels of care, placement, weeks and groups."""
