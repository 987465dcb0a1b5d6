"""What machines may ask of a border post: kiosks and gates, which admit or set aside, nothing else."""
