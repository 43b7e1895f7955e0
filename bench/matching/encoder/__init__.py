"""Tuning the bundled model: the upper half of its layers learns from debunks and from what people ask."""
