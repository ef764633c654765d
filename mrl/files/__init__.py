"""The door to data files: reading with every mistake placed, writing whole or not at all."""
