"""The table of who may do what, for docs/access.md."""

from panah.people.documentation import access_table
from panah.people.permissions import ACTS
from panah.people.roles import ROLES


def test_the_table_has_a_line_for_each_act_and_a_column_for_each_role():
    lines = access_table().splitlines()
    assert len(lines) == len(ACTS) + 2
    assert all(line.count("|") == len(ROLES) + 3 for line in lines)
