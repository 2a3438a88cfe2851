"""The SECC: what a charging station says to a car over ISO 15118."""
