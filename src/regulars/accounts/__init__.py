"""Staff who sign in, teams, roles, what they may see."""
