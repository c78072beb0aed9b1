"""`jsv people`: the directory from files as people have them, and who is in it. How a row is kept is `store/rows/`."""
