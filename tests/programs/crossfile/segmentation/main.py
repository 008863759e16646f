"""A small package: data, model, losses and training in files of their own."""
import tensorflow as tf

from data import make_dataset
from losses import combined, dice
from net import UNet
from train import Loop
from utils import metrics as M

dataset = make_dataset(10, size=16, batch=4)
net = UNet(widths=(4, 8))
loop = Loop(net, tf.keras.optimizers.Adam(1e-3), combined)
for epoch in range(2):
    for images, masks in dataset:
        value = loop.step(images, masks)
        M.log(epoch, value)
images, masks = next(iter(dataset))
prediction = net(images)
print(dice(masks, tf.sigmoid(prediction)).shape, M.iou(masks, prediction > 0.0), M.summary(prediction))
