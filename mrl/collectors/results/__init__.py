"""Results that other tools wrote and the project's owner has: read, never produced, here."""
