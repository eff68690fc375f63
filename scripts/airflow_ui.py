"""Airflow on this machine, with the project's DAGs: `make ui`, and the end-to-end test.

SQLite, LocalExecutor, loopback only, no examples. Everything of it lives in one folder ($AIRFLOW_HOME, default ./airflow_home).
These are the components of `airflow standalone`, started one by one: standalone's own scheduler and triggerer open log servers on
all network interfaces, and cannot be told not to. With LocalExecutor the logs are files that the API server reads itself.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
POOL = "warehouse_writer"
START_SECONDS = 180
STOP_SECONDS = 15
COMPONENTS = (
    ("api-server",),
    ("dag-processor",),
    ("scheduler", "--skip-serve-logs"),
    ("triggerer", "--skip-serve-logs"),
)


class LocalAirflow:
    """An Airflow of its own on this machine. `start()` returns when it answers; `stop()` ends all of its processes."""

    def __init__(self, home: Path, port: int, settings: dict[str, str]) -> None:
        self.home = home
        self.url = f"http://127.0.0.1:{port}"
        self._address = ("127.0.0.1", port)
        self._log = home / "airflow.log"
        self._processes: list[subprocess.Popen[bytes]] = []
        self._env = {
            **os.environ,
            "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}",  # the executor starts `airflow` by name
            "PYTHONPATH": str(ROOT),
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(ROOT / "dags"),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "AIRFLOW__CORE__PARALLELISM": "4",
            "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS": "admin:admin",
            "AIRFLOW__API__HOST": "127.0.0.1",
            "AIRFLOW__API__PORT": str(port),
            "AIRFLOW__API__BASE_URL": self.url,
            "AIRFLOW__API__WORKERS": "1",
            "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "AIRFLOW__DAG_PROCESSOR__REFRESH_INTERVAL": "30",
            "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
            **settings,
        }

    def start(self) -> None:
        """Create the database and the writer's pool, start, wait until the API answers and every file of DAGs was read.

        Raises RuntimeError if the port is taken, or with the log's end if a component ends early.
        """
        self._check_port()
        self.home.mkdir(parents=True, exist_ok=True)
        self._run("db", "migrate")
        self._run("pools", "set", POOL, "1", "One writer a warehouse: load, build and publish take turns")
        with self._log.open("wb") as log:
            for component in COMPONENTS:
                command = [str(BIN / "airflow"), *component]
                process = subprocess.Popen(command, env=self._env, stdout=log, stderr=log, start_new_session=True)
                self._processes.append(process)
        until = time.monotonic() + START_SECONDS
        while not (self._answers() and self._dags_read()):
            if self._ended() or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"Airflow did not start; the end of {self._log}:\n{self._log.read_text()[-2000:]}")
            time.sleep(1)

    def stop(self) -> None:
        """End all components with their children."""
        for sign in (signal.SIGTERM, signal.SIGKILL):
            for process in self._processes:
                try:
                    os.killpg(process.pid, sign)
                except ProcessLookupError:
                    pass
            until = time.monotonic() + STOP_SECONDS
            while time.monotonic() < until and any(p.poll() is None for p in self._processes):
                time.sleep(0.2)
        self._processes.clear()

    def wait(self) -> None:
        """Until a component ends, which none does by itself."""
        while not self._ended():
            time.sleep(1)

    def _ended(self) -> bool:
        return any(p.poll() is not None for p in self._processes)

    def _check_port(self) -> None:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(self._address)
            except OSError:
                raise RuntimeError(
                    f"Port {self._address[1]} is in use by another program. Try: make ui PORT={self._address[1] + 1}"
                ) from None

    def password(self) -> str:
        """Of the user admin; made anew with the folder."""
        passwords: dict[str, str] = json.loads((self.home / "simple_auth_manager_passwords.json.generated").read_text())
        return passwords["admin"]

    def _run(self, *words: str) -> None:
        done = subprocess.run([str(BIN / "airflow"), *words], env=self._env, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"airflow {' '.join(words)} failed:\n{(done.stdout + done.stderr)[-2000:]}")

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/api/v2/version", timeout=2):
                return (self.home / "simple_auth_manager_passwords.json.generated").exists()
        except (urllib.error.URLError, OSError):
            return False

    def _dags_read(self) -> bool:
        """Whether each file is listed with its DAG, or with the error that it has."""
        try:
            login = {"username": "admin", "password": self.password()}
            token = self._ask("auth/token", login)["access_token"]
            counts = [self._ask(f"api/v2/{path}?limit=1", token=token) for path in ("dags", "importErrors")]
        except OSError:
            return False
        return sum(int(c["total_entries"]) for c in counts) >= len(list((ROOT / "dags").glob("*.py")))

    def _ask(self, path: str, body: dict[str, str] | None = None, token: str = "") -> dict[str, Any]:
        headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
        data = json.dumps(body).encode() if body else None
        request = urllib.request.Request(f"{self.url}/{path}", data=data, headers=headers)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return dict(json.load(answer))


def main() -> int:
    """Start, say where it is, run until Ctrl-C."""
    landing = os.environ.get("OTR_LANDING_ROOT", str(ROOT / "samples" / "landing"))
    warehouse = os.environ.get("OTR_WAREHOUSE", str(ROOT / "warehouse"))
    home = Path(os.environ.get("AIRFLOW_HOME", ROOT / "airflow_home"))
    server = LocalAirflow(
        home, int(os.environ.get("PORT", "8080")), {"OTR_LANDING_ROOT": landing, "OTR_WAREHOUSE": warehouse}
    )
    print("starting Airflow (about half a minute) …", flush=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        server.start()
        print(f"\n  {server.url}   user admin   password {server.password()}\n")
        print(f"  landing    {landing}\n  warehouse  {warehouse}\n")
        print("  Open 'ingest_articles', press Trigger. Ctrl-C ends it.", flush=True)
        server.wait()
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    finally:
        server.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
