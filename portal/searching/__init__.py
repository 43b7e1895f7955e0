"""Search of everything: claims by the matcher, names by name, with typos forgiven."""
