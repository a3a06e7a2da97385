"""The pages of the conference room, one file per screen."""
