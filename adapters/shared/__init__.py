"""What several channels need and none owns: the face of a channel, cards as plain text, work after an answer. It knows no platform."""
