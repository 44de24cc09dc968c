/// What the operator says of the policy: who is trusted, and what is for everyone.
package struct Intent: Sendable {
  /// The origins that are let in on purpose.
  package var trusted = TrustedOrigins()
  /// The resources that are for everyone.
  package var publicResources: [ResourcePattern] = []

  /// Makes an intent of which nothing is known.
  package init() {}

  /// Whether the route of the target is for everyone.
  func isPublic(target: String, route: String) -> Bool {
    publicResources.contains { $0.matches(target: target, route: route) }
  }
}
