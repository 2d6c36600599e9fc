"""Loading and wiping the demo as jobs: in processes of their own, for figures take memory."""

from procrastinate.contrib.django import app

from regulars.demo import child


@app.task(name="load_demo", queueing_lock="demo", lock="demo")
def load_demo(language: str) -> None:
    child.run("--language", language)


@app.task(name="wipe_demo", queueing_lock="demo", lock="demo")
def wipe_demo() -> None:
    child.run("--wipe")
