"""Conversations: messages, order, receipts, pages."""
