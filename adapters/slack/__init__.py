"""Slack: payloads become what was heard, cards and pages become blocks and views. Nothing else knows Slack's SDK."""
