"""What is published, in the forms that other people's machines read."""
