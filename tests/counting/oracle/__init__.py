"""What `spec/counting.md` says, in plain Python: slow, obvious, written from the clauses alone. The numbers in brackets are its clauses."""

from .counting import count
from .result import Result
from .specification import Refused

__all__ = ["Refused", "Result", "count"]
