"""Facts, chain, keys, applying and rebuilding, verifying, erasing."""
