"""What can be wrong with what this package is given."""


class StayError(ValueError):
    """Base of all errors of this package."""


class RegimeError(StayError):
    """A rule file can't be used; says which file, table and key, and why."""

    def __init__(self, file: str, table: str, key: str, problem: str) -> None:
        self.file, self.table, self.key, self.problem = file, table, key, problem
        place = ", ".join(part for part in (table, key) if part)
        super().__init__(f"{file}: {place}: {problem}" if place else f"{file}: {problem}")


class StayInputError(StayError):
    """A history can't be read; says where (`line` and `column` count from 1; 0 means no such place)."""

    def __init__(self, problem: str, *, line: int = 0, column: int = 0) -> None:
        self.problem, self.line, self.column = problem, line, column
        place = f"line {line}, column {column}: " if line and column else f"line {line}: " if line else ""
        super().__init__(f"{place}{problem}")
