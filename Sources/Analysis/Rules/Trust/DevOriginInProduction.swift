import Traffic

/// Finds developers' origins let in by a production host.
///
/// **What it finds.** A production host that lets in localhost, a private address, a tunnel, or
/// a name such as *.local and *.test.
///
/// **Why it is bad.** Any program on a user's machine, or whoever names a host in the user's
/// network, can serve a page there and read these responses.
///
/// **Example.** `Access-Control-Allow-Origin: http://localhost:3000`.
///
/// **Instead.** Keep a list of origins for each environment, and let developers' machines in to
/// the staging host only.
package struct DevOriginInProduction: DerivedRule {
  package static let info = RuleInfo(
    id: "dev-origin-in-production", section: .trust, severity: .high,
    finds: "a production host that lets in localhost, a private address, a tunnel, or a name such "
      + "as *.local and *.test",
    why: "any program on a user's machine, or whoever names a host in the user's network, can "
      + "serve a page there and read these responses",
    example: "Access-Control-Allow-Origin: http://localhost:3000",
    mend: "keep a list of origins for each environment, and let developers' machines in to the "
      + "staging host only",
    traps:
      "a host that is no production after all, or a desktop program that serves its pages from "
      + "localhost",
    yieldsTo: [],
    cwe: [489, 1188], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target in
      guard Self.isProduction(context.names.text(target.target)) else { return [] }
      return target.items.filter { item in
        item.flaw == .development && (item.echoed == 0 || !target.covers(item))
      }
    } confidence: { _ in
      .inferred
    } summary: { items in
      "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in by "
        + "what looks like a production host"
    }
  }

  /// Whether the target is known, and neither a private host nor one that is named for tests.
  private static func isProduction(_ target: String) -> Bool {
    guard !target.isEmpty, target != Names.unknown else { return false }
    let host = HostText.host(of: target)
    let character = HostCharacter(host: host.span)
    return !character.isLocal && !character.contains(.development)
  }
}
