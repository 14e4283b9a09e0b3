import Access
import Policy
import Synchronization

/// The rules of access with the acts of a pack, put together once for each revision (规则包事项权限).
///
/// A page that tells what can be done asks for them at every try, some hundred times.
enum PackPolicies {
    private struct Known {
        let common: AccessPolicy
        let policy: AccessPolicy
    }

    private static let known = Mutex<[String: Known]>([:])
    /// More revisions than an office ever works under.
    private static let most = 64

    static func policy(_ common: AccessPolicy, _ pack: Pack) -> AccessPolicy {
        if let found = known.withLock({ $0[pack.digest] }), found.common == common {
            return found.policy
        }
        let made = AccessPolicy(
            operations: Array(common.operations.values) + OperationRule.acts(of: pack),
            roles: common.roles, separations: common.separations)
        known.withLock { known in
            if known.count >= most { known = [:] }
            known[pack.digest] = Known(common: common, policy: made)
        }
        return made
    }
}
