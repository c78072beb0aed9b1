"""One module for each kind of thing that is kept: how it is written, found and read again. No row knows another; the unit of work puts them together."""
