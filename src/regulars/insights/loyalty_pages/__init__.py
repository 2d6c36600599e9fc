"""What pages show of loyalty and switching cost."""
