"""The guard, holds, indicators, routes of referral: pure rules."""
