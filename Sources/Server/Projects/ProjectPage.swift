import Access
import Documents
import HTTPTypes
import Hummingbird
import LandModel
import Lifecycle
import Operations
import Policy

/// The page of one subject: head, stages, tabs (项目页).
struct ProjectPage {
    let view: ProjectView
    let call: Call
    let register: AccessRegister
    let names: [String: BilingualText]

    init(_ view: ProjectView, _ call: Call, _ register: AccessRegister) {
        (self.view, self.call, self.register) = (view, call, register)
        names = view.pack.pageNames
    }

    var language: DisplayLanguage { call.language }

    /// The address of a subject.
    static func address(_ id: String) -> String {
        "/projects/"
            + id.split(separator: "/").map { String($0).percentEncoded }
            .joined(separator: "/")
    }

    var path: String { Self.address(view.subject.id) }
    /// The part of addresses that keeps the day looked at.
    private var dayQuery: String { call.values["day"].map { "&day=\($0)" } ?? "" }

    func name(_ id: String) -> String {
        (names[id] ?? BilingualText(zh: id, en: id)).heading(language)
    }

    func address(_ tab: ProjectTab) -> String { "\(path)?tab=\(tab.rawValue)\(dayQuery)" }

    /// The address of a clause's evidence.
    func address(clause: String) -> String {
        "\(path)/findings/\(clause)?tab=report\(dayQuery)"
            + (call.values["status"].map { "&status=\($0)" } ?? "")
    }

    // MARK: Which tab

    /// The tabs that mean something for the subject.
    private var tabs: [ProjectTab] {
        switch view.subject.entity {
        case "project": ProjectTab.allCases
        case "subproject": [.overview, .report, .plan, .files, .log, .people]
        default:
            ProjectTab.allCases.filter { tab in
                switch tab {
                case .parts: !view.parts.isEmpty
                case .ledger, .voice: false
                default: true
                }
            }
        }
    }

    /// From the review of the plan on the clauses come first.
    private var standardTab: ProjectTab {
        guard view.subject.entity == "project", let stage = view.stage,
            let track = view.pack.lifecycle.tracks.first(where: {
                $0.name == view.mainTrack?.name
            }), let pinning = track.acts.first(where: \.isPinning)
        else { return .overview }
        let places = track.stages.map(\.id)
        let first = pinning.from.compactMap { places.firstIndex(of: $0) }.min() ?? places.count
        return (places.firstIndex(of: stage.id) ?? 0) >= first ? .report : .overview
    }

    private func count(_ tab: ProjectTab) -> Int? {
        switch tab {
        case .report: Set(view.findings.map(\.clause)).count
        case .parts: view.parts.count { $0.entity == "subproject" }
        case .files: view.papers.count
        case .log: view.acts.count
        default: nil
        }
    }

    // MARK: Values

    /// The values of the page's main part.
    func values(clause: String?) throws -> [(String, JSONValue)] {
        let tab =
            clause != nil
            ? .report : call.values["tab"].flatMap { ProjectTab(rawValue: $0) } ?? standardTab
        let tabs = JSONValue.list(tabs) { one in
            .members([
                "title": .string(one.title[language]), "href": .string(address(one)),
                "here": .bool(one == tab), "count": .when(count(one)) { .integer($0) },
            ])
        }
        let common: [(String, JSONValue)] = [
            ("head", head), ("timeline", .when(view.mainTrack, timeline)), ("tabs", tabs),
        ]
        return try common + content(of: tab, clause: clause)
    }

    private func content(
        of tab: ProjectTab, clause: String?
    ) throws -> [(String, JSONValue)] {
        switch tab {
        case .overview: [("overview", overview)]
        case .report: [("report", try report(open: clause))]
        case .plan: [("plan", plan)]
        case .parts: [("list", tableTab(partsTables, .parts))]
        case .ledger: [("list", tableTab(ledgerTables, .ledger))]
        case .voice: [("list", tableTab(voiceTables, .voice))]
        case .files: [("list", tableTab(fileTables, .files))]
        case .log: [("log", log)]
        case .people: [("list", tableTab(peopleTables, .people))]
        }
    }

    /// The tables of all tabs, of which one leaves as a file.
    var tables: [PageTable] {
        partsTables + ledgerTables + voiceTables + fileTables + peopleTables + factTables
            + [clauseTable, logTable]
    }

    private var head: JSONValue {
        let pack = view.pack
        let dataset = view.measurement
        return .members([
            "name": .string(view.subject.name), "id": .string(view.subject.id),
            "entity": .string(
                name(view.subject.entity)), "area": .string(view.area.digits),
            "packName": .string("\(pack.title[language]) r\(pack.revision)"),
            "packHref": .string("/policy/\(pack.code)"), "pinned": .bool(view.isPinned),
            "draft": .bool(pack.isDraft),
            "offered": .shown(view.offered.map { "\($0.title[language]) r\($0.revision)" }),
            "parents": .list(view.parents.reversed()) { place in
                .members([
                    "name": .string(place.name), "href": .string(Self.address(place.id)),
                ])
            },
            "day": .string(view.day.description),
            "past": .bool(call.values["day"] != nil), "nowHref": .string(path),
            "mapHref": .shown(dataset.map(mapAddress)),
            "dossierHref": .shown(
                view.subject.entity == "project" ? path + "/dossier.zip" : nil),
            "suspension": .when(view.suspension) { suspension in
                .members([
                    "by": .string(name(suspension.by)), "reason": .string(suspension.reason),
                    "above": .when(view.suspendedAbove) { place in
                        .members([
                            "name": .string(place.name), "href": .string(Self.address(place.id)),
                        ])
                    },
                ])
            },
            "change": .when(open(.change), standstill),
            "projectsHref": .shown(
                ["county", "city", "region", "township"].contains(view.subject.entity)
                    ? "/projects?area=\(view.area.digits)" : nil),
        ])
    }

    /// The matter of a kind that is not over.
    private func open(_ kind: ProjectView.Matter.Kind) -> ProjectView.Matter? {
        view.matters.first { $0.kind == kind && $0.isOpen }
    }

    private func standstill(_ matter: ProjectView.Matter) -> JSONValue {
        .members(["by": .string(name(matter.by)), "reason": .string(matter.reason)])
    }

    func mapAddress(_ measured: ProjectView.Measured) -> String {
        "/map?d=\(measured.dataset.percentEncoded)"
            + (measured.edition.map { "&e=\($0)" } ?? "")
    }

    // MARK: Stages

    private func timeline(_ track: ProjectView.Track) -> JSONValue {
        .members([
            "stages": .list(track.stages) { stage($0) },
            "underWay": .list(view.tracks.flatMap(\.underWay)) { one in
                .members([
                    "text": call.words(
                        "正在办理“\(name(one.act))”：\(one.done) / \(one.steps) 步",
                        "Under way: \(name(one.act)), step \(one.done) of \(one.steps)")
                ])
            },
        ])
    }

    private func stage(_ stage: ProjectView.Stage) -> JSONValue {
        let limit = stage.limit.map { limit -> String in
            let source = limit.clause ?? call.said("机构限期", "set by an office")
            return call.said("限 ", "by ") + "\(limit.last) \(source)"
        }
        let delay = stage.delay ?? 0
        let late = delay > 0 ? call.said("+\(delay) 天", "+\(delay) d") : nil
        let early = delay < 0 ? call.said("−\(-delay) 天", "−\(-delay) d") : nil
        return .members([
            "name": .string(name(stage.id)),
            "state": .string(stage.isCurrent ? "now" : stage.isPassed ? "done" : ""),
            "here": .bool(stage.isCurrent),
            "day": .string(
                stage.reached?.day.description
                    ?? call.said("未到", "to come")),
            "record": .when(stage.reached) { mark in
                .members([
                    "number": .integer(mark.sequence),
                    "href": .string(address(.log) + "#r\(mark.sequence)"),
                    "act": .string(stage.act.map(name) ?? ""),
                ])
            },
            "times": .shown(
                stage.times > 1 ? call.said("第 \(stage.times) 次", "time \(stage.times)") : nil),
            "limit": .shown(limit), "late": .shown(late), "early": .shown(early),
        ])
    }
}
