"""Assessments onto releases: files, links and notes, put there so that nothing is lost on the way.

What is to be done is planned from what the forge says is there, one small step after the other. A run
that ends anywhere is taken up by the next one: it plans again from what it finds.
"""
