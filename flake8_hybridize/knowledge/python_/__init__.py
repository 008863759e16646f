"""Rules of the standard library: functions whose results are plain numbers and strings."""
