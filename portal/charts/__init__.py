"""Charts as SVG with text as text: the same drawing in the page and in the PDF, always beside the table of its numbers.

A `…Spec` holds what a chart says (values, words, table); `spec.draw(size)` turns it into a `Drawing`, a flat list of shapes.
`{% chart spec %}` (templatetags/charts.py) renders figure, caption and table. Geometry here, markup in templates/charts/.
"""
