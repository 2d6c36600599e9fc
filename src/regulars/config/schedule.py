"""When the program does things by itself. Each is safe to run twice, and makes up for hours switched off."""

import logging

from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="nightly", pass_context=False)
def nightly(timestamp: int) -> None:
    """After midnight in the firm's zone: fresh figures and a new worklist, once a day."""
    from regulars.insights.nightly import refresh_if_due

    refresh_if_due()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="housekeeping")
def housekeeping(timestamp: int) -> None:
    """Old files, sessions and finished jobs go; customers nobody contacts return to the pool."""
    from django.contrib.sessions.models import Session

    from regulars.core import clock, files

    files.discard_expired()
    Session.objects.filter(expire_date__lt=clock.now()).delete()
    _customers_housekeeping()


@app.periodic(cron="23 2 * * *")
@app.task(queueing_lock="backup")
def backup(timestamp: int) -> None:
    """A backup every night; old ones are pruned."""
    from django.conf import settings

    from regulars.config import database
    from regulars.config.backup.keeping import make_scheduled_backup
    from regulars.core import clock

    make_scheduled_backup(
        settings.REGULARS_HOME / "backups",
        now=clock.now(),
        conninfo=database.conninfo("owner"),
        files=settings.REGULARS_FILES,
    )


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Jobs whose worker died without a word are started again; every job is safe to run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        logger.warning("job %s (%s) had stalled and is started again", job.id, job.task_name)
        await app.job_manager.retry_job(job)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget_finished_jobs")
async def forget_finished_jobs(timestamp: int) -> None:
    await app.job_manager.delete_old_jobs(nb_hours=24 * 14)


def _customers_housekeeping() -> None:
    from regulars.customers import tasks

    tasks.purge_bin()
    tasks.return_to_pool()
