"""When the program does things by itself. Each is safe to run twice, and makes up for hours switched off."""

import logging

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Job, Status

MOST_ATTEMPTS = 5
logger = logging.getLogger(__name__)


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="nightly", lock="refresh")
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


@app.periodic(cron="3,33 * * * *")
@app.task(queueing_lock="backup", lock="backup")
def backup(timestamp: int) -> None:
    """A backup every night, or in the morning where the machine is off at night; old ones are pruned."""
    from django.conf import settings

    from regulars.config import database
    from regulars.config.backup.keeping import back_up_if_due
    from regulars.core import clock

    back_up_if_due(
        settings.REGULARS_HOME / "backups",
        now=clock.now().astimezone(clock.zone()),
        conninfo=database.conninfo("owner"),
        files=settings.REGULARS_FILES,
    )


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="rescue_stalled_jobs")
async def rescue_stalled_jobs(timestamp: int) -> None:
    """Jobs whose worker died without a word are started again; every job is safe to run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        await rescue(job)


async def rescue(job: Job) -> None:
    """One that has ended its worker so many times is left alone, for somebody to look at."""
    if job.attempts + 1 >= MOST_ATTEMPTS:
        logger.error("job %s (%s) stalled %s times and is given up", job.id, job.task_name, MOST_ATTEMPTS)
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
        return
    try:
        await app.job_manager.retry_job(job)
        logger.warning("job %s (%s) had stalled and is started again", job.id, job.task_name)
    except UniqueViolation:  # the next of its kind waits already and will do its work
        await app.job_manager.finish_job(job, Status.ABORTED, delete_job=False)


@app.periodic(cron="41 3 * * *")
@app.task(queueing_lock="forget_finished_jobs")
async def forget_finished_jobs(timestamp: int) -> None:
    await app.job_manager.delete_old_jobs(
        nb_hours=24 * 14, include_failed=True, include_cancelled=True, include_aborted=True
    )


def _customers_housekeeping() -> None:
    from regulars.customers import tasks

    tasks.purge_bin()
    tasks.return_to_pool()
