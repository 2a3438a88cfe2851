"""From XSD files to grammar tables. Used at development time and by `secc exi compile`; a running station never loads it."""
