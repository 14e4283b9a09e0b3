import Access
import Accounts
import Digest
import LandModel
import Testing

@Suite struct ExplanationTests {
    @Test func `every error and refusal says what is wrong and what to do, in both languages`() {
        let troubles: [StorageTrouble] = [
            .full, .readOnly, .busy, .damaged, .newer, .notRegular, .system(code: 13),
            .other(code: 1),
        ]
        let absences: [Absence] = [
            .pendingSignIn, .enrolment, .secondFactor, .session, .token, .identity,
        ]
        let tokens: [TokenFault] = [.noScope, .name, .end(latest: 0), .tooMany(limit: 3)]
        var errors: [AccountError] = [
            .cryptography(.randomnessUnavailable), .busy, .unknownAccount("p-1"),
            .accountExists("p-1"), .nameTaken("n"), .unfitName("n"), .notForExamples,
            .unfitPassword([.common]),
            .wrongSecret, .delayed(until: 0), .alreadySetUp, .identityTaken("p-1"),
        ]
        errors += troubles.map { .storage(path: "accounts.sqlite", $0) }
        errors += absences.map { .absent($0) }
        errors += tokens.map { .unfitToken($0) }
        let outages: [OpenIDFault] = [.unreachable(reason: "timeout"), .status(500), .tooLong]
        errors += (outages + [.declined("access_denied")]).map { .openID($0) }
        for outage in outages { #expect(outage.isOutage) }
        #expect(!OpenIDFault.declined("access_denied").isOutage && !OpenIDFault.state.isOutage)
        var texts = errors.map(\.explanation)
        let refusals: [SignInRefusal] = [
            .wrong, .delayed(until: 0), .locked, .disabled, .notLinked,
        ]
        texts += refusals.map(\.explanation)
        for text in texts {
            #expect(text.zh.contains("；") || text.zh.contains("："), "\(text.zh)")
            #expect(text.en.contains(":"), "\(text.en)")
            #expect(text.zh.unicodeScalars.contains { $0.value > 0x4E00 })
        }
        for trouble in troubles {
            let error = AccountError.storage(path: "accounts.sqlite", trouble)
            #expect(error.explanation.zh.contains("accounts.sqlite"))
            #expect(error.failureKind == .operational)
        }
        #expect(AccountError.wrongSecret.failureKind == .badInput)
    }
}
