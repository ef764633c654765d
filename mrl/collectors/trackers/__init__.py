"""Issue trackers outside the forge: Jira and Redmine, read through their usual clients."""
