from regulars.core.models.audit_event import AuditEvent
from regulars.core.models.stored_file import StoredFile
from regulars.core.models.stored_setting import StoredSetting

__all__ = ["AuditEvent", "StoredFile", "StoredSetting"]
