import ArgumentParser
import Geodesy
import LandModel

/// The command line of Tianchou (田畴); every subcommand is thin and lives in its own file.
@main
struct Tianchou: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tianchou",
        abstract: "全域土地综合整治：从调查数据到逐条合规报告 · from survey files to a clause-by-clause report",
        discussion: """
            图层写作 文件#图层。面积单位为平方米。退出码：0 正常，1 有不符合项，2 输入有误，3 运行失败。
            A layer is FILE#LAYER. Areas are m². Exit codes: 0 fine, 1 blocking findings, 2 bad input, 3 operational failure.
            """,
        version: ProgramVersion.text,
        subcommands: [
            ImportCommand.self, QualityCommand.self, TabulateCommand.self, CheckCommand.self,
            ReportCommand.self, OccupyCommand.self, ChangeCommand.self, PolicyCommand.self,
            SampleCommand.self, InitCommand.self, DoCommand.self, RunCommand.self,
            InboxCommand.self, CalendarCommand.self, PoolCommand.self, AccessCommand.self,
            JournalCommand.self,
            BackupCommand.self,
            RestoreCommand.self, DoctorCommand.self, ServeCommand.self, AccountCommand.self,
        ])

    /// Runs the command and turns every failure into one of the four exit codes.
    static func main() async {
        Interruption.install()
        do {
            var command = try parseAsRoot()
            if var patient = command as? any AsyncParsableCommand {
                try await patient.run()
            } else {
                try command.run()
            }
        } catch {
            leave(error)
        }
    }

    private static func leave(_ error: any Error) -> Never {
        if error is CancellationError {
            Console.writeError(
                BilingualText(zh: "已取消，没有留下文件。", en: "Cancelled; no file was left.")[
                    Console.language(nil)])
            exit(withCode: 3)
        }
        if let stop = error as? Stop { exit(withCode: stop.code) }
        if let explained = error as? any ExplainedError {
            Console.writeError(explained.explanation[Console.language(nil)])
            exit(withCode: explained.failureKind == .badInput ? 2 : 3)
        }
        if let geodesy = error as? GeodesyError {
            let text = BilingualText(
                zh: geodesy.chineseExplanation, en: geodesy.englishExplanation)
            Console.writeError(text[Console.language(nil)])
            exit(withCode: 2)
        }
        // Help and version requests are "errors" of the parser that succeed.
        if exitCode(for: error) == .success {
            Console.write(fullMessage(for: error))
            exit(withCode: 0)
        }
        let isUsage = exitCode(for: error) == .validationFailure
        Console.writeError(isUsage ? fullMessage(for: error) : String(describing: error))
        exit(withCode: isUsage ? 2 : 3)
    }

    private static func exit(withCode code: Int32) -> Never {
        Console.leave(code)
    }
}

/// Ends a command with an exit code after it has said everything itself.
struct Stop: Error {
    let code: Int32
    /// Findings that block.
    static let blocked = Stop(code: 1)
    /// The input is wrong.
    static let badInput = Stop(code: 2)
}

/// The version of the program, which every report and snapshot names.
enum ProgramVersion {
    static let text = "0.1.0"
}
