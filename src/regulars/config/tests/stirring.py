"""Run in a home of its own: a worker that finds waiting jobs, one of which never ends on its first attempt.

stirring.py ask    one more such job is asked for
stirring.py work   works off what is there; says "begun" for each attempt, "done" for each end
stirring.py rescue what the schedule does every minute
"""

import asyncio
import sys

from regulars.config.env import Environment
from regulars.config.with_django import with_django


def say(word: str) -> None:
    with (Environment.read().home / "told").open("a") as told:
        told.write(f"{word}\n")
    print(word, flush=True)


with with_django("app"):
    from procrastinate.contrib.django import app

    from regulars.config import schedule

    @app.task(name="stir", queueing_lock="stir", lock="stir")
    def stir() -> None:
        say("begun")
        if (Environment.read().home / "told").read_text().count("begun") <= int(sys.argv[2]):
            sys.stdin.read()
        say("done")

    async def rescue() -> None:
        async with app.open_async():
            await schedule.rescue_stalled_jobs(0)

    def with_worker(act):
        with app.replace_connector(app.connector.get_worker_connector()) as worker:
            return act(worker)

    if sys.argv[1] == "ask":
        stir.defer()
    elif sys.argv[1] == "rescue":
        with_worker(lambda _worker: asyncio.run(rescue()))
    else:
        with_worker(lambda worker: worker.run_worker(wait=False, install_signal_handlers=False))
