"""How somebody is doing: measures, change, medication, and plans against relapse."""
