"""The validation lab: companies by a second simulator, with effects known exactly."""
