"""The tests of the product, room by room."""
