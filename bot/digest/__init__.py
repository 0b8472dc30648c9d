"""What leaders read every Monday: the figures (`digest`) and the message made of them (`render`)."""
