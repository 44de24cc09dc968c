/// All that rules have at hand when they report; a class, as it is large and handed on a lot.
package final class RuleContext: Sendable {
  /// The texts behind hashes.
  package let names: Names
  /// The names of the inputs.
  package let inputs: [String]
  /// What the operator says is meant so.
  package let intent: Intent
  /// What was gathered for all rules.
  package let policies: PolicyBook
  /// Where origins were let in.
  package let guests: GuestSets
  /// Which origins are let in, and what is wrong with each.
  package let trust: TrustConclusions

  /// Draws the conclusions that rules share.
  package init(names: Names, inputs: [String], intent: Intent, policies: PolicyBook) {
    self.names = names
    self.inputs = inputs
    self.intent = intent
    self.policies = policies
    guests = GuestSets(policies)
    trust = TrustConclusions(policies, names, intent)
  }

  /// Whether all the routes on which an origin was first let in are for everyone.
  func isPublic(_ item: TrustConclusions.Item, of target: UInt64) -> Bool {
    policies.grants.grants.values[item.record].routes.array.allSatisfy { isPublic($0, of: target) }
  }

  /// Whether the operator says that the route is for everyone.
  func isPublic(_ route: UInt64, of target: UInt64) -> Bool {
    !intent.publicResources.isEmpty
      && intent.isPublic(target: names.text(target), route: names.text(route))
  }
}
