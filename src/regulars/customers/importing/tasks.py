"""Jobs of the import: each is safe to run twice."""

from procrastinate.contrib.django import app

from regulars.customers.importing import engine, starting
from regulars.customers.importing.progress import Cancelled
from regulars.customers.models import Import


@app.task(name="check_import", lock="check_import")
def check_import(import_id: int) -> None:
    run = Import.objects.select_related("file", "started_by").filter(pk=import_id).first()
    if run is not None and run.state == Import.State.CHECKING:
        _quietly(engine.check, run)


@app.task(name="apply_import", lock="apply_import")
def apply_import(import_id: int) -> None:
    """Also after its worker was killed: then nothing had been kept, and it begins again."""
    run = Import.objects.select_related("file", "started_by").filter(pk=import_id).first()
    if run is not None and run.state in (Import.State.WAITING, Import.State.RUNNING):
        _quietly(engine.apply, run)
        if run.state == Import.State.DONE:
            starting.remember(run)


def _quietly(act: engine.Act, run: Import) -> None:
    """A cancellation and a refused file are told on the page; a job that failed so is not tried again."""
    from regulars.core.reading import ReadingRefused

    try:
        act(run)
    except (Cancelled, ReadingRefused):
        return
