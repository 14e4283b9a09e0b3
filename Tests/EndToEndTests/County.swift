import Foundation

/// One sample county and its dataset, made once for all tests.
struct County {
    let folder: URL
    var dataset: String { folder.appending(path: "dataset.gpkg").path }
    var plan: String { folder.appending(path: "county/plan.gpkg").path }
    var draft: String { folder.appending(path: "county/plan-draft.gpkg").path }
    var survey: String { folder.appending(path: "county/survey").path }

    static let shared: Result<County, any Error> = Result { try County(defects: false) }
    static let broken: Result<County, any Error> = Result { try County(defects: true) }

    private init(defects: Bool) throws {
        folder = try Scratch.folder(defects ? "broken" : "county")
        let county = folder.appending(path: "county").path
        let sample = try Program.run(
            [
                "sample", "--patches", "2000", "--seed", "11", "--out", county, "--format",
                "shp-gbk",
            ] + (defects ? ["--defects"] : []))
        let dataset = folder.appending(path: "dataset.gpkg").path
        let imported = try Program.run(["import", county + "/survey", "--into", dataset, "--json"])
        guard sample.status == 0, imported.status == 0 else {
            throw Failure(text: sample.errors + imported.errors)
        }
    }

    struct Failure: Error {
        let text: String
    }
}

/// JSON as a dictionary or list, by Foundation's own parser.
func json(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8))
}
