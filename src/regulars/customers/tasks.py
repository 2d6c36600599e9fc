"""What happens to customers by itself."""

from regulars.core import clock
from regulars.customers import binning, owning
from regulars.customers.models import UndoStep


def purge_bin() -> int:
    """What has lain in the recycle bin too long goes; so do ways back that are closed."""
    UndoStep.objects.filter(expires_at__lt=clock.now()).delete()
    return binning.purge()


def return_to_pool() -> int:
    return owning.return_to_pool()
