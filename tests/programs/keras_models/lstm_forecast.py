import numpy as np
import tensorflow as tf
from tensorflow.keras.layers import LSTM, Dense, Dropout, Input, Reshape
from tensorflow.keras.models import Model


def create_windows(series, look_back, ahead):
    xs, ys = [], []
    for i in range(len(series) - look_back - ahead + 1):
        xs.append(series[i : i + look_back])
        ys.append(series[i + look_back : i + look_back + ahead])
    return np.array(xs)[..., np.newaxis], np.array(ys)


def scale(series):
    low, high = series.min(), series.max()
    return (series - low) / (high - low), (low, high)


def unscale(values, bounds):
    low, high = bounds
    return values * (high - low) + low


def forecaster(look_back, ahead, units):
    inputs = Input(shape=(look_back, 1))
    x = LSTM(units, return_sequences=True)(inputs)
    x = residual_lstm(x, units)
    x = Dropout(0.1)(x)
    x = Dense(ahead)(x)
    return Model(inputs, Reshape((ahead,))(x))


def residual_lstm(x, units):
    y = LSTM(units)(x)
    return y + tf.keras.ops.mean(x, axis=1)


def smape(y_true, y_pred):
    denominator = tf.abs(y_true) + tf.abs(y_pred) + 1e-6
    return tf.reduce_mean(2.0 * tf.abs(y_true - y_pred) / denominator, axis=-1)


tf.keras.utils.set_random_seed(0)
series, bounds = scale(np.sin(np.arange(40) / 4.0).astype(np.float32))
x, y = create_windows(series, 8, 2)
model = forecaster(8, 2, 3)
model.compile(optimizer="adam", loss=smape)
model.fit(x, y, epochs=1, batch_size=16, verbose=0)
print(unscale(model.predict(x[:3], verbose=0), bounds).shape)
