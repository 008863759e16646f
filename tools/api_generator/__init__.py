"""How the tables of public names are read from the installed packages (development only)."""
