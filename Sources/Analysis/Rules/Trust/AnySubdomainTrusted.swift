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
    var shapes: [[UInt8]: Int] = [:]
    for origin in origins {
      guard let shape = shape(of: Array(origin.utf8)) else { continue }
      let count = (shapes[shape] ?? 0) + 1
      guard count < 3 else { return true }
      shapes[shape] = count
    }
    return false
  }

  /// The origin without its numbers; `nil` where it has none.
  private static func shape(of origin: [UInt8]) -> [UInt8]? {
    var rest: [UInt8] = []
    rest.reserveCapacity(origin.count)
    for byte in origin {
      // Nearly all are ASCII; of other signs Unicode knows which are numbers.
      guard byte < 0x80 else { return shape(of: String(decoding: origin, as: UTF8.self)) }
      if !byte.isDigit { rest.append(byte) }
    }
    return rest.count < origin.count ? rest : nil
  }

  private static func shape(of origin: String) -> [UInt8]? {
    let rest = Array(origin.filter { !$0.isNumber }.utf8)
    return rest.count < origin.utf8.count ? rest : nil
  }
}
