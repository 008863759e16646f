"""TensorFlow: what happens in Python, by the call. What operations do in the graph is no effect here."""

from __future__ import annotations

from ..protocol import Effect
from .kinds import DEBUGGER, FILE, GENERATOR, LOGGING, NETWORK, SAVE, STATE, each, none

_EAGER_SWITCH = Effect("run-functions-eagerly", side_effect=True)
_EAGER_CHECK = Effect("executing-eagerly")

EFFECTS: dict[str, Effect | None] = {
    **each(FILE, "tensorflow.io.gfile.* tensorflow.compat.v1.gfile.*"),
    **none("join get_registered_schemes", "tensorflow.io.gfile."),
    **each(
        FILE,
        "io.TFRecordWriter io.TFRecordWriter.* io.write_graph train.latest_checkpoint train.list_variables",
        "tensorflow.",
    ),
    **each(
        FILE,
        "train.load_checkpoint train.load_variable train.get_checkpoint_state train.checkpoints_iterator",
        "tensorflow.",
    ),
    **each(
        SAVE,
        "saved_model.save train.CheckpointManager.save train.Checkpoint.save data.experimental.save",
        "tensorflow.",
    ),
    **each(FILE, "saved_model.load load_library load_op_library", "tensorflow."),
    **each(
        SAVE,
        "compat.v1.train.Saver.save compat.v1.saved_model.simple_save compat.v1.train.export_meta_graph",
        "tensorflow.",
    ),
    **each(GENERATOR, "random.Generator random.Generator.from_seed random.Generator.from_state", "tensorflow."),
    **each(GENERATOR, "random.Generator.from_non_deterministic_state random.Generator.from_key_counter", "tensorflow."),
    **each(
        Effect("rng-in-body", side_effect=True),
        "random.set_seed random.set_global_generator compat.v1.random.set_random_seed experimental.numpy.random.seed",
        "tensorflow.",
    ),
    **each(
        _EAGER_SWITCH, "tensorflow.config.run_functions_eagerly tensorflow.config.experimental_run_functions_eagerly"
    ),
    **each(_EAGER_CHECK, "executing_eagerly inside_function", "tensorflow."),
    **each(
        STATE,
        """experimental_connect_to_cluster experimental_connect_to_host set_logical_device_configuration
        set_soft_device_placement set_visible_devices optimizer.set_experimental_options optimizer.set_jit
        threading.set_inter_op_parallelism_threads threading.set_intra_op_parallelism_threads
        experimental.enable_mlir_bridge experimental.disable_mlir_bridge experimental.enable_op_determinism
        experimental.enable_tensor_float_32_execution experimental.reset_memory_stats experimental.set_device_policy
        experimental.set_memory_growth experimental.set_synchronous_execution""",
        "tensorflow.config.",
    ),
    **each(
        STATE,
        """debugging.enable_check_numerics debugging.disable_check_numerics debugging.set_log_device_placement
        debugging.enable_traceback_filtering debugging.disable_traceback_filtering
        debugging.experimental.enable_dump_debug_info debugging.experimental.disable_dump_debug_info
        data.experimental.enable_debug_mode autograph.set_verbosity distribute.experimental_set_strategy
        experimental.async_clear_error tpu.experimental.initialize_tpu_system tpu.experimental.shutdown_tpu_system
        experimental.numpy.experimental_enable_numpy_behavior register_tensor_conversion_function test.main""",
        "tensorflow.",
    ),
    **each(DEBUGGER, "tensorflow.autograph.trace"),
    **none("tensorflow.autograph.trace"),
    **each(Effect("summary-python-step", side_effect=True), "tensorflow.summary.experimental.set_step"),
    **each(STATE, "summary.trace_on summary.trace_off summary.trace_export profiler.experimental.*", "tensorflow."),
    **none("tensorflow.profiler.experimental.Trace tensorflow.profiler.experimental.ProfilerOptions"),
    **each(LOGGING, "tensorflow.compat.v1.logging.*"),
    **none("get_verbosity TaskLevelStatusMessage", "tensorflow.compat.v1.logging."),
    **each(STATE, "tensorflow.compat.v1.logging.set_verbosity tensorflow.compat.v1.app.run"),
    **each(
        STATE,
        """disable_control_flow_v2 disable_eager_execution disable_resource_variables disable_tensor_equality
        disable_v2_behavior disable_v2_tensorshape enable_control_flow_v2 enable_eager_execution
        enable_resource_variables
        enable_tensor_equality enable_v2_behavior enable_v2_tensorshape reset_default_graph add_to_collection
        add_to_collections""",
        "tensorflow.compat.v1.",
    ),
    **each(
        NETWORK, "tensorflow_datasets.load tensorflow_datasets.builder tensorflow_hub.load tensorflow_hub.KerasLayer"
    ),
    **each(NETWORK, "tensorflow_hub.resolve tensorflow_hub.Module tensorflow_datasets.as_numpy"),
    **none("tensorflow_datasets.as_numpy"),
}
