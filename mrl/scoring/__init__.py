"""From a rubric, evidence and answers to an assessment: pure functions, no clock, no files."""
