"""The context object that Lambda hands to a handler beside its event."""

from dataclasses import dataclass, field
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Context:
    """What a handler may ask about its own invocation."""

    function_name: str
    aws_request_id: str = field(default_factory=lambda: str(uuid4()))
    function_version: str = "$LATEST"
    memory_limit_in_mb: int = 1024

    @property
    def invoked_function_arn(self) -> str:
        """The function's ARN, as far as a laptop has one."""
        return f"arn:aws-cn:lambda:cn-north-1:000000000000:function:{self.function_name}"

    def get_remaining_time_in_millis(self) -> int:
        """Answer five minutes, always: nobody ends an invocation here."""
        return 300_000
