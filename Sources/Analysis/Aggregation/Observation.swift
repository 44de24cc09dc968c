package import Traffic

/// What the ordered part of the analysis needs of an exchange with CORS evidence.
package struct Observation: Sendable, BitwiseCopyable {
  // The widest first, and numbers no wider than need be: it is copied often.

  /// What rules ask of it.
  package var facts: Facts = []
  /// The hash of the Origin; 0 where none was sent.
  package var origin: UInt64 = 0
  /// The hash of scheme, host and port of the target.
  package var target: UInt64 = 0
  /// The hash of target and route together.
  package var route: UInt64 = 0
  /// The hash of the client's address, or what stands for the one client of a recording; 0 where
  /// neither is known.
  package var client: UInt64 = 0
  /// The hash that a preflight shares with the requests that it stands for.
  package var flow: UInt64 = 0
  /// The hash of Access-Control-Allow-Origin; 0 where none was sent.
  package var allowOrigin: UInt64 = 0
  /// When the exchange began.
  package var start = Timestamp(nanoseconds: 0)
  /// How long it took, in nanoseconds; -1 where that is unknown.
  package var duration: Int64 = -1
  /// What was judged of it.
  package var judgement = Judgement()
  /// The record's index in its batch.
  private var place: Int32 = 0
  /// For how long, in seconds, the client may keep the preflight's grant; at most a year.
  package var maxAge: Int32 = 0
  private var code: UInt16 = 0
  /// A hash of the method that the exchange, or the request that it stands for, has.
  var method: UInt32 = 0

  /// The record's index in its batch.
  package var index: Int {
    get { Int(place) }
    set { place = Int32(clamping: newValue) }
  }

  /// The response's status; 0 where it is unknown.
  package var status: Int {
    get { Int(code) }
    set { code = UInt16(clamping: newValue) }
  }

  /// By what distinct clients are counted; 0 where the client has no address.
  package var address: UInt64 { facts.contains(.recorded) ? 0 : client }

  /// The hash of a method's name by which ``method`` tells it.
  @inline(__always)
  static func hash(method name: borrowing Span<UInt8>) -> UInt32 {
    UInt32(truncatingIfNeeded: name.placedHash(seed: 4))
  }

  /// Makes an observation of nothing.
  package init() {}

  /// The hash of client, origin and URL, whatever the method.
  var cache: UInt64 { flow ^ UInt64(method) }
}
