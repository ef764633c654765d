"""Rubrics: what is asked of a project, as data that people edit without programming."""
