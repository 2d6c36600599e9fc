"""Products, orders, lines, payments, returns, credit, deliveries, browsing."""
