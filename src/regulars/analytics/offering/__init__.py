"""What to offer: the next basket, new products, and products that go together."""
