"""Founds an office of a city with two counties, a clerk and a dataset in each, and serves it.

Used by the scripts beside it: everything is done by the program, nothing is put into its files.
"""
import atexit
import json
import os
import re
import subprocess
import tempfile
import time

PASSWORD = "Shui-tian#5502"


class Office:
    def __init__(self, program, patches=2000, folder=None):
        self.program = os.path.abspath(program)
        self.folder = folder or tempfile.mkdtemp(prefix="tianchou-server-")
        self.home = os.path.join(self.folder, "home")
        self.patches = patches
        self.server = None

    def run(self, *arguments, text=None):
        done = subprocess.run(
            [self.program, *arguments], input=text, capture_output=True, text=True)
        if done.returncode:
            raise SystemExit(f"{arguments[0]} failed: {(done.stdout + done.stderr)[-2000:]}")
        return done.stdout

    def do(self, operation, actor, **fields):
        path = os.path.join(self.folder, "input.json")
        with open(path, "w") as file:
            json.dump(fields, file)
        self.run("do", operation, "--home", self.home, "--as", actor, "--input", path)

    def begin(self):
        """An office of the city with an administrator and nothing else."""
        self.run(
            "init", "--home", self.home, "--office", "city", "--kind", "cityNaturalResources",
            "--name", "示例市自然资源局", "--areas", "4502", "--administrator", "admin",
            "--administrator-name", "韦管理")
        self.account("admin")

    def found(self):
        self.begin()
        for county in ("450222", "450223"):
            clerk = f"clerk-{county}"
            self.do("registerOffice", "admin", id=f"nr-{county}", kind="countyNaturalResources",
                    name=f"{county} 自然资源局", areas=[county])
            self.do("registerPerson", "admin", id=clerk, name=f"经办 {county}",
                    office=f"nr-{county}")
            self.do("appoint", "admin", id=f"a-{county}", person=clerk, office=f"nr-{county}",
                    post="staff", **{"from": "2020-01-01"})
            self.account(clerk)
            out = os.path.join(self.folder, county)
            self.run("sample", "--patches", str(self.patches), "--seed", county[-1], "--out", out)
            files = [os.path.join(out, name) for name in sorted(os.listdir(out))
                     if name.endswith((".shp", ".gpkg", ".zip"))]
            self.do("importDataset", clerk, id=f"survey-{county}", name=f"{county} 年度变更",
                    area=county, files=[self.survey(out) or files[0]])

    @staticmethod
    def survey(folder):
        for root, _, names in os.walk(folder):
            for name in sorted(names):
                if name == "survey.gpkg":
                    return os.path.join(root, name)
        return folder

    def account(self, person):
        self.run("account", "open", "--home", self.home, "--person", person, "--name", person,
                 "--keep", text=PASSWORD + "\n")

    def serve(self, port=0, **settings):
        environment = dict(os.environ, **{f"TIANCHOU_{k.upper()}": str(v)
                                          for k, v in settings.items()})
        self.log = open(os.path.join(self.folder, "server.log"), "w+")
        self.server = subprocess.Popen(
            [self.program, "serve", "--home", self.home, "--port", str(port)], env=environment,
            stdout=self.log, stderr=subprocess.STDOUT, text=True)
        # Whatever fails before stop(), no server outlives its script.
        atexit.register(self.server.kill)
        for _ in range(600):
            with open(self.log.name) as file:
                found = re.search(r"https?://127\.0\.0\.1:(\d+)", file.read())
            if found:
                return int(found.group(1))
            if self.server.poll() is not None:
                break
            time.sleep(0.1)
        with open(self.log.name) as file:
            raise SystemExit("the server did not start: " + file.read())

    def stop(self):
        """Asks the server to end; gives its exit code."""
        self.server.terminate()
        return self.server.wait(timeout=60)
