"""Git repositories: finding them, reading their objects, cloning remote ones."""
