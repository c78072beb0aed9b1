"""The partnership's figures for those who may see them, and how these sign in. How figures are counted is `dialogs/figures/`."""
