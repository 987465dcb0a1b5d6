"""Use cases of the border area: gather what is known, ask the rules, write facts. Views, API and paper call these."""
