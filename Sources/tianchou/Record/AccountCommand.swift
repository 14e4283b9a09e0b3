import Access
import Accounts
import ArgumentParser
import Foundation
import LandModel
import Store

/// The accounts of a home, from the machine it is on.
struct AccountCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "account", abstract: "登录账号 · accounts to sign in with",
        subcommands: [
            OpenAccount.self, OpenExamples.self, ResetAccount.self, AccountState.self,
            LinkIdentity.self,
            UnlinkIdentity.self, ListAccounts.self,
        ],
        defaultSubcommand: ListAccounts.self)

    /// The accounts of a home.
    static func book(_ home: HomeOptions) throws -> AccountBook {
        let office = try home.open()
        return try AccountBook.open(office.path + "/" + AccountBook.file)
    }

    /// Who acts at the terminal of the machine itself.
    static let terminal = AccountActor(person: nil, address: "terminal")

    /// The password on the first line of the standard input, which no list of processes shows.
    static func password() throws -> Secret {
        guard let line = readLine(strippingNewline: true), !line.isEmpty else {
            throw ValidationError("password: standard input")
        }
        return Secret(line)
    }

    static func person(_ text: String) throws -> Person.ID {
        guard let id = Person.ID(text) else { throw ValidationError("--person: \(text)") }
        return id
    }

    /// Opens an account for a person of the register.
    struct OpenAccount: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "open",
            abstract: "开户，初始密码由标准输入读取 · open an account; the first password comes on standard input"
        )

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "人员代号 · the person") var person: String
        @Option(help: "登录名 · the sign-in name") var name: String
        @Flag(help: "首次登录不必改密 · the first password need not be changed")
        var keep = false

        mutating func run() async throws {
            let person = try AccountCommand.person(person)
            let office = try homeOptions.open()
            let isKnown = try await office.journal.read { view throws(StoreError) in
                try view.accessRegister().people[person] != nil
            }
            guard isKnown else { throw AccountCommandError.noPerson(person.text) }
            let book = try AccountCommand.book(homeOptions)
            try await book.open(
                person, name: name, password: try AccountCommand.password(),
                by: AccountCommand.terminal, at: OfficeClock.now)
            if keep {
                try book.set(
                    .active, of: person, by: AccountCommand.terminal, at: OfficeClock.now)
            }
            Console(common).note(
                BilingualText(
                    zh: "已为 \(person) 开户，登录名 \(name)。",
                    en: "The account of \(person) is open; the sign-in name is \(name)."))
        }
    }

    /// Opens accounts that a demonstration signs in to by one click.
    struct OpenExamples: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "examples",
            abstract: "为全部人员开演示账号（无口令） · open accounts without a password for a demonstration")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions

        mutating func run() async throws {
            let office = try homeOptions.open()
            let people = try await office.journal.read { view throws(StoreError) in
                try view.accessRegister().people.keys.sorted()
            }
            try AccountCommand.book(homeOptions).openExamples(
                people, by: AccountCommand.terminal, at: OfficeClock.now)
            Console(common).note(
                BilingualText(
                    zh: "已为 \(people.count) 人开演示账号；以 TIANCHOU_DEMONSTRATION=true 启动服务。",
                    en: "\(people.count) example accounts are open; serve with "
                        + "TIANCHOU_DEMONSTRATION=true."))
        }
    }

    /// Gives an account a new first password.
    struct ResetAccount: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reset",
            abstract: "重置密码，由标准输入读取 · reset a password, which comes on standard input")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "人员代号 · the person") var person: String

        mutating func run() async throws {
            try await AccountCommand.book(homeOptions).resetPassword(
                of: try AccountCommand.person(person), to: try AccountCommand.password(),
                by: AccountCommand.terminal, at: OfficeClock.now)
            Console(common).note(
                BilingualText(
                    zh: "已重置，本人首次登录时须改密。",
                    en: "The password is reset; the person changes it at the next sign-in."))
        }
    }

    /// Locks, disables or reopens an account.
    struct AccountState: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "state", abstract: "停用、锁定或恢复 · close or reopen an account")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "人员代号 · the person") var person: String
        @Argument(help: "active、locked、disabled") var state: String

        mutating func run() throws {
            guard let state = Account.State(rawValue: state) else {
                throw ValidationError("active, locked, disabled")
            }
            try AccountCommand.book(homeOptions).set(
                state, of: try AccountCommand.person(person), by: AccountCommand.terminal,
                at: OfficeClock.now)
        }
    }

    /// Lists the accounts.
    struct ListAccounts: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "列出账号 · list the accounts")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions

        mutating func run() throws {
            let console = Console(common)
            let book = try AccountCommand.book(homeOptions)
            for account in try book.accounts() {
                if common.json {
                    console.result(
                        JSONValue.object([
                            ("person", .string(account.person.text)),
                            ("name", .string(account.name)),
                            ("state", .string(account.state.rawValue)),
                            ("second_factor", .bool(account.hasSecondFactor)),
                            (
                                "identities",
                                .array(
                                    try book.identities(of: account.person).map {
                                        .object([
                                            ("issuer", .string($0.issuer)),
                                            ("subject", .string($0.subject)),
                                        ])
                                    })
                            ),
                        ]).text)
                } else {
                    console.result(
                        "\(account.person)\t\(account.name)\t\(account.state.rawValue)")
                }
            }
        }
    }
}

/// Why a command about accounts cannot be done.
enum AccountCommandError: ExplainedError, Equatable {
    case noPerson(String)

    var explanation: BilingualText {
        switch self {
        case .noPerson(let person):
            BilingualText(
                zh: "登记簿中没有人员 \(person)。请先登记（tianchou do registerPerson）。",
                en: "The register has no person \(person). Register the person first (tianchou do "
                    + "registerPerson).")
        }
    }
}
