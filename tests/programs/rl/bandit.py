import tensorflow as tf


class Bandit(tf.Module):
    def __init__(self, means, seed):
        super().__init__()
        self.means = tf.constant(means)
        self.generator = tf.random.Generator.from_seed(seed)

    def pull(self, arm):
        return self.generator.normal([], mean=self.means[arm])


class UCB(tf.Module):
    def __init__(self, arms, c=2.0):
        super().__init__()
        self.counts = tf.Variable(tf.zeros([arms]))
        self.values = tf.Variable(tf.zeros([arms]))
        self.c = c

    def bonus(self, t):
        return tf.sqrt(self.c * tf.math.log(t + 1.0) / tf.maximum(self.counts, 1e-3))

    @tf.function
    def choose(self, t):
        return tf.argmax(self.values + self.bonus(t), output_type=tf.int32)

    @tf.function
    def update(self, arm, reward):
        index = tf.reshape(arm, [1, 1])
        self.counts.scatter_nd_add(index, [1.0])
        delta = (reward - self.values[arm]) / self.counts[arm]
        self.values.scatter_nd_add(index, [delta])
        return delta


def regret(bandit, arm):
    return tf.reduce_max(bandit.means) - bandit.means[arm]


def play(bandit, agent, rounds):
    total = tf.constant(0.0)
    for t in range(rounds):
        arm = agent.choose(tf.constant(float(t)))
        agent.update(arm, bandit.pull(arm))
        total += regret(bandit, arm)
    return total


bandit = Bandit([0.1, 0.5, 0.9], seed=5)
agent = UCB(3)
total = play(bandit, agent, 12)
print(total.shape, float(tf.reduce_sum(agent.counts)))
