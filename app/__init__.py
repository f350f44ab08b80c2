"""Parvis: an internal social network whose staff decide together what leaves the house."""
