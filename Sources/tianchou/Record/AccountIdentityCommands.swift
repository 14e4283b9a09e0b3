import Accounts
import ArgumentParser
import LandModel

extension AccountCommand {
    /// An identity at a sign-in service, as the commands name it.
    struct IdentityOptions: ParsableArguments {
        @Option(help: "统一认证的签发者网址 · the issuer of the identity service")
        var issuer: String
        @Option(help: "统一认证给本人的身份代号 · the person's identity there")
        var subject: String

        var identity: OpenIDIdentity {
            get throws {
                guard OpenIDClient.isSecure(issuer) else {
                    throw ValidationError("--issuer: \(issuer) (https)")
                }
                guard let identity = OpenIDIdentity(issuer: issuer, typed: subject) else {
                    throw ValidationError("--subject: 1–255")
                }
                return identity
            }
        }
    }

    /// Links an identity to an account.
    struct LinkIdentity: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "link",
            abstract: "关联统一认证身份 · link an identity at the identity service")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions
        @Option(help: "人员代号 · the person") var person: String
        @OptionGroup var named: IdentityOptions

        mutating func run() throws {
            let identity = try named.identity
            try AccountCommand.book(homeOptions).link(
                identity, to: try AccountCommand.person(person), by: AccountCommand.terminal,
                at: OfficeClock.now)
            Console(common).note(
                BilingualText(
                    zh: "已将统一认证身份 \(identity.subject) 关联到 \(person)。",
                    en: "The identity \(identity.subject) is linked to \(person)."))
        }
    }

    /// Parts an identity from the account it is linked to.
    struct UnlinkIdentity: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "unlink",
            abstract: "解除统一认证身份的关联，并结束其登录 · part an identity, and end the person's sessions")

        @OptionGroup var common: CommonOptions
        @OptionGroup var homeOptions: HomeOptions
        @OptionGroup var named: IdentityOptions

        mutating func run() throws {
            let identity = try named.identity
            try AccountCommand.book(homeOptions).unlink(
                identity, by: AccountCommand.terminal, at: OfficeClock.now)
            Console(common).note(
                BilingualText(
                    zh: "已解除统一认证身份 \(identity.subject) 的关联。",
                    en: "The identity \(identity.subject) is parted from its account."))
        }
    }
}
