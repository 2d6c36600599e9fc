"""A believable tea shop with three years of history, in Chinese and in English."""
