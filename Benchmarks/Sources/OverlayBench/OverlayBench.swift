import Glibc

/// Times the modules alone: `OverlayBench SUBCOMMAND …`, one subcommand a file, dispatched here.
@main
struct OverlayBench {
    /// Every subcommand by its name; each receives the arguments after the name.
    static let subcommands: [(name: String, run: @Sendable ([String]) throws -> Void)] = [
        ("occupation", OccupationBench.run),
        ("paths", TabulateBench.listPaths),
        ("spatialbench-q9", SpatialBenchQ9.run),
        ("tabulate", TabulateBench.run),
        ("topology", TopologyBench.run),
        ("uniqueness", UniquenessBench.run),
    ]

    /// Ends with status 2 after a mistake in the command line, 1 after another.
    static func main() {
        do {
            try run()
        } catch let mistake as UsageError {
            ProcessMeasures.note("OverlayBench " + mistake.text)
            exit(2)
        } catch {
            ProcessMeasures.note("OverlayBench: \(error)")
            exit(1)
        }
    }

    private static func run() throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let name = arguments.first,
            let subcommand = subcommands.first(where: { $0.name == name })
        else {
            let names = subcommands.map(\.name).joined(separator: ", ")
            throw UsageError(text: "SUBCOMMAND …, one of: \(names)")
        }
        try subcommand.run(Array(arguments.dropFirst()))
    }
}

/// What was wrong with the command line.
struct UsageError: Error {
    let text: String
}
