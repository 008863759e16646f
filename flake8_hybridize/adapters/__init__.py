"""The ways in: the flake8 plugin and the command. They turn options into ours and results into output."""
