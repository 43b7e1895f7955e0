"""Keys of the API: asked for by e-mail, shown once, with a higher limit and a count of their use."""
