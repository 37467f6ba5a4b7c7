"""Pages for everybody: no sign-in, no script, no names of people."""
