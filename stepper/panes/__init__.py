"""The panes:

one widget a file, drawn line by line. They hold what they show, no session, and post messages upward.
"""
