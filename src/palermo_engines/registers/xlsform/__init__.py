"""XLSForm: a register as a form for KoBo and ODK and back, and what people typed there as records."""
