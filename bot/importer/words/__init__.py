"""What the words of a document mean where they stand: signs, labels, agencies, times, slips."""
