"""Pages of counties: what is most used there, and what is special."""
