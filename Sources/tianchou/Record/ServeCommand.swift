import ArgumentParser
import Foundation
import LandModel
import Server

/// Serves an office to the browsers of its people.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "启动服务，用浏览器办公 · serve an office to browsers")

    @OptionGroup var common: CommonOptions

    @Option(help: "办公目录，可尚未建立 · the office's home folder, which need not exist yet")
    var home: String?

    @Option(help: "配置文件 · configuration file")
    var config: String?

    @Option(help: "监听地址 · address to listen on")
    var address: String?

    @Option(help: "监听端口 · port to listen on")
    var port: Int?

    @Flag(help: "列出全部配置项 · list every key of the configuration")
    var keys = false

    mutating func validate() throws {
        guard keys || home != nil else { throw ValidationError("--home") }
    }

    mutating func run() async throws {
        let console = Console(common)
        if keys { return Self.list(console) }
        var settings = try ServerSettings.read(
            file: try config.map { ($0, try Self.text(of: $0)) }.map { ($0.1, $0.0) },
            environment: ProcessInfo.processInfo.environment)
        if let address { settings.address = address }
        if let port { settings.port = port }
        AllocatedMemory.keepLargeArraysApart()
        AllocatedMemory.shareHeaps()
        let server = try await OfficeServer(
            home: home ?? "", settings, programVersion: ProgramVersion.text,
            clock: { OfficeClock.now })
        let (code, host) = (server.foundingCode, settings.address)
        let scheme = settings.isEncrypted ? "https" : "http"
        let site = settings.publicAddress
        let sweeping = Task { try await AllocatedMemory.giveBackEveryMinute() }
        defer { sweeping.cancel() }
        try await server.run { port in
            let base = site.isEmpty ? "\(scheme)://\(host):\(port)" : site
            if let code {
                console.result(
                    BilingualText(
                        zh: "首次设置：请打开 \(base)/setup?code=\(code)（设置码 \(code)）",
                        en: "First run: open \(base)/setup?code=\(code) (code \(code))")[
                            console.language])
            } else {
                console.result(
                    BilingualText(zh: "已启动：\(base)", en: "Serving: \(base)")[console.language])
            }
        }
    }

    private static func text(of path: String) throws -> String {
        do {
            return try String(contentsOfFile: path, encoding: .utf8)
        } catch {
            throw InputFileError(path: path)
        }
    }

    private static func list(_ console: Console) {
        for key in ServerSettings.keys {
            console.result(
                [key.name, key.variable, key.standard, key.meaning[console.language]]
                    .joined(separator: "\t"))
        }
    }
}
