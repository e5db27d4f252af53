"""What may be requested, and what becomes of a page that cannot be read."""
