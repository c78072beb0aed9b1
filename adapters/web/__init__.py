"""The web channel: plain pages for the demo and for personal links."""
