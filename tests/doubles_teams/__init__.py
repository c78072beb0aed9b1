"""Doubles of what stands around the bot in Teams: Microsoft's keys, its connector service, and people at their clients."""
