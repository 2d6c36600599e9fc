"""Every test that asks for the database gets the one of the suite."""

from regulars.config.testing_database import django_db_modify_db_settings  # noqa: F401
