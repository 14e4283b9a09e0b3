"""PostGIS on a private server in a temporary folder, started and stopped here; never as root.

The time is that of the server process which answers, and of its parallel workers.
"""
import os
import shutil
import socket
import subprocess
import tempfile

import psycopg2

PROGRAMS = "/usr/lib/postgresql/15/bin"
TICK = os.sysconf("SC_CLK_TCK")


class Server:
    """A PostgreSQL server of its own, on a free port of this machine only."""

    def __init__(self):
        # Short and readable by the server's user: the folder holds the socket too.
        self.folder = tempfile.mkdtemp(prefix="pg", dir="/tmp")
        self.prefix = []
        if os.getuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
            self.prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.call("initdb", "-U", "bench", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        settings = {
            "port": self.port, "listen_addresses": "127.0.0.1", "unix_socket_directories": self.folder, "fsync": "off",
            "shared_buffers": "2GB", "work_mem": "256MB", "maintenance_work_mem": "512MB", "autovacuum": "off",
        }
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self.call("pg_ctl", "-w", "-l", os.path.join(self.folder, "log"), "-o", options, "start")
        self.session = psycopg2.connect(host="127.0.0.1", port=self.port, user="bench", dbname="postgres")
        self.session.autocommit = True
        self.cursor = self.session.cursor()
        self.cursor.execute("CREATE EXTENSION postgis")
        self.backend = self.session.get_backend_pid()
        with open(os.path.join(self.folder, "data", "postmaster.pid")) as file:
            self.postmaster = int(file.readline())

    def call(self, program, *arguments):
        subprocess.run(self.prefix + [f"{PROGRAMS}/{program}", "-D", f"{self.folder}/data", *arguments], check=True,
                       stdout=subprocess.DEVNULL, cwd="/")

    def seconds(self):
        """Of the answering process, and of ended children of the server: its parallel workers."""
        return sum(ticks(self.backend)[:2] + ticks(self.postmaster)[2:]) / TICK

    def stop(self):
        self.session.close()
        self.call("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)


def ticks(process):
    with open(f"/proc/{process}/stat") as file:
        return [int(word) for word in file.read().rsplit(")", 1)[1].split()[11:15]]
