"""Posts, presentations, inspection, holds, crossings."""
