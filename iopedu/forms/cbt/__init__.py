"""Things to do: cognitive behavioral therapy."""
