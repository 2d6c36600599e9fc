"""Files of products, orders and payments, registered with the import engine of customers."""
