"""Files of messages, checked by a worker one after the other."""
