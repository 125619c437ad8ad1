"""What Schemathesis is told beside the description: see api_tester.py."""

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """Waits for exchanges that will not come, but not for long."""
    if case.path.endswith("/requests/wait") and isinstance(case.body, dict):
        given = case.body.get("timeoutMs", 5_000)
        if isinstance(given, (int, float)) and given > 20:
            case.body["timeoutMs"] = 20
