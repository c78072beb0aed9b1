"""The running thing: wires, loops, clocks. Imports everybody; nobody imports it."""
