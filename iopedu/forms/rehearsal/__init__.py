"""Things to do: what is said to a client."""
