import Access
import Accounts
import LandModel
import Testing

@testable import Server

@Suite struct SettingsTests {
    @Test func `the environment overrules the file, which overrules what is usual`() throws {
        let settings = try ServerSettings.read(
            file: ("port: 9000\naddress: 0.0.0.0\n", "server.yaml"),
            environment: ["TIANCHOU_PORT": "9100"])
        #expect(settings.port == 9100)
        #expect(settings.address == "0.0.0.0")
        #expect(settings.idleMinutes == 30)
    }

    @Test func `every fault is told at once`() {
        #expect {
            _ = try ServerSettings.read(
                file: ("prot: 9000\nidle_minutes: soon\n", "server.yaml"),
                environment: [
                    "TIANCHOU_PORT": "99999", "TIANCHOU_SECURE_COOKIES": "yes",
                    "TIANCHOU_LOG_LEVEL": "loud",
                    "TIANCHOU_SECOND_FACTOR_ROLES": "countyGovernment, liasonOfficer",
                ])
        } throws: { error in
            guard case .configuration(let faults)? = error as? ServerError else { return false }
            return faults.count == 6
        }
    }

    @Test func `roles with a second factor are read by their names, or all`() throws {
        func roles(_ text: String) throws -> Set<Role> {
            try ServerSettings.read(
                file: ("second_factor_roles: '\(text)'\n", "server.yaml"), environment: [:]
            ).secondFactorRoles
        }
        #expect(try roles("") == [])
        #expect(
            try roles("countyGovernment, liaisonOfficer") == [.countyGovernment, .liaisonOfficer])
        #expect(try roles("all") == Set(Role.allCases))
    }

    @Test func `a demonstration is for this machine only`() {
        var settings = ServerSettings()
        settings.demonstration = true
        #expect(settings.demonstrationFaults.isEmpty)
        settings.address = "0.0.0.0"
        #expect(settings.demonstrationFaults.count == 1)
        settings.address = "127.0.0.1"
        settings.publicAddress = "https://land.example.gov.cn"
        #expect(settings.demonstrationFaults.count == 1)
        settings.publicAddress = ""
        settings.trustsProxy = true
        #expect(settings.demonstrationFaults.count == 1)
    }

    @Test(arguments: ["- a\n- b\n", "a: [1\n", "port: {a: 1}\n"])
    func `what is no list of keys is refused`(_ text: String) {
        #expect(throws: ServerError.self) {
            try ServerSettings.read(file: (text, "server.yaml"), environment: [:])
        }
    }

    @Test func `every key is documented in both languages and reads what it writes`() {
        var names: Set<String> = []
        for key in ServerSettings.keys {
            #expect(names.insert(key.name).inserted)
            #expect(!key.meaning.zh.isEmpty && !key.meaning.en.isEmpty)
            var settings = ServerSettings()
            #expect(key.write(&settings, key.standard), "\(key.name)")
            #expect(settings == ServerSettings(), "\(key.name)")
        }
        #expect(names.count == Mirror(reflecting: ServerSettings()).children.count)
    }
}

@Suite struct IdentitySettingsTests {
    private func settings(_ change: (inout ServerSettings) -> Void) -> ServerSettings {
        var settings = ServerSettings()
        settings.identityIssuer = "https://id.example.gov.cn"
        settings.identityClient = "land"
        settings.identitySecretFile = "no-such-folder/secret"
        settings.publicAddress = "https://land.example.gov.cn"
        change(&settings)
        return settings
    }

    private func faults(_ change: (inout ServerSettings) -> Void) -> [BilingualText] {
        var faults: [BilingualText] = []
        let service = IdentityService.configured(settings(change), faults: &faults)
        #expect(service == nil)
        return faults
    }

    @Test func `without an issuer there is no service, and nothing is wrong`() {
        var faults: [BilingualText] = []
        #expect(IdentityService.configured(ServerSettings(), faults: &faults) == nil)
        #expect(faults.isEmpty)
    }

    @Test func `each fault names its key in both languages, and all are told at once`() {
        let none = faults {
            $0.identityClient = ""
            $0.identitySecretFile = ""
            $0.publicAddress = "http://land.example.gov.cn"
            $0.identityIssuer = "http://id.example.gov.cn"
        }
        let keys = ["identity_client", "identity_secret_file", "public_address", "identity_issuer"]
        #expect(none.count == keys.count)
        for (fault, key) in zip(none, keys) {
            #expect(fault.zh.hasPrefix(key) && fault.en.hasPrefix(key))
        }
        #expect(faults { _ in }.map(\.en).allSatisfy { $0.contains("no-such-folder/secret") })
        #expect(faults { $0.identityIssuer = "" }.count == 2)
    }

    @Test func `a code of an error is shown without what no code has`() {
        #expect(OpenIDFault.code("access_denied") == "access_denied")
        #expect(OpenIDFault.code("<script>x</script>\u{202E}") == "scriptxscript")
        #expect(OpenIDFault.code("拒绝") == nil)
        #expect(OpenIDFault.code(String(repeating: "a", count: 900))?.count == 64)
    }
}
