"""The guard: no way leads a person back while a question of their protection is open. Pure values in, a verdict out."""
