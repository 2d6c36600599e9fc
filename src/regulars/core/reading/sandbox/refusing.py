"""Why a file cannot be read: a code and where; the sentence is found outside."""


class Refused(Exception):
    def __init__(self, code: str, **where: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.where = where
