from dataclasses import dataclass


@dataclass(frozen=True)
class Config:
    latent: int = 4
    hidden: int = 16
    input_dim: int = 12
    batch_size: int = 8
    steps: int = 10
    learning_rate: float = 1e-3
    beta: float = 1.0
