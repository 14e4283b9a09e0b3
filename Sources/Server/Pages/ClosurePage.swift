import Access
import Accounts
import Digest
import HTTPTypes
import Hummingbird
import Journal
import LandModel
import Operations
import Store

/// The closure certificate of a snapshot (闭合证书).
struct ClosurePage {
    let recorded: RecordedDataset
    let sheet: QualitySheet
    let call: Call

    func reply() async throws -> Reply {
        let villages = sheet.units.filter { $0.level == AdministrativeCode.Level.village.rawValue }
        let controls = villages.compactMap(\.control)
        let control = controls.count == villages.count ? controls.reduce(0, +) : nil
        return try await call.page(
            "closure",
            [
                ("certificate", try await certificate(isControlled: control != nil)),
                (
                    "villages",
                    .list(villages) { unit in
                        .members([
                            "name": .string(
                                unit.name.isEmpty ? unit.code : "\(unit.name) \(unit.code)"),
                            "control": metres(unit.control), "sum": metres(unit.sum),
                            "residual": metres(unit.control.map { unit.sum - $0 }),
                        ])
                    }
                ),
                (
                    "rows",
                    .list(sheet.classes) { row in
                        .members([
                            "code": .string(row.code.isEmpty ? "—" : row.code),
                            "name": .string(name(ofClass: row.code)),
                            "count": .integer(row.patches), "area": metres(row.sum),
                        ])
                    }
                ),
                (
                    "total",
                    .members(["count": .integer(sheet.totalPatches), "area": metres(sheet.total)])
                ), ("control", metres(control)),
                ("residual", metres(control.map { sheet.total - $0 })),
            ])
    }

    private func metres(_ area: Int64?) -> JSONValue {
        .string(area.map { Area(hundredths: $0).squareMetresText } ?? "—")
    }

    private func name(ofClass code: String) -> String {
        do {
            let landClass = try LandClass(code)
            return call.said(landClass.chineseName, landClass.englishName)
        } catch {
            return "—"
        }
    }

    private func certificate(isControlled: Bool) async throws -> JSONValue {
        let dataset = recorded.dataset
        let office = try call.office()
        let name = try await office.home.journal.read { view throws(StoreError) in
            try view.accessRegister().name(of: office.home.settings.office)
        }
        let verdict: JSONValue =
            switch (sheet.isClosed, isControlled) {
            case (true, true):
                call.words(
                    "闭合：各村图斑面积之和与控制面积一致，闭合差为 0.00 平方米。",
                    "Closed: in every village the patches sum to the control area; the residual is 0.00 m²."
                )
            case (true, false):
                call.words(
                    "图斑全部落到村；数据没有控制面积，只汇总，不核对。",
                    "Every patch has its village. The data have no control areas: sums are given, not compared."
                )
            default:
                call.words(
                    "不闭合：存在闭合差或未落到村的图斑，见数据检查结果。",
                    "Not closed: there are residuals, or patches without a village. See the findings."
                )
            }
        return .members([
            "number": .string("BH-\(dataset.id.text)-\(recorded.edition)"),
            "name": .string(dataset.name),
            "title": .string(SnapshotPages.title(recorded)[call.language]),
            "area": .string(dataset.area.digits), "office": .string(name),
            "time": .string(call.moment(recorded.time)),
            "digest": .string(dataset.snapshot.digest.hex),
            "journal": call.words(
                "日志第 \(recorded.sequence) 条", "journal record \(recorded.sequence)"),
            "metric": call.words("图斑面积（TBMJ，椭球面积）", "recorded areas (TBMJ, ellipsoidal)"),
            "software": .string("田畴 \(call.services.programVersion)"),
            "closes": .bool(sheet.isClosed), "verdict": verdict,
            "backHref": .string("/data/\(dataset.id.text)/\(recorded.edition)"),
        ])
    }
}
