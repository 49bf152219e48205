"""Things to see: DBT skills."""
