"""What people's doings mean: forms, and the commands they become. (asked, scene) in, command out."""
