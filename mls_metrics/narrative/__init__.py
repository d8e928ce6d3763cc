"""Results to sentences: what people read, worded no stronger than the evidence allows."""
