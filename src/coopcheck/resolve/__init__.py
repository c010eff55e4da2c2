"""Understanding input: names of States and free text about conduct."""
