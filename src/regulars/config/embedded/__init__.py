"""The PostgreSQL that Regulars brings along: where it lies, who runs it, how it starts and stops."""
