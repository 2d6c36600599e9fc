"""The parts of the dashboard: each turns stored figures into what the page draws, with the customers behind."""
