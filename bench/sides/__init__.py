"""The sides that run in processes of their own: ours, and what each is measured against."""
