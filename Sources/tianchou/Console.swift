import Glibc
import LandModel

/// What a command prints, and where: results to standard output, everything else to standard error.
struct Console: Sendable {
    let language: DisplayLanguage
    let isQuiet: Bool

    init(_ options: CommonOptions) {
        language = Self.language(options.lang?.language)
        isQuiet = options.quiet
    }

    /// The language asked for, or that of the environment; Chinese when neither says.
    static func language(_ asked: DisplayLanguage?) -> DisplayLanguage {
        if let asked { return asked }
        let arguments = CommandLine.arguments
        if let at = arguments.firstIndex(of: "--lang"), at + 1 < arguments.count,
            let language = DisplayLanguage(rawValue: arguments[at + 1])
        {
            return language
        }
        for name in ["TIANCHOU_LANG", "LC_ALL", "LC_MESSAGES", "LANG"] {
            guard let value = getenv(name) else { continue }
            let text = String(cString: value)
            if text.hasPrefix("en") { return .en }
            if text.hasPrefix("zh") { return .zh }
        }
        return .zh
    }

    /// A result line.
    static func write(_ text: String) { emit(text + "\n", to: STDOUT_FILENO) }

    /// A line for the person, not for a program.
    static func writeError(_ text: String) { emit(text + "\n", to: STDERR_FILENO) }

    /// A result line.
    func result(_ text: String) { Self.write(text) }

    /// A remark, left out when quiet.
    func note(_ text: BilingualText) {
        if !isQuiet { Self.writeError(text[language]) }
    }

    /// Writes all bytes, however the pipe takes them.
    static func emit(_ text: String, to descriptor: Int32) {
        emit(bytes: Array(text.utf8), to: descriptor)
    }

    /// Writes all bytes, however the pipe takes them.
    static func emit(bytes all: [UInt8], to descriptor: Int32) {
        var bytes = all[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Ends the process with an exit code.
    static func leave(_ code: Int32) -> Never { exit(code) }

    /// Progress on standard error when it is a terminal; it always notices a request to stop.
    var progress: WorkProgress {
        let shows = !isQuiet && isatty(STDERR_FILENO) == 1
        let language = language
        return WorkProgress { phase, done, total in
            if shows {
                let share = total > 0 ? " \(done * 100 / total) %" : ""
                let end = total > 0 && done >= total ? "\n" : ""
                Self.emit("\r\u{1B}[K\(phase[language])\(share)\(end)", to: STDERR_FILENO)
            }
            return !Interruption.isRequested
        }
    }
}

/// A request to stop, made by Ctrl-C or a termination signal.
enum Interruption {
    // Safety: written once by the signal handler, read by polling; a torn read is impossible for Int32.
    nonisolated(unsafe) private static var flag: Int32 = 0

    static var isRequested: Bool { flag != 0 }

    /// Notes the first signal; a second one ends the process at once.
    static func install() {
        for signal in [SIGINT, SIGTERM] {
            Glibc.signal(signal) { number in
                if Interruption.flag != 0 { _exit(3) }
                Interruption.flag = number
            }
        }
        Glibc.signal(SIGPIPE, SIG_IGN)
    }
}
