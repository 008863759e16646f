"""Libraries that programs with TensorFlow use besides."""

from __future__ import annotations

from ..protocol import Effect
from .kinds import (
    ENVIRONMENT,
    FILE,
    FILE_READ,
    LOGGING,
    MUTATES_SELF,
    NETWORK,
    OUTSIDE,
    PRINT,
    RANDOM,
    STATE,
    STREAM,
    each,
    none,
)

_HOROVOD = ("tensorflow", "tensorflow.keras", "keras")
_HOROVOD_STATE = ("init", "shutdown", "start_timeline", "stop_timeline", "add_process_set", "remove_process_set")
_SPARSE_CHANGES = "setdiag sum_duplicates eliminate_zeros sort_indices resize prune __setitem__"
_PANDAS_WRITERS = [
    "to_clipboard",
    "to_csv",
    "to_excel",
    "to_feather",
    "to_gbq",
    "to_hdf",
    "to_html",
    "to_json",
    "to_latex",
    "to_markdown",
    "to_orc",
    "to_parquet",
    "to_pickle",
    "to_sql",
    "to_stata",
    "to_string",
    "to_xml",
]

EFFECTS: dict[str, Effect | None] = {
    **each(LOGGING, "absl.logging.* loguru.* structlog.* glog.* coloredlogs.*"),
    **none(
        "get_absl_logger get_absl_handler get_verbosity get_log_file_name level_debug level_info vlog_is_on",
        "absl.logging.",
    ),
    **each(
        STATE,
        "set_verbosity set_stderrthreshold use_absl_handler use_python_logging flush get_absl_handler",
        "absl.logging.",
    ),
    **each(STATE, "absl.app.run absl.app.usage absl.testing.absltest.main"),
    **each(
        STATE,
        """DEFINE DEFINE_alias DEFINE_bool DEFINE_boolean DEFINE_enum DEFINE_enum_class DEFINE_flag DEFINE_float
        DEFINE_integer
        DEFINE_list DEFINE_multi_enum DEFINE_multi_float DEFINE_multi_integer DEFINE_multi_string DEFINE_spaceseplist
        DEFINE_string mark_flag_as_required mark_flags_as_required""",
        "absl.flags.",
    ),
    **each(ENVIRONMENT, "absl.flags.FLAGS"),
    **each(
        PRINT,
        "six.print_ rich.print termcolor.cprint tabulate.print prettyprinter.pprint click.echo click.secho fire.Fire",
    ),
    **each(
        STREAM, "tqdm.* rich.* click.prompt click.confirm progressbar.* alive_progress.* IPython.display.* IPython.*"
    ),
    **each(
        NETWORK,
        """
            requests.* urllib3.* httpx.* aiohttp.* websocket.* websockets.* boto3.* paramiko.* grpc.* google.cloud.*
            zmq.*
        """,
    ),
    **each(NETWORK, "huggingface_hub.* kaggle.* gdown.* wget.* redis.* pymongo.* psycopg2.* sqlalchemy.* kafka.*"),
    **each(NETWORK, "wandb.* mlflow.* neptune.* comet_ml.* sacred.* clearml.* aim.* tensorboardX.* tensorboard.*"),
    **none("wandb.keras.WandbCallback"),
    **each(STATE, "matplotlib.* seaborn.* plotly.* bokeh.* pyglet.* pygame.* visdom.* altair.*"),
    **each(
        FILE,
        """
            imageio.* skimage.io.* soundfile.* librosa.load librosa.output.* torchaudio.* cv2.imwrite
            cv2.VideoWriter.* h5py.*
        """,
    ),
    **each(
        FILE_READ,
        "cv2.imread cv2.VideoCapture PIL.Image.open scipy.io.loadmat scipy.io.wavfile.read pydicom.* nibabel.load",
    ),
    **each(
        FILE,
        """
            PIL.Image.Image.save PIL.Image.Image.show scipy.io.savemat scipy.io.wavfile.write joblib.dump joblib.load
            nibabel.save
        """,
    ),
    **each(RANDOM, "scipy.sparse.random scipy.sparse.rand scipy.sparse.random_array"),
    **each(FILE, "scipy.sparse.save_npz"),
    **each(FILE_READ, "scipy.sparse.load_npz"),
    **each(MUTATES_SELF, _SPARSE_CHANGES, "scipy.sparse.spmatrix."),
    **each(MUTATES_SELF, _SPARSE_CHANGES, "scipy.sparse.sparray."),
    **each(STATE, "cv2.imshow cv2.waitKey cv2.namedWindow cv2.destroyAllWindows PIL.Image.Image.paste"),
    **each(
        FILE, "cloudpickle.dump cloudpickle.load dill.dump dill.load torch.save torch.load onnx.save onnx.load tables.*"
    ),
    **each(
        FILE_READ,
        "read_csv read_excel read_feather read_fwf read_hdf read_html read_json read_orc read_parquet",
        "pandas.",
    ),
    **each(
        FILE_READ,
        "read_pickle read_sas read_spss read_sql read_sql_query read_sql_table read_stata read_table read_xml",
        "pandas.",
    ),
    **each(STATE, "pandas.set_option pandas.reset_option pandas.option_context"),
    **{f"pandas.{cls}.{method}": FILE for cls in ("DataFrame", "Series") for method in _PANDAS_WRITERS},
    **{
        f"pandas.{cls}.{method}": MUTATES_SELF
        for cls in ("DataFrame", "Series")
        for method in ("update", "pop", "insert", "__setitem__")
    },
    **each(FILE, "pandas.ExcelWriter pandas.HDFStore"),
    **each(STATE, "ray.* dask.* mpi4py.* pexpect.* sh.*"),
    **each(OUTSIDE, "psutil.* GPUtil.* pynvml.* joblib.Parallel"),
    # What else Horovod has are operations of the graph, and numbers that stay the same.
    **{f"horovod.{module}.{name}": STATE for module in _HOROVOD for name in _HOROVOD_STATE},
    **each(
        STATE,
        """
            gin.bind_parameter gin.parse_config gin.parse_config_file gin.parse_config_files_and_bindings
            gin.clear_config
        """,
    ),
    **each(RANDOM, "torch.manual_seed torch.rand torch.randn torch.randint torch.randperm"),
    **each(STATE, "gym.* gymnasium.* pybullet.* unityagents.* retro.*"),
    **none("gym.Env gym.Wrapper gymnasium.Env gymnasium.Wrapper"),
    **none("gym.spaces.*"),
}
