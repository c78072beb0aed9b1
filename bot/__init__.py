"""The running thing: it wires the rest together and is imported by nobody. How a payload looks, or what the procedure allows, is decided elsewhere."""
