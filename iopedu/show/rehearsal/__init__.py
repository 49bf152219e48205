"""Tables and pages of what is rehearsed."""
