from recsys import data, evaluation
from recsys.models import TwoTower
from recsys.training import fit


def main():
    interactions = data.make_interactions(users=8, items=12, count=60, seed=1)
    train, test = data.split(interactions, 0.8)
    model = TwoTower(users=8, items=12, dim=4)
    history = fit(model, train, epochs=2, batch_size=16)
    hits = evaluation.hit_rate(model, test, items=12, k=5)
    print(len(history), 0.0 <= float(hits) <= 1.0)
    print(evaluation.catalog_coverage(model, users=8, items=12, k=2).dtype.name)


if __name__ == "__main__":
    main()
