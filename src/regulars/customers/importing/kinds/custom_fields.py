"""A column that is kept as one of the firm's own fields."""

from regulars.customers.importing import cells
from regulars.customers.importing.fields import Field, Parse
from regulars.customers.models import CustomField

PARSERS: dict[str, Parse] = {
    CustomField.Type.NUMBER: cells.number,
    CustomField.Type.DATE: cells.day,
    CustomField.Type.BOOLEAN: cells.boolean,
    CustomField.Type.CHOICES: cells.words,
}


def field_for(key: str) -> Field:
    custom = CustomField.objects.filter(key=key).first()
    parse = PARSERS.get(custom.type, cells.text) if custom else cells.text
    return Field(key, custom or key, (), parse, "jsonb", 2000)
