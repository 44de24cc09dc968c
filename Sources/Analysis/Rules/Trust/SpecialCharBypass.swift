import Traffic

/// Finds origins let in whose names hold bytes that no registry takes.
///
/// **What it finds.** An origin let in whose host holds `_`, a backtick, braces or the like,
/// and is not of the target's own site.
///
/// **Why it is bad.** A pattern that does not know such bytes ends there, so that what follows
/// is the attacker's to choose.
///
/// **Example.** `Origin: https://example.com`.evil.test`, `Access-Control-Allow-Origin:
/// https://example.com`.evil.test`.
///
/// **Instead.** Parse the Origin and compare its host as a whole with those of a list.
package struct SpecialCharBypass: DerivedRule {
  package static let info = RuleInfo(
    id: "special-char-bypass", section: .trust, severity: .medium,
    finds: "an origin let in whose host holds `_`, a backtick, braces or the like, and is not of "
      + "the target's own site",
    why: "a pattern that does not know such bytes ends there, so that what follows is the "
      + "attacker's to choose",
    example: "Origin: https://example.com`.evil.test\nAccess-Control-Allow-Origin: "
      + "https://example.com`.evil.test",
    mend: "parse the Origin and compare its host as a whole with those of a list",
    traps: "names with underscores inside a company's own network",
    yieldsTo: [],
    cwe: [20], snippets: Snippets.allowList,
    needs: FieldSet(.origin, .allowOrigin, .allowCredentials))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .specialBytes && item.echoed > 0 && !target.covers(item)
    } severity: { _ in
      Self.info.severity
    } confidence: { items in
      Self.haveUnderscoresOnly(items) ? .inferred : .certain
    } summary: { items in
      "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in, with "
        + (Self.haveUnderscoresOnly(items)
          ? "an underscore, which no registered name has" : "bytes that no name has")
    }
  }

  /// Whether nothing else is odd about them: some names below a registered one have underscores.
  private static func haveUnderscoresOnly(_ items: [TrustConclusions.Item]) -> Bool {
    items.allSatisfy { $0.character.marks.isDisjoint(with: .crafted) }
  }
}
