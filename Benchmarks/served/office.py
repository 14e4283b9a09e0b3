"""An office with a county and its people, founded by the program once and kept; every run works on a copy."""
import http.client
import json
import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, ".."), os.path.join(HERE, "..", "..", "Tests", "ServerTests", "Scripts")]
import counties
from two_counties import PASSWORD, Office

COUNTY = "450222"
SURVEY = "survey"
TICKS = os.sysconf("SC_CLK_TCK")


class KeptOffice(Office):
    """An office founded once, by `found` of its kind, and kept; what runs works on a copy."""

    def __init__(self, program, patches, name):
        self.kept = os.path.join(counties.DATA, name)
        super().__init__(program, patches, self.kept)

    def copy(self):
        """Makes the folder of a run, founding the office before if it was not."""
        if not os.path.exists(os.path.join(self.kept, "whole")):
            shutil.rmtree(self.kept, ignore_errors=True)
            os.makedirs(self.kept)
            self.found()
            open(os.path.join(self.kept, "whole"), "w").close()
        self.folder = self.kept + ".run"
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.kept, self.folder)
        self.home = os.path.join(self.folder, "home")


class County(KeptOffice):
    """The office of one county, whose staff all look at one large survey."""

    def __init__(self, program, patches, people):
        super().__init__(program, patches, f"office-{patches}-{people}")
        self.people = [f"clerk-{number}" for number in range(people)]
        self.copy()

    def found(self):
        office = f"nr-{COUNTY}"
        self.run("init", "--home", self.home, "--office", office, "--kind", "countyNaturalResources",
                 "--name", "示例县自然资源局", "--areas", COUNTY, "--administrator", "admin",
                 "--administrator-name", "韦管理")
        for person in self.people:
            self.do("registerPerson", "admin", id=person, name=f"经办{person[6:]}", office=office)
            self.do("appoint", "admin", id=f"a-{person}", person=person, office=office, post="staff",
                    **{"from": "2020-01-01"})
            self.account(person)
        county = counties.sample(self.program, self.patches)
        self.do("importDataset", self.people[0], id=SURVEY, name="年度变更调查", area=COUNTY,
                files=[os.path.join(county, "survey.gpkg")])

    def small_files(self):
        """A GeoPackage and a zipped Shapefile of a few hundred patches, as people import them."""
        package = os.path.join(counties.sample(self.program, 500), "survey.gpkg")
        folder = os.path.join(counties.DATA, "small-shapefile")
        archive = folder + ".zip"
        if not os.path.exists(archive):
            self.run("sample", "--patches", "500", "--seed", "2", "--format", "shp-gbk", "--out", folder)
            # Plans lie beside the survey; only the survey is imported.
            survey = next(root for root, _, names in os.walk(folder) if "DLTB.shp" in names)
            shutil.make_archive(folder, "zip", survey)
        return [package, archive]

    def usage(self):
        """Processor seconds of the server so far."""
        with open(f"/proc/{self.server.pid}/stat") as file:
            ticks = file.read().rsplit(")", 1)[1].split()[11:13]
        return sum(map(int, ticks)) / TICKS

    def memory(self):
        """Megabytes: in memory, the most there was, and of what is in memory the pages of files."""
        with open(f"/proc/{self.server.pid}/status") as file:
            found = dict(re.findall(r"(VmRSS|VmHWM|RssFile):\s+(\d+) kB", file.read()))
        return [int(found[name]) * 1024 / 1e6 for name in ("VmRSS", "VmHWM", "RssFile")]

    def faults(self):
        """What the log calls an error."""
        with open(self.log.name) as file:
            return [line.strip() for line in file if re.search(r'"level":"(error|critical)"', line)]


class Client:
    """A person at a browser that asks one thing after the other over one connection."""

    def __init__(self, port, number=0):
        self.port = port
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        self.head = {"Accept-Encoding": "gzip"}
        # Each request comes from an address of its own, so that the limit on one address does not count.
        self.number = number << 16

    def ask(self, method, path, body=None, **head):
        self.number += 1
        address = f"10.{self.number >> 16 & 255}.{self.number >> 8 & 255}.{self.number & 255}"
        self.connection.request(method, path, body, {**self.head, "X-Forwarded-For": address, **head})
        answer = self.connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def json(self, method, path, value=None, plain=True):
        head = {"Content-Type": "application/json"} if value is not None else {}
        if plain:
            head["Accept-Encoding"] = "identity"
        status, headers, content = self.ask(method, path, json.dumps(value) if value is not None else None, **head)
        if status >= 300:
            raise SystemExit(f"{method} {path}: {status} {content[:500].decode()}")
        return headers, json.loads(content) if content else None

    def sign_in(self, name):
        headers, _ = self.json("POST", "/api/v1/session", {"name": name, "password": PASSWORD})
        self.head["Cookie"] = headers.get_all("Set-Cookie")[0].split(";")[0]
        self.head["X-CSRF-Token"] = self.json("GET", "/api/v1/session")[1]["csrf"]

    def token(self):
        """A token that reads, as a person gives it to a GIS program."""
        form = f"csrf={self.head['X-CSRF-Token']}&name=bench&days=1&scope=read"
        status, _, page = self.ask("POST", "/account/tokens", form, **{
            "Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "identity"})
        found = re.search(rb"tc_[A-Za-z0-9_-]{20,}", page)
        if status != 200 or not found:
            raise SystemExit(f"no token: {status}")
        return found.group().decode()


def seconds(command, environment):
    """Wall and processor seconds of a program."""
    import time
    start = time.monotonic()
    process = subprocess.Popen(command, env={**os.environ, **environment})
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime
