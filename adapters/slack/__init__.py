"""Slack: payloads become what was heard, cards and pages become blocks and views."""
