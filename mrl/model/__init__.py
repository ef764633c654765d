"""Frozen types of every stage; imports nothing else of this project."""
