"""The core of the joint-supervision bot: values in, values out; only the standard library. Nothing here knows a platform, a database or the time."""
