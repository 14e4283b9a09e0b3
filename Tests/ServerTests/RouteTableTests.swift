import Testing

@testable import Server

@Suite struct RouteTableTests {
    @Test func `no two routes share a method and an address`() {
        let names = RouteTable.all.routes.map { "\($0.method) \($0.path)" }
        #expect(Set(names).count == names.count)
    }

    @Test func `every parameter of a path is declared`() {
        for route in RouteTable.all.routes {
            let written = route.path.split(separator: "/").filter { $0.hasPrefix("{") }
                .map { String($0.dropFirst().dropLast()) }
            let declared = route.parameters.filter { $0.place == .path }.map(\.name)
            #expect(Set(written) == Set(declared), "\(route.path)")
        }
    }
}
