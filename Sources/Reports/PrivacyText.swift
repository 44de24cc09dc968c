import Analysis

/// What a report keeps back, in words.
enum PrivacyText {
  /// One sentence or two, for the foot of a page.
  static func sentence(_ report: Report) -> String {
    let secrets =
      report.isRedacted
      ? "Hidden characters are spelt out, userinfo, query values and tokens are taken out."
      : "Hidden characters are spelt out. URLs are whole: they may hold secrets."
    return secrets + (report.isAnonymized ? " Clients' addresses are cut to their networks." : "")
  }

  /// What differs from the usual, for a line of facts: `not redacted`, `anonymized`.
  static func marks(_ report: Report) -> [String] {
    (report.isRedacted ? [] : ["not redacted"]) + (report.isAnonymized ? ["anonymized"] : [])
  }
}
