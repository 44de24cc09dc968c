extension Report {
  /// What is otherwise than in an earlier report, the baseline.
  ///
  /// Counts are held against those that the baseline's shares let expect of this report's traffic;
  /// what chance explains is no change.
  package struct Difference: Sendable {
    /// In which way something differs.
    package enum Change: String, Sendable, CaseIterable {
      case new, worse, better, gone
    }

    /// The baseline's file.
    package var baseline: String
    /// The baseline's period.
    package var period: Period?
    /// Headline figures then and now.
    package var figures: [FigureChange]
    /// Groups of blocked fetches that differ, the most important first.
    package var blocked: [BlockedChange]
    /// Findings that differ, the most important first.
    package var findings: [FindingChange]
    /// Origins that are blocked now and were not in the baseline.
    package var newOrigins: [String]

    /// One headline figure.
    package struct FigureChange: Sendable {
      /// The key in the JSON report, such as `blocked_rate`.
      package var name: String
      /// Whether the figure is a share of 0 to 1.
      package var isShare: Bool
      /// The baseline's value; `nil` where unknown.
      package var before: Double?
      /// This report's value; `nil` where unknown.
      package var after: Double?

      /// Makes a change.
      package init(
        name: String, isShare: Bool, before: Double?, after: Double?
      ) {
        self.name = name
        self.isShare = isShare
        self.before = before
        self.after = after
      }
    }

    /// One group of blocked fetches.
    package struct BlockedChange: Sendable {
      /// How it differs.
      package var change: Change
      /// The page's origin as sent.
      package var origin: String
      /// Scheme, host and port of the target.
      package var target: String
      /// The folded path.
      package var route: String
      /// `preflight`, `redirect` or `actual`.
      package var phase: String
      /// The permanent id of the reason.
      package var reason: String
      /// How many fetches in the baseline.
      package var before: Int
      /// How many fetches now.
      package var after: Int

      /// Makes a change.
      package init(
        change: Change, origin: String, target: String, route: String, phase: String,
        reason: String, before: Int, after: Int
      ) {
        self.change = change
        self.origin = origin
        self.target = target
        self.route = route
        self.phase = phase
        self.reason = reason
        self.before = before
        self.after = after
      }
    }

    /// One finding.
    package struct FindingChange: Sendable {
      /// How it differs.
      package var change: Change
      /// The rule's permanent id.
      package var rule: String
      /// The severity's name; that of the baseline where it is gone.
      package var severity: String
      /// What it is about.
      package var subject: String
      /// How many exchanges showed it in the baseline.
      package var before: Int
      /// How many exchanges show it now.
      package var after: Int

      /// Makes a change.
      package init(
        change: Change, rule: String, severity: String, subject: String, before: Int, after: Int
      ) {
        self.change = change
        self.rule = rule
        self.severity = severity
        self.subject = subject
        self.before = before
        self.after = after
      }
    }

    /// Makes a difference.
    package init(
      baseline: String, period: Period?, figures: [FigureChange], blocked: [BlockedChange],
      findings: [FindingChange], newOrigins: [String]
    ) {
      self.baseline = baseline
      self.period = period
      self.figures = figures
      self.blocked = blocked
      self.findings = findings
      self.newOrigins = newOrigins
    }
  }
}
