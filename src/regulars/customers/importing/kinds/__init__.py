"""The kinds of files that bring customers, their contacts and what happened with them."""
