"""What every visit runs: the frame, and in it the page that was asked for."""

from pages.components.frame import show_frame

show_frame()
