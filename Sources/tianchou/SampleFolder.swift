import Foundation
import LandExchange
import LandModel
import SampleCounty

/// The files of a sample county.
struct SampleFolder {
    let path: String

    /// Writes `survey/` (one file a layer) or `survey.gpkg`, `plan.gpkg`, `plan-draft.gpkg` and,
    /// with defects, `answers.json`.
    func write(
        _ county: SampleCounty, format: SampleCommand.Format, progress: WorkProgress
    ) throws {
        try OutputFile.makeFolder(path)
        let phase = BilingualText(zh: "写文件", en: "Writing files")
        switch format {
        case .gpkg:
            try LayerWriter.write(county.survey, to: path + "/survey.gpkg", overwriting: true)
        case .shpGBK:
            try OutputFile.makeFolder(path + "/survey")
            for (index, layer) in county.survey.enumerated() {
                try progress.advance(phase, index, of: county.survey.count)
                try LayerWriter.write(
                    [layer], to: "\(path)/survey/\(layer.name).shp", overwriting: true)
            }
        }
        try LayerWriter.write(county.plan, to: path + "/plan.gpkg", overwriting: true)
        try LayerWriter.write(county.draft, to: path + "/plan-draft.gpkg", overwriting: true)
        if !county.answers.isEmpty {
            try OutputFile.write(answers(county, format) + "\n", to: path + "/answers.json")
        }
        try progress.advance(phase, 1, of: 1)
    }

    /// Features go by the identifiers of the files: the GeoPackage's fid, the Shapefile's record number.
    private func answers(_ county: SampleCounty, _ format: SampleCommand.Format) -> String {
        var identifiers: [Int64: Int64] = [:]
        for (record, id) in (county.survey.first?.featureIDs ?? []).enumerated() {
            identifiers[id] = format == .shpGBK ? Int64(record) : id
        }
        return JSONValue.object([
            ("synthetic", .bool(true)),
            (
                "defects",
                .array(
                    county.answers.map { defect in
                        .object([
                            ("kind", .string(defect.kind)), ("rule", .string(defect.rule)),
                            ("layer", .string(defect.layer)),
                            (
                                "features",
                                .array(
                                    defect.features.map { .number(String(identifiers[$0] ?? $0)) })
                            ),
                            (
                                "planar_area_m2",
                                defect.planarArea.map { .number(String(format: "%.4f", $0)) }
                                    ?? .null
                            ),
                        ])
                    })
            ),
        ]).text
    }
}
