"""Attestations: statements about the files of a release and their assessment, made and checked."""
