"""Whether and when each customer orders again, by the model that did best on the firm's own past."""
