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
          "\(TrustEvidence.list(items)) \(items.count == 1 ? "is" : "are") let in, whatever the "
          + (cases.isEmpty ? "port" : "case"))
    }
  }

  /// The origins of hosts that are let in with two ports of their own, or with three in all.
  private static func withManyPorts(_ items: [TrustConclusions.Item]) -> [TrustConclusions.Item] {
    let plain = items.filter {
      $0.grant.echoed > 0 && ($0.flaw == .own || $0.flaw.isStranger) && $0.grant.character.host != 0
    }
    guard plain.count(where: { $0.grant.character.marks.contains(.port) }) >= 2 else { return [] }
    let hosts = Dictionary(grouping: plain) { $0.grant.character.host }
    let many = hosts.filter { _, origins in
      origins.count { $0.grant.character.marks.contains(.port) } >= 2
    }
    return plain.filter { many[$0.grant.character.host] != nil }
  }
}
