import ArgumentParser
import LandModel

/// The languages a person can ask for.
enum LanguageChoice: String, ExpressibleByArgument, CaseIterable {
    case zh
    case en

    var language: DisplayLanguage { self == .zh ? .zh : .en }
}

/// Options every command takes.
struct CommonOptions: ParsableArguments {
    @Option(help: "语言 zh 或 en · language")
    var lang: LanguageChoice?

    @Flag(help: "机器可读输出 · machine-readable output")
    var json = false

    @Flag(help: "只输出结果和错误 · results and errors only")
    var quiet = false

    @Option(help: "线程数，0 为全部 · threads, 0 for all")
    var threads = 0

    mutating func validate() throws {
        guard (0...256).contains(threads) else {
            throw ValidationError("--threads: 0–256")
        }
    }
}
