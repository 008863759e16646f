import tensorflow as tf


class Conv(tf.Module):
    def __init__(self, size, in_channels, out_channels, name=None):
        super().__init__(name=name)
        self.kernel = tf.Variable(tf.random.stateless_normal([size, size, in_channels, out_channels], [1, 2], stddev=0.1))
        self.bias = tf.Variable(tf.zeros([out_channels]))

    def __call__(self, x):
        return tf.nn.bias_add(tf.nn.conv2d(x, self.kernel, strides=1, padding="SAME"), self.bias)


class Linear(tf.Module):
    def __init__(self, inputs, outputs, name=None):
        super().__init__(name=name)
        self.w = tf.Variable(tf.random.stateless_normal([inputs, outputs], [3, 4], stddev=0.1))
        self.b = tf.Variable(tf.zeros([outputs]))

    @tf.Module.with_name_scope
    def __call__(self, x):
        return x @ self.w + self.b


class LeNet(tf.Module):
    def __init__(self, classes=10, name="lenet"):
        super().__init__(name=name)
        self.convs = [Conv(5, 1, 3), Conv(5, 3, 4)]
        self.hidden = Linear(4 * 4 * 4, 12)
        self.out = Linear(12, classes)

    def features(self, images):
        x = images
        for conv in self.convs:
            x = pool(tf.nn.relu(conv(x)))
        return flatten(x)

    @tf.function
    def __call__(self, images):
        return self.out(tf.nn.relu(self.hidden(self.features(images))))


def pool(x):
    return tf.nn.max_pool2d(x, ksize=2, strides=2, padding="VALID")


def flatten(x):
    return tf.reshape(x, [x.shape[0], -1])


class MomentumOptimizer:
    def __init__(self, variables, lr, momentum=0.9):
        self.lr, self.momentum = lr, momentum
        self.velocity = [tf.Variable(tf.zeros(v.shape), trainable=False) for v in variables]

    def apply(self, gradients, variables):
        for v, g, x in zip(self.velocity, gradients, variables):
            v.assign(self.momentum * v + g)
            x.assign_sub(self.lr * v)


def cross_entropy(labels, logits):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))


net = LeNet(classes=4)
optimizer = MomentumOptimizer(net.trainable_variables, 0.1)
images, labels = tf.random.stateless_uniform([6, 16, 16, 1], [0, 0]), tf.constant([0, 1, 2, 3, 0, 1])
for _ in range(2):
    with tf.GradientTape() as tape:
        loss = cross_entropy(labels, net(images))
    optimizer.apply(tape.gradient(loss, net.trainable_variables), net.trainable_variables)
print(loss.shape, len(net.trainable_variables), net(images[:2]).shape)
