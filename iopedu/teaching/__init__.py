"""What a class practiced and answered, over all subjects."""
