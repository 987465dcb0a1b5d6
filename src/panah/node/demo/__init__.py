"""The practice country: a seeded generator of people and journeys, and a post in the middle of its day."""

from panah.node.demo.building import build
from panah.node.demo.examples import examples

__all__ = ["build", "examples"]
