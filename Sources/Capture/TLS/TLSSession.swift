/// A TLS connection: its handshake so far, and how far both directions have been read.
struct TLSSession {
  /// Which keys a direction's records are under.
  enum Stage: BitwiseCopyable {
    case clear, early, handshake, application
  }

  /// One direction.
  struct Direction {
    /// Which keys its records are under.
    var stage = Stage.clear
    /// The cipher of its records.
    var cipher: RecordCipher?
    /// The cipher of the handshake's records until its turn comes; TLS 1.3 only.
    var handshakeCipher: RecordCipher?
    /// The cipher that follows.
    var next: RecordCipher?
    /// The traffic secret of ``next`` or, once that is in use, of ``cipher``; TLS 1.3 only.
    var secret: [UInt8] = []
    /// The next record's number.
    var sequence: UInt64 = 0
    /// Whether records that do not open are passed over: they are under keys that are not known.
    var passesOver = false
    /// What has come of a record.
    var carry: [UInt8] = []
    /// When the first byte of that came.
    var carryArrival = Arrival()
    /// What has come of a handshake message.
    var messages: [UInt8] = []
    /// How many bytes belong to a record part of which was lost.
    var skip = 0
    /// Whether it is not known where the next record begins.
    var isLost = false
    /// Whether records may have been lost, so that the next one's number is open.
    var isDoubtful = false
    /// How many bytes were lost or of no use since the last good record.
    var lostBytes = 0
    /// How many records did not open.
    var failures = 0
    /// Whether any record was opened.
    var hasOpened = false
    /// How many more times records may be tried.
    var trials = 1 << 16
  }

  /// What the smaller and what the larger end sends.
  var directions = [Direction(), Direction()]
  /// The client's random.
  var clientRandom: TLSRandom?
  /// The version, 0 before the ServerHello.
  var version = 0
  /// The cipher suite.
  var suite: TLSSuite?
  /// The server's name, as the client asks for it.
  var serverName: [UInt8] = []
  /// The protocols offered, then the one chosen.
  var protocols: [UInt8] = []
  /// Whether ``protocols`` is the server's choice.
  var hasChosen = false
  /// The server's hello, while the keys for what follows are awaited.
  var awaited: TLSHello?
  /// Which end sent it.
  var awaitedSide = 0
  /// Whether the client may send early data.
  var offersEarlyData = false
  /// Whether the server takes early data; `nil` while that is not known.
  var acceptsEarlyData: Bool?
  /// The early data until then.
  var early: [UInt8] = []
  /// When it came.
  var earlyArrival = Arrival()
  /// Whether the server chose HTTP/2.
  var usesHTTP2: Bool { hasChosen && protocols == [0x68, 0x32] }

  /// The bytes of memory that it takes.
  var usedBytes: Int {
    1024 + early.count + directions[0].carry.count + directions[1].carry.count
      + directions[0].messages.count + directions[1].messages.count
  }
}
