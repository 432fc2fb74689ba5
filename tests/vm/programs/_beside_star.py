__all__ = ["public", "_listed"]
public = 1
hidden = 2
_listed = 3
