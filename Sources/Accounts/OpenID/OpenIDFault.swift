public import LandModel

/// Why the sign-in service or its answer was refused.
public enum OpenIDFault: Hashable, Sendable {
    /// The address is not `https` and not this machine.
    case insecureAddress(String)
    /// The service's description cannot be read or lacks a member.
    case discovery(member: String)
    /// The service describes itself under another name than the one that was set.
    case otherIssuer(stated: String)
    /// The key set cannot be read.
    case keySet
    /// The person comes back with a state that was not given out, was used or has run out.
    case state
    /// The identity token cannot be read.
    case malformed
    /// The token is signed in a way that is not accepted, such as `none` or `HS256`.
    case algorithm
    /// No key of the service fits the token; a fresh key set may hold it.
    case unknownKey
    /// The signature is wrong.
    case signature
    /// The token was made by another service.
    case issuer
    /// The token is for somebody else.
    case audience
    /// The token has run out.
    case expired
    /// The token is from the future, or says not when it was made.
    case issuedAt
    /// The token belongs to another sign-in.
    case nonce
    /// The token names nobody.
    case subject
    /// The service cannot be reached or does not answer in time.
    case unreachable(reason: String)
    /// The service answers with a status that is not success.
    case status(Int)
    /// The service's answer is longer than such an answer can be.
    case tooLong
    /// The service refused the sign-in, by a code of RFC 6749 such as `access_denied`.
    case declined(String)

    /// Whether the service itself failed, so that trying again later may help.
    public var isOutage: Bool {
        switch self {
        case .unreachable, .status, .tooLong, .discovery, .otherIssuer, .keySet: true
        default: false
        }
    }

    /// What is wrong and what to do.
    public var explanation: BilingualText {
        switch self {
        case .insecureAddress(let address):
            BilingualText(
                zh: "统一认证地址 \(address) 不是 https；请更正设置",
                en: "the address \(address) of the sign-in service is not https: correct the "
                    + "settings")
        case .discovery(let member):
            BilingualText(
                zh: "统一认证服务的说明缺少或写错 \(member)；请核对服务地址",
                en: "the description of the sign-in service lacks \(member): check its address")
        case .otherIssuer(let stated):
            BilingualText(
                zh: "统一认证服务自称 \(stated)，与设置不符；请更正设置",
                en: "the sign-in service calls itself \(stated), not as set: correct the settings")
        case .keySet, .unknownKey:
            BilingualText(
                zh: "找不到统一认证服务的签名公钥；请稍后重试，仍不成请联系其管理员",
                en: "the sign-in service's key was not found: try again, and ask its administrator "
                    + "if it fails again")
        case .state, .nonce, .expired:
            BilingualText(
                zh: "本次统一认证登录已超时或已用过；请重新登录",
                en: "this sign-in has run out or was used: sign in again")
        case .issuedAt:
            BilingualText(
                zh: "统一认证服务的时间与本机不一致；请校准两边的时钟",
                en: "the clock of the sign-in service and this one differ: set them right")
        case .unreachable(let reason):
            BilingualText(
                zh: "连接不上统一认证服务（\(reason)）；请稍后重试，或改用口令登录",
                en:
                    "the sign-in service cannot be reached (\(reason)): try again later, or sign in "
                    + "with your password")
        case .status(let status):
            BilingualText(
                zh: "统一认证服务出错（状态 \(status)）；请稍后重试，或改用口令登录",
                en: "the sign-in service failed (status \(status)): try again later, or sign in "
                    + "with your password")
        case .tooLong:
            BilingualText(
                zh: "统一认证服务的回答过长，未予接受；请管理员核对服务地址",
                en: "the answer of the sign-in service is too long and was not taken: ask the "
                    + "administrator to check its address")
        case .declined(let code):
            BilingualText(
                zh: "统一认证服务未准许登录（\(code)）；请重新登录，或改用口令登录",
                en: "the sign-in service refused the sign-in (\(code)): try again, or sign in with "
                    + "your password")
        case .malformed, .algorithm, .signature, .issuer, .audience, .subject:
            BilingualText(
                zh: "统一认证服务的回答不可信（\(self)）；请联系管理员核对设置",
                en: "the answer of the sign-in service cannot be trusted (\(self)): ask the "
                    + "administrator to check the settings")
        }
    }
}
