"""Use cases of protection: gather, ask the rules, say it openly or under seal."""
