"""Nothing about customers: time, money, settings, audit, files."""
