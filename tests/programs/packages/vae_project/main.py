from vae.config import Config
from vae.train import fit

if __name__ == "__main__":
    losses = fit(Config(latent=2, steps=3))
    print("steps", len(losses), "finite", all(loss == loss for loss in losses))
