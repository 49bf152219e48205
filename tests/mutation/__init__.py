"""How many small faults, put into the domain on purpose, its tests notice."""
