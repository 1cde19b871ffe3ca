"""Every change of what residents say to each other and what other services bring in, one verb each."""
