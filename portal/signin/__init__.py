"""How editors and officers come in: invitation, password, second factor, and what slows guessing."""
