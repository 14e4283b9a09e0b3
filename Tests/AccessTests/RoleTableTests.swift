import Access
import Foundation
import LandModel
import Testing

@Suite struct RoleTableTests {
    /// The offices of a pack with their posts, read from the lines of its list; an office that only
    /// stands for another (`resolvedBy`) has no people and is left out.
    private func offices(of pack: URL) throws -> [(kind: OfficeKind, posts: [Post])] {
        let text = try String(contentsOf: pack.appending(path: "pack.yaml"), encoding: .utf8)
        let list = try #require(text.components(separatedBy: "\noffices:").last)
        return try list.split(separator: "\n").prefix { !$0.hasPrefix("subprojectTypes") }
            .compactMap { line in
                guard let found = line.firstMatch(of: /\{id: (\w+),/),
                    !line.contains("resolvedBy")
                else { return nil }
                let posts = line.firstMatch(of: /posts: \[([^\]]*)\]/).map { $0.1 } ?? ""
                return (
                    try #require(OfficeKind(found.1)),
                    try posts.split(separator: ",").map {
                        try #require(Post($0.drop { $0 == " " }))
                    }
                )
            }
    }

    @Test func `every office and post that a policy pack names has a role`() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "PolicyPacks")
        let packs = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter {
            FileManager.default.fileExists(
                atPath: folder.appending(path: $0 + "/pack.yaml").path)
        }
        #expect(packs.count >= 5)
        var kinds = Set<OfficeKind>()
        for pack in packs {
            let offices = try offices(of: folder.appending(path: pack))
            #expect(offices.count >= 10, "\(pack)")
            for office in offices {
                kinds.insert(office.kind)
                let posts = office.posts.isEmpty ? [.staff] : office.posts
                for post in posts {
                    #expect(
                        !RoleTable.standard.roles(of: office.kind, post: post).isEmpty,
                        "\(pack) \(office.kind) \(post)")
                    #expect(post.title.zh != post.text, "\(pack): \(post) has no Chinese name")
                    #expect(Post.known.contains(post), "\(pack): \(post) cannot be chosen")
                }
            }
        }
        #expect(kinds.count >= 50)
        for post in RoleTable.standard.rows.compactMap(\.post) {
            #expect(Post.known.contains(post), "\(post) cannot be chosen")
        }
    }

    @Test func `the row for office and post goes before post, and post before office`() {
        let table = RoleTable.standard
        #expect(table.roles(of: "cityFinance", post: .staff) == [.citySectorDepartment])
        #expect(table.roles(of: "cityFinance", post: "liaison") == [.liaisonOfficer])
        #expect(
            table.roles(of: "jointMeetingOffice", post: "liaison")
                == [.liaisonOfficer, .jointMeetingOffice])
        #expect(table.roles(of: "jointMeeting", post: .staff) == [])
        #expect(table.roles(of: "countyNaturalResources", post: .administrator) == [.administrator])
        #expect(table.roles(of: "brassBand", post: "head") == [])
    }

    @Test func `a liaison officer acts for the meeting's office and for no other`() {
        let table = RoleTable.standard
        #expect(table.actsForOffice("jointMeetingOffice", post: "liaison"))
        #expect(!table.actsForOffice("cityFinance", post: "liaison"))
        #expect(table.actsForOffice("cityFinance", post: .staff))
        #expect(!table.actsForOffice("cityFinance", post: .administrator))
    }

    @Test func `an installation adds rows of its own`() {
        let table = RoleTable.standard.adding([.init(kind: "brassBand", role: .generalPublic)])
        #expect(table.roles(of: "brassBand", post: "head") == [.generalPublic])
        #expect(table.roles(of: "cityFinance", post: .staff) == [.citySectorDepartment])
    }

    @Test func `every role and level has a name of its own in both languages`() {
        #expect(Set(Role.allCases.map(\.title.zh)).count == Role.allCases.count)
        #expect(Set(Role.allCases.map(\.title.en)).count == Role.allCases.count)
        #expect(Role.allCases.allSatisfy { $0.title.zh != $0.rawValue })
        #expect(Set(AreaLevel.allCases.map(\.title.zh)).count == 6)
    }
}
