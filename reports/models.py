"""Tables of the roof; none yet: reports read what the other rooms hold."""
