"""Pages about what customers are worth: to the firm so far, from now on, and what to spend on them."""
