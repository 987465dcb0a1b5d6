"""The practice post: ten scenarios with role cards, done in the real screens of a post that is thrown away, and what
was missed and why it matters. Nobody in it is real, and nothing of it leaves the machine."""
