"""Who the customers are and what happened between us."""
