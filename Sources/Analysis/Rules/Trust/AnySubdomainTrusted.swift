import Traffic

/// Finds endpoints that let in every subdomain.
///
/// **What it finds.** Five or more subdomains of one site let in, among them made-up or
/// generated ones.
///
/// **Why it is bad.** One forgotten or taken-over subdomain, or a flaw in any page under it,
/// reads these responses.
///
/// **Example.** `Origin: https://pr-4711.example.com`, `Access-Control-Allow-Origin:
/// https://pr-4711.example.com`.
///
/// **Instead.** List the names that need it, or give tenants a domain of their own.
package struct AnySubdomainTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "any-subdomain-trusted", section: .trust, severity: .medium,
    finds: "five or more subdomains of one site let in, among them made-up or generated ones",
    why: "one forgotten or taken-over subdomain, or a flaw in any page under it, reads these "
      + "responses",
    example: "Origin: https://pr-4711.example.com\nAccess-Control-Allow-Origin: "
      + "https://pr-4711.example.com",
    mend: "list the names that need it, or give tenants a domain of their own",
    traps: "tenants that all have a subdomain on purpose",
    yieldsTo: [],
    cwe: [942], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings(
      choosing: { target in
        let families = Self.families(target)
        return target.items.filter {
          families.contains($0.grant.character.site) && $0.grant.echoed > 0
            && !target.covers($0)
        }
      },
      severity: { items in
        items.contains { $0.isCredentialed } ? Self.info.severity : .low
      },
      confidence: { _ in .inferred },
      summary: { items in
        "\(items.count) subdomains are let in, generated ones among them: "
          + TrustEvidence.list(items)
      })
  }

  /// How many subdomains make a family.
  static let familyLimit = 5

  /// The sites of which so many subdomains are let in that the list cannot be one.
  private static func families(_ target: TrustConclusions.Target) -> Set<UInt64> {
    let plain = target.items.filter {
      ($0.flaw == .own || $0.flaw == .stranger) && $0.grant.echoed > 0
        && $0.grant.character.site != 0
    }
    let sites = Dictionary(grouping: plain) { $0.grant.character.site }
    return Set(
      sites.filter { _, items in
        Set(items.map(\.grant.character.host)).count >= familyLimit
          && (items.contains {
            !$0.grant.character.marks.isDisjoint(with: [.randomLabel, .crafted])
          }
            || isNumbered(items.map(\.origin)))
      }.keys)
  }

  /// Whether three or more of the origins differ in their numbers only.
  private static func isNumbered(_ origins: [String]) -> Bool {
    var shapes: [String: Int] = [:]
    for origin in origins {
      guard let shape = shape(of: origin) else { continue }
      shapes[shape, default: 0] += 1
      if shapes[shape] == 3 { return true }
    }
    return false
  }

  /// The origin without its numbers; `nil` where it has none.
  private static func shape(of origin: String) -> String? {
    // Nearly all are ASCII, whose bytes tell a number sooner than Unicode does.
    if origin.utf8.allSatisfy({ $0 < 0x80 }) {
      let rest = origin.utf8.filter { !$0.isDigit }
      return rest.count < origin.utf8.count ? String(decoding: rest, as: UTF8.self) : nil
    }
    let rest = origin.filter { !$0.isNumber }
    return rest.utf8.count < origin.utf8.count ? rest : nil
  }
}
