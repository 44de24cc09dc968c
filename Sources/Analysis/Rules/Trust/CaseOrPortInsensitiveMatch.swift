import Traffic

/// Finds origins let in whatever their case or port.
///
/// **What it finds.** An origin echoed in capitals where small letters are trusted, or one host
/// echoed with several ports.
///
/// **Why it is bad.** The comparison is looser than the browser's: another service on the host,
/// or whatever listens there, is trusted too.
///
/// **Example.** `Origin: https://app.example.com:8443`, `Access-Control-Allow-Origin:
/// https://app.example.com:8443`.
///
/// **Instead.** Compare the whole origin byte by byte, its port included.
package struct CaseOrPortInsensitiveMatch: DerivedRule {
  package static let info = RuleInfo(
    id: "case-or-port-insensitive-match", section: .trust, severity: .low,
    finds: "an origin echoed in capitals where small letters are trusted, or one host echoed with "
      + "several ports",
    why: "the comparison is looser than the browser's: another service on the host, or whatever "
      + "listens there, is trusted too",
    example: "Origin: https://app.example.com:8443\nAccess-Control-Allow-Origin: "
      + "https://app.example.com:8443",
    mend: "compare the whole origin byte by byte, its port included",
    traps: "several services of one host, each on the list",
    yieldsTo: [],
    cwe: [183], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    let evidence = TrustEvidence(context: context, info: Self.info)
    return context.trust.targets.compactMap { target in
      let loose = target.items.filter { !target.covers($0) }
      let cases = loose.filter { $0.flaw == .letterCase }
      let ports = Self.withManyPorts(loose)
      let items = cases + ports
      guard !items.isEmpty else { return nil }
      return evidence.finding(
        target.target, items, severity: Self.info.severity,
        confidence: cases.isEmpty ? .inferred : .certain,
        summary:
          "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in, "
          + "whatever the " + (cases.isEmpty ? "port" : "case"))
    }
  }

  /// The origins of hosts that are let in with two ports of their own, or with three in all.
  private static func withManyPorts(_ items: [TrustConclusions.Item]) -> [TrustConclusions.Item] {
    let plain = items.indices.filter { index in
      items[index].echoed > 0 && (items[index].flaw == .own || items[index].flaw.isStranger)
        && items[index].character.host != 0
    }
    var ports = HashTable<Int>(limit: .max)
    for index in plain where items[index].character.marks.contains(.port) {
      guard let place = ports.index(of: items[index].character.host, initial: 0) else { continue }
      ports.values[place] += 1
    }
    guard ports.values.contains(where: { $0 >= 2 }) else { return [] }
    return plain.filter { index in
      ports.index(of: items[index].character.host).map { ports.values[$0] >= 2 } ?? false
    }.map { items[$0] }
  }
}
