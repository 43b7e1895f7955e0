"""Files that work outside of this project."""
