"""Colours, marks and sizes of charts. Colours are named as in the style sheet; the script swaps them in the dark."""

LIGHT = {
    "papir": "#ffffff",
    "blekk": "#16181a",
    "blekk-2": "#4a5056",
    "strek-sterk": "#7b838a",
    "rute": "#e4e7e9",
    "s1": "#00618a",
    "s2": "#9a2d0a",
    "s3": "#2794fb",
    "s4": "#bf8532",
    "s5": "#00136b",
    "s6": "#460a0c",
    "t1": "#00618a",
    "t2": "#9a2d0a",
    "t3": "#1668b8",
    "t4": "#86590f",
    "t5": "#00136b",
    "t6": "#460a0c",
    "kvinner": "#9a2d0a",
    "menn": "#2794fb",
    "kvinner-t": "#9a2d0a",
    "menn-t": "#1668b8",
    "q1": "#e3f0f5",
    "q2": "#b5d8e5",
    "q3": "#6fb0cb",
    "q4": "#237598",
    "q5": "#0b4a66",
}
DASHES = ("solid", "solid", "solid", "dash", "dash", "dot")
MARKS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
FONT = '"Schibsted Grotesk", system-ui, sans-serif'

WIDTH = {False: 1136, True: 343}
"""Of a chart in pixels, on wide and narrow screens."""

LINE_HEIGHT = {False: 400, True: 320}
"""Height of the line chart in pixels, on wide and narrow screens; as in the style sheet."""

PYRAMID_HEIGHT = {False: 544, True: 496}
LABEL_GAP = 18
GRID_PARTS = 8
HEADROOM = 1.07
HATCH_SHARE = 0.06  # of the axis: the mark of a hidden cell has one length, whatever it hides
