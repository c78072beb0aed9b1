"""What people's doings mean: forms, and the commands they become. (asked, scene) in, command out. Whether a command is allowed is the procedure's."""
