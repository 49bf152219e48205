"""What the course costs, side by side with other ways to do the same, in one run; see ``__main__.py``."""
