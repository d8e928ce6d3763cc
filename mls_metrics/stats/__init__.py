"""Statistical methods on arrays; nothing here knows a word of learning."""
