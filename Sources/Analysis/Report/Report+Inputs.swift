extension Report {
  /// One input, as it was understood.
  package struct Input: Sendable {
    /// Its path, or `-`.
    package var source: String
    /// The format it was read as.
    package var format: String
    /// What its lines are wrapped in, such as `syslog`; empty where they stand alone.
    package var wrapper = ""
    /// The format that came second, if any other understood some of it.
    package var runnerUp: String?
    /// What a position counts: `line`, `packet` or `entry`.
    package var unit: String
    /// How many lines, packets or entries were read.
    package var positions: Int
    /// How many exchanges were understood.
    package var exchanges: Int
    /// What was not used, by reason, most frequent first.
    package var refused: [Refusal]
    /// What was used once it had been put right, by reason, most frequent first.
    package var repaired: [Refusal] = []
    /// The canonical fields that the input can show, by their printed names.
    package var fields: [String]
    /// The figures and rules that are therefore impossible.
    package var impossible: [String]
    /// The same for people, many rules in one line; `nil` where it is the same.
    package var impossibleInShort: [String]?
    /// Whether lines go on after the columns that the format names.
    package var goesOn = false
    /// The program that wrote it, as far as it says so; empty where nothing does.
    package var producer = ""
    /// What that program leaves out, each a phrase that can follow "does not show".
    package var hides: [String] = []
    /// Whether what failed, and so what CORS blocked, is among it.
    package var hidesFailures = false
    /// Entries that are no exchanges of their own, by kind, those that are there.
    package var asides: [(kind: String, count: Int)] = []
    /// Why reading stopped before the end; `nil` when it did not.
    package var error: String?
  }

  /// Lines, packets or entries that were refused for one reason.
  package struct Refusal: Sendable {
    /// The permanent kebab-case name.
    package var reason: String
    /// What is wrong.
    package var message: String
    /// How to mend it; empty where there is nothing to mend.
    package var mend: String
    /// How many.
    package var count: Int
    /// The first places, at most five: number and column (0 where there is none).
    package var positions: [(number: Int, column: Int)]
  }

  /// A place in an input, with what was seen there.
  package struct Evidence: Sendable {
    /// The input's path.
    package var source: String
    /// The 1-based line, packet or entry.
    package var position: Int
    /// What was seen, such as `Access-Control-Allow-Origin: *, *`; empty in plain examples.
    package var detail: String
  }
}
