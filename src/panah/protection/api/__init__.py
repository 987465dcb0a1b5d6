"""What a body's own system may ask of a node: what the body was asked, its answers, and handing somebody over."""
