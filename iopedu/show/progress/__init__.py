"""Things to see: measures, medication and relapse prevention."""
