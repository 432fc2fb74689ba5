"""The screens: the main one with all panes, help, and the command palette's provider."""
