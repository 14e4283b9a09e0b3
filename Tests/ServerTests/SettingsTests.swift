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
                environment: ["TIANCHOU_PORT": "99999", "TIANCHOU_SECURE_COOKIES": "yes"])
        } throws: { error in
            guard case .configuration(let faults)? = error as? ServerError else { return false }
            return faults.count == 4
        }
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
