"""The web channel: pages for the demo, for personal links and for the dashboard, and signing in by OpenID. Nothing is pushed to a browser."""
