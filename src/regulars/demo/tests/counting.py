"""How many rows there are of everything."""

from regulars.accounts.models import Team, User
from regulars.care.models import CareTask
from regulars.core.models import StoredSetting
from regulars.customers.models import Contact, Customer, CustomerTag, Interaction, Promise, SearchEntry, Tag
from regulars.insights.models import ClassChange
from regulars.orders.models import Category, Order, OrderLine, Payment, Product


def counts():
    tables = (Customer, Contact, Interaction, Promise, Order, OrderLine, Payment, Product, Category)
    others = (Tag, CustomerTag, Team, User, StoredSetting, SearchEntry, CareTask, ClassChange)
    return {model.__name__: model.objects.count() for model in (*tables, *others)}
