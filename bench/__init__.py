"""How fast it is: each thing and its ceiling measured in alternation in one run. `python -m bench` prints one table."""
