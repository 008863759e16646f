"""Builtins and the standard library."""

from __future__ import annotations

from ..protocol import Effect
from .kinds import (
    DEBUGGER,
    DRAWS_FROM_SELF,
    ENVIRONMENT,
    FILE,
    FILE_READ,
    ITERATOR,
    LOGGING,
    MUTATES_SELF,
    NETWORK,
    OUTSIDE,
    PRINT,
    RANDOM,
    STATE,
    STREAM,
    TIME,
    WARNING,
    each,
    mutates,
    none,
)

_CONTAINERS: dict[str, Effect] = {
    **each(
        MUTATES_SELF,
        "append extend insert remove pop clear sort reverse __setitem__ __delitem__ __iadd__ __imul__",
        "builtins.list.",
    ),
    **each(MUTATES_SELF, "update pop popitem clear setdefault __setitem__ __delitem__ __ior__", "builtins.dict."),
    **each(
        MUTATES_SELF,
        """add remove discard pop clear update intersection_update difference_update symmetric_difference_update
        __ior__ __iand__ __isub__ __ixor__""",
        "builtins.set.",
    ),
    **each(
        MUTATES_SELF,
        "append extend insert remove pop clear reverse __setitem__ __delitem__ __iadd__ __imul__",
        "builtins.bytearray.",
    ),
    **each(MUTATES_SELF, "__setitem__ release", "builtins.memoryview."),
    **each(
        MUTATES_SELF,
        """append appendleft extend extendleft insert remove pop popleft clear reverse rotate __setitem__ __delitem__
        __iadd__ __imul__""",
        "collections.deque.",
    ),
    **each(
        MUTATES_SELF,
        "move_to_end popitem pop update setdefault clear __setitem__ __delitem__",
        "collections.OrderedDict.",
    ),
    **each(MUTATES_SELF, "update subtract __iadd__ __isub__ __ior__ __iand__ __delitem__", "collections.Counter."),
    **each(MUTATES_SELF, "__setitem__ __delitem__ pop popitem clear", "collections.ChainMap."),
    **each(MUTATES_SELF, "__setitem__ __delitem__", "collections.UserDict."),
    **each(
        MUTATES_SELF,
        "__setitem__ __delitem__ append extend insert remove pop clear reverse sort __iadd__ __imul__",
        "collections.UserList.",
    ),
    **each(
        MUTATES_SELF,
        "__setitem__ __delitem__ insert append extend remove pop clear reverse __iadd__",
        "collections.abc.MutableSequence.",
    ),
    **each(
        MUTATES_SELF, "__setitem__ __delitem__ update pop popitem clear setdefault", "collections.abc.MutableMapping."
    ),
    **each(
        MUTATES_SELF, "add discard remove pop clear __ior__ __iand__ __isub__ __ixor__", "collections.abc.MutableSet."
    ),
    **each(
        MUTATES_SELF,
        """
            append extend insert remove pop reverse byteswap frombytes fromfile fromlist fromunicode __setitem__
            __delitem__
        """,
        "array.array.",
    ),
    **each(mutates("heap"), "heapq.heappush heapq.heappop heapq.heapify heapq.heapreplace heapq.heappushpop"),
    **each(mutates("a"), "bisect.insort bisect.insort_left"),
    **each(
        mutates("a"),
        "operator.setitem operator.delitem operator.iadd operator.iconcat operator.ior operator.iand operator.imul",
    ),
    **each(mutates("obj"), "builtins.setattr builtins.delattr"),
}

_OUTPUT: dict[str, Effect | None] = {
    **each(PRINT, "builtins.print pprint.pprint pprint.pp pprint.PrettyPrinter.pprint builtins.help"),
    **each(STREAM, "sys.stdout.* sys.stderr.* sys.__stdout__.* sys.__stderr__.* os.write"),
    **each(
        STREAM,
        "traceback.print_exc traceback.print_exception traceback.print_last traceback.print_stack traceback.print_tb",
    ),
    **each(STREAM, "builtins.input getpass.getpass faulthandler.dump_traceback sys.displayhook sys.excepthook"),
    **each(STREAM, "xml.etree.ElementTree.dump dis.dis dis.show_code code.interact calendar.prmonth calendar.prcal"),
    **each(LOGGING, "logging.*"),
    **none(
        "getLevelName getLevelNamesMapping getLogger getLoggerClass getLogRecordFactory makeLogRecord Logger",
        "logging.",
    ),
    **none("Formatter LogRecord LoggerAdapter StreamHandler NullHandler Filter Handler", "logging."),
    **none("getEffectiveLevel isEnabledFor getChild hasHandlers findCaller makeRecord", "logging.Logger."),
    **none("isEnabledFor getEffectiveLevel hasHandlers process", "logging.LoggerAdapter."),
    **none("getMessage", "logging.LogRecord."),
    **none("format formatTime formatException formatStack formatMessage usesTime", "logging.Formatter."),
    **each(STATE, "setLevel addHandler removeHandler addFilter removeFilter", "logging.Logger."),
    **each(STATE, "setLevel setFormatter addFilter removeFilter", "logging.Handler."),
    **each(
        STATE,
        "basicConfig addLevelName captureWarnings disable setLoggerClass setLogRecordFactory shutdown",
        "logging.",
    ),
    **each(STATE, "logging.config.*"),
    **each(WARNING, "warnings.warn warnings.warn_explicit warnings.showwarning"),
    **each(STATE, "warnings.simplefilter warnings.filterwarnings warnings.resetwarnings"),
    **each(DEBUGGER, "builtins.breakpoint pdb.* bdb.* sys.breakpointhook code.* cmd.Cmd.cmdloop"),
}

_FILES: dict[str, Effect | None] = {
    **each(FILE, "builtins.open os.open os.fdopen codecs.open gzip.open bz2.open lzma.open"),
    **each(FILE, "readline readlines writelines truncate flush seek close __next__", "io.IOBase."),
    **each(FILE, "write read readline", "io.TextIOBase."),
    **each(FILE, "write read readline truncate flush seek close __next__", "io.TextIOWrapper."),
    **each(FILE, "write read readinto read1 readinto1", "io.BufferedIOBase."),
    **each(FILE, "write readinto read readall", "io.RawIOBase."),
    **each(FILE, "write read readinto readall truncate seek close", "io.FileIO."),
    **each(
        FILE, "read readline readinto read1 readinto1 peek truncate flush seek close __next__", "io.BufferedReader."
    ),
    **each(FILE, "write truncate flush seek close", "io.BufferedWriter."),
    **each(
        FILE,
        "write read readline readinto read1 readinto1 peek truncate flush seek close __next__",
        "io.BufferedRandom.",
    ),
    **each(MUTATES_SELF, "write read readline seek truncate close __next__", "io.StringIO."),
    **each(
        MUTATES_SELF,
        "write writelines read readline readlines readinto read1 seek truncate close __next__",
        "io.BytesIO.",
    ),
    **each(FILE, "write read readline readlines writelines truncate flush seek close", "typing.IO."),
    **each(FILE, "write", "typing.BinaryIO."),
    **each(FILE, "io.FileIO io.open_code"),
    **each(
        FILE,
        """chmod chown link makedirs mkdir mkfifo mknod remove removedirs rename renames replace rmdir symlink truncate
        unlink utime ftruncate fsync close dup dup2 lseek read pipe chdir fchdir chroot umask sync
        sendfile posix_fallocate""",
        "os.",
    ),
    **each(FILE_READ, "listdir scandir walk stat lstat access readlink fwalk statvfs getcwd getcwdb", "os."),
    **each(
        FILE_READ, "exists lexists isfile isdir islink ismount getsize getmtime getatime getctime samefile", "os.path."
    ),
    **each(STATE, "abort execv execve execl execle execlp execvp fork forkpty kill killpg nice putenv unsetenv", "os."),
    **each(
        STATE,
        "popen system spawnl spawnv spawnve posix_spawn wait waitpid setuid setgid setsid register_at_fork",
        "os.",
    ),
    **each(
        FILE,
        "copy copy2 copyfile copyfileobj copymode copystat copytree move rmtree chown make_archive unpack_archive",
        "shutil.",
    ),
    **each(FILE_READ, "shutil.disk_usage shutil.which"),
    **each(FILE, "tempfile.*"),
    **none("tempfile.gettempdir tempfile.gettempprefix tempfile.gettempdirb"),
    **each(FILE_READ, "glob.glob glob.iglob"),
    **each(
        FILE,
        """chmod hardlink_to lchmod link_to mkdir open rename replace rmdir symlink_to touch unlink write_bytes
        write_text
        read_bytes read_text""",
        "pathlib.Path.",
    ),
    **each(
        FILE_READ,
        """
            exists glob is_block_device is_char_device is_dir is_fifo is_file is_mount is_symlink iterdir lstat owner
            rglob stat samefile
        """,
        "pathlib.Path.",
    ),
    **each(FILE_READ, "cwd home", "pathlib.Path."),
    **each(
        FILE, "json.dump json.load pickle.dump pickle.load marshal.dump marshal.load shelve.* csv.writer csv.DictWriter"
    ),
    **each(FILE, "csv.DictWriter.writerow csv.DictWriter.writerows csv.DictWriter.writeheader"),
    **each(
        FILE,
        """
            pickle.Pickler.dump pickle.Unpickler.load zipfile.* tarfile.* fileinput.* linecache.* mmap.* filecmp.*
            fcntl.*
        """,
    ),
    **none("zipfile.BadZipFile zipfile.LargeZipFile zipfile.ZipInfo tarfile.TarInfo tarfile.TarError"),
    **each(FILE, "gzip.GzipFile gzip.GzipFile.* bz2.BZ2File bz2.BZ2File.* lzma.LZMAFile lzma.LZMAFile.*"),
    **each(
        FILE,
        "configparser.RawConfigParser.read configparser.RawConfigParser.write configparser.RawConfigParser.read_file",
    ),
    **each(FILE, "xml.etree.ElementTree.parse xml.etree.ElementTree.ElementTree.write sqlite3.connect sqlite3.*"),
    **each(FILE_READ, "pkgutil.get_data"),
}

_WORLD: dict[str, Effect | None] = {
    **each(
        NETWORK,
        """socket.* ssl.* socketserver.* smtplib.* ftplib.* http.client.* http.server.* urllib.request.*
        webbrowser.*""",
    ),
    **none("urllib.request.Request urllib.request.pathname2url urllib.request.url2pathname"),
    **none("socket.htons socket.htonl socket.ntohs socket.ntohl socket.inet_aton socket.inet_ntoa"),
    **each(STATE, "subprocess.* syslog.* signal.* atexit.* readline.*"),
    **none("subprocess.CompletedProcess subprocess.CalledProcessError subprocess.TimeoutExpired"),
    **each(STATE, "start join run setDaemon setName", "threading.Thread."),
    **each(
        STATE,
        "threading.Timer.cancel threading.settrace threading.setprofile threading.stack_size threading.excepthook",
    ),
    **each(STATE, "acquire release", "threading.Semaphore."),
    **each(STATE, "wait wait_for notify notify_all", "threading.Condition."),
    **each(STATE, "set clear wait", "threading.Event."),
    **each(STATE, "wait reset abort", "threading.Barrier."),
    **each(STATE, "multiprocessing.*"),
    **none("cpu_count current_process active_children parent_process get_logger freeze_support", "multiprocessing."),
    **each(STATE, "submit map shutdown", "concurrent.futures.Executor."),
    **each(STATE, "result set_result set_exception cancel add_done_callback exception", "concurrent.futures.Future."),
    **each(STATE, "concurrent.futures.wait concurrent.futures.as_completed asyncio.* sched.scheduler.*"),
    **each(MUTATES_SELF, "put put_nowait get get_nowait task_done join", "queue.Queue."),
    **each(MUTATES_SELF, "put put_nowait get get_nowait", "queue.SimpleQueue."),
    **each(
        STATE,
        """setrecursionlimit settrace setprofile setswitchinterval set_asyncgen_hooks addaudithook
        set_int_max_str_digits
        set_coroutine_origin_tracking_depth unraisablehook""",
        "sys.",
    ),
    **each(STATE, "sys.path.* sys.modules.* sys.meta_path.* sys.path_hooks.*"),
    **each(STATE, "gc.collect gc.disable gc.enable gc.freeze gc.unfreeze gc.set_threshold gc.set_debug"),
    **each(STATE, "tracemalloc.start tracemalloc.stop tracemalloc.clear_traces faulthandler.* resource.setrlimit"),
    **none("faulthandler.is_enabled"),
    **each(STATE, "locale.setlocale codecs.register copyreg.pickle copyreg.constructor importlib.reload runpy.*"),
    **each(OUTSIDE, "ctypes.*"),
    **each(
        STATE, "decimal.setcontext random.seed random.setstate contextvars.ContextVar.set contextvars.ContextVar.reset"
    ),
    **each(STATE, "builtins.exec"),
    **each(
        STATE, "cProfile.* profile.* trace.Trace.* unittest.mock.patch unittest.main argparse.ArgumentParser.print_help"
    ),
    **each(STATE, "argparse.ArgumentParser.print_usage argparse.ArgumentParser.exit"),
    **each(MUTATES_SELF, "add_argument set_defaults", "argparse.ArgumentParser."),
    **each(ENVIRONMENT, "os.getenv os.getenvb os.environ os.environb sys.argv argparse.ArgumentParser.parse_args"),
    **each(
        ENVIRONMENT,
        "argparse.ArgumentParser.parse_known_args getpass.getuser platform.node socket.gethostname os.getlogin",
    ),
    **each(ENVIRONMENT, "get __getitem__ __contains__ __len__ __iter__ keys values items copy", "os.environ."),
    **each(STATE, "__setitem__ __delitem__ pop popitem clear update setdefault __ior__", "os.environ."),
    **each(ENVIRONMENT, "os.getloadavg"),
}

_CHANCE: dict[str, Effect | None] = {
    **each(RANDOM, "random.*"),
    **none("random.Random random.SystemRandom random.getstate random.Random.getstate"),
    **{
        f"random.Random.{method}": DRAWS_FROM_SELF
        for method in [
            "betavariate",
            "choice",
            "choices",
            "expovariate",
            "gammavariate",
            "gauss",
            "getrandbits",
            "lognormvariate",
            "normalvariate",
            "paretovariate",
            "randbytes",
            "randint",
            "random",
            "randrange",
            "sample",
            "triangular",
            "uniform",
            "vonmisesvariate",
            "weibullvariate",
        ]
    },
    "random.shuffle": Effect("frozen-random", side_effect=True, mutates=("x",), remedy="tf.random.shuffle"),
    "random.Random.shuffle": Effect("frozen-random", mutates=("self", "x"), remedy="tf.random.shuffle"),
    "random.Random.seed": DRAWS_FROM_SELF,
    "random.Random.setstate": DRAWS_FROM_SELF,
    "random.seed": Effect("frozen-random", side_effect=True, remedy="tf.random.set_seed"),
    "random.setstate": Effect("frozen-random", side_effect=True),
    **each(RANDOM, "secrets.* os.urandom os.getrandom"),
    **each(Effect("frozen-time"), "uuid.uuid1 uuid.uuid4"),
    **each(
        TIME,
        """time.time time.time_ns time.perf_counter time.perf_counter_ns time.monotonic time.monotonic_ns
        time.process_time
        time.process_time_ns time.thread_time time.thread_time_ns time.localtime time.gmtime time.ctime time.asctime
        time.strftime time.clock_gettime time.clock_gettime_ns os.times datetime.datetime.now
        datetime.datetime.utcnow datetime.date.today timeit.timeit timeit.repeat
        timeit.Timer.timeit timeit.Timer.repeat""",
    ),
    "time.sleep": Effect("frozen-time", side_effect=True),
    **each(ITERATOR, "builtins.next"),
}

EFFECTS: dict[str, Effect | None] = {**_CONTAINERS, **_OUTPUT, **_FILES, **_WORLD, **_CHANCE}
