"""An office of a city with its counties, some hundred people of all roles and their projects, founded once and kept.

Everything is done by the program: a scenario is written and played, and each person gets an account with a password. The
people of a county are its bureau, its government, the task forces of its townships and the villages' collectives; those of
the city are its bureau, the office of the joint meeting, the departments, the experts and the region's reviewers.
"""
import concurrent.futures
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [HERE, os.path.join(HERE, "..")]
import counties
from office import KeptOffice

CITY = "4502"
PACK = os.path.join(ROOT, "PolicyPacks", "liuzhou-2020")
VILLAGES = 4
# Where the projects of a county stand, so many of each: listed, surveyed, in the pool, mature.
STAGES = ["listed", "surveyed", "pooled", "mature"]
# The people of the city's offices: office, kind, name, people for each 200.
CITY_OFFICES = [
    ("nr", "cityNaturalResources", "自然资源和规划局", 12), ("jmo", "jointMeetingOffice", "联席会议办公室", 4),
    ("fin", "cityFinance", "财政局", 4), ("water", "cityWater", "水利局", 4), ("agri", "cityAgriculture", "农业农村局", 4),
    ("forest", "cityForestry", "林业和园林局", 3), ("sector", "sectorDepartments", "相关行业主管部门", 4),
    ("exp", "experts", "专家组", 8), ("gx-nr", "regionNaturalResources", "自治区自然资源厅派驻", 3),
    ("gx-agri", "regionAgriculture", "自治区农业农村厅派驻", 2),
]
COUNTY_OFFICES = [
    ("nr", "countyNaturalResources", "自然资源局", 7), ("gov", "countyGovernment", "人民政府", 2),
    ("tf", "townshipTaskForce", "项目工作专班", 3), ("coll", "villageCollective", "村集体经济组织", 3),
]


class Person:
    """Who works here: the kind of office, its area, and the projects of that area."""

    def __init__(self, name, kind, area, projects):
        self.name, self.kind, self.area, self.projects = name, kind, area, projects


class Workplace(KeptOffice):
    """The office of a city and its counties, whose people live with their projects."""

    def __init__(self, program, people, projects):
        super().__init__(program, 2000, f"workday-{people}-{projects}")
        # A county has 15 people; the city has a quarter of all.
        self.counties = [f"{CITY}{number:02}" for number in range(21, 21 + max(1, int(people * 0.75 / 15)))]
        self.projects = {code: [f"{code}-2026-{number:03}" for number in range(projects // len(self.counties))]
                         for code in self.counties}
        self.people = self.staff(people)
        self.copy()

    def staff(self, people):
        found = []
        everywhere = [project for code in self.counties for project in self.projects[code]]
        for code in self.counties:
            for office, kind, _, count in COUNTY_OFFICES:
                found += [Person(f"{office}-{code}-{number}", kind, code, self.projects[code]) for number in range(count)]
        city = [(office, kind) for office, kind, _, count in CITY_OFFICES for _ in range(count)]
        numbers = {}
        while len(found) < people:
            for office, kind in city:
                if len(found) < people:
                    number = numbers[office] = numbers.get(office, -1) + 1
                    found.append(Person(f"city-{office}-{number}", kind, CITY, everywhere))
        return found

    # Founding

    def found(self):
        story = os.path.join(self.kept, "story.yaml")
        with open(story, "w") as file:
            file.write(self.scenario())
        self.run("run", story, "--home", self.home, "--quiet")
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            list(pool.map(self.account, [person.name for person in self.people]))
        county = counties.sample(self.program, 2000)
        self.do("importDataset", self.people[0].name, id="survey", name="年度变更调查", area=self.counties[0],
                files=[os.path.join(county, "survey.gpkg")])

    def scenario(self):
        lines = ["scenario: workday", "title: 一个工作日", "founding:", f"  journal: {CITY}/workday", "  day: 2026-01-05",
                 f"  office: {{id: city-nr, kind: cityNaturalResources, name: 甲市自然资源和规划局, areas: {CITY}}}",
                 "  administrator: {id: admin, name: 系统管理员}", "steps:"]

        def act(who, what, **members):
            lines.append(f"  - {{as: {who}, do: {what}, input: {json.dumps(members, ensure_ascii=False)}}}")

        for office, kind, name, _ in CITY_OFFICES[1:]:
            act("admin", "registerOffice", id=f"city-{office}", kind=kind, name=f"甲市{name}", areas=CITY)
        for code in self.counties:
            for office, kind, name, _ in COUNTY_OFFICES:
                area = code + "101" if office == "tf" else code + "101201" if office == "coll" else code
                act("admin", "registerOffice", id=f"{office}-{code}", kind=kind, name=f"{code[4:]} 县{name}", areas=area)
        for number, person in enumerate(self.people):
            office = person.name.rsplit("-", 1)[0]
            act("admin", "registerPerson", id=person.name, name=f"经办{number:03}", office=office)
            act("admin", "appoint", person=person.name, office=office, **{"from": "2026-01-05"})
        act("city-nr-0", "publishPack", folder=PACK, area=CITY)
        act("city-nr-0", "listSubject", subject=CITY, entity="city", name="甲市", area=CITY)
        lines.append("  - {day: 2026-01-06, as: city-nr-0, do: listSubject, input: "
                     f"{{subject: '{self.counties[0]}', entity: county, name: {self.counties[0][4:]} 县, "
                     f"area: '{self.counties[0]}', parent: '{CITY}'}}}}")
        for code in self.counties[1:]:
            act("city-nr-0", "listSubject", subject=code, entity="county", name=f"{code[4:]} 县", area=code, parent=CITY)
        for code in self.counties:
            for number, project in enumerate(self.projects[code]):
                self.life(act, code, project, STAGES[number % len(STAGES)])
        return "\n".join(lines) + "\n"

    @staticmethod
    def life(act, code, project, stage):
        """A project up to a stage of the pool."""
        clerk, mayor = f"nr-{code}-0", f"gov-{code}-0"
        act(clerk, "listSubject", subject=project, entity="project", name=f"{project[-3:]} 号全域整治", parent=code,
            area=code + "101")
        act(clerk, "listSubject", subject=f"{project}/{code}101", entity="township", name="示例镇", parent=project)
        villages = [f"{project}/{code}1012{number:02}" for number in range(1, VILLAGES + 1)]
        for number, village in enumerate(villages):
            act(clerk, "listSubject", subject=village, entity="village", name=f"示例{number + 1}村", parent=project)
        if stage == "listed":
            return
        act(clerk, "stateFacts", subject=project, source="国土变更调查 2025",
            layers=["consolidationArea", "villageBoundary", "townshipBoundary"],
            facts={"baseSurveyYear": 2025, "latestSurveyYear": 2025, "consolidationAreaOutsideVillages": 0})
        for village in villages:
            act(clerk, "stateFacts", subject=village, source="潜力调查",
                facts={"potentialSurveyed": True, "willingnessSurveyed": True})
        act(clerk, "fileDocument", subject=project, document="annualLandChangeSurvey")
        act(clerk, "fileDocument", subject=project, document="thirdNationalLandSurvey")
        act(clerk, "fileDocument", subject=project, document="potentialSurveyReport",
            sections=["宜耕后备资源", "耕地提质改造", "高标准基本农田", "农村建设用地复垦"])
        act(clerk, "fileDocument", subject=project, document="willingnessReport", sections=["乡镇", "村"])
        if stage in ("pooled", "mature"):
            act(mayor, "admitToPool", subject=project)
        if stage == "mature":
            act(mayor, "confirmMature", subject=project)
