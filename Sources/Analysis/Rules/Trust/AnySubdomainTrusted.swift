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
        let families = Self.families(target, context.names)
        return target.items.filter {
          families.contains($0.character.site) && $0.echoed > 0
            && !target.covers($0)
        }
      },
      severity: { items in
        items.contains { $0.isCredentialed } ? Self.info.severity : .low
      },
      confidence: { _ in .inferred },
      summary: { items in
        "\(items.count) subdomains are let in, generated ones among them: "
          + TrustEvidence.list(items, context)
      })
  }

  /// How many subdomains make a family.
  static let familyLimit = 5

  /// The sites of which so many subdomains are let in that the list cannot be one.
  private static func families(_ target: TrustConclusions.Target, _ names: Names) -> HashSet {
    let items = target.items
    let plain = items.indices.filter { index in
      (items[index].flaw == .own || items[index].flaw == .stranger) && items[index].echoed > 0
        && items[index].character.site != 0
    }
    // How many hosts each site has; most have one or two.
    var counts = HashTable<Int>(limit: .max)
    var hosts = HashSet()
    for index in plain {
      let character = items[index].character
      guard hosts.insert((character.site ^ character.host).mixed),
        let place = counts.index(of: character.site, initial: 0)
      else { continue }
      counts.values[place] += 1
    }
    var sites = HashTable<[Int]>(limit: .max)
    for index in plain {
      let site = items[index].character.site
      guard let place = counts.index(of: site), counts.values[place] >= familyLimit,
        let members = sites.index(of: site, initial: [])
      else { continue }
      sites.values[members].append(index)
    }
    return HashSet(
      zip(sites.keys, sites.values).filter { _, members in
        members.contains { index in
          !items[index].character.marks.isDisjoint(with: [.randomLabel, .crafted])
        }
          || isNumbered(members.lazy.map { names.bytes(of: items[$0].value) })
      }.map(\.0))
  }

  /// Whether three or more of the origins differ in their numbers only.
  private static func isNumbered(_ origins: some Sequence<[UInt8]>) -> Bool {
    var shapes = HashTable<Int>(limit: .max)
    for origin in origins {
      guard let shape = shape(of: origin), let place = shapes.index(of: shape, initial: 0) else {
        continue
      }
      shapes.values[place] += 1
      guard shapes.values[place] < 3 else { return true }
    }
    return false
  }

  /// The hash of the origin without its numbers; `nil` where it has none.
  private static func shape(of origin: [UInt8]) -> UInt64? {
    // Nearly all are ASCII; of other signs Unicode knows which are numbers.
    let rest =
      origin.allSatisfy { $0 < 0x80 }
      ? origin.filter { !$0.isDigit }
      : Array(String(decoding: origin, as: UTF8.self).filter { !$0.isNumber }.utf8)
    return rest.count < origin.count ? rest.span.hash() : nil
  }
}
