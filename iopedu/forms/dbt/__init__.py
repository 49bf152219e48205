"""Things to do: DBT skills."""
