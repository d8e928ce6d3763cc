"""Judgement: from evidence and policy to one of five actions, with its doubts."""
