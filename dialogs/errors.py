"""The root of our errors. Each error stands where it is raised, and its docstring names its cause."""


class JsvError(Exception):
    """What the bot itself found wrong, or could not do, and has a name for. Never raised itself: a class of its own says which."""
