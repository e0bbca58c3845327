"""The engines that ours is compared with, one a module; each holds its `Engine` as ``ENGINE``.

Each keeps its own k1 and b: no time hangs on them.
"""
