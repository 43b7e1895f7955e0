"""Debunks in and out: one shape for the API's detail, exports and imports."""
