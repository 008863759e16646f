"""Keras 2 and 3. Creating variables, layers, optimizers and metrics is found by the class, not here."""

from __future__ import annotations

from ..protocol import Effect
from .kinds import FILE, FILE_READ, GENERATOR, KERAS_LOOP, MUTATES_SELF, NETWORK, PRINT, RANDOM, SAVE, STATE, each

EFFECTS: dict[str, Effect | None] = {
    **each(
        KERAS_LOOP,
        "fit evaluate predict compile fit_generator evaluate_generator predict_generator predict_on_batch",
        "keras.Model.",
    ),
    **each(Effect("keras-loop-inside"), "keras.layers.Layer.get_weights"),
    **each(SAVE, "save save_weights export", "keras.Model."),
    **each(SAVE, "keras.models.save_model keras.saving.save_weights keras.export.ExportArchive.write_out"),
    **each(FILE, "keras.Model.load_weights keras.models.load_model keras.saving.load_weights"),
    **each(PRINT, "keras.Model.summary keras.utils.Progbar.update keras.utils.Progbar.add"),
    **each(MUTATES_SELF, "keras.Sequential.add keras.Sequential.pop"),
    **each(FILE, "keras.utils.plot_model keras.utils.save_img keras.visualization.* keras.utils.model_to_dot"),
    **each(
        FILE_READ,
        """
            keras.utils.load_img keras.preprocessing.image_dataset_from_directory
            keras.preprocessing.text_dataset_from_directory
        """,
    ),
    **each(FILE_READ, "keras.utils.audio_dataset_from_directory"),
    **each(NETWORK, "keras.utils.get_file keras.datasets.*"),
    **each(GENERATOR, "keras.random.SeedGenerator"),
    **each(RANDOM, "keras.utils.set_random_seed"),
    **each(
        STATE,
        """backend.clear_session backend.set_learning_phase backend.manual_variable_initialization
        config.set_backend config.set_floatx config.set_epsilon config.set_image_data_format config.set_dtype_policy
        config.enable_interactive_logging config.disable_interactive_logging config.enable_traceback_filtering
        config.disable_traceback_filtering config.enable_unsafe_deserialization config.enable_flash_attention
        config.disable_flash_attention distribution.set_distribution distribution.initialize""",
        "keras.",
    ),
}
