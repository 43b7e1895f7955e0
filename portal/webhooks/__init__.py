"""Webhooks: what changed, told to the servers of those who subscribed."""
