"""Releases on GitHub, github.com and Enterprise."""
