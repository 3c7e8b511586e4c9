"""What every engine shares: quantities and qualifiers, periods, results and errors, where the standards live."""
