"""Output formats, one file each: findings or facts in, text out."""
