"""What is known of NumPy: promotion of dtypes, conversion to arrays, and its functions."""
