"""Those who work with the register: their roles, how they log in, and for how long."""
