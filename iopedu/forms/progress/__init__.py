"""Things to do: measures, medication and relapse prevention."""
