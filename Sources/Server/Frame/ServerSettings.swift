public import Access
public import LandModel
public import Logging
import Yams

/// What a server is told by its configuration file and its environment (服务配置).
///
/// A key of the file `server.yaml` is overruled by the variable `TIANCHOU_` with the key in capitals.
/// ``keys`` documents every one; a key nobody knows is refused, not skipped.
public struct ServerSettings: Sendable, Equatable {
    /// The address to listen on.
    public var address = "127.0.0.1"
    /// The port to listen on; 0 for any free one.
    public var port = 8460
    /// The address people reach the server under, such as `https://land.example.gov.cn`, without a
    /// slash at its end; empty for what the request says.
    public var publicAddress = ""
    /// Whether cookies demand a connection that is encrypted.
    public var secureCookies = false
    /// The PEM file with the certificate and what leads to its root; empty where a proxy encrypts.
    public var tlsCertificate = ""
    /// The PEM file with the private key of the certificate.
    public var tlsKey = ""
    /// Whether the address of a client is read from `X-Forwarded-For`, because a proxy stands before.
    public var trustsProxy = false
    /// The folder with pages, styles and words; empty to look beside and above the program.
    public var webFolder = ""
    /// The folder with the libraries that set-up installed; empty to look beside and above.
    public var libraryFolder = ""
    /// Minutes without a request after which a session ends.
    public var idleMinutes = 30
    /// Hours after which a session ends in any case.
    public var sessionHours = 10
    /// Requests a minute that one client address may make.
    public var requestsPerMinute = 6000
    /// Sign-ins a minute that may be tried from one client address.
    public var signInsPerMinute = 20
    /// The largest body of an ordinary request, in kilobytes.
    public var bodyKilobytes = 2048
    /// The largest file that can be uploaded, in megabytes.
    public var uploadMegabytes = 2048
    /// Seconds within which a request must have arrived.
    public var requestSeconds = 60
    /// Connections that are open at a time; more wait.
    public var connections = 2000
    /// Megabytes that opened snapshots may hold in memory.
    public var mapMegabytes = 700
    /// How much is logged.
    public var logLevel = Logger.Level.info
    /// Whether people whose account has no password are signed in by one click; for demonstrations on
    /// the machine itself only.
    public var demonstration = false
    /// The day on which the clock of a demonstration begins, for records that were written for that time;
    /// nil for today.
    public var demonstrationDay: CalendarDay?
    /// The issuer of an identity service (OpenID Connect); empty for none.
    public var identityIssuer = ""
    /// The name this server has at the identity service.
    public var identityClient = ""
    /// The file with the secret of this server at the identity service.
    public var identitySecretFile = ""
    /// Roles that must use a second factor.
    public var secondFactorRoles: Set<Role> = []

    /// The settings when nothing is said.
    public init() {}
}

extension ServerSettings {
    /// One key of the configuration.
    public struct Key: Sendable {
        /// Its name in the file.
        public let name: String
        /// What it does.
        public let meaning: BilingualText
        let write: @Sendable (inout ServerSettings, String) -> Bool
        let read: @Sendable (ServerSettings) -> String

        /// Its name in the environment.
        public var variable: String { "TIANCHOU_" + name.uppercased() }
        /// What it is when nothing is said.
        public var standard: String { read(ServerSettings()) }
    }

    private static func text(
        _ name: String, _ path: any WritableKeyPath<ServerSettings, String> & Sendable,
        _ zh: String,
        _ en: String
    ) -> Key {
        Key(
            name: name, meaning: BilingualText(zh: zh, en: en),
            write: {
                $0[keyPath: path] = $1
                return true
            }, read: { $0[keyPath: path] })
    }

    private static func number(
        _ name: String, _ path: any WritableKeyPath<ServerSettings, Int> & Sendable,
        _ range: ClosedRange<Int>, _ zh: String, _ en: String
    ) -> Key {
        Key(
            name: name,
            meaning: BilingualText(
                zh: "\(zh)（\(range.lowerBound) 至 \(range.upperBound)）",
                en: "\(en) (\(range.lowerBound) to \(range.upperBound))"),
            write: {
                guard let value = Int($1), range.contains(value) else { return false }
                $0[keyPath: path] = value
                return true
            }, read: { String($0[keyPath: path]) })
    }

    private static func flag(
        _ name: String, _ path: any WritableKeyPath<ServerSettings, Bool> & Sendable, _ zh: String,
        _ en: String
    ) -> Key {
        Key(
            name: name, meaning: BilingualText(zh: zh + "（true、false）", en: en + " (true, false)"),
            write: {
                guard $1 == "true" || $1 == "false" else { return false }
                $0[keyPath: path] = $1 == "true"
                return true
            }, read: { String($0[keyPath: path]) })
    }

    private static var logLevelKey: Key {
        Key(
            name: "log_level",
            meaning: BilingualText(
                zh: "日志级别（\(logLevels.joined(separator: "、"))）",
                en: "log level (\(logLevels.joined(separator: ", ")))"),
            write: {
                guard logLevels.contains($1), let level = Logger.Level(rawValue: $1) else {
                    return false
                }
                $0.logLevel = level
                return true
            }, read: { $0.logLevel.rawValue })
    }

    private static let logLevels = ["debug", "info", "notice", "warning", "error"]

    private static var demonstrationDayKey: Key {
        Key(
            name: "demonstration_day",
            meaning: BilingualText(
                zh: "演示的时钟从哪一天早上九点起，如 2026-11-20，仅限演示模式；空则为今天",
                en: "the day on which a demonstration's clock begins at nine, such as 2026-11-20; "
                    + "empty for now"),
            write: {
                guard !$1.isEmpty else { return true }
                guard let day = CalendarDay($1) else { return false }
                $0.demonstrationDay = day
                return true
            }, read: { $0.demonstrationDay?.description ?? "" })
    }

    private static var secondFactorKey: Key {
        let known = Role.allCases.map(\.rawValue)
        return Key(
            name: "second_factor_roles",
            meaning: BilingualText(
                zh: "必须使用动态口令的角色，逗号分隔，all 为全部（\(known.joined(separator: "、"))）",
                en: "roles that must use a second factor, separated by commas, or all "
                    + "(\(known.joined(separator: ", ")))"),
            write: {
                if $1 == "all" {
                    $0.secondFactorRoles = Set(Role.allCases)
                    return true
                }
                let names = $1.split(separator: ",").map { String($0.filter { $0 != " " }) }
                let roles = names.compactMap { Role(rawValue: $0) }
                // A role misspelt would do without the factor that the office asks of it.
                guard roles.count == names.count else { return false }
                $0.secondFactorRoles = Set(roles)
                return true
            }, read: { $0.secondFactorRoles.map(\.rawValue).sorted().joined(separator: ",") })
    }

    /// Every key, in the order of the documentation.
    public static let keys: [Key] = [
        text("address", \.address, "监听地址", "address to listen on"),
        number("port", \.port, 0...65_535, "监听端口，0 为任意空闲端口", "port, 0 for any free one"),
        text(
            "public_address", \.publicAddress, "对外网址，如 https://land.example.gov.cn",
            "address people use, such as https://land.example.gov.cn"),
        flag(
            "secure_cookies", \.secureCookies, "仅在加密连接上发送会话凭据",
            "send session cookies over encrypted connections only"),
        text(
            "tls_certificate", \.tlsCertificate, "TLS 证书文件（PEM，含中间证书）；空则由反向代理加密",
            "PEM file of the TLS certificate and its chain; empty where a proxy encrypts"),
        text("tls_key", \.tlsKey, "TLS 私钥文件（PEM）", "PEM file of the TLS private key"),
        flag(
            "trusts_proxy", \.trustsProxy, "前有反向代理，按 X-Forwarded-For 认定来源",
            "read the client address from X-Forwarded-For of a proxy"),
        text("web_folder", \.webFolder, "网页资源文件夹", "folder with pages, styles and words"),
        text(
            "library_folder", \.libraryFolder, "第三方网页库文件夹",
            "folder with installed web libraries"),
        number(
            "idle_minutes", \.idleMinutes, 1...1440, "会话闲置多少分钟后失效",
            "minutes of rest that end a session"),
        number(
            "session_hours", \.sessionHours, 1...168, "会话最长多少小时",
            "hours that end a session in any case"),
        number(
            "requests_per_minute", \.requestsPerMinute, 60...1_000_000, "每个来源每分钟的请求数上限",
            "requests a minute from one address"),
        number(
            "sign_ins_per_minute", \.signInsPerMinute, 1...10_000, "每个来源每分钟的登录次数上限",
            "sign-ins a minute from one address"),
        number(
            "body_kilobytes", \.bodyKilobytes, 16...65_536, "普通请求内容的上限（KB）",
            "largest body of an ordinary request in kB"),
        number(
            "upload_megabytes", \.uploadMegabytes, 1...4096, "上传文件的上限（MB）",
            "largest uploaded file in MB"),
        number(
            "request_seconds", \.requestSeconds, 1...3600, "请求须在多少秒内收完",
            "seconds within which a request must arrive"),
        number(
            "connections", \.connections, 10...100_000, "同时的连接数上限",
            "connections open at a time"),
        number(
            "map_megabytes", \.mapMegabytes, 64...65_536, "已打开的一张图占用内存上限（MB）",
            "memory of opened maps in MB"),
        logLevelKey,
        flag(
            "demonstration", \.demonstration, "演示模式：没有口令的账号一键登录，仅限本机地址，切勿用于真实业务",
            "demonstration: accounts without a password sign in by one click, on this machine "
                + "only; never for real work"),
        demonstrationDayKey,
        text(
            "identity_issuer", \.identityIssuer, "统一身份认证（OpenID Connect）的签发者网址",
            "issuer of the identity service (OpenID Connect)"),
        text(
            "identity_client", \.identityClient, "在统一身份认证登记的客户端代号",
            "client identifier at the identity service"),
        text(
            "identity_secret_file", \.identitySecretFile, "统一身份认证的客户端密钥文件",
            "file with the client secret"),
        secondFactorKey,
    ]

    /// Reads the settings.
    ///
    /// - Parameters:
    ///   - file: the text of the configuration file and its path; nil when there is none.
    ///   - environment: the variables of the process.
    /// - Throws: ``ServerError/configuration(_:)`` with every fault at once.
    public static func read(
        file: (text: String, path: String)?, environment: [String: String]
    ) throws(ServerError) -> ServerSettings {
        var settings = ServerSettings()
        var faults: [BilingualText] = []
        func set(_ key: Key, _ value: String, _ place: String) {
            if !key.write(&settings, value) {
                faults.append(
                    BilingualText(
                        zh: "\(place)：“\(value)”不可用；应为\(key.meaning.zh)",
                        en: "\(place): “\(value)” is not possible: \(key.meaning.en)"))
            }
        }
        if let file {
            for (name, value) in try members(of: file.text, path: file.path) {
                guard let key = keys.first(where: { $0.name == name }) else {
                    let known = keys.map(\.name).joined(separator: ", ")
                    faults.append(
                        BilingualText(
                            zh: "\(file.path)：没有配置项 \(name)；有：\(known)",
                            en: "\(file.path): there is no key \(name); there are: \(known)"))
                    continue
                }
                set(key, value, "\(file.path) \(name)")
            }
        }
        for key in keys {
            if let value = environment[key.variable] { set(key, value, key.variable) }
        }
        guard faults.isEmpty else { throw .configuration(faults) }
        return settings
    }

    private static func members(
        of text: String, path: String
    ) throws(ServerError) -> [(String, String)] {
        do {
            guard let node = try Yams.compose(yaml: text) else { return [] }
            guard case .mapping(let mapping) = node else {
                throw ServerError.configuration([Self.notMembers(path)])
            }
            return try mapping.map { key, value in
                guard let name = key.scalar?.string, let written = value.scalar?.string else {
                    throw ServerError.configuration([Self.notMembers(path)])
                }
                return (name, written)
            }
        } catch let error as ServerError {
            throw error
        } catch {
            throw .configuration([
                BilingualText(
                    zh: "\(path) 不是正确的 YAML：\(error)", en: "\(path) is no YAML: \(error)")
            ])
        }
    }

    private static func notMembers(_ path: String) -> BilingualText {
        BilingualText(
            zh: "\(path) 应为“配置项: 值”的列表", en: "\(path) should be a list of “key: value”")
    }
}

extension ServerSettings {
    /// Whether this process encrypts its connections.
    public var isEncrypted: Bool { !tlsCertificate.isEmpty }

    /// Whether browsers reach the server over encrypted connections only.
    var isReachedEncrypted: Bool { isEncrypted || secureCookies }

    /// What forbids a demonstration: anybody who reaches the server could act for anybody.
    var demonstrationFaults: [BilingualText] {
        if demonstrationDay != nil, !demonstration {
            return [
                BilingualText(
                    zh: "demonstration_day：只有演示模式可以另定时钟；请设 demonstration: true 或去掉此项",
                    en: "demonstration_day: only a demonstration has a clock of its own; set "
                        + "demonstration: true or leave it out")
            ]
        }
        let isHere = address == "127.0.0.1" || address == "::1" || address == "localhost"
        guard demonstration, !isHere || trustsProxy || !publicAddress.isEmpty else { return [] }
        return [
            BilingualText(
                zh: "demonstration：演示模式只能监听本机地址（127.0.0.1），且不设 public_address、"
                    + "trusts_proxy；请改地址或去掉演示模式",
                en: "demonstration: it is for 127.0.0.1 only, without public_address and "
                    + "trusts_proxy; change the address or leave the demonstration out")
        ]
    }
}
