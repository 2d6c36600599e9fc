"""What the customers of the demo are found by."""

import phonenumbers

from regulars.customers.searching import WORDS_OF_HOBBIES, Findable
from regulars.demo.book import Book
from regulars.demo.records import ContactPoint, Customer


def normalised(point: ContactPoint, region: str) -> str:
    """Telephones with their country, everything else in small letters."""
    if point.kind == "phone":
        number = phonenumbers.parse(point.value, region)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return point.value.casefold()


def findable(customer: Customer, book: Book) -> Findable:
    """The same words as `customers.searching` takes from the stored record."""
    points = [*customer.points, *(point for contact in customer.contacts for point in contact.points)]
    phones = [point for point in points if point.kind == "phone"]
    words = [point.value for point in points if point.kind != "phone"]
    words += [f"{book.prefix}-{customer.code}", customer.industry, customer.city, customer.occupation]
    words += [customer.acquired_through, customer.other_hobby, *customer.tags]
    words += [WORDS_OF_HOBBIES.get(hobby, "") for hobby in customer.hobbies]
    return Findable(
        book.customers[customer.code],
        [customer.name, *(contact.name for contact in customer.contacts)],
        [number for point in phones for number in (point.value, normalised(point, book.region))],
        words,
    )
