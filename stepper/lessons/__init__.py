"""Lessons: a program with places to stop at, notes and questions, in one Markdown file.

``reader`` turns the text into a ``Lesson`` or into problems; ``places`` finds the lesson's stops among the
steps of a run, ``answers`` what the program answers to a question there. All of that is pure. ``rehearsal``
runs a lesson's program through a Session, and ``check``, ``handout`` and the screen build on it.
"""
