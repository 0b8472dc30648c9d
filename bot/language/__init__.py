"""Vietnamese as people type it, made into meaning: words, numbers, days; pure, and policy is the callers'."""
