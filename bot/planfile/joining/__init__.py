"""What the files say of each other: units that exist, documents laid over plans, dates of others."""
