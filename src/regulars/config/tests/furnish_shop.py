"""Run in a home of its own: what a small shop has on its first evening."""

from regulars.config.with_django import with_django

with with_django("app"):
    from django.db import connection

    from regulars.accounts.models import Role, User
    from regulars.core import audit, files
    from regulars.customers.models import Customer

    boss = User.objects.create_user("boss", "a long enough password", name="郑秋云", role=Role.ADMINISTRATOR)
    audit.record(boss, "user.created", subject=boss, role="administrator")
    mei = Customer.objects.create(
        name="梅\t兰\n芳\\", owner=boss, hobbies=["麻将"][:0], remark="她说：“下周再来”。"
    )
    Customer.objects.create(name="Smith & Sons", owner=boss)
    files.store([b"receipt ", b"of today"], "小票.txt", purpose="receipt")
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args, scheduled_at)"
            " VALUES ('default', 'remind', '{}', '2199-01-01')"
        )
        cursor.execute(
            "INSERT INTO django_session (session_key, session_data, expire_date) VALUES ('k', 'd', now())"
        )
