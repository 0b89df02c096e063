from community.elections.models.election import Election

__all__ = ["Election"]
