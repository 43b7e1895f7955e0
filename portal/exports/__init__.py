"""Open data: everything public as files, made by a worker, signed, and kept for a week."""
