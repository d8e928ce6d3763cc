"""What the warehouse holds, as the analyses take it; nothing is estimated here."""
