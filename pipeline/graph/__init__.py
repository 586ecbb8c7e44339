"""The citation graph as pictures (SVG, HTML) and as files that graph programs open."""
