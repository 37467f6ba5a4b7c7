"""PLAN: the signed plan becomes live tasks."""
