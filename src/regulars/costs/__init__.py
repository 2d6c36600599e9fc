"""What keeping a customer costs: contacts, gifts, coupons, service time, credit; and the profit that is left."""
