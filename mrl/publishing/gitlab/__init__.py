"""Releases on GitLab: files are a generic package of the project, and the release links to them."""
