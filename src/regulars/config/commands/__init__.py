"""The program's own subcommands; those of the trade lie in their modules."""
