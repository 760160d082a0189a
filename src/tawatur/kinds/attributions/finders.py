"""What those look at that find the frame of a cue: the text, who may speak in it, what verbs take."""

from __future__ import annotations

from tawatur.kinds.attributions.frames import Frames
from tawatur.kinds.attributions.scene import Scene
from tawatur.kinds.attributions.sources import Sources
from tawatur.kinds.attributions.subjects import Subjects


class Finder:
    """One text, for those who find frames in it."""

    def __init__(self, scene: Scene, sources: Sources, subjects: Subjects, frames: Frames) -> None:
        self.s = scene
        self.g = scene.grammar
        self.sources = sources
        self.subjects = subjects
        self.frames = frames
