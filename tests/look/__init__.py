"""The look: contrast, the narrow space, the sheet of components, the assets."""
