import Foundation

/// Where the real data of the project lies, beside the package or where TIANCHOU_SHARED says.
enum SharedData {
    /// The place of a file; nil, with a line on standard output, when it is not there.
    static func path(_ name: String) -> String? {
        let root =
            ProcessInfo.processInfo.environment["TIANCHOU_SHARED"].map { URL(filePath: $0) }
            ?? URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(path: "shared")
        let path = root.appending(path: "data/\(name)").path(percentEncoded: false)
        guard FileManager.default.fileExists(atPath: path) else {
            print("SKIPPED: \(name) data not present")
            return nil
        }
        return path
    }
}

/// What shapely says about a layer; see Oracle/coverage_oracle.py.
struct CoverageOracle: Decodable {
    var wkb: [String]
    var invalid: [Int]
    var overlaps: [[Double]]
    var gaps: [Double]
    var coverageIsValid: Bool
    var invalidEdgeFeatures: [Int]

    private enum CodingKeys: String, CodingKey {
        case wkb, invalid, overlaps, gaps
        case coverageIsValid = "coverage_valid"
        case invalidEdgeFeatures = "invalid_edge_features"
    }

    /// Asks shapely; nil, with a line on standard output, when python3 or shapely is not there.
    static func ask(_ arguments: [String]) throws -> CoverageOracle? {
        let script = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "Oracle/coverage_oracle.py").path(percentEncoded: false)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            print("SKIPPED: python3 with shapely and ogr2ogr is not present")
            return nil
        }
        return try JSONDecoder().decode(CoverageOracle.self, from: data)
    }

    /// The bytes of a feature.
    func bytes(_ feature: Int) -> [UInt8] {
        let digits = Array(wkb[feature].utf8)
        func value(_ digit: UInt8) -> UInt8 { digit < 58 ? digit - 48 : digit - 55 }
        return stride(from: 0, to: digits.count, by: 2).map {
            value(digits[$0]) << 4 | value(digits[$0 + 1])
        }
    }
}
