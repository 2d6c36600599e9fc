"""The words of this module in the terminal's language, before and without Django."""

from regulars.core.terminal_words import terminal_language, words_of

__all__ = ["_", "terminal_language"]
_ = words_of("config")
