import Traffic

/// Finds origins of extensions and apps let in.
///
/// **What it finds.** An origin let in whose scheme is an extension's or an app's:
/// chrome-extension://, capacitor://, app://, file://.
///
/// **Why it is bad.** Such an origin says little of who is behind it: app schemes are the same
/// in every app, and file:// is any file.
///
/// **Example.** `Access-Control-Allow-Origin: chrome-extension://abcdefghijklmnop`.
///
/// **Instead.** Let in the ids of your own extensions only, and no scheme that anyone can use.
package struct ExtensionOrAppSchemeTrusted: DerivedRule {
  package static let info = RuleInfo(
    id: "extension-or-app-scheme-trusted", section: .trust, severity: .low,
    finds: "an origin let in whose scheme is an extension's or an app's: chrome-extension://, "
      + "capacitor://, app://, file://",
    why: "such an origin says little of who is behind it: app schemes are the same in every app, "
      + "and file:// is any file",
    example: "Access-Control-Allow-Origin: chrome-extension://abcdefghijklmnop",
    mend: "let in the ids of your own extensions only, and no scheme that anyone can use",
    traps: "an extension or app of your own",
    yieldsTo: [],
    cwe: [346], snippets: Snippets.allowList,
    needs: FieldSet(.allowOrigin))

  package init() {}

  package func findings(_ context: RuleContext) -> [Finding] {
    TrustEvidence(context: context, info: Self.info).findings { target, item in
      item.flaw == .app && (item.echoed == 0 || !target.covers(item))
    } severity: { _ in
      Self.info.severity
    } summary: { items in
      "\(TrustEvidence.list(items, context)) \(items.count == 1 ? "is" : "are") let in"
    }
  }
}
