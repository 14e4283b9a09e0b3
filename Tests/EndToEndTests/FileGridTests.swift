import Foundation
import Testing

/// Tabulation of a FileGDB, whose coordinates are whole multiples of a unit.
@Suite struct FileGridTests {
    /// Writes layers of the county into a FileGDB with the given units in a metre.
    private func write(_ layers: [String], unitsPerMetre: Int, _ folder: URL) throws -> String {
        let county = try County.shared.get()
        let target = folder.appending(path: "survey-\(unitsPerMetre).gdb").path
        let script = """
            import subprocess, sys
            subprocess.run(["ogr2ogr", "-q", "-unsetFid", "-f", "OpenFileGDB", "-lco", f"XYSCALE={sys.argv[3]}", "-lco",
                            "XORIGIN=0", "-lco", "YORIGIN=0", sys.argv[2], sys.argv[1], *sys.argv[4:]], check=True,
                           stderr=subprocess.DEVNULL)
            """
        let made = try Program.python(
            ["-c", script, county.dataset, target, "\(unitsPerMetre)"] + layers)
        #expect(made.status == 0, "\(made.errors)")
        return target
    }

    @Test func `the grid of a FileGDB is kept, and the closing line says so`() throws {
        let folder = try Scratch.folder("grid")
        let fine = try write(["DLTB", "CJDCQ"], unitsPerMetre: 10_000, folder)
        let coarse = try write(["CJDCQ"], unitsPerMetre: 1000, folder)
        func summary(_ zones: String, _ options: String...) throws -> String {
            let outcome = try Program.run(
                ["tabulate", "--a", fine + "#DLTB", "--b", zones + "#CJDCQ", "--lang", "en"]
                    + options)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.errors
        }
        #expect(
            try summary(fine, "--area", "planar").contains("source grid 0.0001 kept"))
        #expect(
            try summary(fine, "--area", "planar", "--json").contains("\"source_grid_unit\":0.0001"))
        #expect(
            try !summary(coarse, "--area", "planar").contains("source grid"), "grids differ")
        #expect(try !summary(fine).contains("source grid"), "degrees are not the file's grid")
        try FileManager.default.removeItem(at: folder)
    }
}
