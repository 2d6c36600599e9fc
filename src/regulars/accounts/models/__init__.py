from regulars.accounts.models.team import Team
from regulars.accounts.models.user import Role, Scope, User

__all__ = ["Role", "Scope", "Team", "User"]
