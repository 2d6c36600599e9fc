"""七项分析: seven questions asked of one customer, of a segment, or of everybody one may see."""
