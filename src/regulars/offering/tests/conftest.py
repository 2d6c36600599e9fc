import pytest

from regulars.offering.tests import shop


@pytest.fixture
def goods(db, morning):
    return shop.products()


@pytest.fixture
def people(lin, goods):
    """All of them Lin's, with everything computed."""
    found = shop.fill(lin, goods)
    shop.refresh()
    return found


@pytest.fixture
def page(client, lin):
    """What Lin sees at an address."""
    client.force_login(lin)

    def opened(path, **query):
        answer = client.get(path, query)
        assert answer.status_code == 200
        return " ".join(answer.content.decode().split())

    return opened
