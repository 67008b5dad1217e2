"""Which is most used, which changes most, which differs most between the counties: from printed cells alone."""
