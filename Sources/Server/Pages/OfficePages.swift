import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// Areas, the offices in them, and registering an office (行政区与单位).
enum OfficePages {
    static let all: [Route] = [
        .page("/admin/areas", "Areas and offices", right: .signedIn(.admin)) { try await page($0) },
        .form(
            "/admin/areas", "Register an office", right: .signedIn(.admin),
            refusedOn: { call, form, refusal in try await page(call, form, refusal) }
        ) { call, form in
            let receipt = try await call.perform(
                "registerOffice",
                [
                    "id": .text(form["id"]), "kind": .text(form["kind"]),
                    "name": .text(form["name"]),
                    "areas": .array([.text(form["code"])]),
                ])
            return Flash.seeOther("/admin/areas", "good", receipt.message[call.language])
        },
    ]

    private static func page(
        _ call: Call, _ form: FormBody = FormBody([]), _ refusal: JSONValue? = nil
    ) async throws -> Reply {
        let office = try call.office()
        let (register, datasets) = try await office.home.journal.read { view throws(StoreError) in
            (try view.accessRegister(), try view.datasets())
        }
        let offices = register.offices.values.sorted { $0.id < $1.id }
        let codes = codes(offices, datasets)
        let names = try names(offices, datasets, office)
        let top = codes.first?.digits.count ?? 2
        return try await call.page(
            "admin-areas",
            [
                ("refusal", refusal ?? .bool(false)),
                (
                    "areas",
                    .list(codes) { code in
                        .members([
                            "code": .string(code.digits),
                            "name": .string(names[code.digits] ?? "—"),
                            "level": .string(AreaWords.level(code)[call.language]),
                            "depth": .integer(min(3, depth(code) - depth(ofDigits: top))),
                            "offices": .list(
                                offices.filter { $0.territory.areas.codes.contains(code.digits) }
                            ) { .string($0.name) },
                            "datasets": .integer(
                                datasets.count { $0.dataset.area.digits == code.digits }),
                        ])
                    }
                ),
                (
                    "kinds",
                    .list(kinds) { row in
                        .members([
                            "id": .string(row.0.text),
                            "name": .string("\(row.1.title[call.language]) · \(row.0.text)"),
                            "selected": .bool(row.0.text == form["kind"]),
                        ])
                    }
                ),
                (
                    "form",
                    .members([
                        "id": .string(form["id"]), "code": .string(form["code"]),
                        "name": .string(form["name"]),
                    ])
                ),
            ])
    }

    /// Every area that an office or a dataset names, with the areas around below the topmost.
    private static func codes(
        _ offices: [Office], _ datasets: [RecordedDataset]
    ) -> [AdministrativeCode] {
        let named = offices.flatMap(\.territory.areas.codes) + datasets.map(\.dataset.area.digits)
        return Set(named).sorted().compactMap { AdministrativeCode($0) }
    }

    private static func depth(_ code: AdministrativeCode) -> Int {
        depth(ofDigits: code.digits.count)
    }

    private static func depth(ofDigits count: Int) -> Int {
        AdministrativeCode.Level.allCases.firstIndex { $0.rawValue == count } ?? 0
    }

    /// What areas are called: as the surveys say, else as the name of their own office begins.
    private static func names(
        _ offices: [Office], _ datasets: [RecordedDataset], _ services: OfficeServices
    ) throws -> [String: String] {
        var names: [String: String] = [:]
        let endings: [Int: [Character]] = [
            2: ["省", "市", "区"], 4: ["市", "州", "盟"], 6: ["县", "区", "市", "旗"], 9: ["镇", "乡", "办"],
            12: ["村", "区"],
        ]
        for office in offices where office.territory.areas.codes.count == 1 {
            guard let code = office.territory.areas.codes.first, names[code] == nil,
                let end = office.name.dropFirst().firstIndex(where: {
                    endings[code.count]?.contains($0) == true
                })
            else { continue }
            names[code] = String(office.name[...end])
        }
        for dataset in datasets {
            guard let sheet = try services.qualityShelf.kept(dataset.dataset.snapshot) else {
                continue
            }
            for unit in sheet.units where !unit.name.isEmpty { names[unit.code] = unit.name }
        }
        return names
    }

    /// Kinds of office with the role that each gives.
    private static let kinds: [(OfficeKind, Role)] = {
        var found: [(OfficeKind, Role)] = []
        for row in RoleTable.standard.rows where row.post == nil {
            if let kind = row.kind, !found.contains(where: { $0.0 == kind }) {
                found.append((kind, row.role))
            }
        }
        return found
    }()
}
