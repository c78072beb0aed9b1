"""What people see: (scene, about) in, a Card out. So any card can be drawn again, anywhere, at any time. How a channel draws it is `adapters/`."""
