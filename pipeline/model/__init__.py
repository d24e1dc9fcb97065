"""The shared vocabulary: frozen values, no input or output, no third party."""
