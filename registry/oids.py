"""The code lists that deliveries refer to. Source: Volven; those of our own begin with `lmr:`."""

VOLVEN = "2.16.578.1.12.4.1.1."
ICD_10 = f"{VOLVEN}7110"
ICPC_2 = f"{VOLVEN}7170"
SPECIALITY = f"{VOLVEN}7426"
LEGAL_BASIS = f"{VOLVEN}7427"
PROFESSION = f"{VOLVEN}9060"
SPECIES = "lmr:dyreart"
REIMBURSEMENT_POINT = "lmr:refusjonspunkt"  # in use before codes of diagnoses
REIMBURSEMENT = {ICD_10: "ICD-10", ICPC_2: "ICPC-2", REIMBURSEMENT_POINT: "PUNKT"}
