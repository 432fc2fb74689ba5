"""What the app's commands do, by family: each module is a part of the app class."""
