/// Why a line, packet or entry could not be used, or was used only after a repair.
public enum LineError: UInt8, CaseIterable, Codable, Sendable, BitwiseCopyable {
  case notThisFormat, unterminatedQuote, badTime, badStatus, badRequest, tooLong
  case invalidJSON, missingField, badURL, truncatedInput
  case packetCut, packetMalformed, unsupportedLinkType, fragmentLost
  case segmentLost, notHTTP, messageMalformed, responseUnmatched, encrypted, evicted
  case framingAmbiguous, noExchange, ambiguousLine, valueCut
  case invalidEncoding, invalidEscape, rawControl, invalidNumber, gap

  /// The permanent kebab-case name of the reason, as reports print it.
  public var name: String { text.name }

  /// What is wrong, in lower case without a full stop.
  public var message: String { text.message }

  /// How to mend it; empty where nothing needs mending.
  public var mend: String { text.mend }

  /// Whether the line was used after all, once this had been put right.
  public var isRepair: Bool {
    switch self {
    case .invalidEncoding, .invalidEscape, .rawControl, .invalidNumber, .gap: true
    default: false
    }
  }

  private var text: (name: String, message: String, mend: String) { LineError.texts[Int(rawValue)] }

  private static let texts: [(name: String, message: String, mend: String)] = [
    (
      "not-this-format", "the line does not fit the log format",
      "if this log has custom fields, or several formats, pass --log-format or --log-config"
    ),
    (
      "unterminated-quote", "no closing quote",
      "the line was cut, or the log has custom fields: pass --log-format"
    ),
    ("bad-time", "the time cannot be read", "if the time has its own format, pass --log-format"),
    (
      "bad-status", "the status is not a number of three digits",
      "if this log has custom fields, pass --log-format"
    ),
    (
      "bad-request", "the request line is not one",
      "the client sent no HTTP request (a TLS handshake, a probe); nothing to mend"
    ),
    ("too-long", "the line is longer than 1 MiB", "look at what writes this log"),
    (
      "invalid-json", "not a JSON object",
      "the line was cut, or it is not JSON: nginx needs escape=json"
    ),
    (
      "missing-field", "a field that an exchange cannot do without is not there",
      "log at least the time, the method, the path and the status"
    ),
    ("bad-url", "the URL cannot be read", "look at what wrote this file"),
    ("truncated-input", "the input ends in the middle", "copy or export the file again"),
    ("packet-cut", "the packet was cut when it was captured", "capture again with -s 0"),
    ("packet-malformed", "the packet's headers contradict its length", "capture again"),
    (
      "unsupported-link-type", "this link type is not read",
      "capture on Ethernet, loopback, a raw IP interface or 'any'"
    ),
    ("fragment-lost", "a fragment of an IP packet is missing", "capture without packet loss"),
    (
      "segment-lost", "TCP segments are missing from the capture",
      "capture with a larger buffer (tcpdump -B) or a narrower filter"
    ),
    (
      "not-http", "the connection speaks neither HTTP/1 nor HTTP/2",
      "nothing to mend if that is expected"
    ),
    ("message-malformed", "the HTTP message breaks the protocol", "look at what sent it"),
    (
      "response-unmatched", "a response without the request that it answers",
      "start the capture before the traffic"
    ),
    (
      "encrypted", "the connection is encrypted",
      "pass its key log with --tls-keylog, capture behind the TLS terminator, or use a log or a HAR"
    ),
    ("evicted", "given up to stay within the memory budget", "split the input or filter it"),
    (
      "framing-ambiguous", "the message says in two ways where it ends, as smuggled requests do",
      "look at what sent it, and have the server refuse such messages"
    ),
    (
      "no-exchange", "the line tells of something else than an HTTP exchange",
      "nothing to mend: a connection that failed, traffic that is not HTTP, or the server's own doing"
    ),
    (
      "ambiguous-line", "a value holds what separates values, so those beside it are not known",
      "have the server escape or quote what clients send"
    ),
    (
      "value-cut", "a value reached the length at which the server cuts it",
      "raise its limit in the format: len of a capture in HAProxy, what follows the colon in Envoy"
    ),
    (
      "invalid-encoding", "bytes that are no UTF-8; read as they are",
      "nothing to mend: a client sent them, and the server logged them so"
    ),
    (
      "invalid-escape", "an escape that JSON does not have, such as \\xHH; read as the byte",
      "let the server escape for JSON (nginx: escape=json)"
    ),
    (
      "raw-control", "a control character inside a string; read as it is",
      "let the server escape for JSON"
    ),
    (
      "invalid-number", "a number that JSON does not have, such as 000; read all the same",
      "put numbers in quotes in the server's log format"
    ),
    (
      "gap", "a run of NUL bytes, as a crash or a log truncated in place leaves; skipped",
      "let the server reopen its log (logrotate: create instead of copytruncate)"
    ),
  ]
}
