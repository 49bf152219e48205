"""Things to see: cognitive behavioral therapy."""
