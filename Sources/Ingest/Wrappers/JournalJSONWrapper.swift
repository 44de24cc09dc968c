import Traffic

/// The journal of systemd as `journalctl -o json` prints it, an entry a line.
///
/// A message that is no UTF-8 stands there as a list of numbers, and its line is refused.
///
/// - SeeAlso: https://systemd.io/JOURNAL_EXPORT_FORMATS/#journal-json-format
struct JournalJSONWrapper: LineWrapper {
  let name = "journald-json"
  let summary = "the journal of systemd, an entry a line (journalctl -o json)"
  let samples = [
    #"{"__CURSOR":"s=1;i=2","__REALTIME_TIMESTAMP":"1795365302516789","_TRANSPORT":"stdout","#
      + #""SYSLOG_IDENTIFIER":"nginx","MESSAGE":"203.0.113.7 - - [22/Nov/2026:16:35:02 +0000] "#
      + #"\"GET /a HTTP/1.1\" 200 58 \"-\" \"Mozilla/5.0\""}"#
  ]

  func match(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> WrappedLine? {
    guard
      let (message, time, boot) = WrapperJSON.strings(
        "MESSAGE", "__REALTIME_TIMESTAMP", "__CURSOR", bytes, start, end),
      let message, time != nil || boot != nil
    else { return nil }
    var line = WrappedLine(content: ByteRange(message.start, message.end))
    line.isEscaped = true
    line.time = time.flatMap { TimeText.epoch(bytes.extracting($0.start..<$0.end)) }
    return line
  }
}
