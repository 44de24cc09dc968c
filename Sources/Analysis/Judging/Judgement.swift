package import CORSEngine
package import Traffic

/// What corscope holds of one exchange.
package struct Judgement: Sendable, BitwiseCopyable, Equatable {
  // The widest first: it is copied often, and gaps between its parts would make it longer.

  /// The fields without which it could not be judged.
  package var missing: FieldSet = []
  /// Every predicate that failed.
  package var failed: BlockReasons = []
  /// What it rests on.
  package var basis: Basis = []
  /// By how many positions the entry that it was joined with lies behind this one; 0 is none.
  package var joined: Int32 = 0
  /// What it was.
  package var kind = Kind.unclassified
  /// How it ended for the page.
  package var outcome = Outcome.unknown
  /// Where it was blocked; `nil` when it was not.
  package var phase: Phase?
  /// Why it was blocked, or would be if the condition holds; `nil` when nothing failed.
  package var reason: BlockReason?
  /// What exactly was wrong with the header that the reason names.
  package var detail = BlockDetail.none
  /// How sure this is.
  package var confidence = Confidence.unknown
  /// The client's engine.
  package var engine = Engine.unknown
  /// Whether the actual request needed a preflight; `nil` where that cannot be told.
  package var needsPreflight: Bool?
  /// Whether it belongs to a fetch that another exchange stands for already.
  package var isPartOfFetch = false
  /// What it is where it is no exchange of its own.
  package var aside: Aside?
  /// What the browser did by its own recording; `nil` where that does not show.
  package var browser: BrowserOutcome?
  /// Whether the entry that it was joined with is the other one of a preflight and its request, and
  /// the request stands for itself.
  package var isPaired = false

  /// Whether the browser's own outcome differs from this one.
  package var isDisputed: Bool {
    outcome == .allowed && browser == .blocked || outcome == .blocked && browser == .allowed
  }

  /// Makes the judgement that nothing is known.
  package init() {}
}

extension Judgement {
  /// Settles what depended on the credentials mode, which turned out not to be `include`.
  package mutating func settleWithoutCredentials() {
    guard outcome == .conditional else { return }
    outcome = .allowed
    phase = nil
    reason = nil
    detail = .none
    failed = []
    missing = []
  }
}
