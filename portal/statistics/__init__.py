"""What we checked, how fast, and about whom: counted from the database when somebody asks."""
