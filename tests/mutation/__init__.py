"""How many small faults, put into the domain on purpose, its tests notice."""

#: The rooms of the domain.
ROOMS = ("care", "cbt", "course", "dbt", "evidence", "progress")
