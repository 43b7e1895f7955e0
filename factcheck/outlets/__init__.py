"""What other fact-checkers found: read politely, believed in nothing, published as theirs."""
