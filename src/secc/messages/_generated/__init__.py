# Generated from schemas/ by `python -m secc.messages.generate`; never edit.
"""Generated classes and tables."""
