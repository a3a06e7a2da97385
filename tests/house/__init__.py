"""The architecture's own tests: what DESIGN asks of every room, checked for all rooms at once."""
