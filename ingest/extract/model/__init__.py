"""The learned part of extraction: one small encoder that reads an article once, with a head for each thing looked for.

`tokens` and `windows` make a text ready, `reader` runs the packaged weights, `spans` reads what they say. Beside them, for
development alone: `annotations`, `corpus`, `agreement`, `examples`, `network`, `training`, `teaching`, `export`, `calibration`
(run by `make model`; see weights/CARD.md).
"""
