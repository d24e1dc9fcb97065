"""redline.docx: the old version with tracked changes, on the base of the old Word file where that can be proven."""
